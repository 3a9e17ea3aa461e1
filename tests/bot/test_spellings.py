"""Pinyin and common slips read as the words that were meant; English stays."""

import pytest

from bot.components.pinyin import Pinyin
from bot.components.spellings import RIGHT, respell

TALK = [
    "我要退货",
    "我要退货",
    "什么时候发货",
    "什么时候发货",
    "余额不能用",
    "余额不能用",
    "五月发货",
    "五月发货",
    "发票开了吗",
    "发票开了吗",
    "发票什么时候开",
]


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    return Pinyin.learn(TALK)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wo yao tuihuo", "我要退货"),
        ("woyaotuihuo", "我要退货"),
        ("shen me shi hou fa huo", "什么时候发货"),
        ("fapiao什么时候kai le ma", "发票什么时候开了吗"),
        ("yu e不能用", "余额不能用"),
    ],
)
def test_pinyin_is_read_as_the_words_that_shoppers_use(pinyin: Pinyin, typed: str, meant: str) -> None:
    assert pinyin.read(typed) == meant


@pytest.mark.parametrize("typed", ["iphone 15 plus", "xl", "usb", "vip", "", "wo" * 200, "2611200001234"])
def test_what_is_not_pinyin_stays(pinyin: Pinyin, typed: str) -> None:
    assert pinyin.read(typed) == typed


def test_a_blank_stands_between_syllables_only(pinyin: Pinyin) -> None:
    assert pinyin.read("tui h uo") == "tui h uo"


def test_stored_words_read_the_same(pinyin: Pinyin) -> None:
    assert Pinyin(pinyin.state()).read("tuihuo") == "退货"


def test_slips_are_written_as_usual() -> None:
    assert respell("优惠卷什么时候到帐，定单在那里看") == "优惠券什么时候到账，订单在哪里看"
    assert all(respell(right) == right for right in RIGHT.values())
