"""价保: the shop gives the difference back when a price falls soon after the purchase. A promise, not law."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ticketing.rules.aftersales_facts import Category
from ticketing.rules.money import Fen

PROTECTED_FOR = timedelta(days=15)
# Their price follows the day, not the shop.
NOT_PROTECTED = {Category.FOOD_FRESH, Category.JEWELLERY, Category.VIRTUAL, Category.CUSTOM_MADE}


class Why(StrEnum):
    """Why a line gets a difference, or none."""

    PRICE_FELL = "price_fell"
    PRICE_NOT_LOWER = "price_not_lower"
    TIME_OVER = "time_over"
    NOT_PROTECTED = "not_protected"
    RETURNED = "returned"
    NOT_PAID = "not_paid"


@dataclass(frozen=True, slots=True)
class Difference:
    """`fen` for all pieces that the shopper still has."""

    eligible: bool
    why: Why
    fen: Fen = 0


def days_left(paid_at: datetime | None, now: datetime) -> int:
    """Whole days, started ones counted, in which a fall still counts; 0 when it is over or unpaid."""
    if paid_at is None:
        return 0
    left = paid_at + PROTECTED_FOR - now
    return max(0, -(-left // timedelta(days=1)))


def difference(
    *,
    category: str,
    paid_unit_fen: Fen,
    price_now_fen: Fen,
    pieces: int,
    paid_at: datetime | None,
    now: datetime,
) -> Difference:
    """What a line gets back: the fall of the price against what one piece really cost."""
    if paid_at is None:
        return Difference(False, Why.NOT_PAID)
    if pieces <= 0:
        return Difference(False, Why.RETURNED)
    if Category(category) in NOT_PROTECTED:
        return Difference(False, Why.NOT_PROTECTED)
    if now >= paid_at + PROTECTED_FOR:
        return Difference(False, Why.TIME_OVER)
    if price_now_fen >= paid_unit_fen:
        return Difference(False, Why.PRICE_NOT_LOWER)
    return Difference(True, Why.PRICE_FELL, (paid_unit_fen - price_now_fen) * pieces)
