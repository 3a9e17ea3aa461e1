"""Danger to people is seen whatever the classifier thinks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ticketing.text.analysis import Analyse
from ticketing.text.safety import find_danger
from ticketing.text.training_data import feedback

DANGEROUS = [
    "充电宝充着充着冒烟了",
    "杯子炸了把我手割破了",
    "孩子吃完上吐下泻，正在急诊",
    "热水器漏电，洗澡时手麻",
    "面霜用完脸上起红疹",
    "锅盖自爆，碎片扎进腿里",
    "骑手撞到我奶奶人倒了",
    "一开燃气灶就有煤气味",
    "电池鼓包了还在发烫，怕炸",
    "玩具零件被宝宝误吞了",
    "童车刹车失灵",
    "洗厕液跟84倒一起，呛人，喘不上气",
    "小珠子卡住孩子喉咙了",
    "一家三口食物中毒住院了",
]
HARMLESS = [
    "这款热水器有没有漏电保护",
    "洗衣机一脱水就满地跑",
    "电视画质吊打我家旧的",
    "精华用着没刺痛",
    "客服回得慢，等了三天",
    "红薯很甜，包装也结实",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_dangerous_text_is_urgent(text: str, analyse: Analyse) -> None:
    found = analyse(text)
    assert find_danger(text)
    assert (found.urgency, found.confidence["urgency"]) == ("安全", 1.0)


@pytest.mark.parametrize("text", HARMLESS)
def test_words_that_only_sound_dangerous_raise_no_alarm(text: str) -> None:
    assert find_danger(text) is None


def test_the_lexicon_alone_finds_nine_of_ten_and_cries_wolf_rarely() -> None:
    texts = feedback()
    dangerous = [example for example in texts if example.urgency == "安全"]
    harmless = [example for example in texts if example.urgency != "安全"]
    assert sum(find_danger(example.text) is not None for example in dangerous) >= 0.9 * len(dangerous)
    assert sum(find_danger(example.text) is not None for example in harmless) <= 0.02 * len(harmless)


@settings(max_examples=40, deadline=None)
@given(
    st.text("的了我们快递很好谢谢客服物流，。 ", max_size=60), st.text("一二三商品不错推荐，", max_size=60)
)
def test_danger_is_found_wherever_it_stands(analyse: Analyse, before: str, after: str) -> None:
    assert analyse(f"{before}插座冒烟起火{after}").urgency == "安全"
