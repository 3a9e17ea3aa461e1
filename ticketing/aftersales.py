"""After-sales cases: opened on a fresh decision, approved by rule or by a person, told in the chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ticketing import history, tickets
from ticketing.aftersales_money import check_right, pay, settled_sum
from ticketing.aftersales_questions import Report, check_open, decide_line, get_line, question, route_of
from ticketing.case_words import category_of, decision_text
from ticketing.conversations import conversation_for
from ticketing.errors import CaseNotFound, CaseOpen, NotSignedIn, NotYours, TextEmpty, UploadNotFound
from ticketing.messages import clean_text, get_conversation, lock, notice
from ticketing.models import AftersalesCase, Agent, CaseEvent, Conversation, Ticket, Upload
from ticketing.numbering import next_number
from ticketing.rules.actors import BOT, SYSTEM, Actor
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.actors import customer as customer_actor
from ticketing.rules.aftersales_facts import Reason
from ticketing.rules.cases import (
    NAMES,
    REASON_TEXTS,
    ROUTE_TEXTS,
    CaseStatus,
    check_case_move,
    is_approved_by_rule,
)
from ticketing.rules.money import Fen
from ticketing.rules.owners import Owner
from ticketing.rules.routes import Route
from ticketing.shop import Order, shop_of
from ticketing.shop.cards import line_card

AT_WORK = (CaseStatus.APPLIED, CaseStatus.MORE_ASKED, CaseStatus.APPROVED)
BY_RULE = "符合规则，自动通过"
Decision = Literal["approve", "refuse", "ask_more"]
DECISIONS: dict[Decision, CaseStatus] = {
    "approve": CaseStatus.APPROVED,
    "refuse": CaseStatus.REFUSED,
    "ask_more": CaseStatus.MORE_ASKED,
}


@dataclass(frozen=True)
class Application:
    """What a shopper asks for: a route for one line, with what he reports of it."""

    order_number: str
    report: Report
    route: Route
    description: str = ""
    photos: Sequence[str] = ()


def open_case(
    session: Session, conversation: Conversation, application: Application, *, key: str, now: datetime
) -> AftersalesCase:
    """Open a case if a fresh decision opens its route; the same `key` gives the first case again.

    Raises NotSignedIn, OrderNotFound, OrderLineNotFound, RouteClosed, FactsMissing, CaseOpen (the line has
    one at work), UploadNotFound (a picture of another conversation), ImpossibleFacts.
    """
    lock(session, conversation.id)
    stored = session.scalars(select(AftersalesCase).where(AftersalesCase.idempotency_key == key)).first()
    if stored is not None:
        if stored.conversation_id != conversation.id:
            raise NotYours("这个请求编号属于另一次会话。")
        return stored
    order = shop_of(session).get_order(member_of(conversation), application.order_number)
    report = application.report
    answer = decide_line(order, report, now)
    route = route_of(answer, application.route)
    check_open(route)
    _check_photos(session, conversation, application.photos)
    by_rule = is_approved_by_rule(
        application.route, route["reason"], route["refund_fen"], route["amount_due_fen"]
    )
    case = AftersalesCase(
        number=next_number(session, "AS", now),
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        order_number=order.number,
        line_id=report.line_id,
        wish=report.wish.value,
        route=application.route.value,
        reason=report.reason.value,
        description=clean_text(application.description).strip(),
        photos=list(application.photos),
        quantity=report.quantity,
        refund_fen=route["refund_fen"],
        facts={
            "question": question(order, report, now),
            "line": line_card(order, get_line(order, report.line_id)),
        },
        decision=dict(answer),
        status=CaseStatus.APPLIED.value,
        idempotency_key=key,
        opened_at=now,
    )
    _insert(session, case)
    _write(session, case, None, CaseStatus.APPLIED, BOT, now, case.description)
    if by_rule:
        _move(session, case, CaseStatus.APPROVED, SYSTEM, now, BY_RULE)
        case.decided_at = now
        _finish_if_paid(session, case, now)
    else:
        _hand_to_a_person(session, conversation, case, order, now)
    return case


def decide_case(
    session: Session,
    case: AftersalesCase,
    decision: Decision,
    *,
    agent: Agent,
    note: str,
    refund_fen: Fen | None,
    now: datetime,
) -> AftersalesCase:
    """Approve, refuse or ask for more (`approve`, `refuse`, `ask_more`), and tell the shopper.

    Refusing and asking need a `note`, which the shopper reads. Raises AlreadyDecided, TextEmpty, OverLimit
    (naming who may), SumNotAllowed.
    """
    wanted = DECISIONS[decision]
    _lock(session, case)
    check_case_move(CaseStatus(case.status), wanted)
    by = agent_actor(agent.id, agent.name)
    if wanted is CaseStatus.APPROVED:
        case.refund_fen = settled_sum(case, refund_fen)
        check_right(session, agent, case.refund_fen)
    elif not note.strip():
        raise TextEmpty(
            "请写明原因，顾客会看到。" if wanted is CaseStatus.REFUSED else "请写明还需要顾客补充什么。"
        )
    _move(session, case, wanted, by, now, note.strip())
    if wanted is not CaseStatus.MORE_ASKED:
        case.decided_at, case.decider = now, agent
    if wanted is CaseStatus.APPROVED:
        _finish_if_paid(session, case, now)
    _tell(session, case, decision_text(case, note.strip(), shop_of(session).return_address()), now)
    return case


def cancel_case(session: Session, conversation: Conversation, number: str, now: datetime) -> AftersalesCase:
    """The shopper takes his own request back. Raises CaseNotFound, IllegalMove."""
    case = get_own_case(session, conversation, number)
    _lock(session, case)
    shopper = customer_actor(conversation.customer.name)
    check_case_move(CaseStatus(case.status), CaseStatus.CANCELLED)
    _move(session, case, CaseStatus.CANCELLED, shopper, now, "顾客撤销")
    return case


def get_case(session: Session, number: str) -> AftersalesCase:
    """One case by its number, or raise CaseNotFound."""
    case = session.scalars(select(AftersalesCase).where(AftersalesCase.number == number)).unique().first()
    if case is None:
        raise CaseNotFound(f"没有找到售后单 {number}。")
    return case


def get_own_case(session: Session, conversation: Conversation, number: str) -> AftersalesCase:
    """A case of the conversation's own shopper; another's is not found."""
    case = get_case(session, number)
    if case.customer_id != conversation.customer_id:
        raise CaseNotFound(f"没有找到售后单 {number}。")
    return case


def cases_of(session: Session, customer_id: int, limit: int = 20) -> Sequence[AftersalesCase]:
    """A shopper's cases, newest first."""
    query = select(AftersalesCase).where(AftersalesCase.customer_id == customer_id)
    return session.scalars(query.order_by(AftersalesCase.id.desc()).limit(limit)).unique().all()


