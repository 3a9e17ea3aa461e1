"""What the shopper may do with an after-sales case now, as the service offers it."""

from typing import Any

from actions.turn import Choice, choice

Case = dict[str, Any]


def step_of(case: Case, name: str) -> dict[str, Any] | None:
    """One of the steps that the shopper may take now."""
    return next((one for one in case.get("possible_steps") or [] if one["step"] == name), None)


def step_choices(case: Case) -> list[Choice]:
    """Buttons for everything that the shopper may do with a case; withdrawing has its own words."""
    chips = [
        choice(
            one["title"],
            "take_case_step",
            primary=one["primary"],
            case_number=case["number"],
            step=one["step"],
        )
        for one in case.get("possible_steps") or []
        if one["step"] != "cancel"
    ]
    if step_of(case, "cancel"):
        chips.append(choice("撤销申请", "cancel_aftersale", case_number=case["number"]))
    return chips
