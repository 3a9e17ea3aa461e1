"""Moments of the demo's stories, counted from the seed's now."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = re.compile(r"([+-]\d+)h")
DAYS = re.compile(r"([+-]\d+)d (\d\d):(\d\d)")


def moment(text: str, now: datetime) -> datetime:
    """`-3d 15:20`: three days ago at 15:20 in Shanghai; `-5h`: five hours ago. Raises ValueError."""
    if match := HOURS.fullmatch(text):
        return now + timedelta(hours=int(match[1]))
    if match := DAYS.fullmatch(text):
        day = now.astimezone(SHANGHAI).date() + timedelta(days=int(match[1]))
        return datetime.combine(day, time(int(match[2]), int(match[3])), SHANGHAI)
    raise ValueError(f"{text!r} is neither like -3d 15:20 nor like -5h")
