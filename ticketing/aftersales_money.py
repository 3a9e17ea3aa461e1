"""The one place where after-sales money is fixed and paid."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.errors import NotSignedIn, OverLimit, SumNotAllowed
from ticketing.models import AftersalesCase, Agent
from ticketing.rules.cases import PAYS
from ticketing.rules.money import Fen
from ticketing.rules.routes import Route
from ticketing.shop import Refund, shop_of
from ticketing.wording import yuan

NAMED = 3


def settled_sum(case: AftersalesCase, given: Fen | None) -> Fen | None:
    """The sum that an approval pays: what the rules say, or `given` between that and what was paid.

    None for exchange and repair. Raises SumNotAllowed, also when the rules leave it to a person and nothing
    is given.
    """
    if Route(case.route) not in PAYS:
        if given is not None:
            raise SumNotAllowed("换货和维修没有退款，金额请留空。")
        return None
    least, most = sum_bounds(case)
    if given is None and least is None:
        raise SumNotAllowed(f"这张售后单的金额由您和顾客商定，请填退款金额，最多 {yuan(most)}。")
    settled = given if given is not None else least
    assert settled is not None
    if not (least or 1) <= settled <= most:
        lowest = f"不能少于规则算出的 {yuan(least)}，" if least else ""
        raise SumNotAllowed(f"退款金额{lowest}不能超过实付的 {yuan(most)}。")
    return settled


def sum_bounds(case: AftersalesCase) -> tuple[Fen | None, Fen]:
    """What the rules give (None: a person agrees on it), and the most that may be paid."""
    line: dict[str, Any] = case.facts["question"]["line"]
    route = next(each for each in case.decision["routes"] if each["route"] == case.route)
    least: Fen | None = route["refund_fen"]
    return least, max(least or 0, line["paid_fen"] - line["refunded_fen"])


def check_right(session: Session, agent: Agent, amount_fen: Fen | None) -> None:
    """Raise OverLimit, naming who may, if the sum is above the agent's right."""
    if is_within_right(agent, amount_fen):
        return
    query = (
        select(Agent.name)
        .where(Agent.is_active, Agent.refund_limit_fen >= amount_fen)
        .order_by(Agent.refund_limit_fen, Agent.id)
        .limit(NAMED)
    )
    names = list(session.scalars(query))
    who = f"请转给{'、'.join(names)}" if names else "目前没有人有这么高的权限，请联系管理员"
    assert amount_fen is not None
    raise OverLimit(f"退款 {yuan(amount_fen)} 超过了您的权限 {yuan(agent.refund_limit_fen)}，{who}。")


def is_within_right(agent: Agent, amount_fen: Fen | None) -> bool:
    """Whether the agent may approve such a sum; where no money moves everybody may."""
    return amount_fen is None or amount_fen <= agent.refund_limit_fen


def pay(session: Session, case: AftersalesCase, now: datetime) -> Refund:
    """Give the settled sum back through the shop, once a case. Raises SumNotAllowed."""
    if case.customer.external_id is None or case.refund_fen is None:
        raise NotSignedIn("这张售后单没有可以退回的账户。")
    kept = case.facts["question"]["dates"]["received_at"] is not None
    return shop_of(session).refund_line(
        case.customer.external_id,
        case.order_number,
        case.line_id,
        quantity=0 if kept else case.quantity,
        amount_fen=case.refund_fen,
        key=case.number,
        now=now,
    )
