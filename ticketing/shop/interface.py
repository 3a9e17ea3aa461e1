"""What we ask of a shop. A real one serves docs/shop-contract.yaml, which has one operation a method."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ticketing.rules.money import Fen
from ticketing.shop.values import Coupon, Invoice, Member, Order, Pickup, Product, Refund, ReturnAddress


class Shop(Protocol):
    """Orders, parcels, members and products of one shop.

    Whatever names an order also names its member: another member's order is not found, even by its right
    number. What changes something, from `request_invoice` on, may be asked again after a lost answer; where
    it takes a `key`, the same key again changes nothing and gives the first answer.
    """

    def find_member(self, member_id: str) -> Member | None:
        """One member."""

    def levels_of(self, member_ids: Sequence[str]) -> dict[str, str]:
        """The levels of many members at once, for lists; unknown ones are left out."""

    def orders_of(self, member_id: str, limit: int = 20) -> list[Order]:
        """A member's orders, newest first."""

    def get_order(self, member_id: str, number: str) -> Order:
        """One order of this member, or raise OrderNotFound."""

    def get_product(self, product_id: str) -> Product:
        """One product, or raise ProductNotFound."""

    def find_products(self, words: str, limit: int = 3) -> list[Product]:
        """The products that fit some words, best first; all of them for no words."""

    def coupons_of(self, member_id: str) -> list[Coupon]:
        """A member's coupons, usable ones first."""

    def refunds_of(self, member_id: str, number: str | None = None) -> list[Refund]:
        """Refunds of all orders of a member, or of one of them, newest first. Raises OrderNotFound."""

    def invoices_of(self, member_id: str, number: str | None = None) -> list[Invoice]:
        """Invoices of all orders of a member, or of one of them, newest first. Raises OrderNotFound."""

    def return_address(self) -> ReturnAddress:
        """Where goods go back to."""

    def request_invoice(self, member_id: str, number: str, title: str, now: datetime) -> Invoice:
        """Ask for an invoice. Raises OrderNotFound, AlreadyInvoiced, NotPaid."""

    def cancel_order(self, member_id: str, number: str, reason: str, now: datetime) -> Refund | None:
        """Cancel before shipment; the refund if there is something to give back.

        Raises OrderNotFound, AlreadyShipped, AlreadyCancelled.
        """

    def change_address(
        self, member_id: str, number: str, *, address: str, receiver: str | None, phone: str | None
    ) -> Order:
        """Send it elsewhere, before shipment. Raises OrderNotFound, AlreadyShipped, AlreadyCancelled."""

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
        """Give money back for a line; the same `key` again gives the first refund.

        `quantity` pieces count as gone back: 0 when the shopper keeps the goods; `amount_fen` may be 0 when
        only goods go back. Points spent on the order come back in kind, in proportion; the coupon with the
        last piece of the order. Raises OrderNotFound, OrderLineNotFound, SumNotAllowed for more than was paid
        for the line (with the shipping, when nothing of the order is kept).
        """

    def compensate(self, member_id: str, number: str, *, amount_fen: Fen, key: str, now: datetime) -> Refund:
        """Pay beyond the price: what a fraud costs, or a parcel that the shopper paid for us.

        Raises OrderNotFound, NotPaid.
        """

    def book_pickup(
        self, member_id: str, number: str, *, begins_at: datetime, ends_at: datetime, key: str
    ) -> Pickup:
        """Send a courier to the order's address for a parcel. Raises OrderNotFound."""

    def cancel_pickup(self, member_id: str, number: str, *, key: str) -> None:
        """The courier of this `key` need not come; for an unknown one nothing happens."""

    def reserve_replacement(
        self, member_id: str, number: str, line_id: str, *, sku: str, quantity: int, key: str
    ) -> bool:
        """Keep pieces of the line's product for an exchange; False when there are not enough.

        Raises OrderNotFound, OrderLineNotFound, UnknownVariant.
        """

    def send_replacement(self, member_id: str, number: str, line_id: str, *, key: str, now: datetime) -> None:
        """What was reserved under `key` has left: the line counts as exchanged from `now` on."""

    def record_repair(self, member_id: str, number: str, line_id: str, *, days: int, key: str) -> None:
        """One more repair of the line, which took so many days. Raises OrderNotFound, OrderLineNotFound."""
