"""Return, exchange, repair, refund: what, why, the decision with its reason, a summary, a case number."""

from typing import Any

from actions import aftersales_words as words
from actions.aftersales_lines import ask_line, corrects_line, take_line
from actions.aftersales_replies import (
    ask_fact,
    ask_reason,
    ask_wish,
    confirm,
    other_routes,
    say_case,
    say_closed,
)
from actions.service_client import Refused
from actions.tasks import Facts, Task, agrees, disagrees, extra_choices, skips
from actions.turn import Turn, choice, person_choice

MOST_PHOTOS = 6
LIKELY_REASON = 0.15
DOWNSTREAM = ("decision", "route", "description", "photos", "photos_done", "confirmed")
"""What a changed fact makes void."""
TITLES = {"return": "申请退货", "exchange": "申请换货", "repair": "报修", "refund_only": "申请退款"}


class Aftersales(Task):
    """One claim about one line of an order."""

    name = "aftersales"
    title = "申请售后"
    free_text = frozenset({"description"})

    def heading(self, facts: Facts) -> str:
        """By the wish, once it is known."""
        return TITLES.get(facts.get("wish", ""), self.title)

    def expected_steps(self, facts: Facts) -> int:
        """Goods, reason, (condition), summary."""
        return 3 + bool(facts.get("asked_facts")) + ("photo" in _evidence(facts))

    async def begin(self, turn: Turn, facts: Facts) -> Facts:
        """Goods, reason and wish as far as the first message tells them."""
        if not turn.is_tap:
            reason = words.read_reason(turn.raw)
            if reason and facts.get("reason") in (None, "quality"):
                facts["reason"] = reason
            facts.setdefault("wish", words.read_wish(turn.raw))
            if facts["wish"] is None:
                del facts["wish"]
            if facts.get("reason") not in (None, "no_reason") and len(turn.raw) >= 6:
                facts["description"] = turn.raw[:300]
        await take_line(turn, facts)
        return facts

    async def next_step(self, turn: Turn, facts: Facts) -> str | None:
        """Goods → wish → quantity → reason → facts that the decision lacks → evidence → yes."""
        if "line_id" not in facts:
            return "line_id"
        if facts.get("order_status") in {"paid", "shipped"}:
            # Before it arrives only the money can come back, and nobody asks why.
            facts.setdefault("reason", "no_reason")
            if facts.get("wish") != "return" or facts["order_status"] == "paid":
                facts["wish"] = "refund_only"
        for step in ("wish", "quantity", "reason"):
            if step == "quantity" and facts["line"]["quantity"] == 1:
                facts["quantity"] = 1
            if step not in facts:
                return step
        if "decision" not in facts:
            await _decide(turn, facts)
        route = _route(facts)
        if route["open"] is None:
            missing = [path for path in route["missing_facts"] if path in words.FACT_QUESTIONS]
            open_questions = [path for path in missing if path not in facts.get("asked_facts", [])]
            if open_questions:
                return f"fact:{open_questions[0]}"
            say_closed(turn, facts, route, undecided=True)
            facts["is_over"] = True
            return None
        if not route["open"]:
            if not other_routes(facts, route):
                say_closed(turn, facts, route)
                facts["is_over"] = True
            return "other_route"
        if "description" not in facts and facts["reason"] != "no_reason":
            return "description"
        if "photo" in _evidence(facts) and not facts.get("photos_done"):
            return "photos"
        return None if facts.get("confirmed") else "confirmed"

    async def ask(self, turn: Turn, step: str, facts: Facts) -> None:
        """Each step in its own words."""
        if step == "line_id":
            if not await ask_line(turn, facts):
                turn.text_message(
                    "utter_nothing_to_claim",
                    [choice("我的订单", "ask_order_status"), person_choice(), *extra_choices(facts)],
                )
        elif step == "wish":
            ask_wish(turn, facts)
        elif step == "quantity":
            most = min(facts["line"]["quantity"], 6)
            chips = [choice(f"{count} 件", "inform", quantity=count) for count in range(1, most + 1)]
            turn.text_message(
                "utter_ask_quantity", [*chips, *extra_choices(facts)], title=facts["line"]["title"]
            )
        elif step == "reason":
            ask_reason(turn, facts)
        elif step.startswith("fact:"):
            missing = [path for path in _route(facts)["missing_facts"] if path in words.INTACT]
            ask_fact(turn, step.removeprefix("fact:"), facts, more=len(missing) > 1)
        elif step == "other_route":
            say_closed(turn, facts, _route(facts))
        elif step == "description":
            turn.text_message(
                "utter_ask_description", extra_choices(facts, skippable=True), title=facts["line"]["title"]
            )
        elif step == "photos":
            sent = len(facts.get("photos", []))
            done = [choice("传好了", "inform", primary=True, step="done")] if sent else []
            name = "utter_ask_more_photos" if sent else "utter_ask_photos"
            turn.text_message(name, [*done, *extra_choices(facts, skippable=not sent)], count=sent)
        else:
            confirm(turn, facts, _route(facts))

    async def read(self, turn: Turn, step: str, facts: Facts) -> bool:
        """The answer, or a correction of something said before."""
        if turn.uploads and step != "description":
            _add_photos(turn, facts)
            if step != "photos":
                return False
        if step not in {"line_id", "description"} and await _corrects(turn, step, facts):
            facts["corrected"] = True
            return True
        if step == "line_id":
            return await take_line(turn, facts)
        if step == "wish":
            return _put(
                facts,
                "wish",
                turn.entity("wish") or words.read_wish(turn.raw) or WISH_BY_INTENT.get(turn.intent),
            )
        if step == "quantity":
            count = turn.entity("quantity") or (turn.raw.strip() if turn.raw.strip().isdigit() else None)
            return (
                bool(count)
                and 1 <= int(count) <= facts["line"]["quantity"]
                and _put(facts, "quantity", int(count))
            )
        if step == "reason":
            reason = turn.entity("reason") or words.read_reason(turn.raw) or _reason_by_intent(turn)
            if reason in words.REASONS and reason != "no_reason" and not turn.is_tap and len(turn.raw) >= 6:
                facts["description"] = turn.raw[:300]
            return reason in words.REASONS and _put(facts, "reason", reason)
        if step.startswith("fact:"):
            return _take_fact(turn, step.removeprefix("fact:"), facts)
        if step == "other_route":
            return _take_route(turn, facts)
        if step == "description":
            return _take_description(turn, facts)
        if step == "photos":
            facts["photos_done"] = not turn.uploads or len(facts["photos"]) >= MOST_PHOTOS
            return (
                bool(turn.uploads)
                or skips(turn)
                or turn.entity("step") == "done"
                or agrees(turn)
                or disagrees(turn)
            )
        if agrees(turn) or turn.intent in {
            "request_return",
            "request_exchange",
            "request_repair",
            "request_refund",
        }:
            return _put(facts, "confirmed", True)
        return False

    async def finish(self, turn: Turn, facts: Facts) -> None:
        """Open the case."""
        route = _route(facts)
        try:
            case = await turn.seam.post("cases", {
                "order_number": facts["order_number"], "line_id": facts["line_id"], "wish": facts["wish"],
                "route": route["route"], "reason": facts["reason"], "quantity": facts["quantity"],
                "description": facts.get("description", ""), "photos": facts.get("photos", []),
                "condition": facts.get("condition", {}),
                "fault": facts.get("fault"), "serious": facts.get("serious"),
            })  # fmt: skip
        except Refused as refusal:
            turn.plain(refusal.detail, [choice("售后进度", "ask_aftersale_progress"), person_choice()])
            return
        say_case(turn, case)

    def forget(self, step: str, facts: Facts) -> None:
        """Take an answer back, with all that followed from it."""
        if step.startswith("fact:"):
            path = step.removeprefix("fact:")
            facts["asked_facts"] = [one for one in facts.get("asked_facts", []) if one != path]
            facts.get("condition", {}).pop(path.removeprefix("condition."), None)
            facts.pop(path.removeprefix("report."), None)
            if facts.pop("is_intact", None):
                facts["condition"], facts["asked_facts"] = {}, []
        elif step == "line_id":
            for name in ("line_id", "line", "order_number", "order_status", "quantity"):
                facts.pop(name, None)
        elif step == "photos":
            facts.pop("photos", None)
        facts.pop(step, None)
        void = (
            DOWNSTREAM if step not in {"description", "photos", "confirmed"} else ("photos_done", "confirmed")
        )
        for name in void:
            if not (name == "description" and step == "reason"):
                facts.pop(name, None)


