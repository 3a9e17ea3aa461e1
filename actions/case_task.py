"""The shopper's next step with a case that is open: parcel number, pick-up, quote, stock, consent, details.

Which steps there are and what each asks for comes from the service (`possible_steps` of a case); here it is
only put into words, one question at a time.
"""

import re
from typing import Any

from actions.aftersales_answers import add_photos
from actions.case_steps import step_choices, step_of
from actions.case_words import CARRIER_BY_NUMBER, SURE_STEPS, named_carrier
from actions.service_client import Refused
from actions.tasks import Facts, Task, agrees, disagrees, extra_choices, skips
from actions.turn import Turn, choice, person_choice

CHIPS = 8
SHORTEST_NUMBER = 8


class CaseStep(Task):
    """Which case, what the step asks for, done."""

    name = "case_step"
    title = "办理售后"
    free_text = frozenset({"field:description", "field:parcel_number"})

    def heading(self, facts: Facts) -> str:
        """The step's own name."""
        return str((facts.get("form") or {}).get("title") or self.title)

    def expected_steps(self, facts: Facts) -> int:
        """A question for each thing asked for."""
        return max(1, len((facts.get("form") or {}).get("asks", [])))

    async def begin(self, turn: Turn, facts: Facts) -> Facts:
        """The case that offers the step; what the first message already tells of its fields."""
        facts["step"] = str(turn.entity("step") or facts.get("step", ""))
        facts["fields"] = {}
        cases = (await turn.seam.get("cases"))["items"]
        number = turn.entity("case_number")
        if number:
            cases = [case for case in cases if case["number"] == number]
        offering = [case for case in cases if step_of(case, facts["step"]) is not None]
        if len(offering) == 1:
            _take_case(facts, offering[0])
            _take_told(turn, facts)
            facts["is_sure"] = turn.is_tap or facts["step"] not in SURE_STEPS
        elif offering:
            _take_told(turn, facts)
            facts["offering"] = [[case["number"], case["line"]["title"]] for case in offering]
        else:
            facts["state"] = (
                f"{cases[0]['number']}：{cases[0]['status_text']}。{cases[0]['next_step_text']}"
                if cases
                else ""
            )
        return facts

    async def next_step(self, turn: Turn, facts: Facts) -> str | None:
        """The case, then each required field, then a yes where money or the goods' fate hangs on it."""
        if "form" not in facts:
            if facts.get("offering"):
                return "case_number"
            name = "utter_case_step_not_now" if facts.get("state") else "utter_no_cases"
            turn.text_message(
                name,
                [choice("售后进度", "ask_aftersale_progress"), person_choice()],
                state=facts.get("state", ""),
            )
            facts["is_over"] = True
            return None
        for field in facts["form"]["asks"]:
            if field["required"] and field["name"] not in facts["fields"]:
                return f"field:{field['name']}"
        return None if facts["is_sure"] else "is_sure"

    async def ask(self, turn: Turn, step: str, facts: Facts) -> None:
        """The field's title, its answers as chips."""
        if step == "case_number":
            chips = [
                choice(f"{title[:12]} {number[-4:]}", "inform", case_number=number)
                for number, title in facts["offering"]
            ]
            turn.text_message("utter_ask_which_case_for", [*chips, *extra_choices(facts)])
        elif step == "is_sure":
            turn.text_message(
                "utter_confirm_case_step",
                [choice(self.heading(facts), "inform", primary=True, step="yes"), *extra_choices(facts)],
                state=facts["next_step_text"],
                title=self.heading(facts),
            )
        else:
            field = _field(facts, step)
            chips = [
                choice(option["title"], "inform", value=option["value"])
                for option in field["options"][:CHIPS]
            ]
            name = {"parcel_number": "utter_ask_return_parcel", "description": "utter_ask_details"}.get(
                field["name"], "utter_ask_field"
            )
            turn.text_message(name, [*chips, *extra_choices(facts)], title=field["title"])

    async def read(self, turn: Turn, step: str, facts: Facts) -> bool:
        """A chip, or words that name one of them; other fields that are told along are kept too."""
        if step == "case_number":
            number = turn.entity("case_number") or _by_place(turn, [one[0] for one in facts["offering"]])
            cases = (await turn.seam.get("cases"))["items"]
            found = next((case for case in cases if case["number"] == number), None)
            if found is None or step_of(found, facts["step"]) is None:
                return False
            _take_case(facts, found)
            facts["is_sure"] = turn.is_tap or facts["step"] not in SURE_STEPS
            return True
        if step == "is_sure":
            if disagrees(turn):
                facts["is_over"] = True
                turn.text_message("utter_case_step_left", [choice("售后进度", "ask_aftersale_progress")])
                return True
            facts["is_sure"] = agrees(turn)
            return bool(facts["is_sure"])
        field = _field(facts, step)
        if turn.uploads:
            add_photos(turn, facts["fields"])
        before = len(facts["fields"])
        _take_told(turn, facts)
        if field["options"]:
            value = turn.entity("value") or _option(turn, field)
            if value:
                facts["fields"][field["name"]] = value
        elif field["name"] == "description" and not turn.is_tap and not skips(turn):
            facts["fields"]["description"] = turn.raw.strip()[:900]
        elif field["name"] == "parcel_number" and not turn.is_tap:
            number = re.sub(r"[^A-Za-z0-9]", "", turn.raw)
            if len(number) >= SHORTEST_NUMBER:
                facts["fields"]["parcel_number"] = number.upper()
        return len(facts["fields"]) > before

    async def finish(self, turn: Turn, facts: Facts) -> None:
        """Take the step; the service's own words say what follows."""
        path = f"cases/{facts['case_number']}/steps"
        try:
            case = await turn.seam.post(path, {"step": facts["step"], **facts["fields"]})
        except Refused as refusal:
            again = choice(
                self.heading(facts), "take_case_step", case_number=facts["case_number"], step=facts["step"]
            )
            turn.plain(refusal.detail, [again, choice("售后进度", "ask_aftersale_progress"), person_choice()])
            return
        turn.table.put_case(case["number"])
        turn.text_message(
            "utter_case_step_done",
            step_choices(case),
            number=case["number"],
            next_step=case["next_step_text"],
        )

    def forget(self, step: str, facts: Facts) -> None:
        """Take a field's answer back."""
        facts.get("fields", {}).pop(step.removeprefix("field:"), None)
        if step == "case_number":
            facts.pop("form", None)


