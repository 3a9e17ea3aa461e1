"""The one custom action that both sides of the assistant's benchmarks call."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher


class LookUp(Action):
    """Names the intent that it was called for."""

    def name(self) -> str:
        """The name in the benchmarks' domain."""
        return "action_look_up"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """One answer, nothing remembered."""
        dispatcher.utter_message(text=f"{tracker.get_intent_of_latest_message()}：查到了。")
        return []
