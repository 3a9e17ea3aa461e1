"""Folding a message, and the way back to its raw characters."""

import random

import pytest

from bot.components.normaliser import normalise


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("２６１１ＡＢＣ", "2611abc"),
        ("退貨流程怎麼走", "退货流程怎么走"),
        ("好好好好好吃", "好好吃"),
        ("不要了！！！！", "不要了!!"),
        ("谢谢[微笑]👍#E-s12", "谢谢"),
        ("[图片] 坏了", "[图片] 坏了"),
        ("1300000000", "1300000000"),
        ("a  \n b", "a b"),
        ("", ""),
        ("\ud800坏", "坏"),
    ],
)
def test_the_same_words_typed_differently_fold_to_one_text(raw: str, folded: str) -> None:
    assert normalise(raw).text == folded


def test_a_place_in_the_folded_text_leads_back_to_the_raw_characters() -> None:
    raw = "👍訂單２６１１２００００１２３４到哪了！！！！"
    folded = normalise(raw)
    start = folded.text.index("2611")
    from_, to = folded.raw_span(start, start + 13)
    assert raw[from_:to] == "２６１１２００００１２３４"


def test_a_word_that_changes_its_length_keeps_the_rest_in_place() -> None:
    raw = "網際網路上買的滑鼠壞了"
    folded = normalise(raw)
    start = folded.text.index("坏了")
    assert raw[slice(*folded.raw_span(start, start + 2))] == "壞了"


def test_any_text_keeps_one_origin_for_each_character() -> None:
    dice = random.Random(7)
    letters = "退貨abc１２ 👍[微笑]網際網路!！\u200b\ufeff𠮷é"
    for _ in range(300):
        raw = "".join(dice.choice(letters) for _ in range(dice.randint(0, 40)))
        folded = normalise(raw)
        assert len(folded.origin) == len(folded.text) + 1
        assert list(folded.origin) == sorted(folded.origin)
        assert folded.origin[-1] == len(raw)
