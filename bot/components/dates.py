"""Days as shoppers name them: 前天, 下周三, 双十一, 11月3号; resolved when the moment of asking is known."""

import re
from datetime import date, datetime, timedelta

import cn2an

from bot.components.spans import Span

DAYS_AWAY = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "昨儿": -1,
    "今天": 0,
    "今日": 0,
    "今早": 0,
    "今晚": 0,
    "今儿": 0,
    "当天": 0,
    "明天": 1,
    "明日": 1,
    "明早": 1,
    "明晚": 1,
    "明儿": 1,
    "后天": 2,
    "大后天": 3,
}
FESTIVALS = {
    "双十一": (11, 11),
    "双11": (11, 11),
    "双十二": (12, 12),
    "双12": (12, 12),
    "618": (6, 18),
    "元旦": (1, 1),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "十一": (10, 1),
    "国庆": (10, 1),
    "圣诞": (12, 25),
    "女神节": (3, 8),
    "三八节": (3, 8),
    "儿童节": (6, 1),
    "六一": (6, 1),
    "教师节": (9, 10),
    "情人节": (2, 14),
}
MOVING_FESTIVALS = (
    "春节",
    "过年",
    "除夕",
    "中秋",
    "端午",
    "清明",
    "元宵",
    "黑五",
    "年货节",
    "母亲节",
    "父亲节",
    "七夕",
)
WEEKDAYS = {
    "一": 0,
    "二": 1,
    "三": 2,
    "四": 3,
    "五": 4,
    "六": 5,
    "日": 6,
    "天": 6,
    "末": 5,
    "1": 0,
    "2": 1,
    "3": 2,
    "4": 3,
    "5": 4,
    "6": 5,
    "7": 6,
}
NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
RELATIVE = re.compile("|".join(sorted(DAYS_AWAY, key=len, reverse=True)))
FESTIVAL = re.compile(
    "|".join(
        r"(?<!\d)618(?!\d)" if name == "618" else re.escape(name)
        for name in sorted([*FESTIVALS, *MOVING_FESTIVALS], key=len, reverse=True)
        if name != "十一"
    )
    + r"|(?<![双二三四五六七八九十月])十一(?:期间|长假|之前|前|后|放假|国庆)"
)
WEEK = re.compile(r"((?:上上|下下|上|下|这|本)个?)?(?:周|星期|礼拜)([一二三四五六日天末1-7])(?![次年个\d])")
CALENDAR = re.compile(
    rf"(?:(\d{{4}}) ?年)?({NUMBER}) ?月(?:份)?({NUMBER}) ?[号日]"
    r"|(?<![\d.])(20\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d.])"
    r"|(?<![\d./-])(\d{1,2})[/.](\d{1,2}) ?[号日](?!\d)"
)
DAY_OF_MONTH = re.compile(
    rf"(?<![\d月第a-z])((?:这个?月|本月|上个?月|下个?月)?)({NUMBER}) ?[号日](?![线楼店院门机码馆仓家用常])"
)
AGO = re.compile(
    r"(\d{1,3}|[一二两三四五六七八九十几半]{1,3}) ?(天|周|个?星期|个月|年)(?:多|来)?(?:以)?(前|后)"
)
MONTH = re.compile(r"(?:上|下|这)个?月(?!\d)(?!初|底)?")


def find_dates(text: str, now: datetime | None = None) -> list[Span]:
    """date spans; the value is an ISO day when `now` (with a zone) settles it, else the words themselves."""
    today = now.date() if now else None
    spans = []
    for pattern, reader in (
        (RELATIVE, _relative),
        (FESTIVAL, _festival),
        (WEEK, _week),
        (CALENDAR, _calendar),
        (DAY_OF_MONTH, _day_of_month),
        (AGO, _ago),
        (MONTH, None),
    ):
        for match in pattern.finditer(text):
            day = reader(match, today) if reader and today else None
            spans.append(
                Span("date", match.start(), match.end(), day.isoformat() if day else match.group(), rank=3)
            )
    return spans


def _relative(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=DAYS_AWAY[match.group()])


def _festival(match: re.Match[str], today: date) -> date | None:
    found = FESTIVALS.get(match.group()) or (FESTIVALS["十一"] if match.group().startswith("十一") else None)
    return _nearest(today, *found) if found else None


def _week(match: re.Match[str], today: date) -> date:
    lead = (match.group(1) or "").rstrip("个")
    weeks = {"上上": -2, "上": -1, "下": 1, "下下": 2}.get(lead, 0)
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=weeks, days=WEEKDAYS[match.group(2)])


def _calendar(match: re.Match[str], today: date) -> date | None:
    year, month, day, full_year, full_month, full_day, short_month, short_day = match.groups()
    if full_year:
        return _day(int(full_year), int(full_month), int(full_day))
    m, d = _number(month or short_month), _number(day or short_day)
    if m is None or d is None:
        return None
    return _day(int(year), m, d) if year else _nearest(today, m, d)


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    day = _number(match.group(2))
    shift = {"上": -1, "下": 1}.get(match.group(1)[:1], 0)
    months = today.year * 12 + today.month - 1 + shift
    return _day(months // 12, months % 12 + 1, day) if day else None


def _ago(match: re.Match[str], today: date) -> date | None:
    count = _number(match.group(1))
    unit = {"天": 1, "周": 7, "星期": 7, "个星期": 7}.get(match.group(2))
    if count is None or unit is None:
        return None
    return today + timedelta(days=count * unit * (1 if match.group(3) == "后" else -1))


def _nearest(today: date, month: int, day: int) -> date | None:
    """The day of that name closest to today: on 2 January 双十一 is last year's."""
    days = [
        found for year in (today.year - 1, today.year, today.year + 1) if (found := _day(year, month, day))
    ]
    return min(days, key=lambda found: abs(found - today), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(words: str | None) -> int | None:
    if not words:
        return None
    if words.isdigit():
        return int(words)
    try:
        return int(cn2an.cn2an(words, "smart"))
    except (ValueError, KeyError):
        return None
