"""The one place where after-sales money is fixed and paid."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.aftersales_answer import decide_request
from ticketing.aftersales_facts import read_facts
from ticketing.aftersales_questions import get_line
from ticketing.errors import NotSignedIn, OverLimit, SumNotAllowed
from ticketing.models import AftersalesCase, Agent
from ticketing.rules.cases import GOODS_COME_BACK, PAYS
from ticketing.rules.money import Fen
from ticketing.rules.refunds import pro_rata
from ticketing.rules.routes import Payer, Route
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
        raise SumNotAllowed(f"退款金额{lowest}不能超过 {yuan(most)}。")
    return settled


def sum_bounds(case: AftersalesCase) -> tuple[Fen | None, Fen]:
    """What the rules give (None: a person agrees on it), and the most that may be paid."""
    line: dict[str, Any] = case.facts["question"]["line"]
    least: Fen | None = route_answer(case)["refund_fen"]
    if Route(case.route) is Route.COMPENSATION:
        assert least is not None
        return least, least
    return least, max(least or 0, line["paid_fen"] - line["refunded_fen"])


def route_answer(case: AftersalesCase) -> dict[str, Any]:
    """What the rules said of the case's own route when it was opened."""
    found: dict[str, Any] = next(each for each in case.decision["routes"] if each["route"] == case.route)
    return found


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


def gift_deduction(case: AftersalesCase, gifts_back: Sequence[str]) -> Fen:
    """What the gifts that stayed away cost: the rules' sum with all of them, less theirs with these alone."""
    if Route(case.route) is not Route.NO_REASON_RETURN:
        return 0
    question = deepcopy(case.facts["question"])
    sums = []
    for back in (None, set(gifts_back)):
        for gift in question["line"]["gifts"]:
            gift["comes_back"] = back is None or gift["name"] in back
        answer = decide_request(question)
        route = next(each for each in answer["routes"] if each["route"] == case.route)
        sums.append((route["refund_fen"] or 0) - (route["amount_due_fen"] or 0))
    return sums[0] - sums[1]


def price_paid(case: AftersalesCase) -> Fen:
    """What the shopper paid for the pieces of the case: for an exchange that ends in money."""
    return pro_rata(read_facts(case.facts["question"]))


def most_now(session: Session, case: AftersalesCase) -> Fen:
    """What is left of the price of the case's line at this moment, whatever was paid back in between."""
    order = shop_of(session).get_order(member_of_case(case), case.order_number)
    line = get_line(order, case.line_id)
    others = any(each.left for each in order.lines if each.id != line.id)
    keeps = others or case.quantity < line.left
    return line.paid_fen - line.refunded_fen + (0 if keeps else order.shipping_fen)


def may_pay_freight(case: AftersalesCase) -> bool:
    """Whether the shopper paid a parcel that the seller owes: then he gets it back with the goods checked."""
    return route_answer(case)["freight_payer"] == Payer.SELLER and "parcel" in case.progress


def pay(session: Session, case: AftersalesCase, now: datetime) -> Refund:
    """Pay the settled sum through the shop, once a case: the only way by which a case's money leaves.

    Raises OverLimit for more than somebody with the right, or a rule, has agreed to; SumNotAllowed for more
    than was paid.
    """
    if case.refund_fen is None:
        raise SumNotAllowed("这张售后单还没有定下金额。")
    if case.authorized_fen is None or case.refund_fen > case.authorized_fen:
        raise OverLimit(f"{yuan(case.refund_fen)} 还没有人批准。")
    shop, member_id, route = shop_of(session), member_of_case(case), Route(case.route)
    if route is Route.COMPENSATION:
        return shop.compensate(
            member_id, case.order_number, amount_fen=case.refund_fen, key=case.number, now=now
        )
    kept = case.facts["question"]["dates"]["received_at"] is not None and route not in GOODS_COME_BACK
    return shop.refund_line(
        member_id,
        case.order_number,
        case.line_id,
        quantity=0 if kept else case.quantity,
        amount_fen=case.refund_fen,
        key=case.number,
        now=now,
    )


def pay_freight(session: Session, case: AftersalesCase, amount_fen: Fen, now: datetime) -> Refund:
    """Give back what the shopper paid for the parcel, once a case."""
    return shop_of(session).compensate(
        member_of_case(case), case.order_number, amount_fen=amount_fen, key=f"{case.number}-freight", now=now
    )


def member_of_case(case: AftersalesCase) -> str:
    """The shop's id of the shopper, or raise NotSignedIn."""
    if case.customer.external_id is None:
        raise NotSignedIn("这张售后单没有可以退回的账户。")
    return case.customer.external_id
