"""The answer to an after-sales question, as the assistant, the console and shops' sites read it."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from ticketing.aftersales_explanations import explain
from ticketing.aftersales_facts import DecisionRequest, read_facts
from ticketing.holidays import announced_calendar
from ticketing.rules.aftersales import Decisions, decide
from ticketing.rules.business_calendar import WorkingCalendar
from ticketing.rules.legal_rules import LEGAL_RULES, LegalRule
from ticketing.rules.routes import RouteDecision


class RuleAnswer(TypedDict):
    """Where a decision comes from; only mark V is cited to a shopper by its article."""

    id: str
    law: str
    article: str
    mark: str


class RouteAnswer(TypedDict):
    """One route; times in ISO 8601 with their zone, money in fen."""

    route: str
    open: bool | None
    reason: str
    rule: RuleAnswer
    deadline: str | None
    deadline_provisional: bool
    freight_payer: str | None
    refund_fen: int | None
    amount_due_fen: int | None
    refund_due_days: int | None
    evidence: list[str]
    missing_facts: list[str]
    explain: str


class DecisionAnswer(TypedDict):
    """All six routes, the one to offer first, and whether to name the way to a person."""

    routes: list[RouteAnswer]
    recommended: str | None
    human_route: bool


def decide_request(
    request: DecisionRequest | dict[str, Any],
    calendar: WorkingCalendar | None = None,
    rules: Mapping[str, LegalRule] = LEGAL_RULES,
) -> DecisionAnswer:
    """Answer one request, parsed or as JSON. Raises ValidationError (malformed) or ImpossibleFacts."""
    facts = request.facts() if isinstance(request, DecisionRequest) else read_facts(request)
    return answer(decide(facts, calendar or announced_calendar()), rules)


def answer(decisions: Decisions, rules: Mapping[str, LegalRule] = LEGAL_RULES) -> DecisionAnswer:
    """Decisions as plain JSON values; `rules` may be an operator's edited table with the same ids."""
    return {
        "routes": [_route(route, rules[route.rule]) for route in decisions.routes],
        "recommended": decisions.recommended and decisions.recommended.value,
        "human_route": decisions.human_route,
    }


def _route(decision: RouteDecision, rule: LegalRule) -> RouteAnswer:
    deadline, money, payer = decision.deadline, decision.money, decision.freight_payer
    return {
        "route": decision.route.value,
        "open": decision.open,
        "reason": decision.reason,
        "rule": {"id": rule.id, "law": rule.law, "article": rule.article, "mark": rule.mark.value},
        "deadline": deadline.at.isoformat() if deadline else None,
        "deadline_provisional": deadline.provisional if deadline else False,
        "freight_payer": payer.value if payer else None,
        "refund_fen": money.refund_fen if money else None,
        "amount_due_fen": money.amount_due_fen if money else None,
        "refund_due_days": decision.refund_due_days,
        "evidence": list(decision.evidence),
        "missing_facts": list(decision.missing_facts),
        "explain": explain(decision, rule),
    }
