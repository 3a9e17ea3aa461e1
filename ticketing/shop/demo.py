"""The demo shop: the shop interface over our own tables."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.errors import (
    AlreadyCancelled,
    AlreadyInvoiced,
    AlreadyShipped,
    NotPaid,
    OrderLineNotFound,
    OrderNotFound,
    ProductNotFound,
    SumNotAllowed,
)
from ticketing.models import (
    ShopCoupon,
    ShopInvoice,
    ShopMember,
    ShopOrder,
    ShopOrderLine,
    ShopProduct,
    ShopRefund,
)
from ticketing.rules.money import Fen
from ticketing.shop import rows, works
from ticketing.shop.cards import CATEGORY_TEXTS
from ticketing.shop.search import find
from ticketing.shop.values import Coupon, Invoice, Member, Order, Pickup, Product, Refund, ReturnAddress

RETURN_ADDRESS = ReturnAddress("回声退货组", "400-000-0000", "示例省示例市回声路 1 号 3 号仓")
BANK_TAKES = timedelta(days=3)
SAME_WAY = "原路退回"
BEYOND = "额外支付"
COUPON_ORDER = {"usable": 0, "used": 1, "expired": 2}


class DemoShop:
    """See `ticketing.shop.interface.Shop`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_member(self, member_id: str) -> Member | None:
        row = self._session.get(ShopMember, member_id)
        return rows.member(row) if row else None

    def levels_of(self, member_ids: Sequence[str]) -> dict[str, str]:
        query = select(ShopMember.id, ShopMember.level).where(ShopMember.id.in_(member_ids))
        return {member_id: level for member_id, level in self._session.execute(query)}

    def members(self) -> list[Member]:
        """Everybody: only a demo shows its shoppers around."""
        return [
            rows.member(row)
            for row in self._session.scalars(select(ShopMember).order_by(ShopMember.joined_at))
        ]

    def orders_of(self, member_id: str, limit: int = 20) -> list[Order]:
        query = (
            select(ShopOrder)
            .where(ShopOrder.member_id == member_id)
            .order_by(ShopOrder.ordered_at.desc(), ShopOrder.number.desc())
            .limit(limit)
        )
        return [rows.order(row) for row in self._session.scalars(query)]

    def get_order(self, member_id: str, number: str) -> Order:
        return rows.order(self._own(member_id, number))

    def get_product(self, product_id: str) -> Product:
        row = self._session.get(ShopProduct, product_id)
        if row is None:
            raise ProductNotFound("没有找到这件商品，可能已经下架了。")
        return rows.product(row)

    def find_products(self, words: str, limit: int = 3) -> list[Product]:
        found = [
            rows.product(row) for row in self._session.scalars(select(ShopProduct).order_by(ShopProduct.id))
        ]
        if not words.strip():
            return found[:limit]
        return find(words, ((product, _searched(product)) for product in found), limit)

    def coupons_of(self, member_id: str) -> list[Coupon]:
        query = select(ShopCoupon).where(ShopCoupon.member_id == member_id).order_by(ShopCoupon.valid_until)
        found = [rows.coupon(row) for row in self._session.scalars(query)]
        return sorted(found, key=lambda coupon: COUPON_ORDER[coupon.status])

    def refunds_of(self, member_id: str, number: str | None = None) -> list[Refund]:
        query = select(ShopRefund).join(ShopOrder, ShopOrder.number == ShopRefund.order_number)
        query = query.where(ShopOrder.member_id == member_id, ShopRefund.amount_fen > 0)
        if number is not None:
            query = query.where(ShopOrder.number == self._own(member_id, number).number)
        query = query.order_by(ShopRefund.requested_at.desc(), ShopRefund.id.desc())
        return [rows.refund(row) for row in self._session.scalars(query)]

    def invoices_of(self, member_id: str, number: str | None = None) -> list[Invoice]:
        query = select(ShopInvoice).join(ShopOrder, ShopOrder.number == ShopInvoice.order_number)
        query = query.where(ShopOrder.member_id == member_id)
        if number is not None:
            query = query.where(ShopOrder.number == self._own(member_id, number).number)
        return [
            rows.invoice(row)
            for row in self._session.scalars(query.order_by(ShopInvoice.requested_at.desc()))
        ]

    def return_address(self) -> ReturnAddress:
        return RETURN_ADDRESS

    def request_invoice(self, member_id: str, number: str, title: str, now: datetime) -> Invoice:
        order = self._own(member_id, number, for_change=True)
        if order.paid_at is None or order.status == "cancelled":
            raise NotPaid("这笔订单没有付款，开不了发票。付款后随时可以开。")
        if self.invoices_of(member_id, number):
            raise AlreadyInvoiced("这笔订单已经有发票了，要换抬头可以帮您转给客服处理。")
        row = ShopInvoice(
            order_number=number,
            kind="电子普票",
            title=title,
            amount_fen=order.paid_goods_fen + order.shipping_fen - self._returned_money(number),
            status="requested",
            requested_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return rows.invoice(row)

    def cancel_order(self, member_id: str, number: str, reason: str, now: datetime) -> Refund | None:
        order = self._changeable(member_id, number)
        was_paid = order.paid_at is not None
        order.status, order.cancel_reason, order.cancelled_at = "cancelled", reason, now
        if not was_paid:
            return None
        amount = order.paid_goods_fen + order.shipping_fen - self._returned_money(number)
        for line in order.lines:
            line.returned_quantity, line.refunded_fen = line.quantity, line.paid_fen
        return self._pay(order, amount, f"cancel:{number}", now) if amount else None

    def change_address(
        self, member_id: str, number: str, *, address: str, receiver: str | None, phone: str | None
    ) -> Order:
        order = self._changeable(member_id, number)
        order.address = address
        order.receiver = receiver or order.receiver
        order.receiver_phone = phone or order.receiver_phone
        self._session.flush()
        return rows.order(order)

    def refund_line(
        self,
        member_id: str,
        number: str,
        line_id: str,
        *,
        quantity: int,
        amount_fen: Fen,
        key: str,
        now: datetime,
    ) -> Refund:
        order = self._own(member_id, number, for_change=True)
        paid_before = self._session.scalars(select(ShopRefund).where(ShopRefund.key == key)).first()
        if paid_before is not None:
            return rows.refund(paid_before)
        line = self._line(order, line_id)
        if quantity > line.quantity - line.returned_quantity:
            raise SumNotAllowed("退回的件数超过了买的件数，请核对一下。")
        pieces = sum(each.quantity - each.returned_quantity for each in order.lines)
        keeps = pieces > quantity
        of_line = line.paid_fen - line.refunded_fen + (0 if keeps else order.shipping_fen)
        left = order.paid_goods_fen + order.shipping_fen - self._returned_money(number)
        if order.paid_at is None or amount_fen > min(of_line, left):
            raise SumNotAllowed("退款超过了这件商品实际付的钱，请核对金额和件数。")
        line.returned_quantity += quantity
        line.refunded_fen += min(amount_fen, line.paid_fen - line.refunded_fen)
        if order.shipped_at is None and all(each.returned_quantity == each.quantity for each in order.lines):
            order.status, order.cancel_reason, order.cancelled_at = "cancelled", "发货前已全部退款", now
        return self._pay(order, amount_fen, key, now)

    def compensate(self, member_id: str, number: str, *, amount_fen: Fen, key: str, now: datetime) -> Refund:
        order = self._own(member_id, number, for_change=True)
        paid_before = self._session.scalars(select(ShopRefund).where(ShopRefund.key == key)).first()
        if paid_before is not None:
            return rows.refund(paid_before)
        if order.paid_at is None:
            raise NotPaid("这笔订单没有付款，没有可以退回的账户。")
        return self._pay(order, amount_fen, key, now, method=BEYOND)

    def book_pickup(
        self, member_id: str, number: str, *, begins_at: datetime, ends_at: datetime, key: str
    ) -> Pickup:
        return works.book_pickup(self._session, self._own(member_id, number), begins_at, ends_at, key)

    def cancel_pickup(self, member_id: str, number: str, *, key: str) -> None:
        self._own(member_id, number)
        works.cancel_pickup(self._session, key)

    def reserve_replacement(
        self, member_id: str, number: str, line_id: str, *, sku: str, quantity: int, key: str
    ) -> bool:
        line = self._line(self._own(member_id, number, for_change=True), line_id)
        return works.reserve(self._session, line, sku, quantity, key)

    def send_replacement(self, member_id: str, number: str, line_id: str, *, key: str, now: datetime) -> None:
        works.send(
            self._session, self._line(self._own(member_id, number, for_change=True), line_id), key, now
        )

    def record_repair(self, member_id: str, number: str, line_id: str, *, days: int, key: str) -> None:
        works.repaired(
            self._session, self._line(self._own(member_id, number, for_change=True), line_id), days, key
        )

    def _own(self, member_id: str, number: str, *, for_change: bool = False) -> ShopOrder:
        query = select(ShopOrder).where(ShopOrder.number == number, ShopOrder.member_id == member_id)
        if for_change:
            query = query.with_for_update().execution_options(populate_existing=True)
        row = self._session.scalars(query).first()
        if row is None:
            raise OrderNotFound("在您的订单里没有找到这个订单号，请核对一下数字。")
        return row

    def _changeable(self, member_id: str, number: str) -> ShopOrder:
        order = self._own(member_id, number, for_change=True)
        if order.status == "cancelled":
            raise AlreadyCancelled("这笔订单之前已经取消了。")
        if order.status not in {"unpaid", "paid"}:
            raise AlreadyShipped("包裹已经发出，订单改不了了。可以在派送时拒收，或者收到后申请退货。")
        return order

    def _line(self, order: ShopOrder, line_id: str) -> ShopOrderLine:
        line = next((line for line in order.lines if line.id == line_id), None)
        if line is None:
            raise OrderLineNotFound("这笔订单里没有这件商品。")
        return line

    def _returned_money(self, number: str) -> Fen:
        """What came back of the price; not what was paid beyond it."""
        query = select(ShopRefund.amount_fen)
        return sum(
            self._session.scalars(query.where(ShopRefund.order_number == number, ShopRefund.method != BEYOND))
        )

    def _pay(
        self, order: ShopOrder, amount_fen: Fen, key: str, now: datetime, method: str = SAME_WAY
    ) -> Refund:
        in_kind = works.give_back(self._session, order, now) if method == SAME_WAY else (0, [])
        row = ShopRefund(
            order_number=order.number,
            key=key,
            amount_fen=amount_fen,
            status="approved",
            method=method,
            requested_at=now,
            expected_at=now + BANK_TAKES,
            points_back=in_kind[0],
            coupons_back=in_kind[1],
        )
        self._session.add(row)
        self._session.flush()
        return rows.refund(row)


def _searched(product: Product) -> list[tuple[str, int]]:
    return [
        (product.title, 6),
        (product.facts.get("也叫", ""), 5),
        (CATEGORY_TEXTS[product.category], 3),
        (" ".join(product.skus), 2),
        (" ".join(product.facts), 1),
        (" ".join(product.facts.values()), 1),
        (product.description, 1),
    ]
