"""What counts as a dated promise, until when, and all that sounds like one and is none.

Everything is said on Wednesday 2026-11-18 at 10:00 in Shanghai unless a case says otherwise.
"""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW, SHANGHAI
from ticketing.holidays import announced_calendar
from ticketing.text.promises import find_promises

CALENDAR = announced_calendar()

PROMISED = [
    # hours and minutes of a day
    ("今天18点前给您回电", "reply", "11-18 18:00"),
    ("您好，我今天下午3点之前一定给您答复。", "reply", "11-18 15:00"),
    ("我下午两点半给您打电话说明情况", "reply", "11-18 14:30"),
    ("今天下班前给您处理结果", "handle", "11-18 22:00"),
    ("明天上午10点给您回电话，请保持心情愉快哈", "reply", "11-19 10:00"),
    ("明早给您回复", "reply", "11-19 10:00"),
    ("今晚12点前退款会到您账户，退款由我们财务打款", "refund", "11-19 00:00"),
    ("18:30前我会把核实结果发您", "handle", "11-18 18:30"),
    ("3点前给您消息", "reply", "11-18 15:00"),
    ("亲，今晚8点前一定给您一个准信哦~", "reply", "11-18 20:00"),
    ("中午一点前联系您", "reply", "11-18 13:00"),
    ("师傅明天上午9点到11点上门安装", "visit", "11-19 11:00"),
    # durations
    ("3天内退款到账", "refund", "11-22 00:00"),
    ("我们会在24小时内给您处理好", "handle", "11-19 10:00"),
    ("半小时内回您", "reply", "11-18 10:30"),
    ("一个半小时内给您反馈", "reply", "11-18 11:30"),
    ("两三天内给您补发，放心", "ship", "11-22 00:00"),
    ("1到3个工作日内退款到账", "refund", "11-24 00:00"),
    ("这边5个工作日内给您维修好寄回", "handle", "11-26 00:00"),
    ("退款3天到账", "refund", "11-22 00:00"),
    ("10分钟后我给您回话", "reply", "11-18 10:10"),
    ("一周内给您换新", "ship", "11-26 00:00"),
    ("七天之内返还差价", "refund", "11-26 00:00"),
    ("已经给您加急了，48小时内发出", "ship", "11-20 10:00"),
    ("48 小时内帮您核实清楚。", "handle", "11-20 10:00"),
    # days
    ("明天下午发货", "ship", "11-19 18:00"),
    ("给您安排明天发货", "ship", "11-20 00:00"),
    ("已安排仓库，后天给您补寄一件", "ship", "11-21 00:00"),
    ("大后天之前给您更换", "handle", "11-22 00:00"),
    ("今天就给您退款", "refund", "11-19 00:00"),
    ("今明两天给您开好发票", "invoice", "11-20 00:00"),
    ("我们当天给您打款", "refund", "11-19 00:00"),
    # weeks, dates, periods
    ("周五之前处理好", "handle", "11-21 00:00"),
    ("这周五下午给您送过去", "visit", "11-20 18:00"),
    ("周一给您答复", "reply", "11-24 00:00"),
    ("下周三前补发", "ship", "11-26 00:00"),
    ("下下周一师傅上门", "visit", "12-01 00:00"),
    ("本周内给您一个说法", "reply", "11-23 00:00"),
    ("25号之前退款给您", "refund", "11-26 00:00"),
    ("11月30日前一定完成维修", "handle", "12-01 00:00"),
    ("3号给您寄出", "ship", "12-04 00:00"),
    ("月底前给您补差价", "refund", "12-01 00:00"),
    ("周末之前给您搞定", "handle", "11-23 00:00"),
    # the deed stands beside the date
    ("给您申请了退款，最晚明天", "refund", "11-20 00:00"),
    ("最迟后天下午，我给您打电话", "reply", "11-20 18:00"),
    ("不好意思让您久等，明天中午前给您发出", "ship", "11-19 12:00"),
    ("退款不会超过明天18点，我盯着给您打款", "refund", "11-19 18:00"),
    ("我让快递明天上午给您送到", "visit", "11-19 12:00"),
    ("我这边催仓库今天下午给您发走", "ship", "11-18 18:00"),
    ("请您放心，今天一定给您解决。", "handle", "11-19 00:00"),
    ("麻烦您稍等一下，十分钟内回复您", "reply", "11-18 10:10"),
    ("已帮您登记，专员会在2小时内联系您", "reply", "11-18 12:00"),
    ("明天用顺丰给您寄出", "ship", "11-20 00:00"),
    ("我明天查一下再告诉您", "handle", "11-20 00:00"),
    ("明天就退到您的微信", "refund", "11-20 00:00"),
    ("周四上午给您重新发一件，运费我们承担", "ship", "11-19 12:00"),
    ("两小时之内给您回信息", "reply", "11-18 12:00"),
    ("您的补偿券和差价24h内到账", "refund", "11-19 10:00"),
    ("新的充电器我让仓库今天就发", "ship", "11-19 00:00"),
    ("我明天上班第一时间帮您查物流", "handle", "11-20 00:00"),
    ("好的，那明天上午十点我再给您去电", "reply", "11-19 10:00"),
    ("这边2个工作日之内帮您把地址改好", "handle", "11-21 00:00"),
    ("五天之内给您换一台新的", "ship", "11-24 00:00"),
    ("您先别急，我下班之前一定给您一个结果", "reply", "11-18 22:00"),
    ("您放心，最多三天给您处理完", "handle", "11-22 00:00"),
    ("抱歉耽误您时间了，今天内给您解决", "handle", "11-19 00:00"),
    ("同事会在今天 18:00 前看完您的申请，结果在这里告诉您。", "handle", "11-18 18:00"),
]

