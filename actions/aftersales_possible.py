"""Which ways can be open for a line at all, by reason: the rules are asked ahead of the shopper."""

import asyncio
from typing import Any

from actions.aftersales_decision import ask_rules
from actions.tasks import Facts
from actions.turn import Turn

PROBED = ("no_reason", "quality", "arrived_damaged", "missing_part")
LIKE = {
    "wrong_item": "arrived_damaged",
    "not_as_described": "arrived_damaged",
    "counterfeit": "arrived_damaged",
}
"""Reasons that the rules treat alike, refunds without a return apart."""
WAYS: dict[str, tuple[str, ...]] = {
    "return": ("no_reason_return", "quality_return"),
    "exchange": ("exchange",),
    "repair": ("repair",),
    "refund_only": ("refund_only",),
}


async def look_ahead(turn: Turn, facts: Facts) -> None:
    """Put `possible` into the facts: reason → the routes that are open or may be, with sum and freight."""
    answers = await asyncio.gather(*(ask_rules(turn, facts, reason) for reason in PROBED))
    facts["possible"] = {
        reason: {
            route["route"]: {"refund_fen": route["refund_fen"], "freight_payer": route["freight_payer"]}
            for route in routes
            if route["open"] is not False
        }
        for reason, routes in zip(PROBED, answers, strict=True)
    }


def ways_for(facts: Facts, wish: str, reason: str) -> dict[str, dict[str, Any]]:
    """The routes of a wish that a reason may open."""
    if wish == "refund_only" and reason in LIKE:
        return {}
    found = facts["possible"].get(LIKE.get(reason, reason), {})
    return {name: found[name] for name in WAYS[wish] if name in found}


def possible_wishes(facts: Facts) -> list[str]:
    """The wishes that may be granted: for the reason that is known, else for any."""
    reasons = [facts["reason"]] if "reason" in facts else list(PROBED)
    return [wish for wish in WAYS if any(ways_for(facts, wish, reason) for reason in reasons)]


def possible_reasons(facts: Facts, reasons: tuple[str, ...]) -> list[str]:
    """Those of `reasons` for which the wish may be granted."""
    return [reason for reason in reasons if ways_for(facts, facts["wish"], reason)]
