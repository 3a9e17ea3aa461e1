"""Every script of context/, aftersales_talks/ and talks/ with the trained assistant."""

import pytest

from tests.bot.scripts import Script, play, scripts
from tests.bot.seam_server import Shop
from tests.bot.talking import Talking

FEWEST = {"context": 80, "aftersales_talks": 40}


@pytest.mark.parametrize("script", list(scripts("context")), ids=lambda script: script.title)
def test_what_leans_on_the_talk_is_understood(script: Script, talk: Talking, shop: Shop) -> None:
    assert play(script, talk, shop).again == 0


@pytest.mark.parametrize("script", list(scripts("aftersales_talks")), ids=lambda script: script.title)
def test_an_after_sales_talk_ends_well_and_asks_nothing_twice(
    script: Script, talk: Talking, shop: Shop
) -> None:
    asking = play(script, talk, shop)
    assert asking.again == 0, "a question was asked again without a new reason, or its answer was known"


@pytest.mark.parametrize("script", list(scripts("talks")), ids=lambda script: script.title)
def test_a_talk_goes_as_written(script: Script, talk: Talking, shop: Shop) -> None:
    play(script, talk, shop)


@pytest.mark.parametrize("folder", sorted(FEWEST))
def test_there_are_scripts_enough(folder: str) -> None:
    assert len(list(scripts(folder))) >= FEWEST[folder]
