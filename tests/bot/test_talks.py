"""Every script of context/, aftersales_talks/ and talks/ with the trained assistant."""

import pytest

from tests.bot.scripts import Asking, Script, play, scripts
from tests.bot.seam_server import Shop
from tests.bot.talking import Talking

FEWEST_CONTEXT = 80


@pytest.mark.parametrize("script", list(scripts("context")), ids=lambda script: script.title)
def test_what_leans_on_the_talk_is_understood(script: Script, talk: Talking, shop: Shop) -> None:
    assert play(script, talk, shop).again == 0


def test_there_are_scripts_enough() -> None:
    assert len(list(scripts("context"))) >= FEWEST_CONTEXT
    assert Asking().again == 0
