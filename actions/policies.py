"""Shop policies: the help article that answers, with its source, or an honest "not sure"."""

from typing import Any

from actions.answering import Answer, Events, marked
from actions.turn import Choice, Turn, choice, person_choice

FOLLOW_UPS: dict[str, tuple[tuple[str, str], ...]] = {
    "report_payment_problem": (("我的订单", "ask_order_status"), ("留工单核实", "open_ticket:payment")),
    "ask_return_policy": (("申请退货", "request_return"), ("申请换货", "request_exchange")),
    "ask_return_shipping": (("售后进度", "ask_aftersale_progress"),),
    "ask_installation": (("我的订单", "ask_order_status"),),
    "ask_coupon": (("我的优惠券", "ask_coupon"),),
    "ask_shipping_fee": (("我的订单", "ask_order_status"),),
    "refuse_parcel": (("查物流", "track_parcel"), ("申请退款", "request_refund")),
    "arrange_delivery": (("快递员电话", "contact_courier"),),
    "place_order_help": (("我的订单", "ask_order_status"),),
    "account_help": (),
}
"""What one usually wants next; behind a colon stands what a ticket is about."""

TOPIC_WORDS: dict[str, str] = {
    "ask_promotion": "活动 满减",
    "ask_gift": "赠品",
    "ask_authenticity": "正品保障",
    "ask_shelf_life": "保质期",
    "ask_packaging": "包装",
    "place_order_help": "怎么下单",
    "ask_payment_method": "支付方式",
    "ask_balance": "余额 礼品卡",
    "ask_carrier": "发什么快递",
    "ask_shipping_fee": "运费 包邮",
    "arrange_delivery": "预约配送 驿站 送货上门",
    "ask_delivery_area": "配送范围",
    "refuse_parcel": "拒收",
    "ask_return_policy": "七天无理由退货",
    "ask_warranty": "保修期",
    "ask_return_shipping": "退货怎么寄回 运费",
    "ask_installation": "安装",
    "account_help": "账号 登录 密码",
    "review_help": "评价",
    "ask_coupon": "优惠券怎么用",
    "ask_size": "尺码怎么选",
    "report_payment_problem": "支付失败 重复扣款",
    "ask_ship_time": "多久发货",
    "ask_delivery_time": "几天能到",
    "report_not_received": "显示签收没收到",
    "change_order": "修改订单",
    "add_order_note": "订单备注",
    "ask_price_protection": "价保",
    "ask_stock": "缺货 补货",
}
"""What to look for when the message itself says too little (a tap, a fragment)."""
SHORT = 5


async def look_up(turn: Turn, words: str | None = None) -> dict[str, Any] | None:
    """The article that surely answers, or None."""
    for question in questions(turn, words):
        found = await turn.seam.get("knowledge", q=question)
        if found["is_confident"] and found["items"]:
            return dict(found["items"][0])
    return None


def questions(turn: Turn, words: str | None = None) -> list[str]:
    """What to look up, the shopper's own words first."""
    own = turn.text.strip()
    topic = words or TOPIC_WORDS.get(turn.intent, "")
    return [one for one in (own if len(own) >= SHORT else "", topic) if one]


def say_article(turn: Turn, article: dict[str, Any], choices: list[Choice] | None = None) -> None:
    """The article's answer with the link to all of it."""
    turn.plain(
        str(article.get("snippet") or article["answer"]),
        choices or [],
        source={"title": article["title"], "url": article["url"]},
    )


class AnswerPolicy(Answer):
    """Whatever the shop's help answers."""

    action_name = "action_answer_policy"

    async def respond(self, turn: Turn) -> Events:
        """Quote the article, or say that it is not known and name the way to a person."""
        article = await look_up(turn)
        if article is None:
            return say_unknown(turn)
        say_article(
            turn, article, [_follow_up(title, intent) for title, intent in FOLLOW_UPS.get(turn.intent, ())]
        )
        return []


def _follow_up(title: str, wanted: str) -> Choice:
    intent, _, about = wanted.partition(":")
    return choice(title, intent, **({"about": about} if about else {}))


def say_unknown(turn: Turn) -> Events:
    """No sure answer: a person may have one."""
    turn.text_message(
        "utter_policy_unknown",
        [person_choice("no_answer"), choice("留言给同事", "open_ticket", about="question")],
    )
    return [marked("unsure")]