def list_cases(
    session: Session, *, status: str | None, before_id: int | None, limit: int
) -> Sequence[AftersalesCase]:
    """Cases for agents, newest first, from before a known one on."""
    query = select(AftersalesCase)
    if status is not None:
        query = query.where(AftersalesCase.status == status)
    if before_id is not None:
        query = query.where(AftersalesCase.id < before_id)
    return session.scalars(query.order_by(AftersalesCase.id.desc()).limit(limit)).unique().all()


def member_of(conversation: Conversation) -> str:
    """The shop's id of a conversation's shopper, or raise NotSignedIn."""
    if conversation.customer.external_id is None:
        raise NotSignedIn("登录商城账号之后才能办售后。")
    return conversation.customer.external_id


def _check_photos(session: Session, conversation: Conversation, photos: Sequence[str]) -> None:
    query = select(Upload.id).where(Upload.conversation_id == conversation.id, Upload.id.in_(photos))
    if set(photos) - set(session.scalars(query)):
        raise UploadNotFound("有一张图片不在这次会话里，请重新发一次。")


def _insert(session: Session, case: AftersalesCase) -> None:
    """Store a new case; the database itself allows one at work a line."""
    at_work = select(AftersalesCase).where(
        AftersalesCase.order_number == case.order_number,
        AftersalesCase.line_id == case.line_id,
        AftersalesCase.status.in_(AT_WORK),
    )
    other = session.scalars(at_work).unique().first()
    if other is not None:
        raise CaseOpen(f"这件商品已经有售后单 {other.number}（{NAMES[CaseStatus(other.status)]}）。")
    try:
        with session.begin_nested():
            session.add(case)
    except IntegrityError as taken:
        raise CaseOpen("这件商品刚刚已经提交过售后申请。") from taken


