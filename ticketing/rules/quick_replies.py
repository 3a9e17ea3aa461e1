"""The row of quick entries under the chat: which ones fit what is being talked about."""

from dataclasses import dataclass

from ticketing.rules.owners import Owner

SHOWN = 5


@dataclass(frozen=True)
class QuickReply:
    """An entry: its id, what the shopper reads and says with it, and the assistant's payload behind it."""

    id: str
    title: str
    payload: str


ENTRIES: dict[str, QuickReply] = {
    entry.id: entry
    for entry in (
        QuickReply("q_track", "查物流", "/track_parcel"),
        QuickReply("q_orders", "我的订单", "/ask_order_status"),
        QuickReply("q_return", "退货", "/request_return"),
        QuickReply("q_exchange", "换货", "/request_exchange"),
        QuickReply("q_repair", "报修", "/request_repair"),
        QuickReply("q_refund", "退款进度", "/ask_refund_progress"),
        QuickReply("q_invoice", "开发票", "/request_invoice"),
        QuickReply("q_coupons", "优惠券", "/ask_coupon"),
        QuickReply("q_points", "我的积分", "/ask_points"),
        QuickReply("q_policy", "退换规则", "/ask_return_policy"),
        QuickReply("q_price", "价保", "/ask_price_protection"),
        QuickReply("q_ticket", "反馈进度", "/ask_ticket_progress"),
        QuickReply("q_complain", "投诉建议", "/complain"),
        QuickReply("q_address", "改地址", "/change_address"),
        QuickReply("q_cancel", "取消订单", "/cancel_order"),
        QuickReply("q_shipping", "运费说明", "/ask_shipping_fee"),
    )
}
AT_FIRST = ("q_track", "q_return", "q_refund", "q_invoice", "q_coupons")
FOR_VISITORS = ("q_policy", "q_shipping", "q_invoice", "q_complain")
"""Who is not signed in has no orders to ask about."""
BY_TOPIC: dict[str, tuple[str, ...]] = {
    "presale": ("q_coupons", "q_shipping", "q_policy", "q_orders"),
    "order": ("q_orders", "q_address", "q_cancel", "q_track"),
    "payment": ("q_orders", "q_price", "q_refund", "q_invoice"),
    "invoice": ("q_invoice", "q_orders", "q_refund"),
    "shipping": ("q_track", "q_address", "q_orders", "q_return"),
    "aftersales": ("q_return", "q_exchange", "q_repair", "q_refund", "q_policy"),
    "account": ("q_points", "q_coupons", "q_orders"),
    "feedback": ("q_ticket", "q_complain", "q_track"),
}


def quick_replies(owner: Owner, topic: str | None, *, is_signed_in: bool, in_form: bool) -> list[QuickReply]:
    """The entries to show: none while a person serves, or while a form offers its own choices."""
    if owner is not Owner.BOT or in_form:
        return []
    ids = BY_TOPIC.get(topic or "", AT_FIRST) if is_signed_in else FOR_VISITORS
    return [ENTRIES[one] for one in ids[:SHOWN]]