def _take_case(facts: Facts, case: dict[str, Any]) -> None:
    facts.update(
        case_number=case["number"],
        form=step_of(case, facts["step"]),
        next_step_text=case["next_step_text"],
    )


def _take_told(turn: Turn, facts: Facts) -> None:
    """A parcel number, and the carrier that it or the words name."""
    if facts["step"] != "give_parcel" or turn.is_tap:
        return
    fields = facts["fields"]
    number = turn.entity("parcel_number")
    if number:
        fields["parcel_number"] = str(number).upper()
    carrier = named_carrier(turn.folded) or next(
        (code for prefix, code in CARRIER_BY_NUMBER if fields.get("parcel_number", "").startswith(prefix)),
        None,
    )
    if carrier:
        fields["carrier"] = carrier


def _field(facts: Facts, step: str) -> dict[str, Any]:
    name = step.removeprefix("field:")
    return next(field for field in facts["form"]["asks"] if field["name"] == name)


def _option(turn: Turn, field: dict[str, Any]) -> str | None:
    """The one option whose name shares most with the words, or that stands at the place they name."""
    by_place = _by_place(turn, [option["value"] for option in field["options"]])
    if by_place or turn.is_tap:
        return by_place
    day = str(turn.entity("date") or "")
    scored = [
        (
            sum(part in turn.raw for part in _parts(option["title"]))
            + 2 * (bool(day) and day in option["value"]),
            option,
        )
        for option in field["options"]
    ]
    best = max((score for score, _ in scored), default=0)
    winners = [option["value"] for score, option in scored if score == best]
    return str(winners[0]) if best > 0 and len(winners) == 1 else None


def _parts(title: str) -> list[str]:
    return [part for part in re.split(r"[\s、,，（）()/–:：\d]+", title) if part]


def _by_place(turn: Turn, values: list[str]) -> str | None:
    place = turn.entity("ordinal")
    if not place or not values:
        return None
    index = len(values) - 1 if place == -1 else int(place) - 1
    return values[index] if 0 <= index < len(values) else None
