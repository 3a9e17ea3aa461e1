"""Simplified characters, in the same places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.text.simplified import simplified


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("發票抬頭寫錯了", "发票抬头写错了"),
        ("我看著頭髮", "我看着头发"),
        ("１３８ＡＢ：？", "138AB：？"),
        ("质量好，ok 😀", "质量好，ok 😀"),
        ("\ud800好", "\ufffd好"),
    ],
)
def test_signs_are_read_one_by_one(written: str, read: str) -> None:
    assert simplified(written) == read


@given(st.text())
def test_nothing_moves(text: str) -> None:
    assert len(simplified(text)) == len(text)
