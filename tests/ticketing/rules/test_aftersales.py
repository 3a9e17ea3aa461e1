"""The whole decision: states before receipt, refund without return, compensation, what is recommended."""

from dataclasses import replace

import pytest

from tests.ticketing.rules.aftersales_case import at, decided, facts, route, told, unknown
from ticketing.errors import ImpossibleFacts
from ticketing.rules.aftersales_facts import Category, Reason, Wish
from ticketing.rules.routes import Route

CATEGORIES = [each.value for each in Category]
REASONS = [each.value for each in Reason]
EXCLUDED_BY_LAW = ("food_fresh", "custom_made", "virtual", "newspaper")
NOT_SHIPPED = {"received": None, "shipped_at": None}


def open_routes(case):
    return [each.route.value for each in decided(case).routes if each.open]


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("category", CATEGORIES)
def test_before_shipment_only_the_money_comes_back_for_every_category(category, reason):
    case = facts(**NOT_SHIPPED, category=category, reason=reason, **unknown("opened", "activated"))
    assert open_routes(case) == ["refund_only"]
    assert [each.open for each in decided(case).routes].count(False) == 5
    assert told(case, "refund_only") == "open 12900"


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("category", CATEGORIES)
def test_before_receipt_a_return_is_open_without_deadline_unless_excluded(category, reason):
    case = facts(None, category=category, reason=reason, opened=False)
    excluded = category in EXCLUDED_BY_LAW
    assert told(case, "no_reason_return") == ("closed" if excluded else "open shopper 12900")
    assert told(case, "refund_only") == "open 12900"
    rest = ("quality_return", "exchange", "repair", "compensation")
    assert [told(case, name) for name in rest] == ["closed"] * 4
    assert decided(case).recommended is Route.REFUND_ONLY


BEFORE_RECEIPT = [
    ({"category": "food_fresh", "no_reason_days": 3}, "open shopper 12900"),
    ({"category": "software", "opened": True}, "closed"),
    ({"category": "software", "opened": None}, "unknown[condition.opened] shopper 12900"),
    ({"category": "clothing", "opened": None, "soiled": None, "parts_complete": None}, "open shopper 12900"),
    ({"category": "clothing", "now": "2027-11-20 10:00"}, "open shopper 12900"),
    ({"category": "cosmetics", "opened": False, "exclusion_confirmed": True}, "open shopper 12900"),
    ({"category": "clothing", "return_freight_by_shop": True}, "open seller 12900"),
]


@pytest.mark.parametrize(("changes", "expected"), BEFORE_RECEIPT)
def test_before_receipt_only_the_exclusion_matters(changes, expected):
    assert told(facts(None, **changes), "no_reason_return") == expected


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("reason", REASONS)
def test_after_receipt_money_without_return_is_for_missing_parts_and_spoiled_fresh_food(category, reason):
    is_open = reason == "missing_part" or (reason == "arrived_damaged" and category == "food_fresh")
    case = facts(category=category, reason=reason)
    assert told(case, "refund_only") == ("open" if is_open else "closed")  # the sum is agreed by a person


COMPENSATION = [
    # reason, fraud confirmed, answer for ¥129
    ("counterfeit", True, "open 50000"),
    ("counterfeit", False, "closed"),
    ("counterfeit", None, "unknown[report.fraud_confirmed] 50000"),
    ("not_as_described", True, "open 50000"),
    ("not_as_described", False, "closed"),
    ("not_as_described", None, "unknown[report.fraud_confirmed] 50000"),
    *((each, True, "closed") for each in REASONS if each not in ("counterfeit", "not_as_described")),
]


@pytest.mark.parametrize(("reason", "fraud", "expected"), COMPENSATION)
def test_compensation_is_for_confirmed_fraud_only(reason, fraud, expected):
    assert told(facts(reason=reason, fraud_confirmed=fraud), "compensation") == expected


