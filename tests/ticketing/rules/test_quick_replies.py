"""The quick entries: what fits, and nothing while somebody else leads."""

import pytest

from ticketing.rules.intents import TITLES
from ticketing.rules.owners import Owner
from ticketing.rules.quick_replies import BY_TOPIC, ENTRIES, quick_replies


def test_every_entry_asks_for_an_intent_of_the_taxonomy() -> None:
    assert {entry.payload.removeprefix("/") for entry in ENTRIES.values()} <= set(TITLES)
    assert all(entry in ENTRIES for entries in BY_TOPIC.values() for entry in entries)


def test_they_follow_the_topic() -> None:
    shown = quick_replies(Owner.BOT, "invoice", is_signed_in=True, in_form=False)
    assert shown[0].title == "开发票"


def test_a_visitor_is_not_asked_for_orders_that_nobody_knows() -> None:
    shown = quick_replies(Owner.BOT, "shipping", is_signed_in=False, in_form=False)
    assert shown and not any(entry.id in {"q_track", "q_orders"} for entry in shown)


@pytest.mark.parametrize("owner", [Owner.QUEUE, Owner.AGENT, Owner.CLOSED])
def test_there_are_none_while_a_person_serves(owner: Owner) -> None:
    assert quick_replies(owner, "order", is_signed_in=True, in_form=False) == []


def test_a_form_offers_its_own_choices() -> None:
    assert quick_replies(Owner.BOT, "aftersales", is_signed_in=True, in_form=True) == []
