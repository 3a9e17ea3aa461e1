"""How urgent a ticket is."""

import pytest

from ticketing.errors import UnknownCategory
from ticketing.rules.categories import CATEGORIES, KINDS, check_category, check_kind, check_urgency
from ticketing.rules.priorities import PRIORITIES, priority_of


@pytest.mark.parametrize(
    ("kind", "category", "sentiment", "urgency", "priority"),
    [
        ("表扬", ("建议表扬", "表扬"), 2, "安全", 1),
        ("咨询", ("商品质量", "安全问题"), 0, "普通", 1),
        ("请求", ("物流", "未发货"), 0, "时限将到", 2),
        ("请求", ("退换退款", "退款未到账"), 0, "普通", 2),
        ("投诉", ("服务投诉", "快递员"), -2, "普通", 2),
        ("投诉", ("服务投诉", "快递员"), -1, "普通", 3),
        ("咨询", ("商品咨询", "库存"), -2, "普通", 3),
        ("建议", ("建议表扬", "建议"), -1, "普通", 4),
        ("表扬", ("建议表扬", "表扬"), 2, "普通", 4),
    ],
)
def test_the_facets_decide_the_priority(
    kind: str, category: tuple[str, str], sentiment: int, urgency: str, priority: int
) -> None:
    found = priority_of(kind=kind, category=category, sentiment=sentiment, urgency=urgency)
    assert found == priority
    assert found in PRIORITIES


def test_the_taxonomy_has_ten_themes_with_forty_two_topics() -> None:
    assert len(CATEGORIES) == 10
    assert sum(map(len, CATEGORIES.values())) == 42


def test_what_the_taxonomy_does_not_have_is_refused() -> None:
    check_category("物流", "运费")
    for category in (("物流", "退货"), ("物流", ""), ("天气", "雨")):
        with pytest.raises(UnknownCategory):
            check_category(*category)
    for kind in KINDS:
        check_kind(kind)
    with pytest.raises(UnknownCategory):
        check_kind("闲聊")
    with pytest.raises(UnknownCategory):
        check_urgency("很急")
