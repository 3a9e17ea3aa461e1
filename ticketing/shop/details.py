"""More of an order than its card, for the assistant: what can be done, refunds, invoice; data masked."""

from datetime import datetime

from typing_extensions import TypedDict

from ticketing.rules.delivery import estimate
from ticketing.rules.price_protection import Why, days_left, difference
from ticketing.shop.cards import OrderCard, iso, iso_or_none, order_card
from ticketing.shop.interface import Shop
from ticketing.shop.masking import mask_address, mask_name, mask_phone
from ticketing.shop.values import Coupon, Invoice, Order, Refund

REFUND_TEXTS = {"approved": "已同意，等待打款", "sent_to_bank": "已打款，银行处理中", "arrived": "已到账"}
INVOICE_TEXTS = {"requested": "已申请，等待开具", "issued": "已开具，可以下载"}
COUPON_TEXTS = {"usable": "可以用", "used": "已使用", "expired": "已过期"}
WHY_TEXTS = {
    Why.PRICE_FELL: "还在价保期内，现在的价格比您付的低",
    Why.PRICE_NOT_LOWER: "现在的价格不比您付的低",
    Why.TIME_OVER: "付款超过 15 天，价保期已经过了",
    Why.NOT_PROTECTED: "这类商品价格每天变动，不参加价保",
    Why.RETURNED: "这件已经退了",
    Why.NOT_PAID: "订单还没有付款",
}


class RefundView(TypedDict):
    """A refund."""

    order_number: str
    amount_fen: int
    status: str
    status_text: str
    method: str
    requested_at: str
    sent_at: str | None
    expected_at: str | None
    arrived_at: str | None


class InvoiceView(TypedDict):
    """An invoice."""

    order_number: str
    kind: str
    title: str
    amount_fen: int
    status: str
    status_text: str
    requested_at: str
    issued_at: str | None


class CouponView(TypedDict):
    """A coupon."""

    title: str
    threshold_fen: int
    off_fen: int
    status: str
    status_text: str
    valid_until: str


class CourierView(TypedDict):
    """Who brings the parcel."""

    name: str
    phone: str


class OrderDetails(OrderCard):
    """The card and what the assistant may say beyond it."""

    address_masked: str
    receiver_masked: str
    phone_masked: str
    cancel_reason: str | None
    ship_promise_at: str | None
    paid_at: str | None
    shipped_at: str | None
    received_at: str | None
    cancelled_at: str | None
    shipping_fen: int
    promotion_text: str | None
    note: str
    can_cancel: bool
    can_change_address: bool
    courier: CourierView | None
    refunds: list[RefundView]
    invoice: InvoiceView | None


class DeliveryEstimate(TypedDict):
    """When it comes; `basis` names what that rests on (ticketing.rules.delivery.Basis)."""

    order_number: str
    status: str
    basis: str
    ship_by: str | None
    expected_at: str | None
    is_late: bool


class ProtectedLine(TypedDict):
    """What one line gets back after a price fell; `why` is a code, `why_text` its sentence."""

    line_id: str
    title: str
    paid_unit_fen: int
    price_now_fen: int
    difference_fen: int
    eligible: bool
    why: str
    why_text: str


class PriceProtection(TypedDict):
    """What the whole order gets back."""

    order_number: str
    days_left: int
    lines: list[ProtectedLine]
    total_fen: int


def order_details(shop: Shop, order: Order) -> OrderDetails:
    """One order, for its own shopper."""
    parcel = order.parcel
    invoices = shop.invoices_of(order.member_id, order.number)
    return {
        **order_card(order),
        "address_masked": mask_address(order.address),
        "receiver_masked": mask_name(order.receiver),
        "phone_masked": mask_phone(order.receiver_phone),
        "cancel_reason": order.cancel_reason,
        "ship_promise_at": iso_or_none(order.ship_promise_at),
        "paid_at": iso_or_none(order.paid_at),
        "shipped_at": iso_or_none(order.shipped_at),
        "received_at": iso_or_none(order.received_at),
        "cancelled_at": iso_or_none(order.cancelled_at),
        "shipping_fen": order.shipping_fen,
        "promotion_text": order.promotion.title if order.promotion else None,
        "note": order.note,
        "can_cancel": order.can_change,
        "can_change_address": order.can_change,
        "courier": {"name": parcel.courier_name, "phone": parcel.courier_phone}
        if parcel and parcel.courier_name and parcel.courier_phone
        else None,
        "refunds": [refund_view(refund) for refund in shop.refunds_of(order.member_id, order.number)],
        "invoice": invoice_view(invoices[0]) if invoices else None,
    }


def delivery_estimate(order: Order, now: datetime) -> DeliveryEstimate:
    """When this order comes."""
    found = estimate(
        status=order.status,
        ship_promise_at=order.ship_promise_at,
        shipped_at=order.shipped_at,
        carrier_expects_at=order.parcel.expected_at if order.parcel else None,
        now=now,
    )
    return {
        "order_number": order.number,
        "status": order.status,
        "basis": found.basis.value,
        "ship_by": iso_or_none(found.ship_by),
        "expected_at": iso_or_none(found.expected_at),
        "is_late": found.is_late,
    }


def price_protection(order: Order, now: datetime) -> PriceProtection:
    """What falls of the prices give back."""
    lines: list[ProtectedLine] = []
    for line in order.lines:
        paid_unit_fen = line.paid_fen // line.quantity
        found = difference(
            category=line.category,
            paid_unit_fen=paid_unit_fen,
            price_now_fen=line.price_now_fen,
            pieces=line.left,
            paid_at=order.paid_at,
            now=now,
        )
        lines.append(
            {
                "line_id": line.id,
                "title": line.title,
                "paid_unit_fen": paid_unit_fen,
                "price_now_fen": line.price_now_fen,
                "difference_fen": found.fen,
                "eligible": found.eligible,
                "why": found.why.value,
                "why_text": WHY_TEXTS[found.why],
            }
        )
    return {
        "order_number": order.number,
        "days_left": days_left(order.paid_at, now),
        "lines": lines,
        "total_fen": sum(line["difference_fen"] for line in lines),
    }


def refund_view(refund: Refund) -> RefundView:
    """A refund as JSON values."""
    return {
        "order_number": refund.order_number,
        "amount_fen": refund.amount_fen,
        "status": refund.status,
        "status_text": REFUND_TEXTS[refund.status],
        "method": refund.method,
        "requested_at": iso(refund.requested_at),
        "sent_at": iso_or_none(refund.sent_at),
        "expected_at": iso_or_none(refund.expected_at),
        "arrived_at": iso_or_none(refund.arrived_at),
    }


def invoice_view(invoice: Invoice) -> InvoiceView:
    """An invoice as JSON values."""
    return {
        "order_number": invoice.order_number,
        "kind": invoice.kind,
        "title": invoice.title,
        "amount_fen": invoice.amount_fen,
        "status": invoice.status,
        "status_text": INVOICE_TEXTS[invoice.status],
        "requested_at": iso(invoice.requested_at),
        "issued_at": iso_or_none(invoice.issued_at),
    }


def coupon_view(coupon: Coupon) -> CouponView:
    """A coupon as JSON values."""
    return {
        "title": coupon.title,
        "threshold_fen": coupon.threshold_fen,
        "off_fen": coupon.off_fen,
        "status": coupon.status,
        "status_text": COUPON_TEXTS[coupon.status],
        "valid_until": iso(coupon.valid_until),
    }
