"""What would have been decided otherwise: stored questions through two policies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ticketing.rules.aftersales import decide
from ticketing.rules.aftersales_facts import Facts
from ticketing.rules.cases import is_approved_by_rule
from ticketing.rules.legal_rules import LegalRule, Mark
from ticketing.rules.money import Fen
from ticketing.rules.policy import Policy, with_newest
from ticketing.rules.routes import Payer, Route, RouteDecision

FIELDS = ("open", "deadline", "freight_payer", "refund_fen", "amount_due_fen", "by_rule", "cited")


@dataclass(frozen=True, slots=True)
class Asked:
    """A case as it was asked: its own promises alone, without the shop's."""

    number: str
    route: Route
    facts: Facts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the shopper would get on one route. `by_rule`: approved without a person, on the case's own route.

    `cited`: the law as a shopper reads it, "" for 相关规定.
    """

    open: bool | None
    deadline: datetime | None
    freight_payer: Payer | None
    refund_fen: Fen | None
    amount_due_fen: Fen | None
    by_rule: bool
    cited: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One route of one case that two policies decide otherwise; `fields` of FIELDS differ."""

    number: str
    route: Route
    is_own: bool
    before: Outcome
    after: Outcome

    @property
    def fields(self) -> tuple[str, ...]:
        """What changed."""
        return tuple(name for name in FIELDS if getattr(self.before, name) != getattr(self.after, name))


def replay(cases: Iterable[Asked], before: Policy, after: Policy) -> Iterator[Difference]:
    """Every route of every case whose outcome differs, in order; the same policy twice gives none."""
    for case in cases:
        former, latter = _outcomes(case, before), _outcomes(case, after)
        for route in Route:
            if former[route] != latter[route]:
                yield Difference(case.number, route, route is case.route, former[route], latter[route])


def _outcomes(case: Asked, policy: Policy) -> dict[Route, Outcome]:
    decisions = decide(with_newest(case.facts, policy), policy.calendar)
    return {one.route: _outcome(one, case, policy) for one in decisions.routes}


def _outcome(decision: RouteDecision, case: Asked, policy: Policy) -> Outcome:
    money = decision.money
    refund = money.refund_fen if money else None
    due = money.amount_due_fen if money else None
    by_rule = (
        decision.route is case.route
        and decision.open is True
        and is_approved_by_rule(
            decision.route, decision.reason, refund, due, up_to_fen=policy.approve_by_rule_up_to_fen
        )
    )
    deadline = decision.deadline.at if decision.deadline else None
    cited = _cited(policy.rules[decision.rule])
    return Outcome(decision.open, deadline, decision.freight_payer, refund, due, by_rule, cited)


def _cited(rule: LegalRule) -> str:
    return f"{rule.law} {rule.article}" if rule.mark is Mark.VERIFIED and rule.article else ""
