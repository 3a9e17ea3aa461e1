"""What an after-sales decision is made from, and which facts cannot all be true."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

from ticketing.errors import ImpossibleFacts
from ticketing.rules.money import Fen


class Category(StrEnum):
    """What kind of goods a line is."""

    MOBILE_PHONE = "mobile_phone"
    COMPUTER = "computer"
    HOME_APPLIANCE = "home_appliance"
    SMALL_ELECTRONICS = "small_electronics"
    CLOTHING = "clothing"
    SHOES_BAGS = "shoes_bags"
    FOOD_PACKAGED = "food_packaged"
    FOOD_FRESH = "food_fresh"
    COSMETICS = "cosmetics"
    MEDICAL = "medical"
    BOOKS = "books"
    NEWSPAPER = "newspaper"
    AUDIO_VIDEO = "audio_video"
    SOFTWARE = "software"
    VIRTUAL = "virtual"
    FURNITURE = "furniture"
    TOYS = "toys"
    HOME_TEXTILE = "home_textile"
    JEWELLERY = "jewellery"
    CUSTOM_MADE = "custom_made"
    HOUSEHOLD = "household"
    BABY = "baby"
    SPORTS = "sports"
    AUTO_PARTS = "auto_parts"


class Marked(StrEnum):
    """What the shop had said of the goods before they were bought."""

    NEAR_EXPIRY = "near_expiry"
    FLAWED = "flawed"


class Wish(StrEnum):
    """What the shopper wants."""

    RETURN = "return"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    REFUND_ONLY = "refund_only"
    COMPENSATION = "compensation"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why."""

    NO_REASON = "no_reason"
    QUALITY = "quality"
    ARRIVED_DAMAGED = "arrived_damaged"
    WRONG_ITEM = "wrong_item"
    MISSING_PART = "missing_part"
    NOT_AS_DESCRIBED = "not_as_described"
    COUNTERFEIT = "counterfeit"
    LATE = "late"


class Fault(StrEnum):
    """Whether the fault is on the 三包 list of performance faults."""

    LISTED = "listed"
    UNLISTED = "unlisted"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift that came with the line, its pre-stated price, and whether it is sent back with it."""

    name: str
    price_fen: Fen
    comes_back: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The order line in question. `paid_fen`: really paid for all of it, after its share of discounts."""

    id: str
    category: Category
    unit_price_fen: Fen
    quantity: int
    paid_fen: Fen
    returned_quantity: int = 0
    refunded_fen: Fen = 0
    exclusion_confirmed: bool = False
    marked: tuple[Marked, ...] = ()
    gifts: tuple[Gift, ...] = ()

    @property
    def left(self) -> int:
        """How many pieces the shopper still has of it."""
        return self.quantity - self.returned_quantity


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of the order, the one in question or another."""

    id: str
    unit_price_fen: Fen
    quantity: int
    paid_fen: Fen


@dataclass(frozen=True, slots=True)
class Promotion:
    """满减: this much off, once, when the goods at unit prices reach the threshold."""

    threshold_fen: Fen
    off_fen: Fen


@dataclass(frozen=True, slots=True)
class Order:
    """The whole order; `paid_goods_fen` without shipping."""

    paid_goods_fen: Fen
    lines: tuple[OrderLine, ...]
    promotion: Promotion | None = None
    shipping_paid_fen: Fen = 0


@dataclass(frozen=True, slots=True)
class Dates:
    """Instants with a zone; None has not happened."""

    ordered_at: datetime
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    received_at: datetime | None = None
    installed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """How the goods are now; None is unknown."""

    opened: bool | None = None
    used: bool | None = None
    seal_broken: bool | None = None
    tags_removed: bool | None = None
    activated: bool | None = None
    soiled: bool | None = None
    damaged_by_shopper: bool | None = None
    parts_complete: bool | None = None
    unauthorised_repair: bool | None = None
    serial_altered: bool | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What the shopper says. `serious`: the defect defeats the purpose; None is unknown."""

    wish: Wish = Wish.UNKNOWN
    reason: Reason = Reason.NO_REASON
    fault: Fault = Fault.UNKNOWN
    serious: bool | None = None
    fraud_confirmed: bool | None = None
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class History:
    """Earlier repairs of this line, the days they took, and the last exchange."""

    repairs_done: int = 0
    exchanged_at: datetime | None = None
    repair_days: int = 0


@dataclass(frozen=True, slots=True)
class Promises:
    """What the shop promised beyond the law; None is no promise."""

    no_reason_days: int | None = None
    freight_insurance: bool = False
    return_freight_by_shop: bool = False
    warranty_months: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a decision depends on."""

    now: datetime
    line: Line
    order: Order
    dates: Dates
    condition: Condition = Condition()
    report: Report = Report()
    history: History = History()
    promises: Promises = Promises()

    def known(self, path: str) -> Any:
        """The fact at a request path such as `condition.opened`."""
        section, name = path.split(".")
        return getattr(getattr(self, section), name)

    def answered(self, path: str, value: object) -> "Facts":
        """The same facts with another value at a request path."""
        section, name = path.split(".")
        return replace(self, **{section: replace(getattr(self, section), **{name: value})})


def check_possible(facts: Facts) -> None:
    """Raise ImpossibleFacts if the dates are out of order, lie ahead, or more goes back than is left."""
    dates = facts.dates
    happened = (dates.ordered_at, dates.shipped_at, dates.received_at, dates.installed_at)
    for earlier, later in (*pairwise(happened), (dates.ordered_at, dates.paid_at)):
        if later and (earlier is None or later < earlier):
            raise ImpossibleFacts("dates_out_of_order", "日期前后不一致：下单、发货、签收、安装应依次发生。")
    if any(at and at > facts.now for at in (*happened, dates.paid_at, facts.history.exchanged_at)):
        raise ImpossibleFacts("date_after_now", "有日期晚于当前时间，请核对。")
    if facts.report.quantity > facts.line.left:
        raise ImpossibleFacts(
            "more_than_left", f"这一行还剩 {max(facts.line.left, 0)} 件，申请的件数超出了。"
        )
