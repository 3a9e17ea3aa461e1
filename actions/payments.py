"""Payments that failed, and prices that fell after buying."""

from actions.finding import ARRIVED, ON_THE_WAY, ask_which_order, find_orders, remember, title_of
from actions.talk import Events, ShopAction, Talk
from actions.wording import money

PAID = ["paid", *ON_THE_WAY, *ARRIVED]


class ReportPaymentProblem(ShopAction):
    """Money questions go to a person with everything that was said: a ticket."""

    intent = "report_payment_problem"

    async def answer(self, talk: Talk) -> Events:
        ticket = await talk.service.post(
            "/tickets",
            {
                "text": talk.text or "顾客反映支付有问题。",
                "kind": "请求",
                "category": ["支付发票", "支付异常"],
                "order_numbers": [number] if (number := talk.entity("order_number")) else [],
                "source": "bot",
            },
        )
        talk.say("utter_payment_problem_taken", number=ticket["number"], promise=ticket["promise_text"])
        return []


class AskPriceProtection(ShopAction):
    """What fallen prices give back, line by line, and a ticket to claim it."""

    intent = "ask_price_protection"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk, PAID)
        if not orders:
            talk.say("utter_no_orders")
            return []
        if len(orders) > 1:
            return ask_which_order(talk, orders, self.intent, "查价保")
        order = orders[0]
        found = await talk.service.get(f"/orders/{order['number']}/price-protection")
        eligible = [line for line in found["lines"] if line["eligible"]]
        if not eligible:
            why = found["lines"][0]["why_text"] if found["lines"] else "订单里没有可以价保的商品"
            talk.say("utter_price_protection_none", goods=title_of(order), reason=why)
            return remember(order)
        ticket = await talk.service.post(
            "/tickets",
            {
                "text": f"价保申请：{title_of(order)}，应退差价 {money(found['total_fen'])}。",
                "kind": "请求",
                "category": ["支付发票", "价保"],
                "order_numbers": [order["number"]],
                "source": "bot",
            },
        )
        talk.say(
            "utter_price_protection_taken",
            goods=title_of(order),
            amount=money(found["total_fen"]),
            number=ticket["number"],
        )
        return remember(order)
