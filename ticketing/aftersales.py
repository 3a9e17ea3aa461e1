"""After-sales cases: opened on a fresh decision, approved by rule or by a person, told in the chat."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ticketing.aftersales_money import check_right, settled_sum
from ticketing.aftersales_questions import (
    Report,
    check_open,
    decide_line,
    get_line,
    own_promises,
    question,
    route_of,
)
from ticketing.case_moves import begin, move, tell, write
from ticketing.case_payments import check_second, pay_and_close, refund, settle
from ticketing.case_tickets import answered, hand_to_a_person
from ticketing.case_words import decision_text
from ticketing.errors import (
    CaseNotFound,
    CaseOpen,
    NotSignedIn,
    NotYours,
    RouteClosed,
    TextEmpty,
)
from ticketing.messages import clean_text, lock
from ticketing.models import AftersalesCase, Agent, CaseProposal, Conversation
from ticketing.numbering import next_number
from ticketing.policy import policy_of
from ticketing.rules.actors import BOT, SYSTEM
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.case_steps import Step
from ticketing.rules.cases import ENDED, KINDS, NAMES, CaseStatus, Kind, is_approved_by_rule
from ticketing.rules.money import Fen
from ticketing.rules.routes import Route
from ticketing.shop import Order, shop_of
from ticketing.shop.cards import line_card
from ticketing.uploads import check_photos
from ticketing.wording import yuan

BY_RULE = "符合规则，自动通过"
Decision = Literal["approve", "refuse", "ask_more"]
DECISIONS: dict[Decision, CaseStatus] = {
    "approve": CaseStatus.APPROVED,
    "refuse": CaseStatus.REFUSED,
    "ask_more": CaseStatus.MORE_ASKED,
}
FOR_A_PERSON = ["report.fraud_confirmed"]
"""Whether there was fraud is for a person to say: asking for the compensation is open until then."""


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
    one at work), UploadNotFound (a picture of somebody else), ImpossibleFacts.
    """
    lock(session, conversation.id)
    stored = session.scalars(select(AftersalesCase).where(AftersalesCase.idempotency_key == key)).first()
    if stored is not None:
        if stored.conversation_id != conversation.id:
            raise NotYours("这个请求编号属于另一次会话。")
        return stored
    order = shop_of(session).get_order(member_of(conversation), application.order_number)
    report = application.report
    policy = policy_of(session)
    answer = decide_line(order, report, now, policy)
    route = route_of(answer, application.route)
    if route["missing_facts"] != FOR_A_PERSON:
        check_open(route)
    check_photos(session, conversation.customer_id, application.photos)
    _check_not_compensated(session, order, application)
    by_rule = is_approved_by_rule(
        application.route,
        route["reason"],
        route["refund_fen"],
        route["amount_due_fen"],
        up_to_fen=policy.approve_by_rule_up_to_fen,
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
        progress={},
        facts={
            "question": question(order, report, now, policy),
            "own_promises": asdict(own_promises(order, get_line(order, report.line_id))),
            "line": line_card(order, get_line(order, report.line_id)),
        },
        decision=dict(answer),
        status=CaseStatus.APPLIED.value,
        idempotency_key=key,
        opened_at=now,
        moved_at=now,
    )
    _insert(session, case)
    if not by_rule:
        hand_to_a_person(session, case, now)
    write(session, case, None, CaseStatus.APPLIED, BOT, now, note=case.description)
    if by_rule:
        case.authorized_fen, case.decided_at = case.refund_fen, now
        move(session, case, CaseStatus.APPROVED, SYSTEM, now, note=BY_RULE)
        _finish_if_nothing_comes_back(session, case, now)
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
    begin(session, case, Step(decision))
    by = agent_actor(agent.id, agent.name)
    if wanted is CaseStatus.APPROVED:
        case.refund_fen = settled_sum(case, refund_fen)
        check_right(session, agent, case.refund_fen)
        case.authorized_fen = case.refund_fen
    elif not note.strip():
        raise TextEmpty(
            "请写明原因，顾客会看到。" if wanted is CaseStatus.REFUSED else "请写明还需要顾客补充什么。"
        )
    move(session, case, wanted, by, now, note=note.strip())
    if wanted is not CaseStatus.MORE_ASKED:
        case.decided_at, case.decider = now, agent
    if wanted is CaseStatus.APPROVED:
        _finish_if_nothing_comes_back(session, case, now)
    tell(session, case, decision_text(case, note.strip(), shop_of(session).return_address()), now)
    answered(session, case, agent, now)
    return case


def approve_proposal(
    session: Session, case: AftersalesCase, *, agent: Agent, note: str, now: datetime
) -> AftersalesCase:
    """Say yes to a payment that another agent proposed, and do what it was proposed for.

    Raises NoProposal, OwnProposal (never the same person), OverLimit.
    """
    status = begin(session, case, Step.APPROVE_PROPOSAL)
    proposal = check_second(session, case, agent)
    settle(proposal, "approved", agent, now)
    by = agent_actor(agent.id, agent.name)
    said = f"{yuan(proposal.amount_fen)}{f'：{note.strip()}' if note.strip() else ''}"
    write(session, case, status, status, by, now, step=Step.APPROVE_PROPOSAL, note=said)
    if status is CaseStatus.REFUND_DUE:
        refund(session, case, agent=agent, now=now)
        return case
    return decide_case(
        session, case, "approve", agent=agent, note="", refund_fen=proposal.amount_fen, now=now
    )