WISH_BY_INTENT = {
    "request_return": "return",
    "request_exchange": "exchange",
    "request_refund": "refund_only",
    "request_repair": "repair",
}


def _reason_by_intent(turn: Turn) -> str | None:
    """A report among the likelier guesses: the words told a fault that no pattern knows."""
    guesses = [turn.intent, *(one["name"] for one in turn.ranking[:3] if one["confidence"] >= LIKELY_REASON)]
    return next((words.REASON_BY_INTENT[name] for name in guesses if name in words.REASON_BY_INTENT), None)


async def _decide(turn: Turn, facts: Facts) -> None:
    answer = await turn.seam.post("aftersales-decisions", {
        "order_number": facts["order_number"], "line_id": facts["line_id"], "wish": facts["wish"],
        "reason": facts["reason"], "quantity": facts["quantity"], "condition": facts.get("condition", {}),
        "fault": facts.get("fault"), "serious": facts.get("serious"),
    })  # fmt: skip
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
    facts["route"] = _wanted_route(facts)


def _wanted_route(facts: Facts) -> str:
    """The route that the wish asks for; a return without fault first tries the no-reason one, else the quality one."""
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


def _route(facts: Facts) -> dict[str, Any]:
    return next(route for route in facts["decision"] if route["route"] == facts["route"])