NOT_PROMISED = [
    # asked
    "您看明天下午发货可以吗？",
    "明天上午给您回电方便吗",
    "是不是说好3天内退款",
    "您希望什么时候给您送到，明天还是后天？",
    # conditional
    "如果明天还没到，我给您补发",
    "收到退货后3天内给您退款",
    "您寄回之后，我们48小时内处理",
    "付款后 48 小时内发出",
    "验货没问题的话，今天就退款",
    "您今天下单，明天发货",
    "18点前下单当天发货",
    "要是周五之前没修好，给您换新",
    "等仓库签收了，24小时内给您退款",
    "审核通过后1到3个工作日到账",
    "一旦查到就在两小时内通知您",
    "30天内降价给您补差价",
    # past
    "昨天下午已经给您发货了",
    "您的退款三天前就处理了",
    "今天上午已发货，请留意物流",
    "今天下午发货了",
    "刚才2点给您打过电话，没人接",
    "上周五前就该处理，实在抱歉",
    "等了3天没给您发货是我们不对",
    "过了7天处理，超出时间了",
    # denied
    "今天发不了货",
    "明天之前没法给您答复",
    "三天内到不了账",
    "本周不能安排上门",
    "今天来不及给您寄出了",
    "不保证明天送到",
    # doubted
    "可能明天发货",
    "预计后天送达",
    "应该周五能处理好",
    "一般1到3个工作日到账",
    "尽量今天给您回复",
    "大概两小时后回您",
    "3天左右到账",
    "正常情况下24小时内发货",
    # the shopper's own part, and others'
    "请您在7天内寄回，我们收到再处理",
    "您可以在3天内申请退款",
    "麻烦您明天下午联系快递取件",
    "请今天18点前保持电话畅通，注意查收消息",
    "快递明天送到",
    "银行处理需要1-3个工作日，到账会有短信",
    "物流显示明天送达",
    "建议您明天再联系我们查一下",
    "您明天再看看有没有到账",
    # habits, policies, what others said
    "我们每天9点到22点回复消息",
    "支持7天内无理由退款",
    "保修期1年，7天内有问题免费维修",
    "周一到周五上午处理退款",
    "页面上写的是明天发货",
    "您说明天之前要给您处理",
    "上一位客服说3天内退款",
    "签收7天内可以联系我们处理",
    "这款明天上架，到货会通知大家",
    "上次说三天内处理，确实是我们没做到",
    "仓库说今天能出库",
    "您看是今天退款还是明天换货",
    # no date, or no deed
    "我们会尽快给您处理",
    "马上给您退款",
    "今天天气不错，祝您愉快",
    "早点给您发货",
    "这款还有3件，明天活动开始",
    "这个问题有一点复杂，我帮您核实",
    "提3点建议给产品，谢谢反馈",
    "订单号202611180001已发货",
    "售后 3 号客服为您处理",
    "下午好，很高兴为您处理",
]