def get_case(session: Session, number: str) -> AftersalesCase:
    """One case by its number, or raise CaseNotFound."""
    case = session.scalars(select(AftersalesCase).where(AftersalesCase.number == number)).unique().first()
    if case is None:
        raise CaseNotFound(f"没有找到售后单 {number}。")
    return case


def get_own_case(session: Session, customer_id: int, number: str) -> AftersalesCase:
    """A case of this shopper; another's is not found."""
    case = get_case(session, number)
    if case.customer_id != customer_id:
        raise CaseNotFound(f"没有找到售后单 {number}。")
    return case


def cases_of(session: Session, customer_id: int, limit: int = 20) -> Sequence[AftersalesCase]:
    """A shopper's cases, newest first."""
    query = select(AftersalesCase).where(AftersalesCase.customer_id == customer_id)
    return session.scalars(query.order_by(AftersalesCase.id.desc()).limit(limit)).unique().all()


@dataclass(frozen=True)
class CaseFilter:
    """Which cases an agent wants to see; what is None does not matter."""

    status: CaseStatus | None = None
    kind: Kind | None = None
    parcel_number: str | None = None
    proposed: bool | None = None
    is_open: bool | None = None


def list_cases(
    session: Session, wanted: CaseFilter, *, before_id: int | None, limit: int
) -> Sequence[AftersalesCase]:
    """Cases for agents, newest first, from before a known one on."""
    query = select(AftersalesCase)
    if wanted.status is not None:
        query = query.where(AftersalesCase.status == wanted.status.value)
    if wanted.kind is not None:
        routes = [route.value for route, kind in KINDS.items() if kind is wanted.kind]
        query = query.where(AftersalesCase.route.in_(routes))
    if wanted.parcel_number is not None:
        query = query.where(AftersalesCase.parcel_number == wanted.parcel_number)
    if wanted.proposed is not None:
        open_ones = select(CaseProposal.case_id).where(CaseProposal.state == "open")
        has_one = AftersalesCase.id.in_(open_ones)
        query = query.where(has_one if wanted.proposed else ~has_one)
    if wanted.is_open is not None:
        ended = AftersalesCase.status.in_([status.value for status in ENDED])
        query = query.where(~ended if wanted.is_open else ended)
    if before_id is not None:
        query = query.where(AftersalesCase.id < before_id)
    return session.scalars(query.order_by(AftersalesCase.id.desc()).limit(limit)).unique().all()


def member_of(conversation: Conversation) -> str:
    """The shop's id of a conversation's shopper, or raise NotSignedIn."""
    if conversation.customer.external_id is None:
        raise NotSignedIn("登录商城账号之后才能办售后。")
    return conversation.customer.external_id


def _check_not_compensated(session: Session, order: Order, application: Application) -> None:
    """Fraud is paid for once a piece. Raises RouteClosed."""
    if application.route is not Route.COMPENSATION:
        return
    line = get_line(order, application.report.line_id)
    query = select(func.coalesce(func.sum(AftersalesCase.quantity), 0)).where(
        AftersalesCase.order_number == order.number,
        AftersalesCase.line_id == line.id,
        AftersalesCase.route == Route.COMPENSATION.value,
        AftersalesCase.status == CaseStatus.CLOSED.value,
    )
    if session.execute(query).scalar_one() + application.report.quantity > line.quantity:
        raise RouteClosed("这件商品已经赔付过了，有不同意见可以直接说「转人工」。")


def _insert(session: Session, case: AftersalesCase) -> None:
    """Store a new case; the database itself allows one at work a line, and one for compensation."""
    is_compensation = AftersalesCase.route == Route.COMPENSATION.value
    at_work = select(AftersalesCase).where(
        AftersalesCase.order_number == case.order_number,
        AftersalesCase.line_id == case.line_id,
        AftersalesCase.status.not_in([status.value for status in ENDED]),
        is_compensation if case.route == Route.COMPENSATION else ~is_compensation,
    )
    other = session.scalars(at_work).unique().first()
    if other is not None:
        raise CaseOpen(f"这件商品已经有售后单 {other.number}（{NAMES[CaseStatus(other.status)]}）。")
    try:
        with session.begin_nested():
            session.add(case)
    except IntegrityError as taken:
        raise CaseOpen("这件商品刚刚已经提交过售后申请。") from taken


def _finish_if_nothing_comes_back(session: Session, case: AftersalesCase, now: datetime) -> None:
    """Where no goods are awaited the money goes out with the approval, and the case is done."""
    if KINDS[Route(case.route)] in {Kind.REFUND_ONLY, Kind.COMPENSATION}:
        pay_and_close(session, case, SYSTEM, now)
