"""Return, exchange and repair for a quality reason: both sevens, the fifteen, the warranty, the guarantee."""

import pytest

from tests.ticketing.rules.aftersales_case import decided, facts, route, told

SANBAO = ("mobile_phone", "computer", "home_appliance")
OTHER = (
    "small_electronics", "clothing", "shoes_bags", "food_packaged", "cosmetics", "medical", "books",
    "newspaper", "audio_video", "software", "virtual", "furniture", "toys", "home_textile", "jewellery",
    "custom_made", "household", "baby", "sports", "auto_parts",
)  # fmt: skip
NEVER_REPAIRED = (
    "food_packaged", "food_fresh", "cosmetics", "medical", "books", "newspaper", "audio_video",
    "software", "virtual",
)  # fmt: skip
OTHER_QUALITY = ("arrived_damaged", "wrong_item", "missing_part", "not_as_described", "counterfeit")

# Received on Thursday 2026-11-12: day 7 is the 19th, day 15 Friday the 27th; one year is Friday 2027-11-12,
# two years on Sunday 2028-11-12, so Monday.
RETURN = "open until 2026-11-20 seller 12900"
EXCHANGE = "open until 2026-11-28 seller"
REPAIR = "open until 2027-11-13? seller"
EXCHANGE_TO_THE_END = "open until 2027-11-13? seller"
RETURN_TO_THE_END = "open until 2027-11-13? seller 12900"
RETURN_OVER, EXCHANGE_OVER, WARRANTY_OVER = (
    "closed until 2026-11-20",
    "closed until 2026-11-28",
    "closed until 2027-11-13?",
)
ASKED = "unknown[report.fault] until "

SANBAO_CLOCK = [
    # fault, repairs done, now, return, exchange, repair
    ("listed", 0, "2026-11-12 15:00", RETURN, EXCHANGE, REPAIR),
    ("listed", 0, "2026-11-19 23:59:59", RETURN, EXCHANGE, REPAIR),
    ("listed", 0, "2026-11-20 00:00", RETURN_OVER, EXCHANGE, REPAIR),
    ("listed", 0, "2026-11-27 23:59:59", RETURN_OVER, EXCHANGE, REPAIR),
    ("listed", 0, "2026-11-28 00:00", RETURN_OVER, EXCHANGE_OVER, REPAIR),
    ("listed", 0, "2027-11-12 23:59:59", RETURN_OVER, EXCHANGE_OVER, REPAIR),
    ("listed", 0, "2027-11-13 00:00", RETURN_OVER, EXCHANGE_OVER, WARRANTY_OVER),
    ("listed", 1, "2026-11-28 00:00", RETURN_OVER, EXCHANGE_OVER, REPAIR),
    ("listed", 2, "2026-11-13 09:00", RETURN, EXCHANGE_TO_THE_END, REPAIR),
    ("listed", 2, "2026-11-28 00:00", RETURN_OVER, EXCHANGE_TO_THE_END, REPAIR),
    ("listed", 3, "2027-11-12 23:59:59", RETURN_OVER, EXCHANGE_TO_THE_END, REPAIR),
    ("listed", 2, "2027-11-13 00:00", RETURN_OVER, WARRANTY_OVER, WARRANTY_OVER),
    ("unlisted", 0, "2026-11-12 15:00", "closed", "closed", REPAIR),
    ("unlisted", 1, "2027-11-12 23:59:59", "closed", "closed", REPAIR),
    ("unlisted", 1, "2027-11-13 00:00", "closed", "closed", WARRANTY_OVER),
    ("unlisted", 2, "2026-11-13 09:00", "closed", EXCHANGE_TO_THE_END, REPAIR),
    ("unlisted", 2, "2027-11-12 23:59:59", "closed", EXCHANGE_TO_THE_END, REPAIR),
    ("unlisted", 2, "2027-11-13 00:00", "closed", WARRANTY_OVER, WARRANTY_OVER),
    *(
        row
        for fault in ("unknown", "none")
        for row in (
            (
                fault,
                0,
                "2026-11-12 15:00",
                ASKED + "2026-11-20 seller 12900",
                ASKED + "2026-11-28 seller",
                REPAIR,
            ),
            (fault, 0, "2026-11-20 00:00", RETURN_OVER, ASKED + "2026-11-28 seller", REPAIR),
            (fault, 1, "2026-11-27 23:59:59", RETURN_OVER, ASKED + "2026-11-28 seller", REPAIR),
            (fault, 0, "2026-11-28 00:00", RETURN_OVER, EXCHANGE_OVER, REPAIR),
            # Two repairs: the exchange is open whatever the fault, so nothing is asked for it.
            (fault, 2, "2026-11-13 09:00", ASKED + "2026-11-20 seller 12900", EXCHANGE_TO_THE_END, REPAIR),
            (fault, 2, "2026-11-28 00:00", RETURN_OVER, EXCHANGE_TO_THE_END, REPAIR),
            (fault, 2, "2027-11-13 00:00", RETURN_OVER, WARRANTY_OVER, WARRANTY_OVER),
        )
    ),
]


