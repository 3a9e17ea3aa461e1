"""Money: shares that add up, promotions that break, gifts, shipping, compensation."""

import pytest

from tests.ticketing.rules.aftersales_case import facts, gift, other_line, promotion, route
from ticketing.rules.money import share


def sums(case, name="no_reason_return"):
    money = route(case, name).money
    return money.refund_fen, money.amount_due_fen


PRO_RATA = [
    # paid, pieces, returned before, refunded before, goes back, refund
    (12_900, 1, 0, 0, 1, 12_900),
    (10_000, 3, 0, 0, 1, 3_333),
    (10_000, 3, 0, 0, 2, 6_667),
    (10_000, 3, 1, 3_333, 1, 3_333),
    (10_000, 3, 2, 6_666, 1, 3_334),  # the last takes what remains
    (10_000, 3, 1, 3_333, 2, 6_667),
    (10_000, 3, 0, 0, 3, 10_000),
    (5, 2, 0, 0, 1, 3),  # half a fen up
    (5, 2, 1, 3, 1, 2),
    (5, 10, 5, 5, 1, 0),  # never above what was paid
    (10_000, 3, 0, 9_000, 1, 1_000),
    (10_000, 2, 0, 3_000, 2, 7_000),
    (0, 1, 0, 0, 1, 0),
]


@pytest.mark.parametrize(("paid", "pieces", "returned", "refunded", "quantity", "expected"), PRO_RATA)
@pytest.mark.parametrize(
    ("reason", "name"), [("no_reason", "no_reason_return"), ("quality", "quality_return")]
)
def test_a_part_of_the_line_gets_its_share(
    paid, pieces, returned, refunded, quantity, expected, reason, name
):
    case = facts(
        paid_fen=paid,
        pieces=pieces,
        returned_quantity=returned,
        refunded_fen=refunded,
        quantity=quantity,
        reason=reason,
    )
    assert sums(case, name) == (expected, 0)


PROMOTION = [
    # this line: unit, pieces, paid, returned, refunded, goes back
    # · others at unit price · threshold, off · refund, due
    # ¥200 + ¥150, 满300减50: paid 171.43 + 128.57
    (20_000, 1, 17_143, 0, 0, 1, 15_000, (30_000, 5_000), (15_000, 0)),  # kept 150: 300 − 150
    (15_000, 1, 12_857, 0, 0, 1, 20_000, (30_000, 5_000), (10_000, 0)),
    (10_000, 1, 8_750, 0, 0, 1, 30_000, (30_000, 5_000), (8_750, 0)),  # kept reaches it exactly
    (10_000, 1, 8_750, 0, 0, 1, 29_999, (30_000, 5_000), (5_000, 0)),  # a fen short: 349.99 − 299.99
    (10_000, 1, 10_000, 0, 0, 1, 10_000, (30_000, 5_000), (10_000, 0)),  # the whole never reached it
    (20_000, 2, 35_000, 0, 0, 1, 0, (30_000, 5_000), (15_000, 0)),  # what stays of this line is kept too
    (20_000, 2, 35_000, 1, 15_000, 1, 0, (30_000, 5_000), (20_000, 0)),  # … and then the rest: 350 in all
    (20_000, 2, 35_000, 0, 0, 2, 0, (30_000, 5_000), (35_000, 0)),
    (2_000, 1, 1_714, 0, 0, 1, 29_000, (30_000, 5_000), (0, 3_000)),  # paid 260, kept 290: ¥30 is due
    (2_000, 1, 1_714, 0, 0, 1, 29_000, None, (1_714, 0)),
]


@pytest.mark.parametrize(
    ("unit", "pieces", "paid", "returned", "refunded", "quantity", "others", "offer", "expected"), PROMOTION
)
def test_a_broken_promotion_is_undone_at_unit_prices(
    unit, pieces, paid, returned, refunded, quantity, others, offer, expected
):
    whole = unit * pieces + others
    off = offer[1] if offer and whole >= offer[0] else 0
    case = facts(
        unit_price_fen=unit,
        pieces=pieces,
        paid_fen=paid,
        returned_quantity=returned,
        refunded_fen=refunded,
        quantity=quantity,
        others=(other_line(others),) if others else (),
        promotion=promotion(*offer) if offer else None,
        paid_goods_fen=whole - off,
    )
    assert sums(case) == expected


