"""Repairs after the inspection: diagnosis, price and consent, parts, and the way home of any goods."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from ticketing.aftersales_money import member_of_case
from ticketing.case_moves import begin, learn, move, tell_since
from ticketing.errors import FeeNotPaid, QuoteExpired, TextEmpty
from ticketing.models import AftersalesCase, Agent
from ticketing.rules.actors import SYSTEM
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.actors import customer as customer_actor
from ticketing.rules.business_calendar import SHANGHAI, shanghai_day
from ticketing.rules.case_parcels import check_parcel
from ticketing.rules.case_quotes import check_quote
from ticketing.rules.case_steps import Step
from ticketing.rules.cases import CaseStatus
from ticketing.rules.money import Fen
from ticketing.shop import shop_of
from ticketing.shop.cards import iso
from ticketing.wording import yuan

FREE = "在保修范围内，免费维修"


def diagnose(
    session: Session,
    case: AftersalesCase,
    *,
    agent: Agent,
    findings: str,
    parts: Sequence[str],
    amount_fen: Fen,
    valid_until: date | None,
    now: datetime,
) -> None:
    """What is broken and what it costs; 0 goes on at once, anything else waits for the shopper's consent.

    Only what the inspection objected to may cost something. `valid_until` is the last day of the price.
    Raises TextEmpty, SumNotAllowed, IllegalMove.
    """
    status = begin(session, case, Step.DIAGNOSE)
    if not findings.strip():
        raise TextEmpty("请写明检测结果，顾客会看到。")
    objected = status is not CaseStatus.INSPECTED
    check_quote(amount_fen, valid_until, shanghai_day(now), objected=objected)
    known, by = len(case.events), agent_actor(agent.id, agent.name)
    ends = datetime.combine(valid_until + timedelta(days=1), time(), SHANGHAI) if valid_until else None
    learn(
        case,
        quote={
            "findings": findings.strip(),
            "parts": list(parts),
            "amount_fen": amount_fen,
            "valid_until": iso(ends) if ends else None,
        },
    )
    needed = f"，需要{'、'.join(parts)}" if parts else ""
    cost = f"维修费 {yuan(amount_fen)}" if amount_fen else FREE
    note = f"{findings.strip().rstrip('。')}{needed}，{cost}"
    move(session, case, CaseStatus.QUOTED, by, now, step=Step.DIAGNOSE, note=note)
    if not amount_fen:
        move(session, case, CaseStatus.REPAIRING, SYSTEM, now)
    tell_since(session, case, known, now)


def accept_quote(session: Session, case: AftersalesCase, *, now: datetime) -> None:
    """The shopper agrees to the price. Raises QuoteExpired, IllegalMove."""
    begin(session, case, Step.ACCEPT_QUOTE)
    quote = case.progress["quote"]
    if quote["valid_until"] and datetime.fromisoformat(quote["valid_until"]) <= now:
        raise QuoteExpired("这个报价已经过期，我们会重新报价给您。")
    by = customer_actor(case.customer.name)
    note = yuan(quote["amount_fen"])
    move(session, case, CaseStatus.REPAIRING, by, now, step=Step.ACCEPT_QUOTE, note=note)


def decline_quote(session: Session, case: AftersalesCase, *, now: datetime) -> None:
    """The shopper does not want it repaired at this price: it goes back as it is. Raises IllegalMove."""
    begin(session, case, Step.DECLINE_QUOTE)
    by = customer_actor(case.customer.name)
    move(session, case, CaseStatus.SENDING_BACK, by, now, step=Step.DECLINE_QUOTE)


def wait_for_parts(session: Session, case: AftersalesCase, *, agent: Agent, note: str, now: datetime) -> None:
    """Something has to be ordered first; `note` says what and until when. Raises TextEmpty, IllegalMove."""
    if not note.strip():
        raise TextEmpty("请写明等什么配件、大约几天，顾客会看到。")
    _moved(session, case, Step.WAIT_FOR_PARTS, CaseStatus.WAITING_FOR_PARTS, agent, note, now)


def parts_arrived(session: Session, case: AftersalesCase, *, agent: Agent, now: datetime) -> None:
    """The repair goes on. Raises IllegalMove."""
    _moved(session, case, Step.PARTS_ARRIVED, CaseStatus.REPAIRING, agent, "", now)


def repaired(session: Session, case: AftersalesCase, *, agent: Agent, note: str, now: datetime) -> None:
    """It works again. Raises IllegalMove."""
    _moved(session, case, Step.REPAIRED, CaseStatus.REPAIRED, agent, note, now)


def stop_repair(session: Session, case: AftersalesCase, *, agent: Agent, note: str, now: datetime) -> None:
    """It cannot be repaired and goes back as it is; what else is open the rules say anew.

    Raises TextEmpty, IllegalMove.
    """
    if not note.strip():
        raise TextEmpty("请写明为什么修不了，顾客会看到。")
    _moved(session, case, Step.STOP_REPAIR, CaseStatus.SENDING_BACK, agent, note, now)


def send_back(
    session: Session,
    case: AftersalesCase,
    *,
    agent: Agent,
    carrier: str,
    number: str,
    fee_received: bool,
    now: datetime,
) -> None:
    """The goods are on their way to the shopper: repaired, or as they came.

    A repair is written down for the warranty, with the days that it took. Raises BadParcelNumber, FeeNotPaid
    (a repair with a price that has not come), IllegalMove.
    """
    status = begin(session, case, Step.SEND_BACK)
    name, stored = check_parcel(carrier, number)
    known, by = len(case.events), agent_actor(agent.id, agent.name)
    if status is CaseStatus.REPAIRED:
        fee = case.progress["quote"]["amount_fen"]
        if fee and not fee_received:
            raise FeeNotPaid(f"维修费 {yuan(fee)} 还没有收到，收到后再寄回。")
        received = next(event.at for event in case.events if event.to_value == CaseStatus.RECEIVED)
        shop_of(session).record_repair(
            member_of_case(case),
            case.order_number,
            case.line_id,
            days=(shanghai_day(now) - shanghai_day(received)).days,
            key=case.number,
        )
    learn(case, sent_back={"carrier": name, "number": stored})
    move(session, case, CaseStatus.SENT_BACK, by, now, step=Step.SEND_BACK, note=f"{name} {stored}")
    tell_since(session, case, known, now)


def _moved(
    session: Session,
    case: AftersalesCase,
    step: Step,
    wanted: CaseStatus,
    agent: Agent,
    note: str,
    now: datetime,
) -> None:
    begin(session, case, step)
    known = len(case.events)
    move(session, case, wanted, agent_actor(agent.id, agent.name), now, step=step, note=note.strip())
    tell_since(session, case, known, now)
