"""The example of the contract as a request body, and the same with one field changed."""

import copy
from typing import Any

EXAMPLE: dict[str, Any] = {
    "now": "2026-11-16T10:00:00+08:00",
    "line": {
        "id": "1",
        "category": "clothing",
        "unit_price_fen": 12900,
        "quantity": 1,
        "paid_fen": 12900,
        "returned_quantity": 0,
        "refunded_fen": 0,
        "exclusion_confirmed": False,
        "marked": [],
        "gifts": [{"name": "袜子", "price_fen": 900, "comes_back": True}],
    },
    "order": {
        "paid_goods_fen": 12900,
        "lines": [{"id": "1", "unit_price_fen": 12900, "quantity": 1, "paid_fen": 12900}],
        "promotion": None,
        "shipping_paid_fen": 0,
    },
    "dates": {
        "ordered_at": "2026-11-10T09:00:00+08:00",
        "paid_at": "2026-11-10T09:01:00+08:00",
        "shipped_at": "2026-11-10T18:00:00+08:00",
        "received_at": "2026-11-12T15:00:00+08:00",
        "installed_at": None,
    },
    "condition": {
        "opened": True,
        "used": False,
        "seal_broken": False,
        "tags_removed": False,
        "activated": False,
        "soiled": False,
        "damaged_by_shopper": False,
        "parts_complete": True,
        "unauthorised_repair": False,
        "serial_altered": False,
    },
    "report": {
        "wish": "return",
        "reason": "no_reason",
        "fault": "none",
        "serious": None,
        "fraud_confirmed": None,
        "quantity": 1,
    },
    "history": {"repairs_done": 0, "exchanged_at": None, "repair_days": 0},
    "promises": {
        "no_reason_days": None,
        "freight_insurance": False,
        "return_freight_by_shop": False,
        "warranty_months": None,
    },
}

GONE = object()


def body(**changes: object) -> dict[str, Any]:
    """The example, changed at paths written with `__`: `body(line__quantity=2)`; GONE takes a field away."""
    built = copy.deepcopy(EXAMPLE)
    for path, value in changes.items():
        *sections, name = path.split("__")
        place = built
        for section in sections:
            place = place[int(section) if section.isdigit() else section]
        if value is GONE:
            del place[name]
        else:
            place[name] = value
    return built
