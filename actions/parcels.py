"""Parcels: when they leave, where they are, when they come, who brings them, and when they did not come."""

from typing import Any

from actions.finding import (
    ARRIVED,
    BEFORE_SHIPMENT,
    ON_THE_WAY,
    Order,
    ask_which_order,
    find_orders,
    remember,
    title_of,
)
from actions.orders import with_next_steps
from actions.policies import answer_from_policies
from actions.talk import TO_A_PERSON, Events, ShopAction, Talk, choice
from actions.wording import day, day_and_time


def show(talk: Talk, order: Order) -> Events:
    """The order's card, and the order kept in mind."""
    talk.show("order_card", orders=[with_next_steps(order)])
    return remember(order)


async def tell_shipment(talk: Talk, order: Order) -> Events:
    """When an order leaves; one that is late is urged at once, with a ticket number."""
    if order["status"] == "unpaid":
        talk.say("utter_not_paid_yet", goods=title_of(order))
        return show(talk, order)
    estimate = await talk.service.get(f"/orders/{order['number']}/delivery-estimate")
    if estimate["is_late"]:
        ticket = await talk.service.post(
            "/tickets",
            {
                "text": f"{title_of(order)} 超过承诺时间还没发货，顾客催发货。{talk.text}",
                "kind": "请求",
                "category": ["物流", "未发货"],
                "order_numbers": [order["number"]],
                "source": "bot",
            },
            step="late",
        )
        talk.say("utter_ship_late", goods=title_of(order), number=ticket["number"])
    elif estimate["ship_by"]:
        talk.say("utter_ships_by", goods=title_of(order), day=day(estimate["ship_by"], talk.today))
    else:
        talk.say("utter_ship_time_unknown", goods=title_of(order), buttons=[TO_A_PERSON])
    return show(talk, order)


async def tell_parcel(talk: Talk, order: Order) -> Events:
    """Where a parcel is: the newest scan, when it should come, and the whole trail on the card."""
    parcel: dict[str, Any] | None = order["parcel"]
    if parcel is None or not parcel["events"]:
        return await tell_shipment(talk, order)
    newest = parcel["events"][0]
    said = {
        "goods": title_of(order),
        "place": newest["place"],
        "scan": newest["text"],
        "at": day_and_time(newest["at"], talk.today),
    }
    if order["status"] in ARRIVED:
        talk.say("utter_parcel_arrived", **said)
        not_here = choice("没有收到", f'/report_not_received{{"order_number": "{order["number"]}"}}')
        order = with_next_steps(order)
        order["choices"].insert(0, not_here)
        talk.show("order_card", orders=[order])
        return remember(order)
    if parcel["expected_at"]:
        talk.say("utter_parcel_moving", expected=day(parcel["expected_at"], talk.today), **said)
    else:
        talk.say("utter_parcel_seen", **said)
    return show(talk, order)


class AskShipTime(ShopAction):
    """When it leaves."""

    intent = "ask_ship_time"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk, BEFORE_SHIPMENT)
        if not orders:
            talk.say("utter_nothing_to_ship")
            return []
        if len(orders) > 1:
            return ask_which_order(talk, orders, self.intent, "催这单")
        order = orders[0]
        if order["status"] == "cancelled":
            talk.say("utter_order_state", number=order["number"], state=order["status_text"], at="")
            return show(talk, order)
        return (
            await tell_shipment(talk, order)
            if order["status"] in BEFORE_SHIPMENT
            else await tell_parcel(talk, order)
        )


class TrackParcel(ShopAction):
    """Where it is."""

    intent = "track_parcel"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk, ON_THE_WAY) or await find_orders(talk, [*BEFORE_SHIPMENT, *ARRIVED])
        if not orders:
            talk.say("utter_no_orders")
            return []
        if len(orders) > 1:
            return ask_which_order(talk, orders, self.intent, "查这单")
        return await tell_parcel(talk, orders[0])


