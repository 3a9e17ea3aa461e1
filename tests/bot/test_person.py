"""The wish for a person: refusals of the machine, calls, somebody higher; what only sounds like it."""

import pytest

from bot.components.attention import look
from bot.components.examples import Examples
from bot.components.normaliser import normalise
from bot.understanding import Understanding

SENTENCES = [
    ("转人工客服", "ask_human"),
    ("找人工", "ask_human"),
    ("运费多少", "ask_shipping_fee"),
    ("邮费要多少钱", "ask_shipping_fee"),
    ("快递到哪了", "track_parcel"),
    ("物流到哪了", "track_parcel"),
]


def wants(text: str) -> bool:
    attention = look(normalise(text).text)
    return attention.wants_person or attention.refuses_bot


@pytest.mark.parametrize(
    "text",
    [
        "给我转人工",
        "幫我轉接客服",
        "接人工",
        "你们人工几点上班",
        "有真人吗",
        "怎么没人工啊",
        "叫你们主管来",
        "请店里负责人跟我谈",
        "把经理找来，让经理跟我说",
        "找客服聊",
        "官方客服电话是多少",
        "热线电话是几",
        "给我回个电话",
        "打电话给我，我说给你听",
        "往上反映，换个管事的",
        "搵个人嚟",
        "跟真人谈",
        "zrg",
        "有没有管事的出来说句话",
        "有谁能出来回我一下",
    ],
)
def test_a_plain_wish_for_a_person_is_heard(text: str) -> None:
    assert wants(text)


@pytest.mark.parametrize("text", ["不要跟ai聊", "唔好自動回覆", "这个机器人太蠢了", "别拿机器糊弄我"])
def test_a_refusal_of_the_machine_is_one_too(text: str) -> None:
    assert look(normalise(text).text).refuses_bot


@pytest.mark.parametrize(
    "text",
    [
        "人工智能音箱多少钱",
        "安装人工费多少",
        "主管道漏水了",
        "要一把老板椅",
        "客服说今天发货",
        "快递到了给我打电话",
        "师傅会打电话给我吗",
        "会员怎么升级",
        "扫地机器人没用三天就坏了",
        "这机器用了没用",
        "不要扫地机器人，换吸尘器",
        "想买台ai手机，不要ai音箱",
        "收件人换个人",
        "转账可以吗",
        "专人送货上门吗",
        "这单咋又要邮费啦老板",
        "能不能让我少付点呀老板",
        "替我打个电话过去催催呗",
        "麻烦帮我打个电话催下那边",
        "有没有红的，拿出来说说价",
    ],
)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert not wants(text)


@pytest.mark.parametrize("text", ["不用转人工", "别给我打电话了", "先不找客服", "无需人工，谢谢"])
def test_somebody_who_needs_no_person_is_believed(text: str) -> None:
    attention = look(normalise(text).text)
    assert attention.declines_person and not wants(text)


@pytest.mark.parametrize(
    "text", ["不要自动回复，转人工", "别打电话，直接给我转人工", "不要人工智障敷衍我，找真人"]
)
def test_a_wish_after_a_refusal_counts(text: str) -> None:
    assert wants(text) and not look(normalise(text).text).declines_person


def test_a_wish_leads_the_guesses_and_a_declined_person_closes_them() -> None:
    reader = Understanding.train(Examples(SENTENCES), {"name": "characters"})
    wished = reader.parse("运费多少算了，转人工")
    assert (wished.intent.intent, wished.second) == ("ask_human", None)
    declined = reader.parse("不用转人工客服，运费多少")
    assert declined.intent.intent == "ask_shipping_fee"
    assert (declined.guesses[-1].intent, declined.guesses[-1].confidence) == ("ask_human", 0.0)
    assert sum(guess.confidence for guess in declined.guesses) == pytest.approx(1.0, abs=1e-4)
