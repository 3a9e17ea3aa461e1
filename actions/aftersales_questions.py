"""What a shopper asks in the middle of an after-sales task: why, freight, money, how far, when.

Each is answered from what is known by then; the task goes on with the same question.
"""

import re
from typing import Any

from actions import aftersales_words as words
from actions.aftersales_decision import wanted
from actions.aftersales_possible import look_ahead, ways_for
from actions.formats import yuan
from actions.policies import look_up, say_article
from actions.tasks import Facts
from actions.turn import Turn

LONGEST = 22
"""Characters: a longer message tells a story, whatever questions are in it."""
QUESTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("freight", re.compile(r"(?:运费|邮费|快递费|寄费|来回.{0,3}费)(?!险.*买)")),
    (
        "when",
        re.compile(
            r"(?:多久|几天|什么时候|啥时候|何时).{0,6}(?:到账|退款|退钱|退给我|退我|收到钱|拿到钱|换好|修好|办好|处理好|好)"
        ),
    ),
    ("money", re.compile(r"(?:退|拿|返).{0,5}多少|多少钱|退款?金额|全额|全退吗|退全款|退得?回.{0,3}多少")),
    (
        "how_far",
        re.compile(
            r"(?:到|办到|走到|还在)(?:哪|第几|什么)一?步|还[有要得].{0,3}(?:几步|多少步|几个问题|问什么|问几)|还没(?:好|完)(?:吗|啊)|还要问|快了吗|流程.{0,4}(?:什么|怎么|啥)|进度"
        ),
    ),
    (
        "why",
        re.compile(
            r"^(?:这个?|那|你们?|咋|干嘛|干吗)?(?:这是)?(?:为什么|为啥|为何|凭什么|凭啥|干嘛|干吗|怎么还?要|有必要|问这个?(?:干|做|有)|什么意思|啥意思|依据(?:是)?什么|什么(?:依据|规定))"
        ),
    ),
)
STEP_REASONS = {
    "line_id": "utter_why_line",
    "wish": "utter_why_wish",
    "quantity": "utter_why_quantity",
    "reason": "utter_why_reason",
    "description": "utter_why_description",
    "photos": "utter_why_photos",
}


def question_in(turn: Turn) -> str | None:
    """Which of the questions a message asks; None when it asks none of them."""
    text = turn.folded.strip()
    if turn.is_tap or turn.uploads or len(text) > LONGEST:
        return None
    return next((name for name, pattern in QUESTIONS if pattern.search(text)), None)


async def answer_question(turn: Turn, step: str, facts: Facts, place: tuple[int, int], title: str) -> bool:
    """Answer it from the facts; False when the message asks nothing, or nothing that is known here."""
    asked = question_in(turn)
    if asked is None or (asked != "why" and asked != "how_far" and "line_id" not in facts):
        return False
    if asked == "how_far":
        turn.text_message("utter_how_far", title=title, step=place[0], of=place[1])
        return True
    if asked == "why":
        return await _say_why(turn, step, facts)
    if asked == "when":
        article = await look_up(turn, "退款多久到账")
        turn.text_message("utter_when_money")
        if article:
            say_article(turn, article)
        return True
    return await _say_sums(turn, asked, facts)


async def _say_why(turn: Turn, step: str, facts: Facts) -> bool:
    """Why this is asked; where a way was refused or is about to be taken: why it is so, with its source."""
    if step.startswith("fact:"):
        turn.text_message("utter_why_fact", explain=wanted(facts)["explain"])
    elif step in {"other_route", "confirmed"}:
        route = wanted(facts)
        turn.text_message("utter_why_route", explain=route["explain"])
        article = await look_up(turn, words.ROUTE_TITLES[route["route"]])
        if article:
            say_article(turn, article)
    elif step in STEP_REASONS:
        turn.text_message(STEP_REASONS[step])
    else:
        return False
    return True


async def _say_sums(turn: Turn, asked: str, facts: Facts) -> bool:
    """Freight or refund: of the route when it is decided, else by reason."""
    name = "freight_payer" if asked == "freight" else "refund_fen"
    if "decision" in facts:
        route = wanted(facts)
        if route["open"] is not False and route[name] is not None:
            turn.text_message(
                "utter_sum_of_route", route=words.ROUTE_TITLES[route["route"]], sum=_said(name, route[name])
            )
            return True
        return False
    if "possible" not in facts:
        await look_ahead(turn, facts)
    found: dict[str, list[str]] = {}
    for reason in ("no_reason", "quality") if "reason" not in facts else (facts["reason"],):
        ways = list(ways_for(facts, facts.get("wish", "return"), reason).values())
        for way in ways if reason == "no_reason" else reversed(ways):
            if way[name] is not None:
                found.setdefault(_said(name, way[name]), []).append(words.REASONS[reason])
                break
    if not found:
        return False
    if len(found) == 1:
        route = words.WISHES[facts.get("wish", "return")]
        turn.text_message("utter_sum_of_route", route=route, sum=next(iter(found)))
        return True
    lines = "；".join(f"{'、'.join(reasons)}：{said}" for said, reasons in found.items())
    turn.text_message("utter_sum_by_reason", lines=lines)
    return True


def _said(name: str, value: Any) -> str:
    return f"运费{words.FREIGHT[value]}" if name == "freight_payer" else f"退 {yuan(value)}"
