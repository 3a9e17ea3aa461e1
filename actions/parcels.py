"""Parcels: where one is, when it comes, who brings it, and what to do when it did not."""

import re

from actions.answering import Answer, Events
from actions.formats import clock, day, moment, tail
from actions.orders import ask_which, say_ship_promise, with_choices
from actions.picking import Order, find_one, read_order
from actions.policies import look_up, say_article
from actions.turn import Turn, choice, person_choice

ON_THE_WAY = ("shipped",)
SENT = ("shipped", "delivered")
SHOWN_EVENTS = 3
ISO_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")


class TrackParcel(Answer):
    """快递到哪了."""

    action_name = "action_track_parcel"

    async def respond(self, turn: Turn) -> Events:
        """The newest scans, and when it should come."""
        order = await _find_sent(turn, "track_parcel")
        if order is None:
            return []
        if order["status"] == "paid":
            say_ship_promise(turn, await read_order(turn, order["number"]) or order)
            return []
        parcel = order.get("parcel")
        if not parcel:
            turn.text_message("utter_no_parcel_yet", [person_choice()], tail=tail(order["number"]))
            return []
        turn.orders(_where(turn, order), [with_choices(order)], _parcel_choices(order))
        return []


def _where(turn: Turn, order: Order) -> str:
    parcel = order["parcel"]
    events = parcel["events"]
    if not events:
        return turn.words("utter_parcel_not_scanned", carrier=parcel["carrier"], number=parcel["number"])
    newest = events[0]
    values = {
        "carrier": parcel["carrier"],
        "number": parcel["number"],
        "text": newest["text"].rstrip("。"),
        "at": clock(newest["at"], turn.now),
    }
    if order["status"] in {"delivered", "finished"}:
        return turn.words("utter_parcel_delivered", **values)
    if parcel.get("expected_at"):
        return turn.words("utter_parcel_expected", expected=day(parcel["expected_at"], turn.now), **values)
    return turn.words("utter_parcel_on_the_way", **values)


def _parcel_choices(order: Order) -> list[dict[str, object]]:
    number = order["number"]
    if order["status"] in {"delivered", "finished"}:
        return [choice("我没收到", "report_not_received", order_number=number)]
    return [
        choice("快递员电话", "contact_courier", order_number=number),
        choice("催一催", "open_ticket", order_number=number, about="parcel"),
    ]


async def _find_sent(turn: Turn, intent: str) -> Order | None:
    """The order whose parcel is meant; asks, explains, and gives None when there is none."""
    parcel_number = turn.entity("parcel_number")
    if parcel_number and not turn.entity("order_number"):
        for each in (await turn.seam.get("orders", limit=20))["items"]:
            if (each.get("parcel") or {}).get("number", "").upper() == str(parcel_number).upper():
                return dict(each)
        turn.text_message(
            "utter_parcel_not_yours",
            [choice("我的订单", "ask_order_status"), person_choice()],
            number=parcel_number,
        )
        return None
    order, candidates = await find_one(turn, ON_THE_WAY)
    if order is None and not candidates:
        order, candidates = await find_one(turn, (*SENT, "paid"))
    if order is not None:
        return order
    if candidates:
        ask_which(turn, candidates, intent, "utter_ask_which_parcel")
    else:
        turn.text_message("utter_no_parcel", [choice("我的订单", "ask_order_status"), person_choice()])
    return None


class DeliveryTime(Answer):
    """几天能到."""

    action_name = "action_delivery_time"

    async def respond(self, turn: Turn) -> Events:
        """The estimate of an order on its way; before an order, the shop's usual times."""
        order, candidates = await find_one(turn, ("shipped", "paid"))
        if order is None and len(candidates) > 1:
            ask_which(turn, candidates, "ask_delivery_time")
            return []
        if order is None or order["status"] not in {"shipped", "paid"}:
            article = await look_up(turn, "几天能到")
            if article:
                say_article(turn, article)
            else:
                turn.text_message("utter_policy_unknown", [person_choice("no_answer")])
            return []
        estimate = await turn.seam.get(f"orders/{order['number']}/delivery-estimate")
        choices = [choice("查物流", "track_parcel", order_number=order["number"])]
        if not estimate.get("expected_at"):
            turn.text_message("utter_delivery_unknown", choices, tail=tail(order["number"]))
        elif estimate.get("is_late"):
            turn.text_message(
                "utter_delivery_late",
                [*choices, choice("催一催", "open_ticket", order_number=order["number"], about="parcel")],
                tail=tail(order["number"]),
            )
        else:
            turn.text_message(
                _by_that_day(turn, estimate["expected_at"]),
                choices,
                tail=tail(order["number"]),
                day=day(estimate["expected_at"], turn.now),
            )
        return []


def _by_that_day(turn: Turn, expected_at: str) -> str:
    """那明天呢: yes or no where a day was named, else just the day."""
    named = str(turn.entity("date") or "")
    if not ISO_DAY.match(named):
        return "utter_delivery_estimate"
    comes_by_then = moment(expected_at).date().isoformat() <= named
    return "utter_delivery_by_then" if comes_by_then else "utter_delivery_not_by_then"


class NotReceived(Answer):
    """显示签收但没收到."""

    action_name = "action_not_received"

    async def respond(self, turn: Turn) -> Events:
        """Where it was left, whom to call, and a ticket when it is not there."""
        order, candidates = await find_one(turn, SENT)
        if order is None and candidates:
            ask_which(turn, candidates, "report_not_received", "utter_ask_which_parcel")
            return []
        if order is None or not order.get("parcel"):
            article = await look_up(turn, "显示签收没收到")
            if article:
                say_article(turn, article, [person_choice()])
            else:
                turn.text_message(
                    "utter_no_parcel", [choice("我的订单", "ask_order_status"), person_choice()]
                )
            return []
        details = await read_order(turn, order["number"]) or order
        newest = (order["parcel"]["events"] or [{"text": "暂无轨迹"}])[0]["text"].rstrip("。")
        courier = details.get("courier")
        turn.text_message(
            "utter_not_received",
            [
                choice(
                    "没找到，登记丢件",
                    "open_ticket",
                    primary=True,
                    order_number=order["number"],
                    about="lost",
                ),
                choice("申请退款", "request_refund", order_number=order["number"]),
                person_choice(),
            ],
            text=newest,
            courier=turn.words("utter_courier_line", **courier)
            if courier
            else turn.words("utter_courier_unknown"),
        )
        return []


class ContactCourier(Answer):
    """快递员电话."""

    action_name = "action_contact_courier"

    async def respond(self, turn: Turn) -> Events:
        """Name and number when the carrier gave them."""
        order = await _find_sent(turn, "contact_courier")
        if order is None:
            return []
        details = await read_order(turn, order["number"]) or order
        courier = details.get("courier")
        parcel = order.get("parcel") or {}
        if courier:
            turn.text_message(
                "utter_courier", [choice("查物流", "track_parcel", order_number=order["number"])], **courier
            )
        else:
            turn.text_message(
                "utter_no_courier",
                [
                    choice("留工单催派送", "open_ticket", order_number=order["number"], about="parcel"),
                    person_choice(),
                ],
                carrier=parcel.get("carrier", "快递公司"),
                number=parcel.get("number", "还没有"),
            )
        return []
