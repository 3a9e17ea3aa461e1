"""A parcel's way from the first scan to the door, as carriers write it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

DELIVERY_ROUND = timedelta(hours=3)


def trail(
    cities: Sequence[str],
    shipped_at: datetime,
    until: datetime,
    *,
    delivered_by: tuple[str, str] | None = None,
    signed_by: str = "本人",
) -> list[dict[str, Any]]:
    """The scans between `shipped_at` and `until`, oldest first, evenly spread over the way.

    With `delivered_by` (courier, phone) the parcel arrives: `until` is when it was signed for.
    """
    steps = [(cities[0], f"【{cities[0]}】已揽收，包裹交给了快递员")]
    for here, there in zip(cities, cities[1:], strict=False):
        steps.append((here, f"离开【{here}转运中心】，下一站【{there}转运中心】"))
        steps.append((there, f"到达【{there}转运中心】"))
    last = until
    if delivered_by:
        last = until - DELIVERY_ROUND
    else:
        steps = steps[:-1] if len(steps) > 3 else steps
    gap = (last - shipped_at) / len(steps)
    events = [
        {"at": (shipped_at + gap * index).isoformat(), "place": place, "text": text}
        for index, (place, text) in enumerate(steps)
    ]
    if delivered_by:
        courier, phone = delivered_by
        home = cities[-1]
        events.append(
            {"at": last.isoformat(), "place": home, "text": f"派送中，快递员{courier}，电话 {phone}"}
        )
        events.append({"at": until.isoformat(), "place": home, "text": f"已签收，签收人：{signed_by}"})
    return events
