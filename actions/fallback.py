"""Not sure what is meant: ask back, offer the two best guesses, call a person after two misses."""

from typing import Any

from rasa_sdk.events import ActionExecuted, SlotSet, UserUttered

from actions.answering import Answer, Events, marked
from actions.handoff import hand_off
from actions.intents import NO_REQUEST, TITLES
from actions.orders import ShowOrders
from actions.parcels import TrackParcel
from actions.products import find_product
from actions.turn import Turn, choice, person_choice

CONFIRM_FROM = 0.25
"""From here on one guess is likely enough to be asked about alone; below it two are offered."""
FAILURES = 2
FEW_WORDS = 8
"""Beside a number so few words ask nothing of their own."""


class AskWhatIsMeant(Answer):
    """Also what Rasa falls back to: there is always an answer."""

    action_name = "action_ask_what_is_meant"

    async def respond(self, turn: Turn) -> Events:
        """「您是想…吗」, or two guesses, or a person."""
        if int(turn.slot("failures") or 0) + 1 >= FAILURES:
            turn.text_message("utter_not_understood_twice")
            return [*await hand_off(turn, "two_failures"), marked("unsure")]
        number = turn.entity("order_number") or turn.entity("parcel_number") or ""
        if number and len(turn.raw) - len(str(number)) <= FEW_WORDS:
            return await show_numbered(turn) or []
        guesses = [
            one
            for one in turn.ranking
            if one["name"] in TITLES and one["name"] not in NO_REQUEST and one["name"] != "alert_danger"
        ]
        asked = SlotSet("asked", {"text": turn.raw[:200], "entities": turn.entities})
        numbers = {name: value for name in ("order_number", "parcel_number") if (value := turn.entity(name))}
        if guesses and float(guesses[0]["confidence"]) >= CONFIRM_FROM:
            best = guesses[0]["name"]
            turn.text_message(
                "utter_did_you_mean",
                [
                    choice(TITLES[best], best, primary=True, **numbers),
                    *[choice(TITLES[one["name"]], one["name"], **numbers) for one in guesses[1:2]],
                    person_choice(),
                ],
                title=TITLES[best],
            )
            return [asked, SlotSet("offer", {"yes": best}), marked("unsure")]
        turn.text_message(
            "utter_two_guesses",
            [*[choice(TITLES[one["name"]], one["name"], **numbers) for one in guesses[:2]], person_choice()],
        )
        return [asked, marked("unsure")]


async def show_numbered(turn: Turn) -> Events | None:
    """The order or parcel whose number was given, whatever the words around it; None without one."""
    if turn.entity("order_number"):
        return await ShowOrders().respond(turn)
    if turn.entity("parcel_number"):
        return await TrackParcel().respond(turn)
    return None


class TakeOffer(Answer):
    """A bare yes: what was offered last."""

    action_name = "action_take_offer"

    async def respond(self, turn: Turn) -> Events:
        """Do it; with nothing offered, ask what to do."""
        offer = turn.slot("offer") or {}
        wanted = offer.get("yes")
        if wanted == "ask_human":
            return await hand_off(turn, offer.get("reason", "asked"))
        if wanted:
            return [SlotSet("offer", None), *said_instead(turn, wanted, offer.get("entities"))]
        turn.text_message(
            "utter_affirm",
            [choice("我的订单", "ask_order_status"), choice("查物流", "track_parcel"), person_choice()],
        )
        return []


def said_instead(turn: Turn, intent: str, entities: dict[str, Any] | None = None) -> Events:
    """As if the words that were not understood had been said with this intent: its own rule answers them."""
    asked = turn.slot("asked") or {}
    parse_data = {
        "intent": {"name": intent, "confidence": 1.0},
        "entities": asked.get("entities") or []
        if entities is None
        else [{"entity": name, "value": value} for name, value in entities.items()],
        "intent_ranking": [],
        "metadata": turn.metadata,
    }
    turn.reports = False
    return [ActionExecuted("action_listen"), UserUttered(asked.get("text") or turn.raw, parse_data)]


class DropOffer(Answer):
    """A bare no."""

    action_name = "action_drop_offer"

    async def respond(self, turn: Turn) -> Events:
        """Never mind; what else?"""
        turn.text_message(
            "utter_deny",
            [choice("我的订单", "ask_order_status"), choice("查物流", "track_parcel"), person_choice()],
        )
        return [SlotSet("offer", None)]


class UseFacts(Answer):
    """A bare order number, phone or picture, with no question open."""

    action_name = "action_use_facts"

    async def respond(self, turn: Turn) -> Events:
        """A number shows its order or parcel; anything else asks what to do with it."""
        shown = await show_numbered(turn)
        if shown is not None:
            return shown
        if turn.entity("product") and (product := await find_product(turn)):
            text = turn.words("utter_product_noted", title=product["title"])
            turn.products(
                text,
                [product],
                [
                    choice("了解更多", "ask_product_info", product_id=product["id"]),
                    choice("申请售后", "report_quality", about="claim"),
                ],
            )
            return []
        if turn.uploads:
            turn.text_message(
                "utter_picture_noted",
                [
                    choice("反馈质量问题", "report_quality"),
                    choice("收到破损", "report_damage"),
                    person_choice(),
                ],
            )
            return []
        turn.text_message(
            "utter_facts_noted",
            [
                choice("我的订单", "ask_order_status"),
                choice("申请售后", "report_quality", about="claim"),
                person_choice(),
            ],
        )
        return [marked("unsure")]
