"""The demo's cases in the middle of their lives, brought there by the use cases themselves."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing import aftersales, assignments, case_repairs, case_returns, tickets
from ticketing.aftersales_questions import Report
from ticketing.conversations import conversation_for
from ticketing.models import AftersalesCase, Agent, Customer, Ticket
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.aftersales_facts import Fault, Reason, Wish
from ticketing.rules.business_calendar import shanghai_day
from ticketing.rules.case_quotes import AT_LEAST_DAYS
from ticketing.rules.routes import Route
from ticketing.rules.states import Status
from ticketing.shop import shop_of
from ticketing.shop.moments import moment
from ticketing.text.analysis import Analysis

IN_CHARGE = "zhoumin"
INTACT = {
    "opened": True,
    "used": False,
    "tags_removed": False,
    "soiled": False,
    "damaged_by_shopper": False,
    "parts_complete": True,
    "activated": False,
    "unauthorised_repair": False,
    "serial_altered": False,
}
When = Callable[[str], datetime]


def told_by_hand(text: str) -> Analysis:
    """The facets of the stories' tickets, which we write ourselves: no model is needed to fill a demo."""
    return Analysis(
        category=("退换退款", "退货"),
        kind="请求",
        sentiment=0,
        urgency="普通",
        confidence={},
        model="",
    )


def seed_cases(session: Session, now: datetime) -> None:
    """One case for each of four shoppers; who has a case already is left alone.

    Needs the demo's shoppers and agents, and sessions that can open tickets.
    """
    agent = session.scalars(select(Agent).where(Agent.login == IN_CHARGE)).one()

    def when(text: str) -> datetime:
        return moment(text, now)

    for member_id, tell in STORIES.items():
        customer = session.scalars(select(Customer).where(Customer.external_id == member_id)).one()
        known = select(AftersalesCase.id).where(AftersalesCase.customer_id == customer.id)
        if session.scalars(known).first() is None:
            tell(session, customer, agent, when)


def _on_its_way_back(session: Session, customer: Customer, agent: Agent, when: When) -> None:
    """The jacket is too small: approved by rule, and in a parcel."""
    case = _open(
        session, customer, Route.NO_REASON_RETURN, Reason.NO_REASON, "偏小了，穿不下", when("-2d 10:00")
    )
    at = when("-1d 18:20")
    case_returns.give_parcel(session, case, carrier="sf", number="SF1020304051044", now=at)


def _less_offered(session: Session, customer: Customer, agent: Agent, when: When) -> None:
    """The shoes came back worn: we offer less, and wait for an answer."""
    case = _open(session, customer, Route.NO_REASON_RETURN, Reason.NO_REASON, "颜色不喜欢", when("-4d 20:10"))
    at = when("-4d 21:00")
    case_returns.give_parcel(session, case, carrier="zto", number="78012345600072", now=at)
    case_returns.receive(session, case, agent=agent, note="", now=when("-1d 10:30"))
    case_returns.inspect(
        session,
        case,
        agent=agent,
        is_ok=False,
        findings="鞋底有明显磨损，吊牌不在",
        gifts_back=[],
        freight_fen=0,
        now=when("-1d 15:00"),
    )
    note = "鞋底磨损，没法按新品再卖"
    case_returns.offer(session, case, agent=agent, refund_fen=29900, note=note, now=when("-1d 15:30"))
    _ticket_waits(session, case, agent, when("-1d 15:31"))


def _replacement_missing(session: Session, customer: Customer, agent: Agent, when: When) -> None:
    """The sweater has a hole, and there is no other one: the shopper chooses."""
    at = when("-4d 09:40")
    case = _open(
        session, customer, Route.EXCHANGE, Reason.QUALITY, "袖口脱线，有个小洞", at, fault=Fault.LISTED
    )
    _approve(session, case, agent, when("-4d 11:00"))
    at = when("-3d 19:00")
    case_returns.give_parcel(session, case, carrier="yto", number="YT2010020030477", now=at)
    case_returns.receive(session, case, agent=agent, note="", now=when("-1d 09:20"))
    case_returns.inspect(
        session,
        case,
        agent=agent,
        is_ok=True,
        findings="",
        gifts_back=[],
        freight_fen=1200,
        now=when("-1d 10:40"),
    )
    _ticket_waits(session, case, agent, when("-1d 10:41"))


def _price_named(session: Session, customer: Customer, agent: Agent, when: When) -> None:
    """The notebook fell: what that broke costs something, and the shopper thinks about it."""
    at = when("-7d 14:05")
    case = _open(session, customer, Route.REPAIR, Reason.QUALITY, "屏幕有条纹", at, fault=Fault.UNLISTED)
    _approve(session, case, agent, when("-7d 15:20"))
    at = when("-6d 18:30")
    case_returns.give_parcel(session, case, carrier="jd", number="JDX000111222888", now=at)
    case_returns.receive(session, case, agent=agent, note="", now=when("-4d 10:00"))
    findings = "外壳左上角有磕碰，屏幕裂纹从磕碰处开始"
    case_returns.inspect(
        session,
        case,
        agent=agent,
        is_ok=False,
        findings=findings,
        gifts_back=[],
        freight_fen=0,
        now=when("-4d 16:00"),
    )
    at = when("-1d 11:00")
    case_repairs.diagnose(
        session,
        case,
        agent=agent,
        findings="屏幕总成要换，主板正常",
        parts=["14 英寸屏幕总成"],
        amount_fen=68_000,
        valid_until=shanghai_day(when(f"+{AT_LEAST_DAYS + 3}d 12:00")),
        now=at,
    )
    _ticket_waits(session, case, agent, when("-1d 11:01"))


STORIES = {
    "qian": _on_its_way_back,
    "feng": _less_offered,
    "jiang": _replacement_missing,
    "shen": _price_named,
}


def _open(
    session: Session,
    customer: Customer,
    route: Route,
    reason: Reason,
    description: str,
    at: datetime,
    *,
    fault: Fault | None = None,
) -> AftersalesCase:
    """The shopper's newest order, its first line."""
    assert customer.external_id is not None
    order = shop_of(session).orders_of(customer.external_id)[0]
    report = Report(
        line_id=order.lines[0].id, wish=Wish.UNKNOWN, reason=reason, condition=INTACT, fault=fault
    )
    application = aftersales.Application(order.number, report, route, description)
    conversation = conversation_for(session, customer, at)
    return aftersales.open_case(session, conversation, application, key=f"demo:{order.number}", now=at)


def _approve(session: Session, case: AftersalesCase, agent: Agent, at: datetime) -> None:
    aftersales.decide_case(session, case, "approve", agent=agent, note="", refund_fen=None, now=at)


def _ticket_waits(session: Session, case: AftersalesCase, agent: Agent, at: datetime) -> None:
    """The ticket is in its agent's hands and waits for the shopper's answer."""
    ticket, by = session.get_one(Ticket, case.ticket_id), agent_actor(agent.id, agent.name)
    assignments.assign(session, ticket, agent.id, by, at)
    tickets.first_answered(session, ticket, at, by)
    tickets.move(session, ticket, Status.WAITING_CUSTOMER, by=by, now=at)
