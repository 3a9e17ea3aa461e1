"""What the after-sales task says: chips, the decision with its reason, the summary, the case."""

from collections.abc import Sequence
from typing import Any

from actions import aftersales_words as words
from actions.aftersales_possible import possible_reasons
from actions.case_steps import step_choices
from actions.formats import tail, yuan
from actions.tasks import Facts, extra_choices
from actions.turn import Turn, choice, person_choice

REASON_CHIPS: dict[str, tuple[str, ...]] = {
    "return": ("no_reason", "quality", "arrived_damaged", "wrong_item", "not_as_described", "counterfeit"),
    "exchange": ("no_reason", "quality", "arrived_damaged", "wrong_item", "missing_part"),
    "repair": ("quality", "arrived_damaged"),
    "refund_only": ("missing_part", "arrived_damaged", "quality", "not_as_described"),
}


def ask_wish(turn: Turn, facts: Facts, possible: Sequence[str]) -> None:
    """What should be done, of what can be done with these goods at all."""
    chips = [choice(words.WISHES[wish], "inform", wish=wish) for wish in possible or words.WISHES]
    turn.text_message("utter_ask_wish", [*chips, *extra_choices(facts)], title=facts["line"]["title"])


def ask_reason(turn: Turn, facts: Facts) -> None:
    """Why, as chips that fit the wish."""
    reasons = possible_reasons(facts, REASON_CHIPS[facts["wish"]]) or REASON_CHIPS[facts["wish"]]
    chips = [choice(words.REASONS[one], "inform", reason=one) for one in reasons]
    turn.text_message(
        "utter_ask_reason",
        [*chips, *extra_choices(facts)],
        title=facts["line"]["title"],
        wish=words.WISHES[facts["wish"]],
    )


def ask_fact(turn: Turn, path: str, facts: Facts, *, more: bool) -> None:
    """One missing fact, in plain words; with `more` of them one tap says that the goods are as they came."""
    question, is_true, is_false = words.FACT_QUESTIONS[path]
    chips = [
        choice(is_true, "inform", fact="yes"),
        choice(is_false, "inform", fact="no"),
        choice("说不准", "inform", fact="unknown"),
    ]
    if more and path in words.INTACT:
        chips.insert(0, choice("商品完好，都没动过", "inform", primary=True, fact="intact"))
    turn.text_message("utter_ask_fact", [*chips, *extra_choices(facts)], question=question)


def other_routes(facts: Facts, route: dict[str, Any]) -> list[dict[str, Any]]:
    """The ways that are open, or may be; compensation is for people to agree on."""
    return [
        one
        for one in facts["decision"]
        if one["open"] is not False and one["route"] not in {route["route"], "compensation"}
    ]


def say_closed(turn: Turn, facts: Facts, route: dict[str, Any], *, undecided: bool = False) -> None:
    """Not this way, with the reason; the ways that are open, and always a person."""
    others = [] if undecided else other_routes(facts, route)
    chips = [
        choice(words.ROUTE_TITLES[one["route"]], "inform", primary=True, route=one["route"]) for one in others
    ]
    turn.table.put_route(route["route"], is_refused=not undecided)
    name = "utter_route_closed_others" if others else "utter_route_closed"
    if others and facts.get("told_closed") == route["route"]:
        name = "utter_other_ways_again"
    facts["told_closed"] = route["route"]
    turn.text_message(
        "utter_route_undecided" if undecided else name,
        [] if undecided else [*chips, person_choice("complex"), *(extra_choices(facts) if others else [])],
        title=facts["line"]["title"],
        route=words.ROUTE_TITLES[route["route"]],
        explain=route["explain"],
        others="、".join(words.ROUTE_TITLES[one["route"]] for one in others),
    )


def confirm(turn: Turn, facts: Facts, route: dict[str, Any]) -> None:
    """Everything in one view before it is sent."""
    line = facts["line"]
    parts = [
        turn.words(
            "utter_summary_goods",
            title=line["title"],
            sku=line["sku"],
            quantity=facts["quantity"],
            tail=tail(facts["order_number"]),
        ),
        turn.words(
            "utter_summary_way",
            route=words.ROUTE_TITLES[route["route"]],
            reason=words.REASONS[facts["reason"]],
        ),
    ]
    if route.get("refund_fen") is not None and facts["wish"] in {"return", "refund_only"}:
        parts.append(turn.words("utter_summary_refund", refund=yuan(route["refund_fen"])))
    if route.get("freight_payer"):
        parts.append(turn.words("utter_summary_freight", payer=words.FREIGHT[route["freight_payer"]]))
    if facts.get("is_intact"):
        parts.append(turn.words("utter_summary_intact"))
    if facts.get("photos"):
        parts.append(turn.words("utter_summary_photos", count=len(facts["photos"])))
    turn.text_message(
        "utter_confirm_case",
        [choice("提交申请", "inform", primary=True, step="yes"), *extra_choices(facts)],
        explain=route["explain"],
        summary="\n".join(parts),
    )


def ask_change(turn: Turn, facts: Facts) -> None:
    """A no at the summary: which part of it."""
    parts = {"换一件商品": "line_id", "换个方式": "wish", "改原因": "reason"}
    if facts["line"]["quantity"] > 1:
        parts["改数量"] = "quantity"
    chips = [choice(title, "inform", step=step) for title, step in parts.items()]
    turn.text_message("utter_ask_change", [*chips, *extra_choices(facts)])


def say_case(turn: Turn, case: dict[str, Any]) -> None:
    """The case number, what happens now, and the steps that are the shopper's."""
    turn.table.put_case(case["number"])
    turn.text_message(
        "utter_case_opened",
        [
            choice("售后进度", "ask_aftersale_progress", case_number=case["number"]),
            *step_choices(case),
        ],
        number=case["number"],
        next_step=case["next_step_text"],
    )
