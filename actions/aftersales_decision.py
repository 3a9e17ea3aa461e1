"""The decision that an after-sales task rests on, and what a changed fact makes void."""

from typing import Any

from actions.tasks import Facts
from actions.turn import Turn

DOWNSTREAM = ("decision", "route", "description", "photos", "photos_done", "confirmed")
"""What a changed fact makes void."""


KEPT = (
    "route",
    "open",
    "reason",
    "deadline",
    "freight_payer",
    "refund_fen",
    "amount_due_fen",
    "evidence",
    "missing_facts",
    "refund_due_days",
)


async def ask_rules(turn: Turn, facts: Facts, reason: str) -> list[dict[str, Any]]:
    """All routes for the facts' line and a reason, each with its `explain`; the facts stay as they are."""
    answer = await turn.seam.post(
        "aftersales-decisions",
        {
            "order_number": facts["order_number"],
            "line_id": facts["line_id"],
            "wish": facts.get("wish", "unknown"),
            "reason": reason,
            "quantity": facts.get("quantity", 1),
            "condition": facts.get("condition", {}),
            "fault": facts.get("fault"),
            "serious": facts.get("serious"),
        },
    )
    texts = answer.get("text_by_route") or {}
    return [
        {
            **{name: route.get(name) for name in KEPT},
            "explain": texts.get(route["route"]) or route.get("explain", ""),
        }
        for route in answer["decision"]["routes"]
    ]


async def decide(turn: Turn, facts: Facts) -> None:
    """Put the decision and the route that the wish comes to into the facts."""
    facts["decision"] = await ask_rules(turn, facts, facts["reason"])
    facts["route"] = wanted_route(facts)


def wanted_route(facts: Facts) -> str:
    """The route that the wish asks for; a return for a fault first tries the quality one."""
    if facts["wish"] != "return":
        return str(facts["wish"])
    by_name = {route["route"]: route for route in facts["decision"]}
    order = ["quality_return", "no_reason_return"]
    if facts["reason"] == "no_reason":
        order.reverse()
    for state in (True, None):
        for name in order:
            if by_name[name]["open"] is state and (
                name == "no_reason_return" or facts["reason"] != "no_reason"
            ):
                return name
    return order[0]


def wanted(facts: Facts) -> dict[str, Any]:
    """The route that is being taken."""
    return next(route for route in facts["decision"] if route["route"] == facts["route"])


def evidence(facts: Facts) -> list[str]:
    """What the route would like to see: photo, description."""
    return list(wanted(facts)["evidence"]) if "decision" in facts and "route" in facts else []


def put(facts: Facts, name: str, value: Any) -> bool:
    """A new value makes void what followed from the old one."""
    if value is None:
        return False
    if name != "confirmed":
        for later in DOWNSTREAM:
            if later != "description":
                facts.pop(later, None)
    facts[name] = value
    return True
