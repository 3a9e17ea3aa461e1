"""Return without a reason (七天无理由): excluded, then intact, then the clock."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from ticketing.rules.aftersales_facts import Category, Facts
from ticketing.rules.business_calendar import WorkingCalendar, shanghai_day
from ticketing.rules.refunds import REFUND_DUE_DAYS, no_reason_refund
from ticketing.rules.routes import Payer, Question, Route, RouteDecision, bracket, closed, until

LEGAL_DAYS = 7

EXCLUDED_BY_LAW = {Category.FOOD_FRESH, Category.CUSTOM_MADE, Category.VIRTUAL, Category.NEWSPAPER}
EXCLUDED_BY_LAW_OPENED = {Category.AUDIO_VIDEO, Category.SOFTWARE}
EXCLUDED_BY_NATURE_OPENED = {Category.COSMETICS, Category.FOOD_PACKAGED, Category.MEDICAL, Category.BABY}
EXCLUDED_BY_NATURE_ACTIVATED = {
    Category.MOBILE_PHONE,
    Category.COMPUTER,
    Category.SMALL_ELECTRONICS,
    Category.HOME_APPLIANCE,
}

SEALED = {*EXCLUDED_BY_NATURE_OPENED, Category.FOOD_FRESH}
ELECTRONIC = {*EXCLUDED_BY_NATURE_ACTIVATED, Category.AUTO_PARTS}
TAGGED = {
    Category.CLOTHING,
    Category.SHOES_BAGS,
    Category.TOYS,
    Category.HOME_TEXTILE,
    Category.HOUSEHOLD,
    Category.SPORTS,
    Category.JEWELLERY,
}
ALL_GOODS = set(Category)

# Which condition means that goods are not intact (暂行办法 9): when true, but parts when not complete.
NOT_INTACT_BY = {
    "seal_broken": SEALED,
    "activated": ELECTRONIC,
    "unauthorised_repair": ELECTRONIC,
    "serial_altered": ELECTRONIC,
    "tags_removed": TAGGED,
    "soiled": TAGGED,
    "damaged_by_shopper": ALL_GOODS,
    "parts_complete": ALL_GOODS,
}
MATTERS_TO = {"opened": {*EXCLUDED_BY_LAW_OPENED, *EXCLUDED_BY_NATURE_OPENED}, **NOT_INTACT_BY}
QUESTIONS = {
    category: [
        Question(f"condition.{fact}", best=fact == "parts_complete", worst=fact != "parts_complete")
        for fact, goods in MATTERS_TO.items()
        if category in goods
    ]
    for category in Category
}


def no_reason_return(facts: Facts, calendar: WorkingCalendar) -> RouteDecision:
    """Whether the goods, shipped or received, may go back without a reason, until when, and for how much."""
    unknown = [question for question in QUESTIONS[facts.line.category] if facts.known(question.path) is None]
    return bracket(facts, unknown, partial(_decide, calendar=calendar))


def _decide(facts: Facts, calendar: WorkingCalendar) -> RouteDecision:
    promised = facts.promises.no_reason_days or 0
    exclusion = _exclusion(facts)
    if exclusion and not promised:
        return closed(Route.NO_REASON_RETURN, exclusion, f"no_reason.{exclusion}")
    open_route = _open(facts, by_promise=bool(exclusion) or promised > LEGAL_DAYS, excluded=bool(exclusion))
    received_at = facts.dates.received_at
    if received_at is None:
        return replace(open_route, reason="not_received_yet")
    flaw = _flaw(facts)
    if flaw:
        return flaw
    days = promised if exclusion else max(LEGAL_DAYS, promised)
    deadline = calendar.deadline(shanghai_day(received_at) + timedelta(days=days))
    too_late = open_route.reason.replace("within", "past")
    return until(deadline, facts.now, too_late, open_route)


def _open(facts: Facts, *, by_promise: bool, excluded: bool) -> RouteDecision:
    rule = "promise.excluded_goods" if excluded else "promise.better" if by_promise else "no_reason.right"
    return RouteDecision(
        Route.NO_REASON_RETURN,
        open=True,
        reason="within_promise" if by_promise else "within_window",
        rule=rule,
        freight_payer=_payer(facts),
        money=no_reason_refund(facts),
        refund_due_days=REFUND_DUE_DAYS,
    )


def _exclusion(facts: Facts) -> str | None:
    """`excluded_by_law`, `excluded_by_nature` (only as confirmed at purchase), or None; all facts known."""
    category, condition = facts.line.category, facts.condition
    if category in EXCLUDED_BY_LAW or (category in EXCLUDED_BY_LAW_OPENED and condition.opened):
        return "excluded_by_law"
    by_nature = (
        (category in EXCLUDED_BY_NATURE_OPENED and condition.opened)
        or (category in EXCLUDED_BY_NATURE_ACTIVATED and condition.activated)
        or facts.line.marked
    )
    return "excluded_by_nature" if by_nature and facts.line.exclusion_confirmed else None


def _flaw(facts: Facts) -> RouteDecision | None:
    """The first condition by which the goods are not intact, as a closed route; all facts known."""
    for fact, goods in NOT_INTACT_BY.items():
        if facts.line.category not in goods:
            continue
        if fact == "parts_complete":
            if not facts.condition.parts_complete:
                return closed(Route.NO_REASON_RETURN, "parts_missing", "no_reason.intact")
        elif getattr(facts.condition, fact):
            rule = "no_reason.intact" if goods is ALL_GOODS else "no_reason.not_intact"
            return closed(Route.NO_REASON_RETURN, fact, rule)
    return None


def _payer(facts: Facts) -> Payer:
    if facts.promises.return_freight_by_shop:
        return Payer.SELLER
    return Payer.INSURANCE if facts.promises.freight_insurance else Payer.SHOPPER
