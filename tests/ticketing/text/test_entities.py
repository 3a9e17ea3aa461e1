"""What a text names."""

import pytest

from ticketing.text.aspects import sides_named
from ticketing.text.entities import find_entities


def named(text: str) -> list[tuple[str, str]]:
    return [(entity.label, entity.value) for entity in find_entities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单2611200001234还没到", [("order_number", "2611200001234")]),
        ("2611200001234这个单子催一下", [("order_number", "2611200001234")]),
        ("快递单号SF1234567890123没动", [("parcel_number", "SF1234567890123")]),
        ("运单号773012345678901", [("parcel_number", "773012345678901")]),
        ("打13812345678", [("phone", "13812345678")]),
        ("打138-1234-5678", [("phone", "13812345678")]),
        ("扣了两块五", [("amount", "250")]),
        ("退我¥1,299.00", [("amount", "129900")]),
        ("三百二十块钱", [("amount", "32000")]),
        ("35元", [("amount", "3500")]),
        ("11月3号买的", [("date", "11月3号")]),
        ("2026-11-03下单", [("date", "2026-11-03")]),
        ("昨天晚上到的", [("date", "昨天晚上")]),
        ("冰箱不制冷", [("product", "冰箱"), ("fault", "不制冷")]),
        ("洗衣机漏水", [("product", "洗衣机"), ("fault", "漏水")]),
        ("谢谢", []),
    ],
)
def test_named_things_are_found_glued_to_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_entities_stand_where_they_say_and_never_overlap() -> None:
    text = "订单2611200001234的耳机11月3号到，129元，开不了机，打13812345678"
    found = find_entities(text)
    assert [text[entity.start : entity.end] for entity in found] == [entity.text for entity in found]
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))
    assert {entity.label for entity in found} == {
        "order_number",
        "product",
        "date",
        "amount",
        "fault",
        "phone",
    }


def test_a_clause_names_each_side_once() -> None:
    assert sides_named("快递和物流都慢，客服也不理人") == ["物流", "客服"]
    assert sides_named("随便说说") == []
