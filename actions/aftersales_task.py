"""Return, exchange, repair, refund: what, why, the decision with its reason, a summary, a case number."""

import re

from actions import aftersales_words as words
from actions.aftersales_answers import (
    WISH_BY_INTENT,
    add_photos,
    reason_by_intent,
    take_description,
    take_fact,
    take_route,
)
from actions.aftersales_corrections import take_condition, take_correction
from actions.aftersales_decision import DOWNSTREAM, decide, evidence, put, wanted
from actions.aftersales_lines import ask_line, take_line, take_line_of
from actions.aftersales_possible import look_ahead, possible_wishes
from actions.aftersales_questions import answer_question
from actions.aftersales_replies import (
    ask_change,
    ask_fact,
    ask_reason,
    ask_wish,
    confirm,
    other_routes,
    say_case,
    say_closed,
)
from actions.aftersales_told import describes, read_condition, read_quantity, wants_all, wont_say
from actions.service_client import Refused
from actions.tasks import Facts, Task, agrees, disagrees, extra_choices, skips
from actions.turn import Turn, choice, person_choice

MOST_PHOTOS = 6
NO_PHOTOS = re.compile(r"没(?:有|拍|法)|不(?:想|用|发|拍|方便|会)|懒得|拍不|发不|扔了|就这样|直接提交")
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
        if turn.entity("about") == "claim":
            # 申请售后 says nothing of a reason yet.
            facts.pop("reason", None)
        if not turn.is_tap:
            reason = words.read_reason(turn.folded)
            if reason and facts.get("reason") in (None, "quality"):
                facts["reason"] = reason
            facts.setdefault("wish", words.read_wish(turn.folded))
            if facts["wish"] is None:
                del facts["wish"]
            if facts.get("reason") not in (None, "no_reason") and describes(turn.folded):
                facts["description"] = turn.raw[:300]
            facts["condition"] = {**read_condition(turn.folded), **facts.get("condition", {})}
            facts["said_first"] = turn.folded[:80]
        await take_line(turn, facts)
        return facts

    async def next_step(self, turn: Turn, facts: Facts) -> str | None:
        """Goods → wish → quantity → reason → facts that the decision lacks → evidence → yes."""
        if "next_line" in facts:
            await take_line_of(turn, facts, *facts.pop("next_line"))
        if "line_id" not in facts:
            return "line_id"
        if facts.get("order_status") in {"paid", "shipped"}:
            # Before it arrives only the money can come back, and nobody asks why.
            if "reason" not in facts:
                facts["reason"], facts["is_reason_assumed"] = "no_reason", True
            facts.setdefault("wish_said", facts.get("wish"))
            if facts.get("wish") != "return" or facts["order_status"] == "paid":
                facts["wish"] = "refund_only"
        if ("wish" not in facts or "reason" not in facts) and "possible" not in facts:
            await look_ahead(turn, facts)
        if "wish" not in facts:
            ways = possible_wishes(facts)
            if len(ways) != 1:
                return "wish"
            # Only one way can be open: asking would offer a choice that is none.
            facts["wish"] = ways[0]
        if "quantity" not in facts and (count := self._told_quantity(facts)):
            facts["quantity"] = count
        if "quantity" not in facts:
            return "quantity"
        if "reason" not in facts:
            if facts["wish"] in possible_wishes(facts):
                return "reason"
            # No reason opens this way: nothing to ask, the rules say why by the likeliest one.
            facts["reason"] = "no_reason" if facts["wish"] == "return" else "quality"
            facts["is_reason_assumed"] = True
        if "decision" not in facts:
            await decide(turn, facts)
        route = wanted(facts)
        if route["open"] is None:
            missing = [path for path in route["missing_facts"] if path in words.FACT_QUESTIONS]
            open_questions = [path for path in missing if path not in facts.get("asked_facts", [])]
            if open_questions:
                return f"fact:{open_questions[0]}"
            say_closed(turn, facts, route, undecided=True)
            facts["is_over"], facts["hands_over"] = True, "complex"
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

    @staticmethod
    def _told_quantity(facts: Facts) -> int | None:
        """One, or what 两件都退 said before the goods were known."""
        bought = int(facts["line"]["quantity"])
        return 1 if bought == 1 else read_quantity(facts.get("said_first", ""), bought)

    async def explain(self, turn: Turn, step: str, facts: Facts, place: tuple[int, int]) -> bool:
        """为什么, 运费谁出, 退多少, 到哪一步了."""
        return await answer_question(turn, step, facts, place, self.heading(facts))

    def carry(self, facts: Facts, preset: Facts) -> Facts:
        """Another way for the same goods: what was told of them stays."""
        kept = {name: value for name, value in facts.items() if name not in {*DOWNSTREAM, "wish", "shown"}}
        if kept.pop("is_reason_assumed", None):
            kept.pop("reason", None)
        return {**kept, **preset}

    def follow_up(self, facts: Facts) -> Facts | None:
        """The next of several lines of one order, with what holds for all of them."""
        rest = facts.get("rest") or []
        if not rest:
            return None
        same = {"reason": "no_reason"} if facts.get("reason") == "no_reason" else {}
        return {
            "wish": facts["wish"],
            **same,
            "next_line": [facts["order_number"], rest[0]],
            "rest": rest[1:],
            "said_first": "都退" if wants_all(facts.get("said_first", "")) else "",
        }

    async def ask(self, turn: Turn, step: str, facts: Facts) -> None:
        """Each step in its own words."""
        if step == "line_id":
            if not await ask_line(turn, facts):
                turn.text_message(
                    "utter_nothing_to_claim",
                    [choice("我的订单", "ask_order_status"), person_choice(), *extra_choices(facts)],
                )
        elif step == "wish":
            ask_wish(turn, facts, possible_wishes(facts))
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
        elif facts.pop("wants_change", None):
            ask_change(turn, facts)
        else:
            confirm(turn, facts, wanted(facts))

    async def read(self, turn: Turn, step: str, facts: Facts) -> bool:
        """The answer, or a correction of something said before."""
        if turn.uploads and step != "description":
            add_photos(turn, facts)
            if step != "photos":
                return False
        if step != "line_id" and (changed := await take_correction(turn, step, facts)):
            if changed == "wish" and not turn.is_tap:
                turn.text_message("utter_task_switched", title=self.heading(facts))
            facts["corrected"] = True
            return True
        told = take_condition(turn, facts)
        return await self._read_step(turn, step, facts) or told

    async def _read_step(self, turn: Turn, step: str, facts: Facts) -> bool:
        """The answer to the question that is open."""
        if step == "line_id":
            # Named, but there are two of the kind: fewer to choose from is an answer understood.
            return await take_line(turn, facts) or "is_narrowed" in facts
        if step == "wish":
            return put(
                facts,
                "wish",
                turn.entity("wish") or words.read_wish(turn.folded) or WISH_BY_INTENT.get(turn.intent),
            )
        if step == "quantity":
            count = read_quantity(turn.folded, facts["line"]["quantity"]) or turn.entity("quantity")
            count = count or (turn.raw.strip() if turn.raw.strip().isdigit() else None)
            return (
                bool(count)
                and 1 <= int(count) <= facts["line"]["quantity"]
                and put(facts, "quantity", int(count))
            )
        if step == "reason":
            reason = turn.entity("reason") or words.read_reason(turn.folded) or reason_by_intent(turn)
            if reason is None and wont_say(turn.folded):
                # A return without a reason needs none; for another way nobody is made to name one.
                reason = "no_reason"
            if (
                reason in words.REASONS
                and reason != "no_reason"
                and not turn.is_tap
                and describes(turn.folded)
            ):
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
                or bool(NO_PHOTOS.search(turn.folded))
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
            for name in ("line_id", "line", "order_number", "order_status", "quantity", "possible"):
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
