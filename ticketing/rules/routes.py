"""The six routes out of trouble, and the answer that a rule gives for one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ticketing.rules.aftersales_facts import Facts
from ticketing.rules.business_calendar import Deadline
from ticketing.rules.money import Fen


class Route(StrEnum):
    """In the order in which they are always listed."""

    NO_REASON_RETURN = "no_reason_return"
    QUALITY_RETURN = "quality_return"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    REFUND_ONLY = "refund_only"
    COMPENSATION = "compensation"


class Payer(StrEnum):
    """Who pays for sending the goods back."""

    SHOPPER = "shopper"
    SELLER = "seller"
    INSURANCE = "insurance"


@dataclass(frozen=True, slots=True)
class Sum:
    """What the shopper gets, None when a person agrees on it, and what the shopper still owes."""

    refund_fen: Fen | None = None
    amount_due_fen: Fen = 0


NO_SUM = Sum()


@dataclass(frozen=True, slots=True)
class RouteDecision:
    """One route. `open` None: a fact of `missing_facts` would change it, and the rest is as if it were open.

    `reason` is a code, `rule` the id of a legal rule. Closed: `money` and `freight_payer` are None, and
    `deadline` is there only when time closed it.
    """

    route: Route
    open: bool | None
    reason: str
    rule: str
    deadline: Deadline | None = None
    freight_payer: Payer | None = None
    money: Sum | None = None
    refund_due_days: int | None = None
    evidence: tuple[str, ...] = ()
    missing_facts: tuple[str, ...] = ()


def closed(route: Route, reason: str, rule: str) -> RouteDecision:
    """A route that is not open, for a reason that no waiting or hurrying would have changed."""
    return RouteDecision(route, False, reason, rule)


def until(deadline: Deadline, now: datetime, too_late: str, decision: RouteDecision) -> RouteDecision:
    """The decision until its deadline has passed; then closed by time, with the reason `too_late`."""
    if now < deadline.at:
        return replace(decision, deadline=deadline)
    return RouteDecision(decision.route, False, too_late, decision.rule, deadline)


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that may be unknown: its request path, the answer that suits the shopper best, and the worst."""

    path: str
    best: object
    worst: object


def bracket(
    facts: Facts, unknown: Sequence[Question], decide: Callable[[Facts], RouteDecision]
) -> RouteDecision:
    """Decide under unknown facts: never refuse for one, and ask only for those that would change the answer.

    Sound because each answer counts on its own: a worst answer never opens what the best answers close.
    Open whatever the answers: the decision with the earliest deadline, the one that surely holds.
    """
    ideal = facts
    for question in unknown:
        ideal = ideal.answered(question.path, question.best)
    best = decide(ideal)
    if not unknown or best.open is False:
        return best
    worse = [(question.path, decide(ideal.answered(question.path, question.worst))) for question in unknown]
    missing = tuple(path for path, decision in worse if decision.open is False)
    if missing:
        return replace(best, open=None, reason="fact_missing", missing_facts=missing)
    return min((best, *(decision for _, decision in worse)), key=_ends)


def _ends(decision: RouteDecision) -> float:
    return decision.deadline.at.timestamp() if decision.deadline else float("inf")
