"""Personal data never leaves a text by its own words."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.text.masking import PLACEHOLDERS, mask, personal_spans


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我电话13812345678，快回", "我电话[电话]，快回"),
        ("138-1234-5678或者 138 1234 5678", "[电话]或者 [电话]"),
        ("+86 13812345678", "[电话]"),
        ("座机0571-88886666", "座机[电话]"),
        ("手机一三八零零零零一二三四", "手机[电话]"),
        ("身份证330102199001011234", "身份证[证件号]"),
        ("身份证33010219900101123X在这", "身份证[证件号]在这"),
        ("卡号4111 1111 1111 1111", "卡号[卡号]"),
        ("发到li.ming+1@mail.example.com吧", "发到[邮箱]吧"),
        ("送到幸福小区12-3-402室", "[地址]"),
        ("谢谢，文三路88号3单元502室", "谢谢，[地址]"),
        ("中山南路二十三弄5号401，放门口", "[地址]，放门口"),
    ],
)
def test_each_kind_is_replaced_by_its_name(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "订单2611200001234到哪了",
        "运单SF1234567890123三天没动",
        "一个月了还没退款，金额1299.00",
        "这条路走了三天，放在小区门口",
        "4111 1111 1111 1112",  # the check digit is wrong
        "330102199013011234",  # there is no thirteenth month
        "@客服 帮我看看",
        "",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert mask(text) == text


digits = st.text("0123456789", min_size=8, max_size=8)
around = st.text("我的号码是，。谢谢ab \n", max_size=8)


@given(around, st.sampled_from("3456789"), digits, st.sampled_from(["", " ", "-"]), around)
def test_no_mobile_number_survives(before: str, second: str, rest: str, gap: str, after: str) -> None:
    number = f"1{second}{rest[0]}{gap}{rest[1:5]}{gap}{rest[5:]}0"
    masked = mask(f"{before}{number}{after}")
    assert number not in masked
    assert PLACEHOLDERS["phone"] in masked


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more_and_spans_are_in_order(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    spans = personal_spans(text)
    assert all(first.end <= second.start for first, second in zip(spans, spans[1:], strict=False))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(st.text("0123456789- 路号室村@a.一", max_size=120))
def test_masking_twice_changes_nothing_more_in_what_looks_personal(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    "piece", ["a", "1", "1 ", "路", "文三路", "文三路8", "一", "a@", "a.", "9-", "号楼", "村1号", "138"]
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    began = time.perf_counter()
    mask(text)
    assert time.perf_counter() - began < 2
