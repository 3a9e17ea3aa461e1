"""Return, exchange, repair, refund: what, why, the decision with its reason, a summary, a case number."""

from actions import aftersales_words as words
from actions.aftersales_answers import (
    WISH_BY_INTENT,
    add_photos,
    reason_by_intent,
    take_description,
    take_fact,
    take_route,
)
from actions.aftersales_decision import DOWNSTREAM, decide, evidence, put, wanted
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
        return 3 + bool(facts.get("asked_facts")) + ("photo" in evidence(facts))

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
            await decide(turn, facts)
        route = wanted(facts)
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
        if "photo" in evidence(facts) and not facts.get("photos_done"):
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
            missing = [path for path in wanted(facts)["missing_facts"] if path in words.INTACT]
            ask_fact(turn, step.removeprefix("fact:"), facts, more=len(missing) > 1)
        elif step == "other_route":
            say_closed(turn, facts, wanted(facts))
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
            confirm(turn, facts, wanted(facts))

    async def read(self, turn: Turn, step: str, facts: Facts) -> bool:
        """The answer, or a correction of something said before."""
        if turn.uploads and step != "description":
            add_photos(turn, facts)
            if step != "photos":
                return False
        if step not in {"line_id", "description"} and await _corrects(turn, step, facts):
            facts["corrected"] = True
            return True
        if step == "line_id":
            return await take_line(turn, facts)
        if step == "wish":
            return put(
                facts,
                "wish",
                turn.entity("wish") or words.read_wish(turn.raw) or WISH_BY_INTENT.get(turn.intent),
            )
        if step == "quantity":
            count = turn.entity("quantity") or (turn.raw.strip() if turn.raw.strip().isdigit() else None)
            return (
                bool(count)
                and 1 <= int(count) <= facts["line"]["quantity"]
                and put(facts, "quantity", int(count))
            )
        if step == "reason":
            reason = turn.entity("reason") or words.read_reason(turn.raw) or reason_by_intent(turn)
            if reason in words.REASONS and reason != "no_reason" and not turn.is_tap and len(turn.raw) >= 6:
                facts["description"] = turn.raw[:300]
            return reason in words.REASONS and put(facts, "reason", reason)
        if step.startswith("fact:"):
            return take_fact(turn, step.removeprefix("fact:"), facts)
        if step == "other_route":
            return take_route(turn, facts)
        if step == "description":
            return take_description(turn, facts)
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
            return put(facts, "confirmed", True)
        return False

    async def finish(self, turn: Turn, facts: Facts) -> None:
        """Open the case."""
        route = wanted(facts)
        try:
            case = await turn.seam.post(
                "cases",
                {
                    "order_number": facts["order_number"],
                    "line_id": facts["line_id"],
                    "wish": facts["wish"],
                    "route": route["route"],
                    "reason": facts["reason"],
                    "quantity": facts["quantity"],
                    "description": facts.get("description", ""),
                    "photos": facts.get("photos", []),
                    "condition": facts.get("condition", {}),
                    "fault": facts.get("fault"),
                    "serious": facts.get("serious"),
                },
            )
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
            return put(facts, "line_id", facts["line_id"])
        if corrects_line(turn):
            return True  # not this one, but which is open: the step is asked again
        facts.update(own)
        return False
    if step == "confirmed" and disagrees(turn):
        for name in ("reason", *DOWNSTREAM):
            facts.pop(name, None)
        return True
    return False