def when(text: str) -> datetime:
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def test_there_are_enough_cases_of_both_kinds() -> None:
    assert len(PROMISED) >= 45 and len(NOT_PROMISED) >= 45


@pytest.mark.parametrize(("text", "topic", "due"), PROMISED)
def test_a_dated_promise_is_found_with_its_moment(text: str, topic: str, due: str) -> None:
    [found] = find_promises(text, NOW, CALENDAR)
    assert (found.topic, found.due.at, found.due.provisional) == (topic, when(due), False)
    assert text[found.start : found.end] == found.quote


@pytest.mark.parametrize("text", NOT_PROMISED)
def test_what_only_sounds_like_a_promise_is_none(text: str) -> None:
    assert find_promises(text, NOW, CALENDAR) == ()


def test_a_reply_may_hold_several_promises_and_much_else() -> None:
    text = (
        "李女士您好，您的退货昨天已经签收了。今天18点前给您回电确认；"
        "退款3天内到账，请放心。如果周五还没收到，我再帮您查。"
    )
    found = find_promises(text, NOW, CALENDAR)
    assert [(one.quote, one.topic) for one in found] == [
        ("今天18点前给您回电确认", "reply"),
        ("退款3天内到账", "refund"),
    ]


@pytest.mark.parametrize(
    ("text", "said", "due"),
    [
        ("3点前给您回电", "11-18 16:00", "11-19 15:00"),
        ("今天12点前给您回复", "11-18 13:00", "11-19 00:00"),
        ("1个工作日内退款", "09-30 10:00", "10-09 00:00"),
        ("1个工作日内退款", "10-09 10:00", "10-11 00:00"),
        ("周五前处理好", "11-20 09:00", "11-21 00:00"),
        ("周五前处理好", "11-21 09:00", "11-28 00:00"),
        ("明天发货", "11-30 23:59", "12-02 00:00"),
        ("15号前给您寄出", "11-18 10:00", "12-16 00:00"),
    ],
)
def test_a_moment_depends_on_when_it_was_said(text: str, said: str, due: str) -> None:
    [found] = find_promises(text, when(said), CALENDAR)
    assert found.due.at == when(due)


def test_working_days_of_a_year_without_its_notice_are_provisional() -> None:
    [found] = find_promises("5个工作日内退款到账", when("12-30 10:00"), CALENDAR)
    assert found.due.provisional


@given(st.text(max_size=60), st.integers(0, 10_000_000))
def test_any_text_is_read_without_an_error_and_every_moment_lies_ahead(text: str, seconds: int) -> None:
    said = NOW + timedelta(seconds=seconds)
    for one in find_promises(text, said, CALENDAR):
        assert one.due.at > said and text[one.start : one.end] == one.quote


@given(
    st.lists(st.sampled_from("今明后天周五0一三十18点半:前内号月日个工作退款发货给您，。 "), max_size=25).map(
        "".join
    )
)
def test_heaps_of_dates_and_deeds_are_read_without_an_error(text: str) -> None:
    for one in find_promises(text, NOW, CALENDAR):
        assert one.due.at > NOW and one.quote in text
