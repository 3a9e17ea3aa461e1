"""To a person: at once when asked for or in danger; the service tells the shopper the place in the queue."""

from actions.talk import Events, ShopAction, Talk

REASONS = {
    "safety": "safety",
    "refuses_bot": "refused_bot",
    "anger": "emotion",
    "complaint": "complaint",
    "no_answer": "no_answer",
    "complex": "complex",
}
"""From what was noticed, or what a button of ours says, to the service's trigger."""
KNOWN = ("order_number", "product_id")


class AskHuman(ShopAction):
    """Hand the conversation over with what is known, so that nothing is asked twice."""

    intent = "ask_human"

    async def answer(self, talk: Talk) -> Events:
        reason = REASONS.get(talk.entity("attention") or "", "asked")
        if reason == "safety":
            talk.say("utter_safety_first")
        slots = {name: value for name in KNOWN if (value := talk.slot(name))}
        await talk.service.post("/handoffs", {"reason": reason, "tried": [], "slots": slots})
        return []
