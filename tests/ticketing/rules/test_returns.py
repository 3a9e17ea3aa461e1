"""Return without a reason: who is excluded, what is intact, and when the seven days are over."""

import pytest

from tests.ticketing.rules.aftersales_case import facts, gift, marked, route, told, unknown

LAST_SECOND, TOO_LATE = "2026-11-19 23:59:59", "2026-11-20 00:00"
OPEN = "open until 2026-11-20 shopper 12900"

CLOCK = [
    # received, now, the answer
    ("2026-11-12 15:00", "2026-11-12 15:00", OPEN),  # the minute of receipt
    ("2026-11-12 00:00", "2026-11-13 00:00", OPEN),
    ("2026-11-12 15:00", "2026-11-19 15:00:01", OPEN),  # seven times 24 hours are not the measure
    ("2026-11-12 15:00", LAST_SECOND, OPEN),
    ("2026-11-12 15:00", TOO_LATE, "closed until 2026-11-20"),
    ("2026-11-12 15:00", "2026-11-20 00:00:01", "closed until 2026-11-20"),
    ("2026-11-12 23:59:59", TOO_LATE, "closed until 2026-11-20"),
    ("2026-11-13 00:00", TOO_LATE, "open until 2026-11-21 shopper 12900"),  # day 7 is a Friday
    ("2026-11-14 09:00", "2026-11-21 09:00", "open until 2026-11-24 shopper 12900"),  # Saturday → Monday
    ("2026-11-15 09:00", "2026-11-23 23:59:59", "open until 2026-11-24 shopper 12900"),  # Sunday → Monday
    ("2026-11-15 09:00", "2026-11-24 00:00", "closed until 2026-11-24"),
    ("2026-09-18 09:00", "2026-09-28 23:59", "open until 2026-09-29 shopper 12900"),  # 中秋 25–27
    ("2026-09-13 09:00", "2026-09-20 23:59", "open until 2026-09-21 shopper 12900"),  # a working Sunday
    ("2026-09-24 09:00", "2026-10-08 23:59:59", "open until 2026-10-09 shopper 12900"),  # 国庆 1–7
    ("2026-09-24 09:00", "2026-10-09 00:00", "closed until 2026-10-09"),
    ("2026-09-30 09:00", "2026-10-08 12:00", "open until 2026-10-09 shopper 12900"),
    ("2026-10-03 09:00", "2026-10-10 12:00", "open until 2026-10-11 shopper 12900"),  # a working Saturday
    ("2026-02-07 09:00", "2026-02-14 23:59", "open until 2026-02-15 shopper 12900"),  # a working Saturday
    ("2026-02-08 09:00", "2026-02-24 23:59", "open until 2026-02-25 shopper 12900"),  # 春节 15–23
    ("2026-04-24 09:00", "2026-05-06 23:59", "open until 2026-05-07 shopper 12900"),  # 劳动节 1–5
    ("2026-12-24 09:00", "2026-12-31 23:59", "open until 2027-01-01 shopper 12900"),  # its day 7 is in 2026
    ("2026-12-25 09:00", "2027-01-04 23:59", "open until 2027-01-05? shopper 12900"),  # 元旦, then a weekend
    ("2026-12-25 09:00", "2027-01-05 00:00", "closed until 2027-01-05?"),
    ("2027-01-30 09:00", "2027-02-10 23:59", "open until 2027-02-12? shopper 12900"),  # 除夕 is the 5th
    ("2027-04-24 09:00", "2027-05-04 23:59", "open until 2027-05-06? shopper 12900"),  # 1, 2 on a weekend
    ("2027-03-01 09:00", "2027-03-08 23:59", "open until 2027-03-09? shopper 12900"),
]


@pytest.mark.parametrize(("received", "now", "expected"), CLOCK)
def test_the_seven_days_end_at_the_midnight_after_the_last_working_day(received, now, expected):
    assert told(facts(received, now), "no_reason_return") == expected


EVERY_CATEGORY = {
    "mobile_phone": "activated unauthorised_repair serial_altered",
    "computer": "activated unauthorised_repair serial_altered",
    "home_appliance": "activated unauthorised_repair serial_altered",
    "small_electronics": "activated unauthorised_repair serial_altered",
    "auto_parts": "activated unauthorised_repair serial_altered",
    "clothing": "tags_removed soiled",
    "shoes_bags": "tags_removed soiled",
    "toys": "tags_removed soiled",
    "home_textile": "tags_removed soiled",
    "household": "tags_removed soiled",
    "sports": "tags_removed soiled",
    "jewellery": "tags_removed soiled",
    "food_packaged": "seal_broken",
    "cosmetics": "seal_broken",
    "medical": "seal_broken",
    "baby": "seal_broken",
    "books": "",
    "furniture": "",
    "audio_video": "",
    "software": "",
    "food_fresh": "seal_broken",
    "newspaper": "",
    "virtual": "",
    "custom_made": "",
}
NOT_INTACT_FACTS = (
    "seal_broken", "tags_removed", "activated", "soiled", "unauthorised_repair", "serial_altered",
    "damaged_by_shopper",
)  # fmt: skip
SEALED = ("cosmetics", "food_packaged", "medical", "baby")
ELECTRONIC = ("mobile_phone", "computer", "small_electronics", "home_appliance")