RECOMMENDED = [
    # wish, facts, what is offered first
    ("return", {}, "no_reason_return"),
    ("unknown", {}, "no_reason_return"),
    ("exchange", {}, "exchange"),
    ("repair", {}, "exchange"),
    ("return", {"reason": "quality"}, "quality_return"),  # the seller pays the freight
    ("refund_only", {"reason": "quality"}, "quality_return"),
    ("refund_only", {"reason": "missing_part"}, "refund_only"),
    ("repair", {"reason": "quality"}, "repair"),
    ("compensation", {"reason": "counterfeit", "fraud_confirmed": True}, "compensation"),
    ("compensation", {"reason": "counterfeit", "fraud_confirmed": None}, "quality_return"),
    ("return", {"reason": "quality", "now": "2026-11-20 00:00", "serious": False}, "exchange"),
    (
        "exchange",
        {"category": "computer", "reason": "quality", "fault": "unlisted", "activated": True},
        "repair",
    ),
    ("return", {"soiled": True}, None),
    ("return", {"soiled": None}, None),
    ("exchange", {"received": None}, "refund_only"),
    ("return", NOT_SHIPPED, "refund_only"),
]


@pytest.mark.parametrize(("wish", "changes", "expected"), RECOMMENDED)
def test_the_open_route_that_serves_the_wish_best_is_recommended(wish, changes, expected):
    assert decided(facts(wish=wish, **changes)).recommended == expected


@pytest.mark.parametrize("wish", list(Wish))
@pytest.mark.parametrize("reason", REASONS)
def test_whatever_the_wish_all_six_routes_are_answered_in_order(wish, reason):
    answer = decided(facts(wish=wish.value, reason=reason))
    assert [each.route for each in answer.routes] == list(Route)
    assert answer.human_route  # some route is always refused


IMPOSSIBLE = [
    # what is wrong, its code
    ({"installed_at": "2026-11-12 14:59"}, "dates_out_of_order"),
    ({"received": "2026-11-12 15:00", "shipped_at": "2026-11-12 15:01"}, "dates_out_of_order"),
    ({"shipped_at": "2026-11-01 09:00"}, "dates_out_of_order"),  # before it was ordered
    ({"shipped_at": None}, "dates_out_of_order"),  # received, but never shipped
    ({"received": None, "installed_at": "2026-11-13 09:00"}, "dates_out_of_order"),
    ({"now": "2026-11-12 14:59:59"}, "date_after_now"),
    ({"installed_at": "2026-11-13 15:01"}, "date_after_now"),
    ({"exchanged_at": "2026-11-13 15:01"}, "date_after_now"),
    ({"quantity": 2}, "more_than_left"),
    ({"pieces": 3, "returned_quantity": 2, "quantity": 2}, "more_than_left"),
    ({"returned_quantity": 1}, "more_than_left"),
    ({"returned_quantity": 2}, "more_than_left"),
]


@pytest.mark.parametrize(("changes", "code"), IMPOSSIBLE)
def test_facts_that_cannot_all_be_true_are_refused_by_name(changes, code):
    with pytest.raises(ImpossibleFacts) as refused:
        decided(facts(**changes))
    assert refused.value.fact == code


def test_payment_may_follow_shipment_but_not_come_before_the_order_or_after_now():
    case = facts()
    paid_on_delivery = replace(case, dates=replace(case.dates, paid_at=case.dates.received_at))
    assert route(paid_on_delivery, "no_reason_return").open
    for wrong in ("2026-11-01 09:00", "2026-11-14 09:00"):
        with pytest.raises(ImpossibleFacts):
            decided(replace(case, dates=replace(case.dates, paid_at=at(wrong))))


def test_everything_in_one_instant_is_possible():
    moment = at("2026-11-12 15:00")
    dates = replace(
        facts().dates,
        ordered_at=moment,
        paid_at=moment,
        shipped_at=moment,
        received_at=moment,
        installed_at=moment,
    )
    assert route(replace(facts(), now=moment, dates=dates), "no_reason_return").open
