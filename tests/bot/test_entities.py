"""Numbers, money, sizes, days and things, found exactly where they stand."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bench.understanding.entities import Case, cases
from bot.components.dates import find_dates
from bot.components.examples import read_examples
from bot.components.measures import find_measures
from bot.components.normaliser import normalise
from bot.components.numbers import find_numbers
from bot.components.spans import as_entities, choose
from bot.components.words import WordFinder

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@lru_cache(maxsize=1)
def words() -> WordFinder:
    examples = read_examples(ROOT / "nlu_data")
    return WordFinder(examples.lookups, examples.synonyms)


def entities(text: str) -> list[dict[str, Any]]:
    folded = normalise(text)
    found = find_numbers(folded.text) + find_measures(folded.text) + find_dates(folded.text, NOW)
    return as_entities(choose(found + words().find(folded.text)), folded)


def pairs(text: str) -> list[tuple[str, Any]]:
    return [(e["entity"], e["value"]) for e in entities(text)]


@pytest.mark.parametrize("case", list(cases(300)), ids=lambda case: case.text)
def test_a_generated_case_is_found_with_its_exact_place(case: Case) -> None:
    assert (case.kind, case.start, case.end) in [
        (e["entity"], e["start"], e["end"]) for e in entities(case.text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("订单号2611200001234电话13800000000", [("order_number", "2611200001234"), ("phone", "13800000000")]),
        (
            "2611200001234 2611200001235",
            [("order_number", "2611200001234"), ("order_number", "2611200001235")],
        ),
        ("+86 138-0000-0000", [("phone", "13800000000")]),
        ("781234567890123到哪了", [("parcel_number", "781234567890123")]),
        ("快递单号431234567890", [("parcel_number", "431234567890")]),
        ("客服电话400-123-4567", [("phone", "4001234567")]),
        ("退我129块5", [("amount", 12950)]),
        ("第二个", [("ordinal", 2)]),
        ("最后一件", [("ordinal", -1)]),
        ("尿不湿", [("product", "纸尿裤")]),
        ("充不进电了", [("fault", "不充电")]),
    ],
)
def test_values_have_their_standard_form(text: str, found: list[tuple[str, Any]]) -> None:
    assert pairs(text) == found


@pytest.mark.parametrize(
    "text", ["身份证11010519491231002X", "一个月了", "有一件事", "12345", "3.14159265358979"]
)
def test_what_is_no_order_number_is_not_taken_for_one(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("前天", "2026-11-20"),
        ("下周三", "2026-11-25"),
        ("上周五", "2026-11-13"),
        ("双十一", "2026-11-11"),
        ("11月3号", "2026-11-03"),
        ("三天前", "2026-11-19"),
        ("5号", "2026-11-05"),
        ("2026/11/3", "2026-11-03"),
    ],
)
def test_a_day_is_settled_by_the_moment_of_asking(text: str, day: str) -> None:
    assert pairs(text) == [("date", day)]


def test_a_day_stays_as_said_when_the_moment_is_unknown() -> None:
    assert [span.value for span in find_dates("下周三")] == ["下周三"]