@pytest.mark.parametrize("category", EVERY_CATEGORY)
@pytest.mark.parametrize("fact", NOT_INTACT_FACTS)
def test_a_spoiled_condition_counts_only_for_its_kind_of_goods(category, fact):
    spoils = fact == "damaged_by_shopper" or fact in EVERY_CATEGORY[category].split()
    case = facts(category=category, opened=False, no_reason_days=7, **{fact: True})
    assert told(case, "no_reason_return") == ("closed" if spoils else OPEN)
    if spoils:
        assert route(case, "no_reason_return").reason == fact


@pytest.mark.parametrize("category", EVERY_CATEGORY)
def test_missing_parts_close_it_and_opening_or_using_alone_does_not(category):
    assert (
        route(facts(category=category, no_reason_days=7, parts_complete=False), "no_reason_return").open
        is False
    )
    assert (
        told(facts(category=category, no_reason_days=7, opened=True, used=True), "no_reason_return") == OPEN
    )


EXCLUSIONS = [
    # category, facts, the answer without a promise
    ("food_fresh", {"opened": False}, "closed"),
    ("custom_made", {"opened": False}, "closed"),
    ("virtual", {"opened": False}, "closed"),
    ("newspaper", {"opened": False}, "closed"),
    ("audio_video", {"opened": True}, "closed"),
    ("audio_video", {"opened": False}, OPEN),
    ("software", {"opened": True}, "closed"),
    ("software", {"opened": False}, OPEN),
    ("books", {"opened": True}, OPEN),
    ("books", {"opened": True, "exclusion_confirmed": True}, OPEN),
    *((each, {"opened": True, "exclusion_confirmed": True}, "closed") for each in SEALED),
    *((each, {"opened": True, "exclusion_confirmed": False}, OPEN) for each in SEALED),
    *((each, {"opened": False, "exclusion_confirmed": True}, OPEN) for each in SEALED),
    *((each, {"opened": True, "exclusion_confirmed": True}, OPEN) for each in ELECTRONIC),
    *((each, {"activated": True, "exclusion_confirmed": True}, "closed") for each in ELECTRONIC),
    ("auto_parts", {"opened": True, "exclusion_confirmed": True}, OPEN),
    ("clothing", {"marked": marked("flawed"), "exclusion_confirmed": True}, "closed"),
    ("clothing", {"marked": marked("flawed"), "exclusion_confirmed": False}, OPEN),
    (
        "food_packaged",
        {"opened": False, "marked": marked("near_expiry"), "exclusion_confirmed": True},
        "closed",
    ),
    ("food_packaged", {"opened": False, "marked": marked("near_expiry"), "exclusion_confirmed": False}, OPEN),
    ("clothing", {"exclusion_confirmed": True}, OPEN),
]


@pytest.mark.parametrize(("category", "changes", "expected"), EXCLUSIONS)
def test_exclusions_are_the_laws_or_confirmed_at_purchase(category, changes, expected):
    assert told(facts(category=category, **changes), "no_reason_return") == expected


@pytest.mark.parametrize(("category", "changes", "expected"), EXCLUSIONS)
def test_a_promise_reopens_what_is_excluded_but_not_what_is_not_intact(category, changes, expected):
    promised = told(facts(category=category, no_reason_days=7, **changes), "no_reason_return")
    assert promised == ("closed" if changes.get("activated") else OPEN)