@pytest.mark.parametrize("category", ["mobile_phone", "computer"])
@pytest.mark.parametrize(("fault", "repairs", "now", "to_return", "to_exchange", "to_repair"), SANBAO_CLOCK)
def test_sanbao_goods_go_from_return_to_exchange_to_repair(
    category, fault, repairs, now, to_return, to_exchange, to_repair
):
    case = facts(category=category, reason="quality", fault=fault, repairs_done=repairs, now=now)
    answers = tuple(told(case, name) for name in ("quality_return", "exchange", "repair"))
    assert answers == (to_return, to_exchange, to_repair)


APPLIANCE_AFTER_TWO_REPAIRS = [
    # fault, repairs done, now, return
    ("listed", 1, "2026-11-20 00:00", RETURN_OVER),
    ("listed", 2, "2026-11-13 09:00", RETURN_TO_THE_END),
    ("listed", 2, "2026-11-20 00:00", RETURN_TO_THE_END),
    ("listed", 2, "2027-11-12 23:59:59", RETURN_TO_THE_END),
    ("listed", 2, "2027-11-13 00:00", WARRANTY_OVER),
    ("unlisted", 2, "2026-11-20 00:00", "closed"),
    ("unknown", 1, "2026-11-20 00:00", RETURN_OVER),
    ("unknown", 2, "2026-11-20 00:00", ASKED + "2027-11-13? seller 12900"),
    ("none", 2, "2027-11-12 23:59:59", ASKED + "2027-11-13? seller 12900"),
    ("none", 2, "2027-11-13 00:00", WARRANTY_OVER),
]


@pytest.mark.parametrize(("fault", "repairs", "now", "expected"), APPLIANCE_AFTER_TWO_REPAIRS)
def test_only_an_appliance_that_was_repaired_twice_may_also_go_back(fault, repairs, now, expected):
    case = facts(category="home_appliance", reason="quality", fault=fault, repairs_done=repairs, now=now)
    assert told(case, "quality_return") == expected


CLOCK_STARTS = [
    # what happened, deadlines of return, exchange, repair
    ({"installed_at": "2026-11-16 10:00"}, "2026-11-24", "2026-12-02", "2027-11-17?"),
    ({"installed_at": "2026-11-12 18:00"}, "2026-11-20", "2026-11-28", "2027-11-13?"),
    ({"exchanged_at": "2026-11-18 10:00"}, "2026-11-26", "2026-12-04", "2027-11-19?"),
    (
        {"installed_at": "2026-11-13 10:00", "exchanged_at": "2026-11-18 10:00"},
        "2026-11-26",
        "2026-12-04",
        "2027-11-19?",
    ),
    ({"repair_days": 10}, "2026-11-20", "2026-11-28", "2027-11-23?"),
    ({"repair_days": 1}, "2026-11-20", "2026-11-28", "2027-11-16?"),  # a Saturday, so Monday
    ({"warranty_months": 6}, "2026-11-20", "2026-11-28", "2027-11-13?"),  # worse than the law: the law
    ({"warranty_months": 24}, "2026-11-20", "2026-11-28", "2028-11-14?"),  # a Sunday, so Monday
    ({"warranty_months": 13, "repair_days": 3}, "2026-11-20", "2026-11-28", "2027-12-16?"),
]


