"""Taking back in an after-sales task: other goods, another way, another reason, another number of pieces."""

import re

from actions.aftersales_decision import DOWNSTREAM, put
from actions.aftersales_lines import corrects_line, take_line
from actions.aftersales_told import read_change, read_condition, read_quantity
from actions.aftersales_words import read_reason, read_wish
from actions.tasks import Facts, agrees, disagrees
from actions.turn import Turn

SHORT = 16
"""Characters: a longer text at a step of free words tells a story and takes nothing back."""
CHANGED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "reason",
        re.compile(r"(?:原因|理由).{0,4}(?:不对|错|改|换|选错|不是)|(?:改|换)(?:一?下|个)?(?:原因|理由)"),
    ),
    ("quantity", re.compile(r"(?:数量|件数|几件).{0,4}(?:不对|错|改|换)|(?:改|换)(?:一?下)?(?:数量|件数)")),
    (
        "wish",
        re.compile(r"(?:方式|方法).{0,4}(?:不对|错|改|换)|(?:改|换)(?:一?下|个|一?种)?(?:方式|方法|办法)"),
    ),
    ("photos", re.compile(r"(?:补|加|再发|重新?发).{0,3}(?:图|照片)")),
)
"""What a shopper wants to change, by the name of its step."""


async def take_correction(turn: Turn, step: str, facts: Facts) -> str | None:
    """Put the correction into the facts and say which step was changed; None: there is none."""
    if await _other_line(turn, facts):
        return "line_id"
    if turn.is_tap and turn.entity("step") in {"line_id", "wish", "quantity", "reason"}:
        return _ask_again(facts, str(turn.entity("step")))
    if turn.is_tap or len(turn.raw) > SHORT and step == "description":
        return None
    wish = read_change(turn.folded)
    if wish and "line_id" in facts and wish != facts.get("wish") and step != "other_route":
        put(facts, "wish", wish)
        return "wish"
    if step == "confirmed" and not agrees(turn) and (changed := _said_anew(turn, facts)):
        return changed
    for name, pattern in CHANGED:
        if step != name and (name in facts or name == "photos") and pattern.search(turn.folded):
            if name == "photos":
                facts.pop("photos_done", None)
                return name
            return _ask_again(facts, name)
    if step == "confirmed" and disagrees(turn):
        facts["wants_change"] = True
        return "confirmed"
    return None


def take_condition(turn: Turn, facts: Facts) -> bool:
    """Whatever the message tells of the goods' state; a decision without it is void."""
    told = {} if turn.is_tap else read_condition(turn.folded)
    known = facts.setdefault("condition", {})
    if all(known.get(name) == value for name, value in told.items()):
        return False
    known.update(told)
    for later in DOWNSTREAM:
        if later != "description":
            facts.pop(later, None)
    return True


def _said_anew(turn: Turn, facts: Facts) -> str | None:
    """Another reason, wish or number of pieces, said at the summary, corrects it."""
    bought = int(facts["line"]["quantity"])
    said = {
        "reason": read_reason(turn.folded),
        "wish": read_wish(turn.folded),
        "quantity": read_quantity(turn.folded, bought) or turn.entity("quantity"),
    }
    for name, value in said.items():
        if value and value != facts[name] and not (name == "quantity" and int(value) > bought):
            put(facts, name, value)
            return name
    return None


def _ask_again(facts: Facts, name: str) -> str:
    """Forget one answer, and what followed from it."""
    for gone in (name, *DOWNSTREAM):
        if gone != "description":
            facts.pop(gone, None)
    if name == "quantity":
        facts.pop("said_first", None)
    if name == "line_id":
        for gone in ("line", "order_number", "order_status", "quantity", "possible"):
            facts.pop(gone, None)
        _forget_assumed(facts)
    return name


def _forget_assumed(facts: Facts) -> None:
    """What was not said but followed from the state of the wrong order."""
    if facts.pop("is_reason_assumed", None):
        facts.pop("reason", None)
    if "wish_said" in facts and (said := facts.pop("wish_said")) is not None:
        facts["wish"] = said


async def _other_line(turn: Turn, facts: Facts) -> bool:
    """不是这个，是那双鞋; a tap on another line's card."""
    tapped = turn.entity("line_id") and turn.intent == "inform"
    if "line_id" not in facts or not (corrects_line(turn) or tapped):
        return False
    names = ("line_id", "line", "order_number", "order_status")
    own = {name: facts.pop(name) for name in names if name in facts}
    if await take_line(turn, facts) and (facts["line_id"], facts["order_number"]) != (
        own["line_id"],
        own["order_number"],
    ):
        for gone in ("quantity", "possible", "condition", "asked_facts", "is_intact"):
            facts.pop(gone, None)
        _forget_assumed(facts)
        return put(facts, "line_id", facts["line_id"])
    if corrects_line(turn):
        # Not this one, but which is open: the goods are asked for again.
        _ask_again(facts, "line_id")
        return True
    facts.update(own)
    return False
