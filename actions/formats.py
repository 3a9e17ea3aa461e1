"""Money, days and numbers as a person says them."""

from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEAR_DAYS = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天"}


def yuan(fen: int) -> str:
    """129 → ¥1.29; whole sums without decimals: ¥1,299."""
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{whole:,}.{rest:02d}" if rest else f"{sign}¥{whole:,}"


def moment(iso: str) -> datetime:
    """A service's time on the shop's clock."""
    return datetime.fromisoformat(iso).astimezone(SHANGHAI)


def day(iso: str, now: datetime | None) -> str:
    """明天（11月23日）, or 11月30日 when it is not near."""
    at = moment(iso)
    plain = f"{at.month}月{at.day}日"
    if now is None:
        return plain
    near = NEAR_DAYS.get((at.date() - now.astimezone(SHANGHAI).date()).days)
    return f"{near}（{plain}）" if near else plain


def clock(iso: str, now: datetime | None) -> str:
    """The day and the time: 今天 18:00, 11月30日 18:00."""
    at = moment(iso)
    near = NEAR_DAYS.get((at.date() - now.astimezone(SHANGHAI).date()).days) if now else None
    return f"{near or f'{at.month}月{at.day}日'} {at:%H:%M}"


def tail(number: str) -> str:
    """How an order is called in passing: its last four digits."""
    return f"尾号 {number[-4:]}"
