"""Sending an order that has not left somewhere else."""

import re

from actions.formats import tail
from actions.order_step import OrderTask, take_order
from actions.picking import Order
from actions.service_client import Refused
from actions.tasks import Facts, disagrees, extra_choices
from actions.turn import Turn, choice, person_choice

CHANGEABLE = ("unpaid", "paid")
ADDRESS = re.compile(r"(?:改成|改到|改为|换成|寄到|送到|发到|地址[是:：])\s*(.+)$")
STREET = re.compile(r"[省市区县镇乡村路街道号楼栋幢单元室苑园小区大厦]")
RECEIVER = re.compile(
    r"(?:收件人|收货人|姓名|联系人|名字)(?:改成|改为|换成|是)?\s*[:：]?\s*"
    r"([\u4e00-\u9fff·]{2,8}?)(?=[,，。;； \d电手]|$)"
)
SHORTEST_ADDRESS = 5


class ChangeAddress(OrderTask):
    """Order, the new address, yes."""

    name = "change_address"
    title = "修改地址"
    free_text = frozenset({"address"})
    statuses = CHANGEABLE
    which = "utter_ask_which_address"
    steps = ("address", "confirmed")

    async def begin(self, turn: Turn, facts: Facts) -> Facts:
        """The order when it is clear, and an address that was said along."""
        await take_order(turn, facts, CHANGEABLE)
        _take_address(turn, facts, is_answer=False)
        return facts

    async def say_none(self, turn: Turn) -> None:
        """Every order has left: the courier may help."""
        turn.text_message(
            "utter_no_address_to_change",
            [choice("查物流", "track_parcel"), choice("快递员电话", "contact_courier"), person_choice()],
        )

    def take(self, turn: Turn, facts: Facts, order: Order | None) -> bool:
        """Where it goes now, while it has not left."""
        if order is None or not order.get("can_change_address", order["status"] in CHANGEABLE):
            _say_too_late(turn, facts["order_number"])
            return False
        facts["now_at"] = order.get("address_masked", "")
        return True

    def ask_more(self, turn: Turn, step: str, facts: Facts) -> None:
        """An open question, or the summary."""
        if step == "address":
            turn.text_message(
                "utter_ask_address",
                extra_choices(facts),
                tail=tail(facts["order_number"]),
                now_at=facts["now_at"],
            )
        else:
            changed = [facts["address"], facts.get("receiver"), facts.get("phone")]
            turn.text_message(
                "utter_confirm_address",
                [choice("就改成这个", "inform", primary=True, step="yes"), *extra_choices(facts)],
                tail=tail(facts["order_number"]),
                address="，".join(one for one in changed if one),
            )

    def read_more(self, turn: Turn, step: str, facts: Facts) -> bool:
        """An address; at the summary a new one corrects the old one."""
        if step == "confirmed" and disagrees(turn):
            facts.pop("address", None)
            return True
        return _take_address(turn, facts, is_answer=step == "address")

    async def finish(self, turn: Turn, facts: Facts) -> None:
        """Change it; it may have left in this very moment."""
        body = {name: facts.get(name) for name in ("order_number", "address", "receiver", "phone")}
        try:
            await turn.seam.post("address-changes", body)
        except Refused as refusal:
            if refusal.code != "already_shipped":
                raise
            _say_too_late(turn, facts["order_number"])
            return
        turn.text_message(
            "utter_address_changed",
            [choice("我的订单", "ask_order_status", order_number=facts["order_number"])],
            tail=tail(facts["order_number"]),
            address=facts["address"],
        )


def _take_address(turn: Turn, facts: Facts, *, is_answer: bool) -> bool:
    text = "" if turn.is_tap else turn.raw.strip()
    for number in turn.all_entities("order_number"):
        text = text.replace(str(number), "")
    receiver = RECEIVER.search(text)
    if receiver:
        facts["receiver"] = receiver.group(1)
        text = text.replace(receiver.group(), "")
    phone = turn.entity("phone")
    if phone:
        facts["phone"] = str(phone)
        text = re.sub(r"(?:电话|手机|手机号|号码)?(?:改成|是)?[:：]?\s*[\d -]{7,20}", "", text)
    said = ADDRESS.search(text)
    address = (said.group(1) if said else text if is_answer else "").strip(" ，,。.;；")
    if len(address) < SHORTEST_ADDRESS or not STREET.search(address):
        return False
    facts["address"] = address[:200]
    return True


def _say_too_late(turn: Turn, number: str) -> None:
    turn.text_message(
        "utter_address_too_late",
        [
            choice("快递员电话", "contact_courier", order_number=number),
            choice("查物流", "track_parcel", order_number=number),
            person_choice(),
        ],
        tail=tail(number),
    )
