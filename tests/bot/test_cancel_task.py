"""What counts as a yes to the summary of a cancellation, whatever the model makes of the words."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.cancel_task import CancelOrder
from actions.turn import Turn

pytestmark = pytest.mark.usefixtures("shop")


def heard(text: str, intent: str) -> dict[str, object]:
    message = {"text": text, "intent": {"name": intent, "confidence": 0.9}}
    tracker = Tracker("c_test", {}, message, [], False, None, {}, "action_listen")
    facts: dict[str, object] = {"order_number": "2611210001298", "reason": "不想要了"}
    CancelOrder().read_more(Turn(CollectingDispatcher(), tracker), "confirmed", facts)
    return facts


@pytest.mark.parametrize("text", ["取消", "拍错了，取消吧", "太贵了给我退了"])
def test_who_says_again_to_cancel_agrees(text: str) -> None:
    assert heard(text, "cancel_order")["confirmed"] is True


@pytest.mark.parametrize("text", ["拍错了", "地址写错了", "等太久"])
@pytest.mark.parametrize("intent", ["cancel_order", "inform", "change_order"])
def test_a_reason_alone_is_noted_and_is_no_yes(text: str, intent: str) -> None:
    facts = heard(text, intent)
    assert facts["reason"] == text
    assert "confirmed" not in facts
