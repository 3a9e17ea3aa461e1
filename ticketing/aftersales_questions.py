"""From an order line and what the shopper reports to the question that the rules answer."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from ticketing.aftersales_answer import DecisionAnswer, RouteAnswer, decide_request
from ticketing.errors import FactsMissing, OrderLineNotFound, RouteClosed
from ticketing.rules.aftersales_facts import Fault, Promises, Reason, Wish
from ticketing.rules.policy import Policy, best_of
from ticketing.rules.routes import Route
from ticketing.shop import Order, OrderLine
from ticketing.shop.cards import iso, iso_or_none

NOT_A_FAULT = {Reason.NO_REASON, Reason.LATE}


@dataclass(frozen=True)
class Report:
    """What the shopper says of one line; `condition` holds what is known of it, the rest is unknown."""

    line_id: str
    wish: Wish
    reason: Reason
    quantity: int = 1
    condition: Mapping[str, bool | None] = field(default_factory=dict)
    fault: Fault | None = None
    serious: bool | None = None


def get_line(order: Order, line_id: str) -> OrderLine:
    """One line of an order, or raise OrderLineNotFound."""
    line = next((line for line in order.lines if line.id == line_id), None)
    if line is None:
        raise OrderLineNotFound("这笔订单里没有这件商品。")
    return line


def own_promises(order: Order, line: OrderLine) -> Promises:
    """What the product's page and the order promise, before anything that the shop promises for all."""
    return Promises(
        no_reason_days=line.no_reason_days,
        freight_insurance=order.freight_insurance,
        return_freight_by_shop=False,
        warranty_months=line.warranty_months,
    )


def question(order: Order, report: Report, now: datetime, policy: Policy) -> dict[str, Any]:
    """The body of a decision request for one line: everything the order says, and what was reported.

    The shop's promises of the day of purchase count, and those of today where they are better.
    Raises OrderLineNotFound. Fraud is for a person to confirm: what a shopper says of it stays unknown.
    """
    line = get_line(order, report.line_id)
    fault = report.fault or (Fault.NONE if report.reason in NOT_A_FAULT else Fault.UNKNOWN)
    promotion = order.promotion
    promised = policy.promised(line.category, (order.ordered_at, now))
    return {
        "now": iso(now),
        "line": {
            "id": line.id,
            "category": line.category,
            "unit_price_fen": line.unit_price_fen,
            "quantity": line.quantity,
            "paid_fen": line.paid_fen,
            "returned_quantity": line.returned_quantity,
            "refunded_fen": line.refunded_fen,
            "exclusion_confirmed": line.exclusion_confirmed,
            "marked": list(line.marked),
            "gifts": [dict(gift) for gift in line.gifts],
        },
        "order": {
            "paid_goods_fen": order.paid_goods_fen,
            "lines": [
                {
                    "id": each.id,
                    "unit_price_fen": each.unit_price_fen,
                    "quantity": each.quantity,
                    "paid_fen": each.paid_fen,
                }
                for each in order.lines
            ],
            "promotion": {"threshold_fen": promotion.threshold_fen, "off_fen": promotion.off_fen}
            if promotion
            else None,
            "shipping_paid_fen": order.shipping_fen,
        },
        "dates": {
            "ordered_at": iso(order.ordered_at),
            "paid_at": iso_or_none(order.paid_at),
            "shipped_at": iso_or_none(order.shipped_at),
            "received_at": iso_or_none(order.received_at),
            "installed_at": iso_or_none(order.installed_at),
        },
        "condition": dict(report.condition),
        "report": {
            "wish": report.wish.value,
            "reason": report.reason.value,
            "fault": fault.value,
            "serious": report.serious,
            "fraud_confirmed": None,
            "quantity": report.quantity,
        },
        "history": {
            "repairs_done": line.repairs_done,
            "exchanged_at": iso_or_none(line.exchanged_at),
            "repair_days": line.repair_days,
        },
        "promises": asdict(best_of(own_promises(order, line), promised)),
    }


def decide_line(order: Order, report: Report, now: datetime, policy: Policy) -> DecisionAnswer:
    """All routes for one line of a real order. Raises OrderLineNotFound, ImpossibleFacts."""
    return decide_request(question(order, report, now, policy), policy.calendar, policy.rules)


def route_of(answer: DecisionAnswer, route: Route) -> RouteAnswer:
    """One of the six."""
    return next(each for each in answer["routes"] if each["route"] == route)


def check_open(answer: RouteAnswer) -> None:
    """Raise RouteClosed with the rule's own explanation, or FactsMissing while a fact could change it."""
    if answer["open"] is None:
        raise FactsMissing(answer["explain"])
    if not answer["open"]:
        raise RouteClosed(answer["explain"])