def test_for_a_quality_reason_a_promotion_does_not_break():
    case = facts(
        unit_price_fen=20_000,
        paid_fen=17_143,
        others=(other_line(15_000, paid_fen=12_857),),
        promotion=promotion(30_000, 5_000),
        reason="quality",
    )
    assert sums(case, "quality_return") == (17_143, 0)
    assert sums(case, "no_reason_return") == (15_000, 0)


GIFTS = [
    # pieces, goes back, gifts (price, comes back), refund and due of 100 each piece
    (1, 1, [(900, True)], (10_000, 0)),
    (1, 1, [(900, False)], (9_100, 0)),
    (1, 1, [(900, False), (600, False), (300, True)], (8_500, 0)),
    (1, 1, [(12_000, False)], (0, 2_000)),
    (2, 1, [(900, False)], (10_000, 0)),  # not the last of the line
    (2, 2, [(900, False)], (19_100, 0)),
]


@pytest.mark.parametrize(("pieces", "quantity", "gifts", "expected"), GIFTS)
def test_a_gift_that_stays_is_paid_when_the_last_piece_goes_back(pieces, quantity, gifts, expected):
    gifts = tuple(gift(price, comes_back=back) for price, back in gifts)
    case = facts(unit_price_fen=10_000, pieces=pieces, quantity=quantity, gifts=gifts)
    assert sums(case) == expected


def test_gifts_are_never_deducted_for_quality_or_before_shipment():
    gifts = (gift(900, comes_back=False),)
    assert sums(facts(reason="quality", gifts=gifts), "quality_return") == (12_900, 0)
    assert sums(facts(None, shipped_at=None, gifts=gifts), "refund_only") == (12_900, 0)


def test_gifts_come_off_after_the_promotion_and_the_rest_is_due():
    case = facts(
        unit_price_fen=2_000,
        paid_fen=1_714,
        others=(other_line(29_000),),
        promotion=promotion(30_000, 5_000),
        paid_goods_fen=26_000,
        gifts=(gift(900, comes_back=False),),
    )
    assert sums(case) == (0, 3_900)


SHIPPING = [
    # reason, pieces, returned before, goes back, another line, quality refund of 129 each
    ("quality", 1, 0, 1, False, 13_900),
    ("wrong_item", 1, 0, 1, False, 13_900),
    ("quality", 2, 0, 2, False, 26_800),
    ("quality", 2, 0, 1, False, 12_900),
    ("quality", 1, 0, 1, True, 12_900),
    ("quality", 2, 1, 1, False, 13_900),
]


@pytest.mark.parametrize(("reason", "pieces", "returned", "quantity", "has_other", "expected"), SHIPPING)
def test_shipping_comes_back_when_nothing_of_the_order_is_kept_for_quality(
    reason, pieces, returned, quantity, has_other, expected
):
    case = facts(
        reason=reason,
        pieces=pieces,
        returned_quantity=returned,
        refunded_fen=12_900 * returned,
        quantity=quantity,
        others=(other_line(5_000),) if has_other else (),
        shipping_paid_fen=1_000,
    )
    assert sums(case, "quality_return") == (expected, 0)


def test_shipping_does_not_come_back_without_a_reason():
    assert sums(facts(shipping_paid_fen=1_000)) == (12_900, 0)
    assert sums(facts(None, shipped_at=None, shipping_paid_fen=1_000), "refund_only") == (12_900, 0)


COMPENSATION = [
    # paid for two, goes back, compensation
    (40_000, 2, 120_000),
    (40_000, 1, 60_000),
    (33_333, 1, 50_001),  # half of it is 16666.5, so 16667
    (33_332, 1, 50_000),
    (10_000, 2, 50_000),
    (0, 2, 50_000),
]


@pytest.mark.parametrize(("paid", "quantity", "expected"), COMPENSATION)
@pytest.mark.parametrize("reason", ["counterfeit", "not_as_described"])
def test_fraud_costs_three_times_the_price_and_at_least_500(paid, quantity, expected, reason):
    case = facts(reason=reason, fraud_confirmed=True, pieces=2, paid_fen=paid, quantity=quantity)
    assert sums(case, "compensation") == (expected, 0)


@pytest.mark.parametrize(
    ("amount", "part", "whole", "expected"), [(1, 1, 2, 1), (1, 1, 3, 0), (2, 1, 3, 1), (10, 3, 4, 8)]
)
def test_half_a_fen_is_rounded_up(amount, part, whole, expected):
    assert share(amount, part, whole) == expected
