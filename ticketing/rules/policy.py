"""What an operator may set: marks and texts of rules, the shop's promises, limits, the calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ticketing.rules.aftersales_facts import Facts, Promises
from ticketing.rules.business_calendar import WorkingCalendar
from ticketing.rules.cases import APPROVED_BY_RULE_UP_TO_FEN
from ticketing.rules.legal_rules import LEGAL_RULES, LegalRule
from ticketing.rules.money import Fen

ALL_GOODS = ""
"""The key of a promise for every category."""


@dataclass(frozen=True, slots=True)
class DatedPromise:
    """What the shop promises from a moment on, until the next one of the same goods."""

    since: datetime
    promises: Promises


@dataclass(frozen=True)
class Policy:
    """All that decisions rest on beside the facts. `promises`: by category, oldest first."""

    calendar: WorkingCalendar
    rules: Mapping[str, LegalRule] = field(default_factory=lambda: LEGAL_RULES)
    promises: Mapping[str, tuple[DatedPromise, ...]] = field(default_factory=dict)
    approve_by_rule_up_to_fen: Fen = APPROVED_BY_RULE_UP_TO_FEN

    def promised(self, category: str, at: Iterable[datetime]) -> list[Promises]:
        """What the shop promised for goods of a category at each of these moments, and for all goods."""
        found = []
        for key in (ALL_GOODS, category):
            dated = self.promises.get(key, ())
            for moment in at:
                valid = [one.promises for one in dated if one.since <= moment]
                found += valid[-1:]
        return found

    def newest(self, category: str) -> list[Promises]:
        """What stands now for a category and for all goods, whenever it was set."""
        return [dated[-1].promises for key in (ALL_GOODS, category) if (dated := self.promises.get(key))]


def best_of(own: Promises, others: Iterable[Promises]) -> Promises:
    """Of what the product's page, the order and the shop promise always what is better for the shopper."""
    everything = [own, *others]
    return Promises(
        no_reason_days=max(one.no_reason_days or 0 for one in everything) or own.no_reason_days,
        freight_insurance=any(one.freight_insurance for one in everything),
        return_freight_by_shop=any(one.return_freight_by_shop for one in everything),
        warranty_months=max(one.warranty_months or 0 for one in everything) or own.warranty_months,
    )


def with_newest(facts: Facts, policy: Policy) -> Facts:
    """The facts as if the policy's newest promises had been given when the goods were bought."""
    return replace(facts, promises=best_of(facts.promises, policy.newest(facts.line.category)))
