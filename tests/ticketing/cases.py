"""Cases of the demo shop's members, opened as the assistant opens them, for tests of what comes after."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import a_demo_shop, a_talk_with, an_agent
from tests.conftest import NOW
from ticketing import aftersales
from ticketing.aftersales_questions import Report
from ticketing.models import AftersalesCase, Agent, Message, ShopMember
from ticketing.rules.aftersales_facts import Fault, Reason, Wish
from ticketing.rules.routes import Route
from ticketing.shop import DemoShop, Order

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
LATER = NOW + timedelta(days=2)
keys = count(1)


def the_shop(session: Session) -> DemoShop:
    """The demo shop, filled once."""
    return DemoShop(session) if session.get(ShopMember, "wang") else a_demo_shop(session, NOW)


def an_order(session: Session, member_id: str, product_id: str) -> Order:
    """The member's order with a product in it."""
    orders = the_shop(session).orders_of(member_id)
    return next(order for order in orders if any(line.product_id == product_id for line in order.lines))


def a_case(
    session: Session,
    member_id: str,
    product_id: str,
    route: Route,
    *,
    reason: Reason = Reason.NO_REASON,
    quantity: int = 1,
    approved: bool = True,
    **more: Any,
) -> AftersalesCase:
    """A case for one line, approved by somebody who may, if the rules did not."""
    order = an_order(session, member_id, product_id)
    line = next(line for line in order.lines if line.product_id == product_id)
    report = Report(
        line_id=line.id,
        wish=Wish.RETURN,
        reason=reason,
        quantity=quantity,
        condition=more.pop("condition", INTACT),
        fault=more.pop("fault", None if reason is Reason.NO_REASON else Fault.LISTED),
        serious=more.pop("serious", None),
    )
    talk = a_talk_with(session, member_id, NOW)
    application = aftersales.Application(order.number, report, route)
    case = aftersales.open_case(session, talk, application, key=f"k{next(keys)}", now=NOW)
    if approved and case.status == "applied":
        sum_fen = None if case.refund_fen is not None else more.pop("refund_fen", None)
        aftersales.decide_case(
            session, case, "approve", agent=a_boss(session), note="", refund_fen=sum_fen, now=NOW
        )
    return case


def a_boss(session: Session) -> Agent:
    """Somebody who may pay any sum of the demo."""
    return an_agent(session, role="lead", refund_limit_fen=1_000_000)


def statuses(case: AftersalesCase) -> list[str]:
    """Where the case has been, in order."""
    return [event.to_value for event in case.events]


def told(session: Session, case: AftersalesCase) -> list[str]:
    """What the chat said about the case."""
    rows = session.scalars(
        select(Message)
        .where(Message.conversation_id == case.conversation_id, Message.kind == "notice")
        .order_by(Message.seq)
    )
    return [row.body["text"] for row in rows if row.body["code"] == "case_changed"]
