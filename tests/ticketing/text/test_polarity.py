"""How the words of a text judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.text.polarity import MARK, clause_sentiment, polarity_marks


@pytest.mark.parametrize(
    ("clause", "sign"),
    [
        ("质量好", 1),
        ("质量不好", -1),
        ("不错很好吃", 1),  # the 不 of 不错 turns nothing
        ("不仅便宜", 1),
        ("没有异味", 1),
        ("一点都不卡", 1),
        ("没那么好吃", -1),
        ("不怎么新鲜", -1),
        ("太好吃了", 1),
        ("太硬了", -1),
        ("态度差", -1),
        ("出差住的", None),
        ("好多人排队", None),
        ("快递到了", None),
        ("质量", None),
        ("", None),
    ],
)
def test_a_clause_judges_by_its_words(clause: str, sign: int | None) -> None:
    found = clause_sentiment(clause)
    assert (found and found // abs(found)) == sign


def test_marks_tell_who_has_the_last_word() -> None:
    marks = polarity_marks("味道不错，就是送得太慢")
    assert {f"{MARK}first+", f"{MARK}last-", f"{MARK}turn-", f"{MARK}mixed"} <= marks.keys()
    assert f"{MARK}only+" in polarity_marks("好吃，推荐")


@given(st.text(max_size=300))
def test_any_text_has_marks_and_one_sum(text: str) -> None:
    marks = polarity_marks(text)
    assert sum(marks[f"{MARK}all{sign}"] for sign in "+-0?") == 1