def _hand_to_a_person(
    session: Session, conversation: Conversation, case: AftersalesCase, order: Order, now: datetime
) -> None:
    title = str(case.facts["line"]["title"])
    route, reason = ROUTE_TEXTS[Route(case.route)], REASON_TEXTS[Reason(case.reason)]
    ticket = tickets.open_ticket(
        session,
        customer_id=case.customer_id,
        conversation_id=conversation.id,
        text=f"{title}：{route}，{reason}。{case.description}",
        title=f"{route}待审核：{title}",
        kind="请求",
        category=category_of(Route(case.route)),
        order_numbers=[order.number],
        source="bot",
        now=now,
    )
    case.ticket_id = ticket.id
    _note_on_ticket(session, case, None, CaseStatus.APPLIED, BOT, now, "")


def _move(
    session: Session, case: AftersalesCase, wanted: CaseStatus, by: Actor, now: datetime, note: str
) -> None:
    former = CaseStatus(case.status)
    check_case_move(former, wanted)
    case.status = wanted.value
    _write(session, case, former, wanted, by, now, note)
    _note_on_ticket(session, case, former, wanted, by, now, note)


def _write(
    session: Session,
    case: AftersalesCase,
    former: CaseStatus | None,
    wanted: CaseStatus,
    by: Actor,
    now: datetime,
    note: str,
) -> None:
    case.events.append(
        CaseEvent(
            at=now, actor=by.kind, agent_id=by.agent_id, from_value=former, to_value=wanted.value, note=note
        )
    )
    session.flush()


def _note_on_ticket(
    session: Session,
    case: AftersalesCase,
    former: CaseStatus | None,
    wanted: CaseStatus,
    by: Actor,
    now: datetime,
    note: str,
) -> None:
    if case.ticket_id is None:
        return
    history.record(
        session,
        session.get_one(Ticket, case.ticket_id),
        "case",
        actor=by,
        now=now,
        from_value=former,
        to_value=wanted.value,
        reason=note,
        data={"case_number": case.number},
    )


def _finish_if_paid(session: Session, case: AftersalesCase, now: datetime) -> None:
    """Where nothing has to come back the money goes out with the approval, and the case is done."""
    if Route(case.route) is not Route.REFUND_ONLY or case.refund_fen is None:
        return
    pay(session, case, now)
    _move(session, case, CaseStatus.CLOSED, SYSTEM, now, "退款已原路退回")


def _tell(session: Session, case: AftersalesCase, text: str, now: datetime) -> None:
    """A line in the shopper's chat; in a new one when the old one is over."""
    if case.conversation_id is None:
        return
    conversation = get_conversation(session, case.conversation_id)
    if conversation.owner == Owner.CLOSED:
        conversation = conversation_for(session, case.customer, now)
    notice(session, conversation, "case_changed", text, now, case_number=case.number)


def _lock(session: Session, case: AftersalesCase) -> None:
    """The conversation first, then the case: everybody in this order, so that nobody waits in a circle."""
    if case.conversation_id is not None:
        lock(session, case.conversation_id)
    session.refresh(case, ["status", "refund_fen"], with_for_update=True)
