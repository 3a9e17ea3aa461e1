"""Questions that the shop's policies answer, with the page that they come from."""

from typing import Any

from actions.talk import TO_A_PERSON, Events, ShopAction, Talk

QUESTIONS = {
    "ask_payment_method": "支付方式",
    "ask_shipping_fee": "运费 包邮",
    "ask_delivery_area": "配送范围",
    "ask_balance": "余额 礼品卡",
    "account_help": "账号 登录",
    "place_order_help": "怎么下单",
    "review_help": "评价",
    "ask_return_policy": "退换货规则",
    "ask_return_shipping": "退货 寄回 运费",
    "ask_installation": "安装",
}
"""What to look for when a tapped button brought no words of its own."""


async def answer_from_policies(talk: Talk, question: str = "", *, or_say: str = "utter_no_answer") -> bool:
    """Quote the policy that fits the shopper's words; say honestly when none does. Whether one did."""
    found = await talk.service.get("/knowledge", q=(talk.text or question)[:200])
    items: list[dict[str, Any]] = found["items"]
    if not found["is_confident"] and question and talk.text:
        found = await talk.service.get("/knowledge", q=question)
        items = found["items"]
    if not items or not found["is_confident"]:
        talk.say(or_say, buttons=[TO_A_PERSON])
        return False
    best = items[0]
    talk.show("text", best["answer"], source={"title": best["title"], "url": best["url"]})
    return True


class PolicyQuestion(ShopAction):
    """A question with one place to look: the policies."""

    async def answer(self, talk: Talk) -> Events:
        await answer_from_policies(talk, QUESTIONS[self.intent])
        return []


class AskPaymentMethod(PolicyQuestion):
    intent = "ask_payment_method"


class AskShippingFee(PolicyQuestion):
    intent = "ask_shipping_fee"


class AskDeliveryArea(PolicyQuestion):
    intent = "ask_delivery_area"


class AskBalance(PolicyQuestion):
    intent = "ask_balance"


class AccountHelp(PolicyQuestion):
    intent = "account_help"


class PlaceOrderHelp(PolicyQuestion):
    intent = "place_order_help"


class ReviewHelp(PolicyQuestion):
    intent = "review_help"


class AskReturnPolicy(PolicyQuestion):
    intent = "ask_return_policy"


class AskReturnShipping(PolicyQuestion):
    intent = "ask_return_shipping"


class AskInstallation(PolicyQuestion):
    intent = "ask_installation"
