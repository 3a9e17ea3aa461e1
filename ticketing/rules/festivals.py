"""The festivals that the law fixes, for years whose holiday notice is not out yet."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

ONE_DAY = timedelta(days=1)
SATURDAY = 5

# 春节 (初一), 清明, 端午, 中秋 as MMDD: two independent almanac packages agree on them.
# fmt: off
LUNAR_FESTIVALS = {
    2027: "0206 0405 0609 0915", 2028: "0126 0404 0528 1003", 2029: "0213 0404 0616 0922",
    2030: "0203 0405 0605 0912", 2031: "0123 0405 0624 1001", 2032: "0211 0404 0612 0919",
    2033: "0131 0404 0601 0908", 2034: "0219 0405 0620 0927", 2035: "0208 0405 0610 0916",
    2036: "0128 0404 0530 1004", 2037: "0215 0404 0618 0924", 2038: "0204 0405 0607 0913",
    2039: "0124 0405 0527 1002", 2040: "0212 0404 0614 0920", 2041: "0201 0404 0603 0910",
    2042: "0122 0404 0622 0928", 2043: "0210 0405 0611 0917", 2044: "0130 0404 0531 1005",
    2045: "0217 0404 0619 0925", 2046: "0206 0404 0608 0915", 2047: "0126 0405 0529 1004",
    2048: "0214 0404 0615 0922", 2049: "0202 0404 0604 0911", 2050: "0123 0404 0623 0930",
    2051: "0211 0405 0613 0919", 2052: "0201 0404 0601 0907", 2053: "0219 0404 0620 0926",
    2054: "0208 0404 0610 0916", 2055: "0128 0405 0530 1005", 2056: "0215 0404 0617 0924",
    2057: "0204 0404 0606 0913", 2058: "0124 0404 0625 1002", 2059: "0212 0405 0614 0921",
    2060: "0202 0404 0603 0909",
}
# fmt: on


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """One year: `holidays` (every day that a festival frees) and `working_weekends` (调休)."""

    holidays: frozenset[date]
    working_weekends: frozenset[date] = frozenset()


def festivals(year: int) -> list[date]:
    """The festival days of 全国年节及纪念日放假办法 art. 2, in order, each once.

    Outside the years of the lunar table only the festivals of the solar calendar: never an error.
    """
    days = {date(year, 1, 1), date(year, 5, 1), date(year, 5, 2)}
    days.update(date(year, 10, number) for number in (1, 2, 3))
    if year in LUNAR_FESTIVALS:
        spring, *single = (_day(year, text) for text in LUNAR_FESTIVALS[year].split())
        days.update(spring + ONE_DAY * shift for shift in (-1, 0, 1, 2))
        days.update(single)
    return sorted(days)


@cache
def holidays_by_law(year: int) -> HolidayYear:
    """The festivals, and for each on a weekend the next working day after it (art. 6); no other 调休."""
    fixed = festivals(year)
    holidays = set(fixed)
    for festival in fixed:
        if festival.weekday() >= SATURDAY:
            day = festival
            while day.weekday() >= SATURDAY or day in holidays:
                day += ONE_DAY
            holidays.add(day)
    return HolidayYear(frozenset(holidays))


def _day(year: int, text: str) -> date:
    return date(year, int(text[:2]), int(text[2:]))
