"""能退吗, 那能换吗, 退多少: the rules' own answer for goods that are known, else the help article."""

from actions.aftersales_decision import decide, wanted
from actions.aftersales_lines import ask_line_for, take_line
from actions.aftersales_replies import other_routes
from actions.aftersales_told import read_condition
from actions.aftersales_words import FREIGHT, ROUTE_TITLES, ROUTE_WISH, WISH_INTENTS, read_reason, read_wish
from actions.answering import Answer, Events
from actions.formats import yuan
from actions.policies import AnswerPolicy, look_up, say_article
from actions.service_client import NotSignedIn
from actions.tasks import Facts
from actions.turn import Choice, Turn, choice, person_choice


class AnswerRight(Answer):
    """能不能退换, 七天无理由, 拆封能否退."""

    action_name = "action_answer_right"

    async def respond(self, turn: Turn) -> Events:
        """Decide for the line that is meant; a question about no goods in particular gets the article."""
        if turn.entity("order_number") is None:
            return await AnswerPolicy().respond(turn)
        facts: Facts = {
            "wish": _asked_wish(turn),
            "reason": read_reason(turn.text) or "no_reason",
            "condition": read_condition(turn.text),
        }
        try:
            known = await take_line(turn, facts)
        except NotSignedIn:
            return await AnswerPolicy().respond(turn)
        if not known:
            if not await ask_line_for(turn, str(turn.entity("order_number")), turn.intent):
                return await AnswerPolicy().respond(turn)
            return []
        facts["quantity"] = facts["line"]["quantity"]
        if facts["order_status"] in {"paid", "shipped"} and facts["wish"] != "return":
            facts["wish"] = "refund_only"
        await decide(turn, facts)
        _say(turn, facts)
        if turn.entity("route") and (article := await look_up(turn, ROUTE_TITLES[facts["route"]])):
            # 为什么 was asked after the short answer: the shop's own page says it at length.
            say_article(turn, article)
        return []


def _say(turn: Turn, facts: Facts) -> None:
    """The answer with its reason, the sum and the freight where they are known, and the way to apply."""
    route = wanted(facts)
    turn.table.put_route(route["route"], is_refused=route["open"] is False)
    parts = []
    if route["open"] is not False:
        if route["refund_fen"] is not None and facts["wish"] in {"return", "refund_only"}:
            parts.append(turn.words("utter_right_refund", refund=yuan(route["refund_fen"])))
        if route["freight_payer"]:
            parts.append(turn.words("utter_right_freight", payer=FREIGHT[route["freight_payer"]]))
    name = "utter_right_with_money" if parts else "utter_right"
    open_ways = [route] if route["open"] is not False else []
    open_ways += [one for one in other_routes(facts, route) if one["open"]]
    chips = [_apply(facts, one["route"], primary=one is route) for one in open_ways]
    turn.text_message(
        name,
        [*_unique(chips), *([] if route["open"] else [person_choice("complex")])],
        title=facts["line"]["title"],
        explain=route["explain"],
        money="，".join(parts),
    )


def _apply(facts: Facts, route: str, *, primary: bool) -> Choice:
    where = {"order_number": facts["order_number"], "line_id": facts["line_id"]}
    return choice(f"申请{ROUTE_TITLES[route]}", WISH_INTENTS[route], primary=primary, **where)


def _unique(chips: list[Choice]) -> list[Choice]:
    """Both returns begin with the same request: one button."""
    return list({chip["payload"]: chip for chip in reversed(chips)}.values())[::-1]


def _asked_wish(turn: Turn) -> str:
    text, route = turn.text, turn.entity("route")
    said = ROUTE_WISH[route] if route in ROUTE_WISH else read_wish(text)
    if said:
        return said
    return "exchange" if "换" in text and "退" not in text else "repair" if "修" in text else "return"
