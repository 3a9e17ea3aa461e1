"""The after-sales decision: facts in, all six routes out."""

from dataclasses import dataclass, replace

from ticketing.rules.aftersales_facts import Category, Facts, Reason, Wish, check_possible
from ticketing.rules.business_calendar import WorkingCalendar
from ticketing.rules.refunds import fraud_compensation, pro_rata
from ticketing.rules.returns import no_reason_return
from ticketing.rules.routes import NO_SUM, Question, Route, RouteDecision, Sum, bracket, closed
from ticketing.rules.warranty import QUALITY_ROUTES, evidence_needed, quality_routes

MAY_BE_FRAUD = (Reason.COUNTERFEIT, Reason.NOT_AS_DESCRIBED)
FRAUD = Question("report.fraud_confirmed", best=True, worst=False)

# For each wish the routes that serve it, the best for the shopper first: for a quality reason the seller pays
# the freight and gifts are not deducted; money back serves better than a repair that was not asked for.
SERVES = {
    Wish.RETURN: ("quality_return", "no_reason_return", "refund_only", "exchange", "repair"),
    Wish.EXCHANGE: ("exchange", "quality_return", "no_reason_return", "repair", "refund_only"),
    Wish.REPAIR: ("repair", "exchange", "quality_return", "no_reason_return", "refund_only"),
    Wish.REFUND_ONLY: ("refund_only", "quality_return", "no_reason_return", "exchange", "repair"),
    Wish.COMPENSATION: (
        "compensation", "quality_return", "refund_only", "exchange", "no_reason_return", "repair",
    ),
    Wish.UNKNOWN: ("quality_return", "refund_only", "no_reason_return", "exchange", "repair"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decisions:
    """All six routes in the order of `Route`; `recommended` is open, None if none surely is."""

    routes: tuple[RouteDecision, ...]
    recommended: Route | None
    human_route: bool


def decide(facts: Facts, calendar: WorkingCalendar) -> Decisions:
    """Every route for one order line. Raises ImpossibleFacts.

    Sources: after-sales law as in `legal_rules`; how we read it: docs/decisions/aftersales-readings.md.
    """
    check_possible(facts)
    if facts.dates.shipped_at is None:
        routes = _not_shipped(facts)
    elif facts.dates.received_at is None:
        routes = _not_received(facts, calendar)
    else:
        routes = _received(facts, calendar)
    return Decisions(routes, _recommended(facts, routes), any(route.open is False for route in routes))


def _not_shipped(facts: Facts) -> tuple[RouteDecision, ...]:
    return tuple(
        _money_back(facts, "not_shipped")
        if route is Route.REFUND_ONLY
        else closed(route, "not_shipped_closed", "unreceived.refund")
        for route in Route
    )


def _not_received(facts: Facts, calendar: WorkingCalendar) -> tuple[RouteDecision, ...]:
    return (
        no_reason_return(facts, calendar),
        *(closed(route, "not_received_closed", "unreceived.refund") for route in QUALITY_ROUTES),
        _money_back(facts, "not_received"),
        closed(Route.COMPENSATION, "not_received_closed", "unreceived.refund"),
    )


def _money_back(facts: Facts, reason: str) -> RouteDecision:
    money = Sum(refund_fen=pro_rata(facts))
    return RouteDecision(Route.REFUND_ONLY, True, reason, "unreceived.refund", money=money)


def _received(facts: Facts, calendar: WorkingCalendar) -> tuple[RouteDecision, ...]:
    without_reason = no_reason_return(facts, calendar)
    if facts.report.reason is Reason.NO_REASON:
        quality: tuple[RouteDecision, ...] = (
            closed(Route.QUALITY_RETURN, "no_fault_reported", "quality.return"),
            _exchange_like(without_reason),
            closed(Route.REPAIR, "no_fault_reported", "quality.remedies"),
        )
    elif facts.report.reason is Reason.LATE:
        quality = tuple(closed(route, "late_by_promise_only", "promise.better") for route in QUALITY_ROUTES)
    else:
        quality = quality_routes(facts, calendar)
    return (without_reason, *quality, _refund_only(facts, calendar), _compensation(facts))


def _exchange_like(no_reason: RouteDecision) -> RouteDecision:
    """Without a fault an exchange is a return without a reason, with goods instead of money."""
    money = None if no_reason.money is None else NO_SUM
    return replace(no_reason, route=Route.EXCHANGE, money=money, refund_due_days=None)


def _refund_only(facts: Facts, calendar: WorkingCalendar) -> RouteDecision:
    reason, category = facts.report.reason, facts.line.category
    is_fresh_and_damaged = reason is Reason.ARRIVED_DAMAGED and category is Category.FOOD_FRESH
    if reason is not Reason.MISSING_PART and not is_fresh_and_damaged:
        return closed(Route.REFUND_ONLY, "goods_come_back", "quality.remedies")
    code = "fresh_arrived_damaged" if is_fresh_and_damaged else "part_missing"
    evidence = evidence_needed(facts, calendar)
    return RouteDecision(Route.REFUND_ONLY, True, code, "quality.remedies", money=NO_SUM, evidence=evidence)


def _compensation(facts: Facts) -> RouteDecision:
    if facts.report.reason is Reason.LATE:
        return closed(Route.COMPENSATION, "late_by_promise_only", "promise.better")
    if facts.report.reason not in MAY_BE_FRAUD:
        return closed(Route.COMPENSATION, "no_fraud_reported", "quality.fraud")
    unknown = [FRAUD] if facts.report.fraud_confirmed is None else []
    return bracket(facts, unknown, _if_fraud)


def _if_fraud(facts: Facts) -> RouteDecision:
    if not facts.report.fraud_confirmed:
        return closed(Route.COMPENSATION, "fraud_not_confirmed", "quality.fraud")
    money = fraud_compensation(facts)
    return RouteDecision(Route.COMPENSATION, True, "fraud_confirmed", "quality.fraud", money=money)


def _recommended(facts: Facts, routes: tuple[RouteDecision, ...]) -> Route | None:
    open_routes = {route.route for route in routes if route.open}
    # Nothing to send back yet: the money, without freight, is better than a return.
    wish = facts.report.wish if facts.dates.received_at else Wish.REFUND_ONLY
    return next((Route(name) for name in SERVES[wish] if name in open_routes), None)
