"""Limits: counted apart by what they are for, with and without Redis."""

import pytest

from api.errors import TooFast
from api.limits import SAY_IN_CONVERSATION, Limiter


def test_each_key_has_its_own_count() -> None:
    limiter = Limiter()
    for _ in range(20):
        limiter.check(SAY_IN_CONVERSATION, "say", "c_1")
    with pytest.raises(TooFast) as refused:
        limiter.check(SAY_IN_CONVERSATION, "say", "c_1")
    assert 1 <= refused.value.retry_after <= 61
    limiter.check(SAY_IN_CONVERSATION, "say", "c_2")


def test_a_redis_that_is_away_does_not_stop_the_talk() -> None:
    limiter = Limiter("redis://127.0.0.1:9/0")
    for _ in range(20):
        limiter.check(SAY_IN_CONVERSATION, "say", "c_1")
    with pytest.raises(TooFast):
        limiter.check(SAY_IN_CONVERSATION, "say", "c_1")
