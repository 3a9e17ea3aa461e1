"""What a shop tells us, as plain values: the same from the demo shop and from a real one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ticketing.rules.money import Fen


@dataclass(frozen=True, slots=True)
class Member:
    """A shopper as the shop knows him. `growth` decides the level, `points` can be spent."""

    id: str
    name: str
    phone: str
    email: str
    level: str
    points: int
    growth: int
    birth_year: int | None
    story: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class PriceChange:
    """From `since` on the product cost `price_fen`."""

    since: datetime
    price_fen: Fen


@dataclass(frozen=True, slots=True)
class Product:
    """A product with its data sheet. `category` is a legal category of the after-sales rules.

    `stock` counts all variants together; `sold_out_skus` are those that have none of it.
    """

    id: str
    title: str
    category: str
    price_fen: Fen
    stock: int
    restock_at: datetime | None
    image_url: str
    skus: tuple[str, ...]
    sold_out_skus: tuple[str, ...]
    facts: Mapping[str, str]
    description: str
    warranty_months: int | None
    no_reason_days: int | None
    exclusion_confirmed: bool
    price_history: tuple[PriceChange, ...]

    def has(self, sku: str, quantity: int) -> bool:
        """Whether so many of this variant are there."""
        return sku in self.skus and sku not in self.sold_out_skus and self.stock >= quantity


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product of an order, with what the after-sales rules must know of it.

    `paid_fen` is the whole line after its share of discounts; `unit_price_fen` the price at purchase.
    """

    id: str
    product_id: str
    title: str
    category: str
    image_url: str
    sku: str
    unit_price_fen: Fen
    quantity: int
    paid_fen: Fen
    price_now_fen: Fen
    returned_quantity: int
    refunded_fen: Fen
    exclusion_confirmed: bool
    warranty_months: int | None
    no_reason_days: int | None
    marked: tuple[str, ...]
    gifts: tuple[Mapping[str, Any], ...]
    repairs_done: int
    repair_days: int
    exchanged_at: datetime | None

    @property
    def left(self) -> int:
        """Pieces that did not go back."""
        return self.quantity - self.returned_quantity


@dataclass(frozen=True, slots=True)
class ParcelEvent:
    """One scan of a parcel."""

    at: datetime
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel and its trail, newest event first."""

    number: str
    carrier: str
    courier_name: str | None
    courier_phone: str | None
    expected_at: datetime | None
    events: tuple[ParcelEvent, ...]


@dataclass(frozen=True, slots=True)
class Promotion:
    """满减: `off_fen` less once the goods at unit prices reach `threshold_fen`."""

    title: str
    threshold_fen: Fen
    off_fen: Fen


@dataclass(frozen=True, slots=True)
class Order:
    """An order. `status`: unpaid, paid, shipped, delivered, finished, cancelled."""

    number: str
    member_id: str
    status: str
    cancel_reason: str | None
    receiver: str
    receiver_phone: str
    address: str
    note: str
    shipping_fen: Fen
    paid_goods_fen: Fen
    points_spent: int
    promotion: Promotion | None
    freight_insurance: bool
    ship_promise_at: datetime | None
    ordered_at: datetime
    paid_at: datetime | None
    shipped_at: datetime | None
    received_at: datetime | None
    installed_at: datetime | None
    cancelled_at: datetime | None
    lines: tuple[OrderLine, ...]
    parcels: tuple[Parcel, ...]

    @property
    def total_fen(self) -> Fen:
        """Goods and shipping."""
        return self.paid_goods_fen + self.shipping_fen

    @property
    def can_change(self) -> bool:
        """Not shipped and not cancelled: address and fate are still open."""
        return self.status in {"unpaid", "paid"}

    @property
    def parcel(self) -> Parcel | None:
        """The order's first parcel."""
        return self.parcels[0] if self.parcels else None


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back. `status`: approved, sent_to_bank, arrived.

    Points and coupons that were spent come back in kind: `points_back`, `coupons_back` (titles).
    """

    order_number: str
    amount_fen: Fen
    status: str
    method: str
    requested_at: datetime
    sent_at: datetime | None
    expected_at: datetime | None
    arrived_at: datetime | None
    points_back: int
    coupons_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pickup:
    """A courier who comes to the shopper's door for a parcel."""

    number: str
    carrier: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice. `status`: requested, issued."""

    order_number: str
    kind: str
    title: str
    amount_fen: Fen
    status: str
    requested_at: datetime
    issued_at: datetime | None


@dataclass(frozen=True, slots=True)
class Coupon:
    """A member's coupon. `status`: usable, used, expired."""

    title: str
    threshold_fen: Fen
    off_fen: Fen
    status: str
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class ReturnAddress:
    """Where goods go back to."""

    receiver: str
    phone: str
    address: str
