"""Moments by which something is said to happen (今天18点前, 3天内, 下周五之前), from when it was said."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import cn2an

from ticketing.rules.business_calendar import (
    ONE_DAY,
    SHANGHAI,
    Deadline,
    WorkingCalendar,
    add_months,
)
from ticketing.rules.sla import DESK_DAY
from ticketing.rules.working_days import end_of_day, working_days_after

NUMBER = "(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
TO = r"\s?(?:到|至|-|—|–|~|～|、|或)\s?"
UNIT = (
    "个?工作日|个?半?小时|[hH]|个?半?钟头|分钟|自然日|天|日(?=之内|以内|内)"
    "|个?星期|个?礼拜|周(?![一二三四五六日天末])|个月"
)
SOON = "就|即可|会|能|退|到|发|回|给|完成|处理|送|补|寄|上门|出|打款|解决|搞定|办|修"
DURATION = re.compile(
    rf"(?:{NUMBER}{TO})?(?P<count>{NUMBER}|半)\s?(?P<unit>{UNIT})\s?"
    rf"(?:(?P<tail>之内|以内|内|之后|以后|后)|(?={SOON}))"
)
FROM_SOMETHING = re.compile(
    r"(?:(?<![稍今售最然先])后|起|起算|算起|签收|收货|收到|付款|下单|购买|激活)的?\s?$"
)
"""等收货后3天内: counted from what has not happened yet, so it is no date."""
NOT_AHEAD = re.compile(
    r"(?:(?<!不)(?<!不会)超过|等了?|过了|用了|买了|拖了|隔了|第|满|近|前|每|长达|今明|明后|这|那)\s?$"
)

PART = "早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜里|早|晚"
HOUR = "[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
CLOCK = rf"(?:{HOUR})(?:点钟?(?:半|整|[0-9一二三四五十]{{1,3}}分?)?|[:：][0-5][0-9])"
DAY = (
    "大后天|明后两?天|今明两天|后天|明天|明日|明儿|今天|今日|今儿|当天|当日"
    "|明(?=早|晚|上午|下午|中午)|今(?=晚|早|夜|上午|下午|中午)"
)
WEEKDAY = r"(?<![上每])(?:这|本|下下|下)?个?(?:周|星期|礼拜)[一二三四五六日天末]"
DATE = r"(?:[01]?[0-9]月)?[0-3]?[0-9](?:号|日)(?![线店链楼门仓客码内])"
BEFORE = "之前|以前|前|之内|以内|内"
MOMENT = re.compile(
    rf"(?:(?P<day>{DAY})|(?P<weekday>{WEEKDAY})|(?P<date>{DATE}))\s?"
    rf"(?P<part>{PART})?\s?(?:{CLOCK}{TO}(?={HOUR}))?(?P<clock>{CLOCK})?\s?(?P<close>下班)?(?P<before>{BEFORE})?"
)
CLOSING = re.compile(rf"下班(?:{BEFORE})")
CLOCK_ALONE = re.compile(
    rf"(?<![0-9到至:：])(?:(?P<part>{PART})\s?(?P<clock>{CLOCK})|(?P<bare>{CLOCK}))\s?(?P<before>之前|以前|前)?"
)
PART_ALONE = re.compile(
    r"(?<![天日今明])(?P<part>上午|中午|下午|傍晚|晚上)(?!好|[0-9一二两三四五六七八九十])"
)
PERIOD = re.compile(
    "(?P<this_week>(?:本|这)周(?:之?内|以内)?(?![一二三四五六日天末]))"
    "|(?P<next_week>下周(?:之?内|以内|之?前)?(?![一二三四五六日天末]))"
    "|(?P<this_month>月底(?:之?前)?|(?:本|这个)月(?:底|之?内|以内)(?:之?前)?|月内)"
    "|(?P<next_month>下个?月(?:底|之?内)?(?:之?前)?)"
    "|(?P<this_year>年底(?:之?前)?|年前)"
)
DAYS_AHEAD = {"大": 3, "后": 2, "明": 1, "今": 0, "当": 0}
PART_ENDS = {"早": 10, "上": 12, "中": 14, "下": 18, "傍": 19, "晚": 24, "夜": 24}
AFTERNOON = {"下", "傍", "晚", "夜"}
FIRST_HOUR = 8
"""明天3点 is in the afternoon: nobody is called before this hour."""
NOON = 12
AHEAD_OF = {"之前", "以前", "前"}
CLOSES = DESK_DAY[-1].closes
WEEKDAYS = "一二三四五六日天末"


@dataclass(frozen=True, slots=True)
class DueTime:
    """Where the words stand, and until when they reach."""

    start: int
    end: int
    due: Deadline


def find_due_times(text: str, said_at: datetime, calendar: WorkingCalendar) -> list[DueTime]:
    """Every moment ahead that the text names, in order, without overlap.

    A day lasts until its 24:00, 上午 until 12:00; 周五之前 means Friday at the latest. Days are days as the
    shopper hears them; 工作日 are counted on the calendar, and are provisional in a year without its notice.
    """
    said = said_at.astimezone(SHANGHAI)
    taken: list[DueTime] = []
    for start, end, due in _candidates(text, said, calendar):
        is_free = all(end <= one.start or start >= one.end for one in taken)
        if due is not None and due.at > said and is_free:
            taken.append(DueTime(start, end, due))
    return sorted(taken, key=lambda one: one.start)


Found = tuple[int, int, Deadline | None]


def _candidates(text: str, said: datetime, calendar: WorkingCalendar) -> Iterator[Found]:
    for match in DURATION.finditer(text):
        before = text[: match.start()]
        if not FROM_SOMETHING.search(before) and not NOT_AHEAD.search(before):
            yield match.start(), match.end(), _after(match, said, calendar)
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime], datetime | None]], ...] = (
        (MOMENT, _moment),
        (CLOSING, lambda _, at: _at(at.date(), CLOSES.hour)),
        (CLOCK_ALONE, _clock_alone),
        (PERIOD, _period),
        (PART_ALONE, lambda match, at: _at(at.date(), PART_ENDS[match["part"][0]])),
    )
    for pattern, read in readers:
        for match in pattern.finditer(text):
            at = read(match, said)
            yield match.start(), match.end(), None if at is None else Deadline(at, False)


def _after(match: re.Match[str], said: datetime, calendar: WorkingCalendar) -> Deadline:
    """So much later: hours to the minute, days to the end of the last one."""
    unit, count = match["unit"].removeprefix("个"), _number(match["count"])
    if "半" in unit and unit[0] == "半":
        unit, count = unit[1:], count + 0.5
    if unit in {"小时", "钟头", "分钟", "h", "H"}:
        minutes = count * (1 if unit == "分钟" else 60)
        return Deadline(said + timedelta(minutes=minutes), False)
    if unit == "工作日":
        return end_of_day(working_days_after(said, int(count), calendar))
    if unit == "月":
        return end_of_day((add_months(said.date(), int(count)), False))
    days = count * (7 if unit in {"周", "星期", "礼拜"} else 1)
    return end_of_day((said.date() + timedelta(days=days), False))


def _moment(match: re.Match[str], said: datetime) -> datetime | None:
    if match["day"]:
        word = match["day"]
        ahead = 2 if word.startswith("明后") else 1 if word == "今明两天" else DAYS_AHEAD[word[0]]
        day: date | None = said.date() + timedelta(days=ahead)
    elif match["weekday"]:
        day = _weekday(match["weekday"], said.date())
    else:
        day = _date(match["date"], said.date())
    if day is None:
        return None
    if match["close"]:
        return _at(day, CLOSES.hour)
    if match["clock"]:
        return _clock(match["clock"], match["part"], day, said)
    if match["part"] == "中午" and match["before"] in AHEAD_OF:
        return _at(day, NOON)
    return _at(day, PART_ENDS[match["part"][0]] if match["part"] else 24)


def _clock_alone(match: re.Match[str], said: datetime) -> datetime | None:
    """今天 is meant, or tomorrow when the hour has passed; a bare 3点 without 前 may be three points."""
    if match["bare"] and not match["before"]:
        return None
    at = _clock(match["clock"] or match["bare"], match["part"], said.date(), said)
    if at is None or at > said:
        return at
    return _clock(match["clock"] or match["bare"], match["part"], said.date() + ONE_DAY, said)


def _clock(words: str, part: str | None, day: date, said: datetime) -> datetime | None:
    hour_words, _, minute_words = re.sub(r"点钟?|[:：]", "|", words, count=1).partition("|")
    hour = int(_number(hour_words))
    minute = 30 if minute_words.startswith("半") else 0
    if digits := re.match(r"[0-9一二三四五十]+", minute_words):
        minute = int(_number(digits.group()))
    if hour > 24 or minute > 59:
        return None
    if part is not None:
        is_later = part[0] in AFTERNOON or (part[0] == "中" and hour < 3)
        return _at(day, hour + 12 if is_later and hour <= 12 else hour, minute)
    if hour < FIRST_HOUR and hour:
        return _at(day, hour + 12, minute)
    at = _at(day, hour or 24, minute)
    return at + timedelta(hours=12) if at <= said and day == said.date() and hour <= 12 else at


def _weekday(words: str, today: date) -> date | None:
    index = min(WEEKDAYS.index(words[-1]), 6)
    monday = today - timedelta(days=today.weekday())
    if words.startswith("下"):
        return monday + timedelta(days=7 * (2 if words.startswith("下下") else 1) + index)
    day = monday + timedelta(days=index)
    if day >= today:
        return day
    return None if words[0] in "这本" else day + timedelta(days=7)


def _date(words: str, today: date) -> date | None:
    numbers = [int(number) for number in re.findall("[0-9]+", words)]
    number = numbers[-1]
    month = numbers[0] if len(numbers) > 1 else today.month
    if not 1 <= month <= 12 or not 1 <= number <= monthrange(today.year, month)[1]:
        return None
    day = today.replace(month=month, day=number)
    if day >= today:
        return day
    if len(numbers) == 1:
        ahead = add_months(today.replace(day=1), 1)
        return ahead.replace(day=min(number, monthrange(ahead.year, ahead.month)[1]))
    return day.replace(year=day.year + 1) if (today - day).days > 180 and number < 29 else None


def _period(match: re.Match[str], said: datetime) -> datetime:
    today = said.date()
    sunday = today + timedelta(days=6 - today.weekday())
    first = today.replace(day=1)
    ends = {
        "this_week": sunday,
        "next_week": sunday + timedelta(days=7),
        "this_month": add_months(first, 1) - ONE_DAY,
        "next_month": add_months(first, 2) - ONE_DAY,
        "this_year": date(today.year, 12, 31),
    }
    return _at(ends[str(match.lastgroup)], 24)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(), SHANGHAI) + timedelta(hours=hour, minutes=minute)


def _number(words: str) -> float:
    """3, 十五, 两三 (the larger of the two), 半."""
    if words.isdigit():
        return int(words)
    if words == "半":
        return 0.5
    if len(words) > 1 and "十" not in words:
        words = words[-1]
    return float(cn2an.cn2an(words.replace("两", "二"), "smart"))
