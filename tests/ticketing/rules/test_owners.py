"""Who speaks to the shopper: every pair of owners, and long lives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.errors import ConversationClosed, NotOwner
from ticketing.rules.owners import HANDOVERS, Owner, check_handover

ALLOWED = {
    ("bot", "queue"),
    ("bot", "agent"),
    ("bot", "closed"),
    ("queue", "agent"),
    ("queue", "bot"),
    ("queue", "closed"),
    ("agent", "agent"),
    ("agent", "queue"),
    ("agent", "bot"),
    ("agent", "closed"),
}


@pytest.mark.parametrize("now", list(Owner))
@pytest.mark.parametrize("wanted", list(Owner))
def test_exactly_the_handovers_of_the_table_are_allowed(now: Owner, wanted: Owner) -> None:
    if (now.value, wanted.value) in ALLOWED:
        check_handover(now, wanted)
    else:
        with pytest.raises(ConversationClosed if now is Owner.CLOSED else NotOwner):
            check_handover(now, wanted)


@given(st.lists(st.sampled_from(Owner)))
def test_a_closed_conversation_never_speaks_again(wishes: list[Owner]) -> None:
    owner, was_closed = Owner.BOT, False
    for wanted in wishes:
        try:
            check_handover(owner, wanted)
        except (NotOwner, ConversationClosed):
            continue
        assert not was_closed and wanted in HANDOVERS[owner]
        owner = wanted
        was_closed = owner is Owner.CLOSED
