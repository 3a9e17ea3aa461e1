"""The demo shop's rows as the interface's values."""

from datetime import datetime

from ticketing.models import (
    ShopCoupon,
    ShopInvoice,
    ShopMember,
    ShopOrder,
    ShopOrderLine,
    ShopParcel,
    ShopProduct,
    ShopRefund,
)
from ticketing.shop.values import (
    Coupon,
    Invoice,
    Member,
    Order,
    OrderLine,
    Parcel,
    ParcelEvent,
    PriceChange,
    Product,
    Promotion,
    Refund,
)


def member(row: ShopMember) -> Member:
    """One member."""
    return Member(
        id=row.id,
        name=row.name,
        phone=row.phone,
        email=row.email,
        level=row.level,
        points=row.points,
        growth=row.growth,
        birth_year=row.birth_year,
        story=row.story,
        joined_at=row.joined_at,
    )


def product(row: ShopProduct) -> Product:
    """One product."""
    history = [
        PriceChange(datetime.fromisoformat(each["since"]), each["price_fen"]) for each in row.price_history
    ]
    return Product(
        id=row.id,
        title=row.title,
        category=row.category,
        price_fen=row.price_fen,
        stock=row.stock,
        restock_at=row.restock_at,
        image_url=row.image,
        skus=tuple(row.skus),
        sold_out_skus=tuple(row.sold_out_skus),
        facts=row.facts,
        description=row.description,
        warranty_months=row.warranty_months,
        no_reason_days=row.no_reason_days,
        exclusion_confirmed=row.exclusion_confirmed,
        price_history=tuple(history),
    )


def order(row: ShopOrder) -> Order:
    """One order with its lines and parcels."""
    return Order(
        number=row.number,
        member_id=row.member_id,
        status=row.status,
        cancel_reason=row.cancel_reason,
        receiver=row.receiver,
        receiver_phone=row.receiver_phone,
        address=row.address,
        note=row.note,
        shipping_fen=row.shipping_fen,
        paid_goods_fen=row.paid_goods_fen,
        points_spent=row.points_spent,
        promotion=Promotion(**row.promotion) if row.promotion else None,
        freight_insurance=row.freight_insurance,
        ship_promise_at=row.ship_promise_at,
        ordered_at=row.ordered_at,
        paid_at=row.paid_at,
        shipped_at=row.shipped_at,
        received_at=row.received_at,
        installed_at=row.installed_at,
        cancelled_at=row.cancelled_at,
        lines=tuple(order_line(line) for line in row.lines),
        parcels=tuple(parcel(each) for each in row.parcels),
    )


def order_line(row: ShopOrderLine) -> OrderLine:
    """One line with what the rules need of its product."""
    return OrderLine(
        id=row.id,
        product_id=row.product_id,
        title=row.product.title,
        category=row.product.category,
        image_url=row.product.image,
        sku=row.sku,
        unit_price_fen=row.unit_price_fen,
        quantity=row.quantity,
        paid_fen=row.paid_fen,
        price_now_fen=row.product.price_fen,
        returned_quantity=row.returned_quantity,
        refunded_fen=row.refunded_fen,
        exclusion_confirmed=row.product.exclusion_confirmed,
        warranty_months=row.product.warranty_months,
        no_reason_days=row.product.no_reason_days,
        marked=tuple(row.marked),
        gifts=tuple(row.gifts),
        repairs_done=row.repairs_done,
        repair_days=row.repair_days,
        exchanged_at=row.exchanged_at,
    )


def parcel(row: ShopParcel) -> Parcel:
    """One parcel, newest event first."""
    events = [
        ParcelEvent(datetime.fromisoformat(each["at"]), each["place"], each["text"]) for each in row.events
    ]
    return Parcel(
        number=row.number,
        carrier=row.carrier,
        courier_name=row.courier_name,
        courier_phone=row.courier_phone,
        expected_at=row.expected_at,
        events=tuple(reversed(events)),
    )


def coupon(row: ShopCoupon) -> Coupon:
    """One coupon."""
    return Coupon(row.title, row.threshold_fen, row.off_fen, row.status, row.valid_until)


def refund(row: ShopRefund) -> Refund:
    """One refund."""
    return Refund(
        order_number=row.order_number,
        amount_fen=row.amount_fen,
        status=row.status,
        method=row.method,
        requested_at=row.requested_at,
        sent_at=row.sent_at,
        expected_at=row.expected_at,
        arrived_at=row.arrived_at,
        points_back=row.points_back,
        coupons_back=tuple(row.coupons_back),
    )


def invoice(row: ShopInvoice) -> Invoice:
    """One invoice."""
    return Invoice(
        order_number=row.order_number,
        kind=row.kind,
        title=row.title,
        amount_fen=row.amount_fen,
        status=row.status,
        requested_at=row.requested_at,
        issued_at=row.issued_at,
    )