PROMISES = [
    # category, days promised, now, the answer
    ("clothing", 3, LAST_SECOND, OPEN),  # fewer than the law gives: the law
    ("clothing", 7, TOO_LATE, "closed until 2026-11-20"),
    ("clothing", 15, "2026-11-27 23:59:59", "open until 2026-11-28 shopper 12900"),
    ("clothing", 15, "2026-11-28 00:00", "closed until 2026-11-28"),
    ("clothing", 30, "2026-12-14 23:59:59", "open until 2026-12-15 shopper 12900"),  # day 30 is a Saturday
    ("clothing", 0, LAST_SECOND, OPEN),
    ("food_fresh", 0, "2026-11-12 15:00", "closed"),  # nothing promised
    ("food_fresh", 1, "2026-11-13 23:59:59", "open until 2026-11-14 shopper 12900"),
    ("food_fresh", 1, "2026-11-14 00:00", "closed until 2026-11-14"),
    ("food_fresh", 3, "2026-11-16 23:59:59", "open until 2026-11-17 shopper 12900"),  # day 3 is a Sunday
    ("food_fresh", 3, "2026-11-17 00:00", "closed until 2026-11-17"),
    ("custom_made", 15, "2026-11-27 23:59", "open until 2026-11-28 shopper 12900"),
    ("software", 5, "2026-11-17 23:59", "open until 2026-11-18 shopper 12900"),  # opened, so 5 and not 7
    ("software", 5, "2026-11-18 00:00", "closed until 2026-11-18"),
]


@pytest.mark.parametrize(("category", "days", "now", "expected"), PROMISES)
def test_the_longer_of_law_and_promise_counts_and_for_excluded_goods_the_promise(
    category, days, now, expected
):
    assert told(facts(category=category, no_reason_days=days, now=now), "no_reason_return") == expected


UNKNOWN = [
    # category, facts, the answer
    ("clothing", unknown("opened", "used", "seal_broken", "activated", "serial_altered"), OPEN),
    ("clothing", unknown("tags_removed"), "unknown[condition.tags_removed] until 2026-11-20 shopper 12900"),
    ("clothing", {**unknown("tags_removed"), "soiled": True}, "closed"),
    (
        "clothing",
        unknown("parts_complete", "soiled"),
        "unknown[condition.soiled,condition.parts_complete] until 2026-11-20 shopper 12900",
    ),
    ("clothing", {**unknown("tags_removed"), "now": TOO_LATE}, "closed until 2026-11-20"),
    ("food_fresh", unknown("opened", "seal_broken", "parts_complete"), "closed"),
    ("software", unknown("opened"), "unknown[condition.opened] until 2026-11-20 shopper 12900"),
    ("software", {**unknown("opened"), "no_reason_days": 7}, OPEN),
    (
        "software",
        {**unknown("opened"), "no_reason_days": 3, "now": "2026-11-16 12:00"},
        "open until 2026-11-17 shopper 12900",
    ),
    (
        "software",
        {**unknown("opened"), "no_reason_days": 3, "now": "2026-11-17 00:00"},
        "unknown[condition.opened] until 2026-11-20 shopper 12900",
    ),
    ("cosmetics", {**unknown("opened"), "exclusion_confirmed": False}, OPEN),
    (
        "cosmetics",
        {**unknown("opened", "seal_broken"), "exclusion_confirmed": True},
        "unknown[condition.opened,condition.seal_broken] until 2026-11-20 shopper 12900",
    ),
    ("cosmetics", {**unknown("seal_broken"), "opened": True, "exclusion_confirmed": True}, "closed"),
    ("mobile_phone", unknown("activated"), "unknown[condition.activated] until 2026-11-20 shopper 12900"),
    (
        "mobile_phone",
        {**unknown("activated"), "no_reason_days": 30},
        "unknown[condition.activated] until 2026-12-15 shopper 12900",
    ),
    (
        "books",
        unknown("damaged_by_shopper"),
        "unknown[condition.damaged_by_shopper] until 2026-11-20 shopper 12900",
    ),
]


@pytest.mark.parametrize(("category", "changes", "expected"), UNKNOWN)
def test_only_a_fact_that_would_change_the_answer_is_asked_for(category, changes, expected):
    assert told(facts(category=category, **changes), "no_reason_return") == expected


@pytest.mark.parametrize(
    ("promises", "payer"),
    [
        ({}, "shopper"),
        ({"freight_insurance": True}, "insurance"),
        ({"return_freight_by_shop": True}, "seller"),
        ({"return_freight_by_shop": True, "freight_insurance": True}, "seller"),
    ],
)
def test_the_shopper_pays_the_freight_unless_shop_or_insurance_does(promises, payer):
    assert told(facts(**promises), "no_reason_return") == f"open until 2026-11-20 {payer} 12900"


@pytest.mark.parametrize("reason", ["quality", "arrived_damaged", "wrong_item", "counterfeit", "late"])
def test_it_is_open_whatever_the_reported_reason(reason):
    assert told(facts(reason=reason), "no_reason_return") == OPEN


def test_the_money_comes_within_seven_days_and_a_refusal_promises_none():
    assert route(facts(), "no_reason_return").refund_due_days == 7
    refused = route(facts(soiled=True, gifts=(gift(900, comes_back=False),)), "no_reason_return")
    assert (refused.money, refused.freight_payer, refused.refund_due_days) == (None, None, None)
