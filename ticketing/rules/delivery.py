"""When an order arrives, from what is known of it at this moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

ON_THE_WAY = timedelta(days=3)
"""What a parcel usually takes once it has left, when the carrier says nothing yet."""


class Basis(StrEnum):
    """What an estimate rests on."""

    ARRIVED = "arrived"
    CANCELLED = "cancelled"
    UNPAID = "unpaid"
    CARRIER = "carrier"
    USUAL_TIME = "usual_time"
    SHIP_PROMISE = "ship_promise"


@dataclass(frozen=True, slots=True)
class Estimate:
    """`ship_by` is what the shop promised; `is_late`: that promise, or the carrier's time, has passed."""

    basis: Basis
    ship_by: datetime | None = None
    expected_at: datetime | None = None
    is_late: bool = False


def estimate(
    *,
    status: str,
    ship_promise_at: datetime | None,
    shipped_at: datetime | None,
    carrier_expects_at: datetime | None,
    now: datetime,
) -> Estimate:
    """The estimate for an order's status (unpaid, paid, shipped, delivered, finished, cancelled).

    A time that has passed is never given as expected: then `expected_at` is None and `is_late` true.
    """
    if status == "cancelled":
        return Estimate(Basis.CANCELLED)
    if status == "unpaid":
        return Estimate(Basis.UNPAID)
    if status in {"delivered", "finished"}:
        return Estimate(Basis.ARRIVED)
    if shipped_at is None:
        late = ship_promise_at is not None and ship_promise_at < now
        arrives = None if late or ship_promise_at is None else ship_promise_at + ON_THE_WAY
        return Estimate(Basis.SHIP_PROMISE, ship_promise_at, arrives, late)
    basis = Basis.CARRIER if carrier_expects_at else Basis.USUAL_TIME
    arrives = carrier_expects_at or shipped_at + ON_THE_WAY
    late = arrives < now
    return Estimate(basis, expected_at=None if late else arrives, is_late=late)
