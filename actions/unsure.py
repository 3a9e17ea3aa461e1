"""When the understanding is not sure: ask about the one best guess, or offer the two best and a person."""

from typing import Any

from rasa_sdk.events import SlotSet, UserUttered

from actions.talk import TO_A_PERSON, Events, ShopAction, Talk, choice
from actions.titles import TITLES

CONFIRM_FROM = 0.35
"""From here on the best guess is likely enough to ask about it alone; below, two are offered."""
NO_INTENT = "nlu_fallback"


def guesses(talk: Talk) -> list[dict[str, Any]]:
    """What the message may mean, best first: intents that can be wished for."""
    ranking = talk.tracker.latest_message.get("intent_ranking") or []
    return [guess for guess in ranking if guess["name"] in TITLES]


def ask_again(intent: str, title: str) -> dict[str, Any]:
    """A button that stands for an intent."""
    return choice(title, f"/{intent}", primary=True)


class Unsure(ShopAction):
    """Never guess silently, never stay silent."""

    intent = "unsure"

    async def answer(self, talk: Talk) -> Events:
        talk.outcome = "unsure"
        found = guesses(talk)
        if not found:
            talk.say("utter_not_understood", buttons=[TO_A_PERSON])
            return [SlotSet("suggested_intent", None)]
        best = found[0]
        if best["confidence"] >= CONFIRM_FROM:
            buttons = [ask_again(best["name"], "对，就是这个"), choice("不是", "/deny"), TO_A_PERSON]
            talk.say("utter_confirm_intent", title=TITLES[best["name"]], buttons=buttons)
            return [SlotSet("suggested_intent", best["name"])]
        offered = [ask_again(guess["name"], TITLES[guess["name"]]) for guess in found[:2]]
        talk.say("utter_offer_intents", buttons=[*offered, TO_A_PERSON])
        return [SlotSet("suggested_intent", None)]


class Affirm(ShopAction):
    """Yes to a guess takes it up; any other yes is heard and asked on."""

    intent = "affirm"

    async def answer(self, talk: Talk) -> Events:
        suggested = talk.slot("suggested_intent")
        if not suggested:
            talk.say("utter_affirm")
            return []
        parsed = {"intent": {"name": suggested, "confidence": 1.0}, "entities": [], "intent_ranking": []}
        metadata = talk.tracker.latest_message.get("metadata")
        return [
            SlotSet("suggested_intent", None),
            UserUttered(f"/{suggested}", parse_data={**parsed, "metadata": metadata}),
        ]


class Deny(ShopAction):
    """No to a guess: say it in other words, or a person."""

    intent = "deny"

    async def answer(self, talk: Talk) -> Events:
        if talk.slot("suggested_intent"):
            talk.say("utter_say_it_differently", buttons=[TO_A_PERSON])
            return [SlotSet("suggested_intent", None)]
        talk.say("utter_deny")
        return []