@pytest.mark.parametrize(("changes", "to_return", "to_exchange", "to_repair"), CLOCK_STARTS)
def test_the_sanbao_clock_runs_from_receipt_installation_or_exchange(
    changes, to_return, to_exchange, to_repair
):
    changes = {"now": "2026-11-18 12:00", **changes}
    case = facts(category="home_appliance", reason="quality", fault="listed", **changes)
    assert told(case, "quality_return") == f"open until {to_return} seller 12900"
    assert told(case, "exchange") == f"open until {to_exchange} seller"
    assert told(case, "repair") == f"open until {to_repair} seller"


def test_the_sevens_of_sanbao_move_with_a_holiday_like_every_period():
    # Received 2026-09-18: day 7 is 中秋 (25–27), so the 28th; day 15 is in 国庆 (1–7), so 10-08.
    case = facts(
        "2026-09-18 09:00", "2026-09-28 23:59", category="computer", reason="quality", fault="listed"
    )
    assert told(case, "quality_return") == "open until 2026-09-29 seller 12900"
    assert told(case, "exchange") == "open until 2026-10-09 seller"


def test_a_year_from_the_last_of_february_ends_on_the_last_of_february():
    case = facts(
        "2024-02-29 10:00", "2025-02-28 23:00", category="computer", reason="quality", fault="listed"
    )
    assert told(case, "repair") == "open until 2025-03-01 seller"


def test_serious_plays_no_part_for_sanbao_goods():
    for serious in (True, False, None):
        late = facts(
            category="computer", reason="quality", fault="listed", serious=serious, now="2026-11-20 00:00"
        )
        assert told(late, "quality_return") == RETURN_OVER


@pytest.mark.parametrize("fact", ["damaged_by_shopper", "unauthorised_repair", "serial_altered"])
@pytest.mark.parametrize("category", [*SANBAO, "clothing", "food_fresh"])
def test_what_the_shopper_did_to_the_goods_closes_all_three_for_quality_only(category, fact):
    case = facts(category=category, reason="quality", fault="listed", **{fact: True})
    assert [told(case, name) for name in ("quality_return", "exchange", "repair")] == ["closed"] * 3
    not_asked = facts(category=category, reason="quality", fault="listed", **{fact: None})
    assert told(not_asked, "quality_return") == RETURN
    assert told(facts(category=category, reason="wrong_item", **{fact: True}), "quality_return") == RETURN


GUARANTEE = "open until 2028-11-14? seller"
SERIOUS_RETURN = "open until 2028-11-14? seller 12900"
GUARANTEE_CLOCK = [
    # serious, now, return, exchange
    (None, "2026-11-12 15:00", RETURN, GUARANTEE),
    (None, "2026-11-19 23:59:59", RETURN, GUARANTEE),
    (None, "2026-11-20 00:00", "unknown[report.serious] until 2028-11-14? seller 12900", GUARANTEE),
    (None, "2028-11-13 23:59:59", "unknown[report.serious] until 2028-11-14? seller 12900", GUARANTEE),
    (None, "2028-11-14 00:00", "closed until 2028-11-14?", "closed until 2028-11-14?"),
    (False, "2026-11-19 23:59:59", RETURN, GUARANTEE),
    (False, "2026-11-20 00:00", RETURN_OVER, GUARANTEE),
    (False, "2028-11-14 00:00", RETURN_OVER, "closed until 2028-11-14?"),
    (True, "2026-11-19 23:59:59", SERIOUS_RETURN, GUARANTEE),
    (True, "2026-11-20 00:00", SERIOUS_RETURN, GUARANTEE),
    (True, "2028-11-13 23:59:59", SERIOUS_RETURN, GUARANTEE),
    (True, "2028-11-14 00:00", "closed until 2028-11-14?", "closed until 2028-11-14?"),
]


@pytest.mark.parametrize("reason", ["quality", *OTHER_QUALITY])
@pytest.mark.parametrize(("serious", "now", "to_return", "to_exchange"), GUARANTEE_CLOCK)
def test_other_goods_go_back_for_seven_days_and_later_if_the_defect_is_serious(
    reason, serious, now, to_return, to_exchange
):
    case = facts(reason=reason, serious=serious, now=now)
    assert (told(case, "quality_return"), told(case, "exchange")) == (to_return, to_exchange)
    assert told(case, "repair") == to_exchange


