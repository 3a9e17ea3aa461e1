"""When an order arrives: what the answer rests on, and no time that has passed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ticketing.rules.delivery import ON_THE_WAY, Basis, Estimate, estimate

NOW = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "promise", "shipped", "carrier", "wanted"),
    [
        ("cancelled", None, None, None, Estimate(Basis.CANCELLED)),
        ("unpaid", None, None, None, Estimate(Basis.UNPAID)),
        ("delivered", None, NOW - HOUR, None, Estimate(Basis.ARRIVED)),
        ("finished", None, NOW - HOUR, NOW - HOUR, Estimate(Basis.ARRIVED)),
        ("paid", None, None, None, Estimate(Basis.SHIP_PROMISE)),
        ("paid", NOW + HOUR, None, None, Estimate(Basis.SHIP_PROMISE, NOW + HOUR, NOW + HOUR + ON_THE_WAY)),
        ("paid", NOW - HOUR, None, None, Estimate(Basis.SHIP_PROMISE, NOW - HOUR, None, True)),
        ("shipped", None, NOW - HOUR, NOW + HOUR, Estimate(Basis.CARRIER, None, NOW + HOUR)),
        ("shipped", None, NOW - HOUR, NOW - HOUR, Estimate(Basis.CARRIER, None, None, True)),
        ("shipped", None, NOW - HOUR, None, Estimate(Basis.USUAL_TIME, None, NOW - HOUR + ON_THE_WAY)),
        ("shipped", None, NOW - ON_THE_WAY - HOUR, None, Estimate(Basis.USUAL_TIME, None, None, True)),
    ],
)
def test_an_estimate_rests_on_the_best_that_is_known(
    status: str,
    promise: datetime | None,
    shipped: datetime | None,
    carrier: datetime | None,
    wanted: Estimate,
) -> None:
    found = estimate(
        status=status, ship_promise_at=promise, shipped_at=shipped, carrier_expects_at=carrier, now=NOW
    )
    assert found == wanted
