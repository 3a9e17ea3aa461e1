"""Reading the answers of an after-sales task: reason, facts, another way, description, photos."""

import re

from actions import aftersales_words as words
from actions.aftersales_decision import DOWNSTREAM, put, wanted
from actions.aftersales_told import NOT_SURE, describes, wont_say
from actions.tasks import Facts, disagrees, skips
from actions.turn import Turn

LIKELY_REASON = 0.15
NO_OTHER_WAY = re.compile(
    r"不(?:行|接受|同意|认可|可以|要这|要换|要修)|都不|凭什么|必须|就(?:是)?(?:要|得)退|说了要|我不管|坑人|霸王"
)
WISH_BY_INTENT = {
    "request_return": "return",
    "request_exchange": "exchange",
    "request_refund": "refund_only",
    "request_repair": "repair",
}


def reason_by_intent(turn: Turn) -> str | None:
    """A report among the likelier guesses: the words told a fault that no pattern knows."""
    guesses = [turn.intent, *(one["name"] for one in turn.ranking[:3] if one["confidence"] >= LIKELY_REASON)]
    return next((words.REASON_BY_INTENT[name] for name in guesses if name in words.REASON_BY_INTENT), None)


def take_fact(turn: Turn, path: str, facts: Facts) -> bool:
    true_value, false_value = words.FACT_VALUES.get(path, (True, False))
    tapped = turn.entity("fact")
    if tapped == "intact" or (not turn.is_tap and words.ALL_INTACT.match(turn.folded.strip())):
        return take_intact(facts)
    if tapped == "unknown":
        value: object = None
    elif tapped in {"yes", "no"}:
        value = true_value if tapped == "yes" else false_value
    elif turn.is_tap:
        return False
    else:
        value = words.read_fact(path, turn.folded)
        if value is None and not (wont_say(turn.folded) or NOT_SURE.search(turn.folded)):
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


def take_intact(facts: Facts) -> bool:
    """Everything that the decision still asks of the goods is as it was when they came."""
    for path in wanted(facts)["missing_facts"]:
        if path in words.INTACT:
            facts.setdefault("asked_facts", []).append(path)
            facts.setdefault("condition", {})[path.removeprefix("condition.")] = words.INTACT[path]
    facts["is_intact"] = True
    for later in DOWNSTREAM:
        if later != "description":
            facts.pop(later, None)
    return True


def take_route(turn: Turn, facts: Facts) -> bool:
    """Another open route, tapped or named."""
    if disagrees(turn) or (not turn.is_tap and NO_OTHER_WAY.search(turn.folded)):
        # A no is taken: nobody argues, a person looks at it.
        facts["is_over"], facts["hands_over"] = True, "complex"
        return True
    tapped = turn.entity("route")
    wish = None if tapped else (words.read_wish(turn.folded) or WISH_BY_INTENT.get(turn.intent))
    for route in facts["decision"]:
        if route["open"] is not False and (
            route["route"] == tapped or (wish and words.ROUTE_WISH[route["route"]] == wish)
        ):
            facts["wish"], facts["route"] = words.ROUTE_WISH[route["route"]], route["route"]
            if facts.pop("is_reason_assumed", None):
                for gone in ("reason", *DOWNSTREAM):
                    facts.pop(gone, None)
            return True
    reason = None if turn.is_tap else words.read_reason(turn.folded)
    if reason is None:
        return False
    # No way, but more of what is wrong with the goods: it may open another.
    if describes(turn.folded):
        facts["description"] = turn.raw.strip()[:300]
    facts.pop("is_reason_assumed", None)
    return put(facts, "reason", reason)


def take_description(turn: Turn, facts: Facts) -> bool:
    if skips(turn):
        return (
            put(facts, "description", "")
            if "decision" not in facts
            else bool(facts.update(description="") or True)
        )
    if turn.is_tap or len(turn.raw.strip()) < 2:
        return False
    add_photos(turn, facts)
    facts["description"] = turn.raw.strip()[:300]
    return True


def add_photos(turn: Turn, facts: Facts) -> None:
    photos = facts.setdefault("photos", [])
    photos.extend(one for one in turn.uploads if one not in photos)