def _evidence(facts: Facts) -> list[str]:
    return list(_route(facts)["evidence"]) if "decision" in facts and "route" in facts else []


def _put(facts: Facts, name: str, value: Any) -> bool:
    """A new value makes void what followed from the old one."""
    if value is None:
        return False
    if name != "confirmed":
        for later in DOWNSTREAM:
            if later != "description":
                facts.pop(later, None)
    facts[name] = value
    return True


async def _corrects(turn: Turn, step: str, facts: Facts) -> bool:
    """不是这个，是那双鞋; a tap on another line's card; another reason at the summary."""
    if corrects_line(turn) or (turn.entity("line_id") and turn.intent == "inform"):
        before = facts.get("line_id"), facts.get("order_number")
        own = {
            name: facts.pop(name)
            for name in ("line_id", "line", "order_number", "order_status")
            if name in facts
        }
        if await take_line(turn, facts) and (facts["line_id"], facts["order_number"]) != before:
            facts.pop("quantity", None)
            return _put(facts, "line_id", facts["line_id"])
        if corrects_line(turn):
            return True  # not this one, but which is open: the step is asked again
        facts.update(own)
        return False
    if step == "confirmed" and disagrees(turn):
        for name in ("reason", *DOWNSTREAM):
            facts.pop(name, None)
        return True
    return False


def _take_fact(turn: Turn, path: str, facts: Facts) -> bool:
    true_value, false_value = words.FACT_VALUES.get(path, (True, False))
    tapped = turn.entity("fact")
    if tapped == "intact" or (not turn.is_tap and words.ALL_INTACT.match(turn.raw.strip())):
        return _take_intact(facts)
    if tapped == "unknown":
        value: object = None
    elif tapped in {"yes", "no"}:
        value = true_value if tapped == "yes" else false_value
    elif turn.is_tap:
        return False
    else:
        value = words.read_fact(path, turn.raw)
        if value is None:
            return False
    facts.setdefault("asked_facts", []).append(path)
    section, _, name = path.partition(".")
    if section == "condition" and value is not None:
        facts.setdefault("condition", {})[name] = value
    elif section == "report":
        facts[name] = value if value is not None else ("unknown" if name == "fault" else None)
    for later in DOWNSTREAM:
        if later != "description":
            facts.pop(later, None)
    return True


def _take_intact(facts: Facts) -> bool:
    """Everything that the decision still asks of the goods is as it was when they came."""
    for path in _route(facts)["missing_facts"]:
        if path in words.INTACT:
            facts.setdefault("asked_facts", []).append(path)
            facts.setdefault("condition", {})[path.removeprefix("condition.")] = words.INTACT[path]
    facts["is_intact"] = True
    for later in DOWNSTREAM:
        if later != "description":
            facts.pop(later, None)
    return True


def _take_route(turn: Turn, facts: Facts) -> bool:
    """Another open route, tapped or named."""
    wanted = turn.entity("route")
    wish = None if wanted else (words.read_wish(turn.raw) or WISH_BY_INTENT.get(turn.intent))
    for route in facts["decision"]:
        if route["open"] is not False and (
            route["route"] == wanted or (wish and words.ROUTE_WISH[route["route"]] == wish)
        ):
            facts["wish"], facts["route"] = words.ROUTE_WISH[route["route"]], route["route"]
            return True
    return False


def _take_description(turn: Turn, facts: Facts) -> bool:
    if skips(turn):
        return (
            _put(facts, "description", "")
            if "decision" not in facts
            else bool(facts.update(description="") or True)
        )
    if turn.is_tap or len(turn.raw.strip()) < 2:
        return False
    _add_photos(turn, facts)
    facts["description"] = turn.raw.strip()[:300]
    return True


def _add_photos(turn: Turn, facts: Facts) -> None:
    photos = facts.setdefault("photos", [])
    photos.extend(one for one in turn.uploads if one not in photos)
