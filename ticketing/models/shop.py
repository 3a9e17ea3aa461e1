"""The demo shop's own tables: products, orders, parcels, members. A real shop keeps these elsewhere."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.models.registry import Table


class ShopMember(Table):
    """A demo shopper. `level`: 普通会员, 银卡会员, 金卡会员, 钻石会员."""

    __tablename__ = "shop_members"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254))
    level: Mapped[str] = mapped_column(String(10))
    points: Mapped[int]
    growth: Mapped[int]
    birth_year: Mapped[int | None]
    story: Mapped[str] = mapped_column(String(120), default="", server_default="")
    joined_at: Mapped[datetime]


class ShopProduct(Table):
    """A product. `category` is a legal category of the after-sales rules; `facts` is its data sheet."""

    __tablename__ = "shop_products"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    category: Mapped[str] = mapped_column(String(20))
    price_fen: Mapped[int]
    stock: Mapped[int]
    restock_at: Mapped[datetime | None]
    image: Mapped[str] = mapped_column(String(120))
    skus: Mapped[list[str]]
    sold_out_skus: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    facts: Mapped[dict[str, Any]]
    description: Mapped[str] = mapped_column(Text, default="")
    warranty_months: Mapped[int | None]
    no_reason_days: Mapped[int | None]
    exclusion_confirmed: Mapped[bool] = mapped_column(default=False)
    price_history: Mapped[list[dict[str, Any]]]


class ShopOrder(Table):
    """An order. `status`: unpaid, paid, shipped, delivered, finished, cancelled."""

    __tablename__ = "shop_orders"
    __table_args__ = (Index(None, "member_id", "ordered_at"),)

    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("shop_members.id"))
    status: Mapped[str] = mapped_column(String(10))
    cancel_reason: Mapped[str | None] = mapped_column(String(80))
    receiver: Mapped[str] = mapped_column(String(40))
    receiver_phone: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(String(200), default="")
    shipping_fen: Mapped[int] = mapped_column(default=0)
    paid_goods_fen: Mapped[int]
    points_spent: Mapped[int] = mapped_column(default=0, server_default="0")
    points_returned: Mapped[int] = mapped_column(default=0, server_default="0")
    promotion: Mapped[dict[str, Any] | None]
    freight_insurance: Mapped[bool] = mapped_column(default=False, server_default=false())
    ship_promise_at: Mapped[datetime | None]
    ordered_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    shipped_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    installed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    lines: Mapped[list["ShopOrderLine"]] = relationship(lazy="selectin", order_by="ShopOrderLine.id")
    parcels: Mapped[list["ShopParcel"]] = relationship(lazy="selectin", order_by="ShopParcel.number")


class ShopOrderLine(Table):
    """One product of an order. `id` is unique in its order; `paid_fen` is the whole line after discounts.

    `repairs_done`, `repair_days` and `exchanged_at` are what the warranty rules must know of its past.
    """

    __tablename__ = "shop_order_lines"

    order_number: Mapped[str] = mapped_column(ForeignKey("shop_orders.number"), primary_key=True)
    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("shop_products.id"))
    sku: Mapped[str] = mapped_column(String(60))
    unit_price_fen: Mapped[int]
    quantity: Mapped[int]
    paid_fen: Mapped[int]
    returned_quantity: Mapped[int] = mapped_column(default=0)
    refunded_fen: Mapped[int] = mapped_column(default=0)
    marked: Mapped[list[str]]
    gifts: Mapped[list[dict[str, Any]]]
    repairs_done: Mapped[int] = mapped_column(default=0, server_default="0")
    repair_days: Mapped[int] = mapped_column(default=0, server_default="0")
    exchanged_at: Mapped[datetime | None]

    product: Mapped[ShopProduct] = relationship(lazy="joined")


class ShopParcel(Table):
    """A parcel with its trail: `events` is a list of {"at", "place", "text"}, oldest first."""

    __tablename__ = "shop_parcels"

    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("shop_orders.number"), index=True)
    carrier: Mapped[str] = mapped_column(String(20))
    courier_name: Mapped[str | None] = mapped_column(String(20))
    courier_phone: Mapped[str | None] = mapped_column(String(20))
    expected_at: Mapped[datetime | None]
    events: Mapped[list[dict[str, Any]]]


class ShopCoupon(Table):
    """A member's coupon. `status`: usable, used, expired; `order_number`: what it was used for."""

    __tablename__ = "shop_coupons"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[str] = mapped_column(ForeignKey("shop_members.id"), index=True)
    title: Mapped[str] = mapped_column(String(60))
    threshold_fen: Mapped[int]
    off_fen: Mapped[int]
    status: Mapped[str] = mapped_column(String(10))
    valid_until: Mapped[datetime]
    order_number: Mapped[str | None] = mapped_column(String(32), index=True)


class ShopRefund(Table):
    """A refund on its way. `status`: approved, sent_to_bank, arrived.

    `key` names what caused it, so that one cause pays once: `cancel:ORDER` or an after-sales case's number.
    `points_back` and `coupons_back` (their titles) came back in kind too. A sum of 0: only goods went back.
    """

    __tablename__ = "shop_refunds"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("shop_orders.number"), index=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    amount_fen: Mapped[int]
    status: Mapped[str] = mapped_column(String(16))
    method: Mapped[str] = mapped_column(String(20))
    requested_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    expected_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    points_back: Mapped[int] = mapped_column(default=0, server_default="0")
    coupons_back: Mapped[list[str]] = mapped_column(default=list, server_default="[]")


class ShopWork(Table):
    """What the shop does for an after-sales case, once a `key`. `kind`: pickup, replacement, repair.

    `state`: open, done, undone. `details`: of a pickup {"number", "carrier", "begins_at", "ends_at"}, of a
    replacement {"sku", "quantity"}, of a repair {"days"}.
    """

    __tablename__ = "shop_works"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    order_number: Mapped[str] = mapped_column(ForeignKey("shop_orders.number"), index=True)
    line_id: Mapped[str | None] = mapped_column(String(8))
    details: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(8))


class ShopInvoice(Table):
    """An invoice. `status`: requested, issued; `kind`: 电子普票, 电子专票."""

    __tablename__ = "shop_invoices"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(ForeignKey("shop_orders.number"), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(80))
    amount_fen: Mapped[int]
    status: Mapped[str] = mapped_column(String(10))
    requested_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