@pytest.mark.parametrize("category", OTHER)
@pytest.mark.parametrize("reason", ["quality", *OTHER_QUALITY])
def test_every_other_category_and_reason_follows_the_guarantee(category, reason):
    case = facts(category=category, reason=reason, now="2026-11-20 00:00", serious=False)
    assert told(case, "quality_return") == RETURN_OVER
    assert told(case, "exchange") == GUARANTEE
    assert told(case, "repair") == ("closed" if category in NEVER_REPAIRED else GUARANTEE)


@pytest.mark.parametrize("category", SANBAO)
@pytest.mark.parametrize("reason", OTHER_QUALITY)
def test_sanbao_goods_follow_the_guarantee_for_every_reason_but_quality(category, reason):
    case = facts(category=category, reason=reason, now="2026-11-28 00:00", serious=None, fault="unknown")
    assert told(case, "quality_return") == "unknown[report.serious] until 2028-11-14? seller 12900"
    assert told(case, "exchange") == GUARANTEE
    assert told(case, "repair") == GUARANTEE


PROMISED_GUARANTEE = [
    # category, months promised, now, exchange
    ("clothing", 6, "2027-05-12 23:59:59", "open until 2027-05-13? seller"),
    ("clothing", 6, "2027-05-13 00:00", "closed until 2027-05-13?"),
    ("clothing", 36, "2026-11-20 00:00", "open until 2029-11-13? seller"),
    ("clothing", 0, "2026-11-20 00:00", GUARANTEE),  # nothing promised
    ("food_fresh", None, "2026-11-19 23:59:59", "open until 2026-11-20 seller"),
    ("food_fresh", None, "2026-11-20 00:00", "closed until 2026-11-20"),
    ("food_fresh", 1, "2026-12-14 23:59:59", "open until 2026-12-15 seller"),  # 12-12 is a Saturday
    ("food_fresh", 1, "2026-12-15 00:00", "closed until 2026-12-15"),
]


@pytest.mark.parametrize(("category", "months", "now", "expected"), PROMISED_GUARANTEE)
def test_a_promised_guarantee_replaces_the_two_years(category, months, now, expected):
    assert (
        told(facts(category=category, reason="quality", warranty_months=months, now=now), "exchange")
        == expected
    )


def test_the_end_of_a_month_stays_the_end_of_a_month():
    # 2026-08-31 and six months: 2027-02-28, a Sunday, so Monday.
    case = facts("2026-08-31 10:00", "2026-11-01 10:00", reason="quality", warranty_months=6)
    assert told(case, "exchange") == "open until 2027-03-02? seller"


EVIDENCE = [
    # category, now, what is needed; six months from 2026-11-12 are over on Wednesday 2027-05-12
    ("computer", "2026-11-13 10:00", ("description",)),
    ("mobile_phone", "2027-05-12 23:59:59", ("description",)),
    ("home_appliance", "2027-05-13 00:00", ("photo", "description")),
    ("small_electronics", "2027-05-12 23:59:59", ("description",)),
    ("furniture", "2027-05-13 00:00", ("photo", "description")),
    ("clothing", "2026-11-13 10:00", ("photo", "description")),
]


@pytest.mark.parametrize(("category", "now", "expected"), EVIDENCE)
def test_the_seller_of_durables_proves_for_six_months(category, now, expected):
    case = facts(category=category, reason="quality", fault="listed", now=now)
    assert route(case, "repair").evidence == expected


def test_without_a_fault_an_exchange_is_like_a_return_without_a_reason():
    for case in (facts(), facts(now="2026-11-20 00:00"), facts(soiled=True), facts(tags_removed=None)):
        a_return, exchange = route(case, "no_reason_return"), route(case, "exchange")
        assert (exchange.open, exchange.deadline, exchange.freight_payer, exchange.missing_facts) == (
            a_return.open,
            a_return.deadline,
            a_return.freight_payer,
            a_return.missing_facts,
        )
        assert (told(case, "quality_return"), told(case, "repair")) == ("closed", "closed")


@pytest.mark.parametrize("category", [*SANBAO, *OTHER, "food_fresh"])
def test_lateness_opens_nothing_but_what_needs_no_reason_and_names_a_person(category):
    answer = decided(facts(category=category, reason="late", opened=False, no_reason_days=7))
    assert [each.route.value for each in answer.routes if each.open] == ["no_reason_return"]
    assert answer.human_route
