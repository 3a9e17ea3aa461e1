"""Invoices: asked for, found, changed."""

import json

from actions.finding import ARRIVED, ON_THE_WAY, ask_which_order, find_orders, remember, title_of
from actions.talk import Events, ShopAction, Talk, choice
from actions.wording import day, money

PERSONAL = "个人"


class RequestInvoice(ShopAction):
    """Choose the order, choose the title, and the invoice is asked for."""

    intent = "request_invoice"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk, ["paid", *ON_THE_WAY, *ARRIVED])
        if not orders:
            talk.say("utter_no_orders")
            return []
        if len(orders) > 1:
            return ask_which_order(talk, orders, self.intent, "开这单")
        order = orders[0]
        title = talk.entity("invoice_title")
        if title is None:
            named = {"order_number": order["number"]}
            personal = (
                f"/request_invoice{json.dumps({**named, 'invoice_title': PERSONAL}, ensure_ascii=False)}"
            )
            buttons = [
                choice("开给个人", personal, primary=True),
                choice("开给公司", f"/change_invoice{json.dumps(named)}"),
            ]
            talk.say("utter_invoice_for_whom", goods=title_of(order), buttons=buttons)
            return remember(order)
        invoice = await talk.service.post("/invoices", {"order_number": order["number"], "title": title})
        talk.say("utter_invoice_requested", amount=money(invoice["amount_fen"]), title=invoice["title"])
        return remember(order)


class ChangeInvoice(ShopAction):
    """Another title or kind needs a person's hand: a ticket with what was said."""

    intent = "change_invoice"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk, ["paid", *ON_THE_WAY, *ARRIVED])
        if len(orders) > 1:
            return ask_which_order(talk, orders, self.intent, "改这单的")
        ticket = await talk.service.post(
            "/tickets",
            {
                "text": talk.text or "顾客要开公司抬头的发票，抬头和税号待补充。",
                "kind": "请求",
                "category": ["支付发票", "发票"],
                "order_numbers": [order["number"] for order in orders],
                "source": "bot",
            },
        )
        talk.say("utter_invoice_change_taken", number=ticket["number"])
        return remember(orders[0]) if orders else []


class AskInvoiceStatus(ShopAction):
    """Where the invoices are."""

    intent = "ask_invoice_status"

    async def answer(self, talk: Talk) -> Events:
        number = talk.entity("order_number")
        invoices = (await talk.service.get("/invoices", order_number=number))["items"]
        if not invoices:
            payload = (
                f"/request_invoice{json.dumps({'order_number': number})}" if number else "/request_invoice"
            )
            talk.say("utter_no_invoice", buttons=[choice("现在开", payload, primary=True)])
            return []
        for invoice in invoices[:3]:
            talk.say(
                "utter_invoice_state",
                number=invoice["order_number"],
                kind=invoice["kind"],
                title=invoice["title"],
                amount=money(invoice["amount_fen"]),
                state=invoice["status_text"],
                at=day(invoice["issued_at"] or invoice["requested_at"], talk.today),
            )
        return []
