"""The decision that an after-sales task rests on, and what a changed fact makes void."""

from typing import Any

from actions.tasks import Facts
from actions.turn import Turn

DOWNSTREAM = ("decision", "route", "description", "photos", "photos_done", "confirmed")
"""What a changed fact makes void."""


async def decide(turn: Turn, facts: Facts) -> None:
    answer = await turn.seam.post(
        "aftersales-decisions",
        {
            "order_number": facts["order_number"],
            "line_id": facts["line_id"],
            "wish": facts["wish"],
            "reason": facts["reason"],
            "quantity": facts["quantity"],
            "condition": facts.get("condition", {}),
            "fault": facts.get("fault"),
            "serious": facts.get("serious"),
        },
    )
    decision = answer["decision"]
    texts = answer.get("text_by_route") or {}
    kept = (
        "route",
        "open",
        "reason",
        "deadline",
        "freight_payer",
        "refund_fen",
        "amount_due_fen",
        "evidence",
        "missing_facts",
    )
    facts["decision"] = [
        {
            **{name: route[name] for name in kept},
            "explain": texts.get(route["route"]) or route.get("explain", ""),
        }
        for route in decision["routes"]
    ]
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
    return next(route for route in facts["decision"] if route["route"] == facts["route"])


def evidence(facts: Facts) -> list[str]:
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
