"""Return, exchange and repair for a quality reason: the 三包 clocks, and the guarantee of everything else."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from ticketing.rules.aftersales_facts import Category, Facts, Fault, Reason
from ticketing.rules.business_calendar import Deadline, WorkingCalendar, add_months, shanghai_day
from ticketing.rules.refunds import REFUND_DUE_DAYS, quality_refund
from ticketing.rules.routes import NO_SUM, Payer, Question, Route, RouteDecision, bracket, closed, until

RETURN_DAYS = 7
EXCHANGE_DAYS = 15
SANBAO_WARRANTY_MONTHS = 12
REPAIRS_BEFORE_EXCHANGE = 2
# 民法典 621: at most two years from receipt; a promised guarantee replaces them.
LONGEST_MONTHS = 24
SELLER_PROVES_MONTHS = 6

SANBAO = {Category.MOBILE_PHONE, Category.COMPUTER, Category.HOME_APPLIANCE}
DURABLE = {*SANBAO, Category.SMALL_ELECTRONICS, Category.FURNITURE}
NOT_REPAIRABLE = {
    Category.FOOD_PACKAGED,
    Category.FOOD_FRESH,
    Category.COSMETICS,
    Category.MEDICAL,
    Category.BOOKS,
    Category.NEWSPAPER,
    Category.AUDIO_VIDEO,
    Category.SOFTWARE,
    Category.VIRTUAL,
}
# What the shopper did to the goods; unknown is not asked: the seller would have to prove it.
NOT_COVERED_IF = ("damaged_by_shopper", "unauthorised_repair", "serial_altered")
QUALITY_ROUTES = (Route.QUALITY_RETURN, Route.EXCHANGE, Route.REPAIR)

FAULT = Question("report.fault", best=Fault.LISTED, worst=Fault.UNLISTED)
SERIOUS = Question("report.serious", best=True, worst=False)


def quality_routes(facts: Facts, calendar: WorkingCalendar) -> tuple[RouteDecision, ...]:
    """Return, exchange and repair of received goods, for every reason except no_reason and late."""
    if facts.report.reason is Reason.QUALITY:
        for fact in NOT_COVERED_IF:
            if getattr(facts.condition, fact):
                return tuple(
                    closed(route, f"not_covered_{fact}", "sanbao.not_covered") for route in QUALITY_ROUTES
                )
    received_at = facts.dates.received_at
    assert received_at is not None
    evidence = evidence_needed(facts, calendar)
    if facts.line.category in SANBAO and facts.report.reason is Reason.QUALITY:
        routes = _sanbao_routes(facts, received_at, calendar)
    else:
        routes = _guarantee_routes(facts, received_at, calendar)
    return tuple(route if route.open is False else replace(route, evidence=evidence) for route in routes)


def evidence_needed(facts: Facts, calendar: WorkingCalendar) -> tuple[str, ...]:
    """For six months after receipt the seller of durables proves (消保法 23), so a description is enough."""
    received_at = facts.dates.received_at
    if facts.line.category in DURABLE and received_at is not None:
        proves_until = calendar.deadline(add_months(shanghai_day(received_at), SELLER_PROVES_MONTHS))
        if facts.now < proves_until.at:
            return ("description",)
    return ("photo", "description")


def _sanbao_routes(
    facts: Facts, received_at: datetime, calendar: WorkingCalendar
) -> tuple[RouteDecision, ...]:
    start = shanghai_day(
        max(at for at in (received_at, facts.dates.installed_at, facts.history.exchanged_at) if at)
    )
    months = max(SANBAO_WARRANTY_MONTHS, facts.promises.warranty_months or 0)
    warranty_day = add_months(start, months) + timedelta(days=facts.history.repair_days)
    to_return = calendar.deadline(start + timedelta(days=RETURN_DAYS))
    to_exchange = calendar.deadline(start + timedelta(days=EXCHANGE_DAYS))
    warranty = calendar.deadline(warranty_day)

    unknown = [] if facts.report.fault in (Fault.LISTED, Fault.UNLISTED) else [FAULT]
    return (
        bracket(facts, unknown, partial(_sanbao_return, to_return=to_return, warranty=warranty)),
        bracket(facts, unknown, partial(_sanbao_exchange, to_exchange=to_exchange, warranty=warranty)),
        until(warranty, facts.now, "warranty_over", _for_quality(facts, Route.REPAIR, "in_warranty")),
    )


def _sanbao_return(facts: Facts, to_return: Deadline, warranty: Deadline) -> RouteDecision:
    route, rule = Route.QUALITY_RETURN, f"sanbao.{facts.line.category}"
    if facts.report.fault is Fault.UNLISTED:
        return closed(route, "fault_not_listed", rule)
    if facts.line.category is Category.HOME_APPLIANCE and _repaired_in_vain(facts):
        return until(warranty, facts.now, "warranty_over", _for_quality(facts, route, "repaired_in_vain"))
    return until(to_return, facts.now, "sanbao_return_over", _for_quality(facts, route, "sanbao_return"))


def _sanbao_exchange(facts: Facts, to_exchange: Deadline, warranty: Deadline) -> RouteDecision:
    route = Route.EXCHANGE
    if _repaired_in_vain(facts):
        return until(warranty, facts.now, "warranty_over", _for_quality(facts, route, "repaired_in_vain"))
    if facts.report.fault is Fault.UNLISTED:
        return closed(route, "repair_comes_first", f"sanbao.{facts.line.category}")
    return until(
        to_exchange, facts.now, "sanbao_exchange_over", _for_quality(facts, route, "sanbao_exchange")
    )


def _guarantee_routes(
    facts: Facts, received_at: datetime, calendar: WorkingCalendar
) -> tuple[RouteDecision, ...]:
    received = shanghai_day(received_at)
    seven_days = calendar.deadline(received + timedelta(days=RETURN_DAYS))
    promised = facts.promises.warranty_months
    longest = calendar.deadline(add_months(received, promised or LONGEST_MONTHS))
    is_short = facts.line.category is Category.FOOD_FRESH and not promised
    guarantee = seven_days if is_short else longest

    unknown = [SERIOUS] if facts.report.serious is None else []
    exchange = _for_quality(facts, Route.EXCHANGE, "in_guarantee")
    repair = _for_quality(facts, Route.REPAIR, "in_guarantee")
    return (
        bracket(facts, unknown, partial(_quality_return, seven_days=seven_days, longest=longest)),
        _in_guarantee(guarantee, facts.now, exchange),
        closed(Route.REPAIR, "not_repairable", "quality.remedies")
        if facts.line.category in NOT_REPAIRABLE
        else _in_guarantee(guarantee, facts.now, repair),
    )


def _quality_return(facts: Facts, seven_days: Deadline, longest: Deadline) -> RouteDecision:
    route = Route.QUALITY_RETURN
    if facts.report.serious:
        return _in_guarantee(longest, facts.now, _for_quality(facts, route, "serious_defect"))
    return until(seven_days, facts.now, "not_serious", _for_quality(facts, route, "within_seven_days"))


def _in_guarantee(guarantee: Deadline, now: datetime, decision: RouteDecision) -> RouteDecision:
    """The decision until the guarantee ends; then closed by the rule that ends it, not by its own."""
    decided = until(guarantee, now, "guarantee_over", decision)
    return decided if decided.open else replace(decided, rule="quality.longest_term")


def _repaired_in_vain(facts: Facts) -> bool:
    return facts.history.repairs_done >= REPAIRS_BEFORE_EXCHANGE


def _for_quality(facts: Facts, route: Route, reason: str) -> RouteDecision:
    is_return = route is Route.QUALITY_RETURN
    return RouteDecision(
        route,
        open=True,
        reason=reason,
        rule=_rule(facts, route, reason),
        freight_payer=Payer.SELLER,
        money=quality_refund(facts) if is_return else NO_SUM,
        refund_due_days=REFUND_DUE_DAYS if is_return else None,
    )


def _rule(facts: Facts, route: Route, reason: str) -> str:
    if facts.line.category in SANBAO and facts.report.reason is Reason.QUALITY:
        return f"sanbao.{facts.line.category}"
    if route is Route.QUALITY_RETURN:
        return "quality.rescission" if reason == "serious_defect" else "quality.return"
    return "quality.remedies"
