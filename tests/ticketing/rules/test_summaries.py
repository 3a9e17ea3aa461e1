"""The summary for whoever takes over: the shopper's own words."""

from hypothesis import given
from hypothesis import strategies as st

from ticketing.rules.summaries import LINE, Said, summarise


def test_it_begins_with_the_cause_and_ends_with_the_last_answer() -> None:
    said = [
        Said(True, "在吗"),
        Said(False, "我在"),
        Said(True, "买的电饭煲通电就跳闸"),
        Said(False, "请问是哪一单"),
        Said(True, "2611200001234 这单"),
        Said(True, "能换新吗，急用"),
        Said(False, "可以申请换货"),
    ]
    assert summarise(said) == (
        "起因：买的电饭煲通电就跳闸\n又说：2611200001234 这单\n又说：能换新吗，急用\n助手最后答：可以申请换货"
    )


def test_short_words_are_better_than_none() -> None:
    assert summarise([Said(True, "在吗")]) == "起因：在吗"
    assert summarise([Said(False, "您好")]) == ""


@given(st.lists(st.builds(Said, st.booleans(), st.text(max_size=300)), max_size=30))
def test_nothing_stands_in_it_that_was_not_said(said: list[Said]) -> None:
    words = ["".join(one.text.split()) for one in said]
    for line in summarise(said).splitlines():
        content = "".join(line.split("：", 1)[-1].removesuffix("…").split())
        assert any(content in word for word in words) and len(line) <= LINE + 10
