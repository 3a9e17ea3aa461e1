"""Money, days and times as a shopper reads them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAMED_DAYS = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天"}


def money(fen: int) -> str:
    """¥1,299.00 for 129900."""
    return f"¥{fen / 100:,.2f}"


def moment(text: str) -> datetime:
    """An ISO time of the service, on the shop's clock."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(SHANGHAI)


def day(text: str, today: date) -> str:
    """今天, 明天, or 11月24日; with the year when it is another one."""
    on = moment(text).date()
    named = NAMED_DAYS.get((on - today).days)
    if named:
        return named
    return f"{on.month}月{on.day}日" if on.year == today.year else f"{on.year}年{on.month}月{on.day}日"


def day_and_time(text: str, today: date) -> str:
    """昨天 14:03."""
    return f"{day(text, today)} {moment(text):%H:%M}"


def deadline(text: str | None, today: date) -> str:
    """The last day that is still in time, for a deadline that names the first instant that is not."""
    if not text:
        return ""
    last = moment(text)
    if (last.hour, last.minute, last.second) == (0, 0, 0):
        last = last.fromtimestamp(last.timestamp() - 1, SHANGHAI)
    return day(last.isoformat(), today)
