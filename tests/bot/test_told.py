"""What a message tells of goods, numbers and wishes without being asked: words in, facts out."""

import pytest

from actions.aftersales_told import describes, read_change, read_condition, read_quantity, wants_all, wont_say
from actions.aftersales_words import read_fact
from actions.case_words import named_carrier


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("吊牌还在没穿过", {"tags_removed": False, "used": False}),
        ("吊牌剪了", {"tags_removed": True}),
        ("没剪吊牌", {"tags_removed": False}),
        ("还没拆封呢", {"opened": False}),
        ("我拆开了试了一下", {"opened": True}),
        ("没激活，配件齐全", {"activated": False, "parts_complete": True}),
        ("没有用过", {"used": False}),
        ("不小心摔了一下", {"damaged_by_shopper": True}),
        ("没摔过也没磕碰", {"damaged_by_shopper": False}),
        ("配件丢了一个", {"parts_complete": False}),
        ("封膜没撕", {"seal_broken": False}),
        ("不喜欢这个颜色", {}),
    ],
)
def test_the_state_of_the_goods_is_told_in_passing(text: str, told: dict[str, bool]) -> None:
    assert read_condition(text) == told


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("两件都退", 2),
        ("都退", 2),
        ("全部退掉", 2),
        ("整单退", 2),
        ("只退一件", 1),
        ("买了两件退一件", 1),
        ("退其中一件", 1),
        ("一件退", 1),
        ("退三件", None),
        ("我要退货", None),
    ],
)
def test_how_many_of_two(text: str, count: int | None) -> None:
    assert read_quantity(text, 2) == count


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("不退了换货", "exchange"),
        ("算了不换了退吧", "return"),
        ("还是退吧", "return"),
        ("那还是换货吧", "exchange"),
        ("不修了，直接退", "return"),
        ("还是修一下吧", "repair"),
        ("只退款", "refund_only"),
        ("不退货，退点钱", "refund_only"),
        ("我要退货", None),
        ("不换了", None),
        ("算了", None),
    ],
)
def test_a_changed_mind(text: str, wish: str | None) -> None:
    assert read_change(text) == wish


@pytest.mark.parametrize("text", ["不想说", "没理由", "关你什么事", "就是想退", "不需要理由吧"])
def test_nobody_has_to_give_a_reason(text: str) -> None:
    assert wont_say(text)


@pytest.mark.parametrize(
    ("text", "is_story"), [("质量问题", False), ("有质量问题", False), ("坏了", False), ("左耳没声音", True)]
)
def test_the_name_of_a_fault_is_no_description(text: str, is_story: bool) -> None:
    assert describes(text) == is_story


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("condition.tags_removed", "也没剪", False),
        ("condition.tags_removed", "都还在", False),
        ("condition.tags_removed", "剪了", True),
        ("condition.parts_complete", "都在", True),
        ("condition.opened", "应该没拆", False),
        ("condition.opened", "随便", None),
    ],
)
def test_answers_with_a_word_before_them(path: str, text: str, value: object) -> None:
    assert read_fact(path, text) == value


def test_all_of_them_is_said_in_many_ways_and_not_by_chance() -> None:
    assert wants_all("两件都要退") and wants_all("整单退了吧")
    assert not wants_all("退一件") and not wants_all("退货")


@pytest.mark.parametrize(("text", "code"), [("圆通的", "yto"), ("顺丰SF123", "sf"), ("不知道哪家", None)])
def test_carriers_by_name(text: str, code: str | None) -> None:
    assert named_carrier(text) == code