class AskDeliveryTime(ShopAction):
    """When it comes: for an order on its way its own date, else the shop's usual times."""

    intent = "ask_delivery_time"

    async def answer(self, talk: Talk) -> Events:
        orders = await _own_orders(talk, [*ON_THE_WAY, *BEFORE_SHIPMENT])
        if not orders:
            await answer_from_policies(talk, "几天能到 配送时间")
            return []
        if len(orders) > 1:
            return ask_which_order(talk, orders, self.intent, "看这单")
        order = orders[0]
        estimate = await talk.service.get(f"/orders/{order['number']}/delivery-estimate")
        if not estimate["expected_at"]:
            return await tell_parcel(talk, order)
        talk.say("utter_expected", goods=title_of(order), day=day(estimate["expected_at"], talk.today))
        return show(talk, order)


class AskCarrier(ShopAction):
    """Who carries it: known once it left, else what the shop usually uses."""

    intent = "ask_carrier"

    async def answer(self, talk: Talk) -> Events:
        orders = [order for order in await _own_orders(talk, ON_THE_WAY) if order["parcel"]]
        if len(orders) != 1:
            await answer_from_policies(talk, "发什么快递")
            return []
        parcel = orders[0]["parcel"]
        talk.say(
            "utter_carrier", goods=title_of(orders[0]), carrier=parcel["carrier"], number=parcel["number"]
        )
        return remember(orders[0])


class ArrangeDelivery(ShopAction):
    """Another time or place: the courier decides on the way, so his number is the answer."""

    intent = "arrange_delivery"

    async def answer(self, talk: Talk) -> Events:
        orders = await _own_orders(talk, ON_THE_WAY)
        if len(orders) == 1 and (events := await _tell_courier(talk, orders[0])):
            return events
        await answer_from_policies(talk, "预约配送 放驿站 自提")
        return []


class ContactCourier(ShopAction):
    """The courier's number."""

    intent = "contact_courier"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk, ON_THE_WAY)
        if len(orders) > 1:
            return ask_which_order(talk, orders, self.intent, "联系这单")
        if orders and (events := await _tell_courier(talk, orders[0])):
            return events
        talk.say("utter_no_courier", buttons=[TO_A_PERSON])
        return []


class ReportNotReceived(ShopAction):
    """Signed for, but not here: a ticket, and the courier's number meanwhile."""

    intent = "report_not_received"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk, ARRIVED) or await find_orders(talk, ON_THE_WAY)
        if not orders:
            talk.say("utter_no_orders")
            return []
        if len(orders) > 1:
            return ask_which_order(talk, orders, self.intent, "没收到这单")
        order = orders[0]
        if order["status"] not in ARRIVED:
            return await tell_parcel(talk, order)
        ticket = await talk.service.post(
            "/tickets",
            {
                "text": f"{title_of(order)} 显示已签收，顾客没有收到。{talk.text}",
                "kind": "请求",
                "category": ["物流", "未收到"],
                "order_numbers": [order["number"]],
                "source": "bot",
            },
        )
        talk.say("utter_not_received_taken", number=ticket["number"], promise=ticket["promise_text"])
        await _tell_courier(talk, order)
        return remember(order)


class RefuseParcel(ShopAction):
    """How to refuse a parcel, and who brings it."""

    intent = "refuse_parcel"

    async def answer(self, talk: Talk) -> Events:
        await answer_from_policies(talk, "拒收")
        orders = await _own_orders(talk, ON_THE_WAY)
        return await _tell_courier(talk, orders[0]) if len(orders) == 1 else []


async def _own_orders(talk: Talk, states: list[str] | tuple[str, ...]) -> list[Order]:
    """Orders in these states; none for a visitor who is not signed in, who may still ask in general."""
    context = await talk.service.get("/context")
    if not context["customer"]["is_signed_in"]:
        return []
    return [order for order in await find_orders(talk, states) if order["status"] in states]


async def _tell_courier(talk: Talk, order: Order) -> Events:
    courier = (await talk.service.get(f"/orders/{order['number']}"))["courier"]
    if not courier:
        return []
    talk.say("utter_courier", goods=title_of(order), name=courier["name"], phone=courier["phone"])
    return remember(order)
