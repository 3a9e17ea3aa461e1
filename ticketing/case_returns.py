"""Goods on their way back: a parcel or a courier, the warehouse, and what the inspection leads to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from ticketing.aftersales_money import (
    check_right,
    gift_deduction,
    is_within_right,
    may_pay_freight,
    member_of_case,
    most_now,
    pay_freight,
)
from ticketing.case_exchanges import reserve_or_ask
from ticketing.case_moves import begin, kind_of, learn, move, tell_since
from ticketing.case_payments import pay_and_close
from ticketing.case_tickets import hand_to_a_person
from ticketing.case_words import pickup_text
from ticketing.errors import IllegalMove, SumNotAllowed, TextEmpty
from ticketing.holidays import calendar_of
from ticketing.models import AftersalesCase, Agent
from ticketing.rules.actors import SYSTEM
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.actors import customer as customer_actor
from ticketing.rules.case_parcels import check_parcel
from ticketing.rules.case_pickups import slot_of
from ticketing.rules.case_steps import Step
from ticketing.rules.cases import FREIGHT_BY_RULE_UP_TO_FEN, CaseStatus, Kind
from ticketing.rules.money import Fen
from ticketing.shop import shop_of
from ticketing.shop.cards import iso
from ticketing.uploads import check_photos
from ticketing.wording import yuan


def cancel(session: Session, case: AftersalesCase, *, now: datetime) -> None:
    """The shopper takes his request back; a courier who has not come yet is called off.

    Raises IllegalMove, also for goods that have left him.
    """
    status = begin(session, case, Step.CANCEL)
    pickup = case.progress.get("pickup")
    if status is CaseStatus.RETURNING:
        if pickup is None or datetime.fromisoformat(pickup["begins_at"]) <= now:
            raise IllegalMove("商品已经在寄回的路上，撤销不了了。要改主意可以直接说「转人工」。")
        _call_off(session, case)
    _shopper_moves(session, case, CaseStatus.CANCELLED, Step.CANCEL, "顾客撤销", now)


def add_details(
    session: Session, case: AftersalesCase, *, description: str, photos: Sequence[str], now: datetime
) -> None:
    """The shopper tells what was asked for; a person looks again. Raises TextEmpty, UploadNotFound."""
    begin(session, case, Step.ADD_DETAILS)
    if not description.strip() and not photos:
        raise TextEmpty("请写点说明，或者发张照片。")
    check_photos(session, case.customer_id, photos)
    case.description = "\n".join(part for part in (case.description, description.strip()) if part)
    case.photos = list(dict.fromkeys([*case.photos, *photos]))
    note = description.strip() or f"{len(photos)} 张照片"
    _shopper_moves(session, case, CaseStatus.APPLIED, Step.ADD_DETAILS, note, now)


def give_parcel(session: Session, case: AftersalesCase, *, carrier: str, number: str, now: datetime) -> None:
    """The shopper has sent the goods; again corrects the number. Raises BadParcelNumber, IllegalMove."""
    begin(session, case, Step.GIVE_PARCEL)
    name, stored = check_parcel(carrier, number)
    _call_off(session, case)
    learn(case, parcel={"carrier": name, "number": stored}, pickup=None)
    case.parcel_number = stored
    _shopper_moves(session, case, CaseStatus.RETURNING, Step.GIVE_PARCEL, f"{name} {stored}", now)


def book_pickup(session: Session, case: AftersalesCase, *, slot: str, now: datetime) -> None:
    """A courier comes in this slot (`2026-11-20/morning`); again books another one instead.

    Raises SlotNotAvailable, IllegalMove, also when the parcel has left already.
    """
    begin(session, case, Step.BOOK_PICKUP)
    if "parcel" in case.progress:
        raise IllegalMove("已经有寄回的快递单号了，不用再约上门。")
    wanted = slot_of(slot, now, calendar_of(session))
    _call_off(session, case)
    times = case.progress.get("pickups", 0) + 1
    key = f"{case.number}-pickup-{times}"
    booked = shop_of(session).book_pickup(
        member_of_case(case),
        case.order_number,
        begins_at=wanted.begins_at,
        ends_at=wanted.ends_at,
        key=key,
    )
    pickup = {
        "number": booked.number,
        "carrier": booked.carrier,
        "begins_at": iso(booked.begins_at),
        "ends_at": iso(booked.ends_at),
        "key": key,
    }
    learn(case, pickup=pickup, pickups=times)
    case.parcel_number = booked.number
    note = f"{pickup_text(pickup)}，{booked.carrier} {booked.number}"
    _shopper_moves(session, case, CaseStatus.RETURNING, Step.BOOK_PICKUP, note, now)


def receive(session: Session, case: AftersalesCase, *, agent: Agent, note: str, now: datetime) -> None:
    """The warehouse has the parcel: from here the law counts the days to the refund. Raises IllegalMove."""
    begin(session, case, Step.RECEIVE)
    known = len(case.events)
    _agent_moves(session, case, CaseStatus.RECEIVED, Step.RECEIVE, agent, note.strip(), now)
    tell_since(session, case, known, now)


def inspect(
    session: Session,
    case: AftersalesCase,
    *,
    agent: Agent,
    is_ok: bool,
    findings: str,
    gifts_back: Sequence[str],
    freight_fen: Fen,
    now: datetime,
) -> None:
    """What the warehouse saw. In order: the case goes on (refund, replacement). Else a person decides.

    `gifts_back` names the gifts that came back; the others are deducted where the rules say so. `freight_fen`
    is what the shopper paid for the parcel, where that is the seller's to pay. Raises IllegalMove, TextEmpty
    (no findings), SumNotAllowed (freight that is not owed), OverLimit (freight above the agent's right).
    """
    begin(session, case, Step.INSPECT)
    if not is_ok and not findings.strip():
        raise TextEmpty("请写明验货时看到的问题，顾客会看到。")
    known, by = len(case.events), agent_actor(agent.id, agent.name)
    deducted = gift_deduction(case, gifts_back)
    seen = {
        "at": iso(now),
        "is_ok": is_ok,
        "findings": findings.strip(),
        "gifts_back": list(gifts_back),
        "deducted_fen": deducted,
    }
    learn(case, inspection=seen)
    if freight_fen:
        _pay_freight(session, case, agent, freight_fen, now)
    if deducted and case.refund_fen is not None:
        case.refund_fen = max(case.refund_fen - deducted, 0)
    if is_ok:
        note = f"没有退回的赠品抵扣 {yuan(deducted)}" if deducted else ""
        move(session, case, CaseStatus.INSPECTED, by, now, step=Step.INSPECT, note=note)
        _go_on(session, case, now)
    else:
        hand_to_a_person(session, case, now, "验货有问题")
        move(session, case, CaseStatus.OBJECTED, by, now, step=Step.INSPECT, note=findings.strip())
    tell_since(session, case, known, now)


def accept_goods(session: Session, case: AftersalesCase, *, agent: Agent, note: str, now: datetime) -> None:
    """A person takes the goods as they are, for all that was found. Raises IllegalMove."""
    begin(session, case, Step.ACCEPT_GOODS)
    known = len(case.events)
    _agent_moves(session, case, CaseStatus.INSPECTED, Step.ACCEPT_GOODS, agent, note.strip(), now)
    _go_on(session, case, now)
    tell_since(session, case, known, now)


def offer(
    session: Session, case: AftersalesCase, *, agent: Agent, refund_fen: Fen, note: str, now: datetime
) -> None:
    """Less money with its reason; it is paid only if the shopper agrees. Raises SumNotAllowed, TextEmpty."""
    begin(session, case, Step.OFFER)
    assert case.refund_fen is not None
    if not 0 < refund_fen < case.refund_fen:
        raise SumNotAllowed(f"部分退款要在 ¥0.01 和 {yuan(case.refund_fen)} 之间；全额退请选按验货通过处理。")
    if not note.strip():
        raise TextEmpty("请写明为什么不能全额退，顾客会看到。")
    known = len(case.events)
    learn(case, offer={"refund_fen": refund_fen, "reason": note.strip()})
    text = f"{yuan(refund_fen)}，{note.strip()}"
    _agent_moves(session, case, CaseStatus.OFFERED, Step.OFFER, agent, text, now)
    tell_since(session, case, known, now)


def accept_offer(session: Session, case: AftersalesCase, *, now: datetime) -> None:
    """The shopper agrees to less, and gets it. Raises IllegalMove."""
    begin(session, case, Step.ACCEPT_OFFER)
    case.refund_fen = case.progress["offer"]["refund_fen"]
    _shopper_moves(session, case, CaseStatus.INSPECTED, Step.ACCEPT_OFFER, yuan(case.refund_fen), now)
    _go_on(session, case, now)


def decline_offer(session: Session, case: AftersalesCase, *, now: datetime) -> None:
    """The shopper does not agree; a person looks again. Raises IllegalMove."""
    begin(session, case, Step.DECLINE_OFFER)
    learn(case, offer=None)
    _shopper_moves(session, case, CaseStatus.OBJECTED, Step.DECLINE_OFFER, "", now)


def refuse_goods(session: Session, case: AftersalesCase, *, agent: Agent, note: str, now: datetime) -> None:
    """The goods go back to the shopper for what was found; nothing is paid. Raises TextEmpty, IllegalMove."""
    begin(session, case, Step.REFUSE_GOODS)
    if not note.strip():
        raise TextEmpty("请写明不能办的原因，顾客会看到。")
    known = len(case.events)
    case.refund_fen = None
    _agent_moves(session, case, CaseStatus.SENDING_BACK, Step.REFUSE_GOODS, agent, note.strip(), now)
    tell_since(session, case, known, now)


def _go_on(session: Session, case: AftersalesCase, now: datetime) -> None:
    """What an accepted return or exchange leads to at once; a repair waits for its diagnosis."""
    kind = kind_of(case)
    if kind is Kind.RETURN:
        assert case.refund_fen is not None
        case.refund_fen = min(case.refund_fen, most_now(session, case))
        pay_and_close(session, case, SYSTEM, now)
    elif kind is Kind.EXCHANGE:
        reserve_or_ask(session, case, now)


def _pay_freight(
    session: Session, case: AftersalesCase, agent: Agent, freight_fen: Fen, now: datetime
) -> None:
    if not may_pay_freight(case):
        raise SumNotAllowed("这张售后单的寄回运费不由商家付，运费请留空。")
    if freight_fen > FREIGHT_BY_RULE_UP_TO_FEN and not is_within_right(agent, freight_fen):
        check_right(session, agent, freight_fen)
    pay_freight(session, case, freight_fen, now)
    learn(case, freight_fen=freight_fen)


def _call_off(session: Session, case: AftersalesCase) -> None:
    """The courier who was booked before need not come."""
    pickup = case.progress.get("pickup")
    if pickup is not None:
        shop_of(session).cancel_pickup(member_of_case(case), case.order_number, key=pickup["key"])


def _shopper_moves(
    session: Session, case: AftersalesCase, wanted: CaseStatus, step: Step, note: str, now: datetime
) -> None:
    move(session, case, wanted, customer_actor(case.customer.name), now, step=step, note=note)


def _agent_moves(
    session: Session,
    case: AftersalesCase,
    wanted: CaseStatus,
    step: Step,
    agent: Agent,
    note: str,
    now: datetime,
) -> None:
    move(session, case, wanted, agent_actor(agent.id, agent.name), now, step=step, note=note)
