"""When a shopper may be asked how it went, and what a low score starts."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
QUIET_FROM = time(21)
QUIET_TO = time(9)
FREQUENCY_CAP = timedelta(days=7)
"""One question a shopper in this time, over all campaigns."""
SURVEY_LIFE = timedelta(days=14)
LOW_SCORE = 2
"""A score of 1 or 2 brings the ticket back (1 to 5; 4 and 5 count as satisfied)."""
SATISFIED_SCORE = 4


@dataclass(frozen=True)
class QuietHours:
    """From one time of day to another, Asia/Shanghai; over midnight when `starts` is later than `ends`.

    Equal ends mean that no hour is quiet.
    """

    starts: time = QUIET_FROM
    ends: time = QUIET_TO

    def holds(self, at: datetime) -> bool:
        """Whether `at` is quiet. The first instant is quiet, the last is not."""
        clock = at.astimezone(SHANGHAI).time()
        if self.starts <= self.ends:
            return self.starts <= clock < self.ends
        return clock >= self.starts or clock < self.ends

    def next_allowed(self, at: datetime) -> datetime:
        """`at` itself, or the end of the quiet hours that it falls into."""
        if not self.holds(at):
            return at
        local = at.astimezone(SHANGHAI)
        ending = datetime.combine(local.date(), self.ends, SHANGHAI)
        return ending if ending > local else ending + timedelta(days=1)


def send_at(happened_at: datetime, delay: timedelta, quiet: QuietHours, now: datetime) -> datetime:
    """When to ask about something that happened: after the delay, never in the past, never in quiet hours."""
    return quiet.next_allowed(max(happened_at + delay, now))


def why_skipped(
    *, opted_out: bool, has_contact: bool, last_asked_at: datetime | None, sending_at: datetime
) -> str | None:
    """The reason not to ask this shopper, or None. A refusal counts before anything else.

    Codes: opted_out, no_contact, frequency_cap. Source of the refusal: 消费者权益保护法 art. 29 ¶3.
    """
    if opted_out:
        return "opted_out"
    if not has_contact:
        return "no_contact"
    if last_asked_at is not None and sending_at < last_asked_at + FREQUENCY_CAP:
        return "frequency_cap"
    return None


def needs_a_person(score: int) -> bool:
    """Whether a score brings the ticket back to work."""
    return score <= LOW_SCORE


def time_in_words(at: datetime, now: datetime) -> str:
    """今天 18:00, 明天 10:30 or 11月26日 10:30, as a clock in Shanghai shows it."""
    local, today = at.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    days = (local.date() - today).days
    day = {0: "今天", 1: "明天"}.get(days, f"{local.month}月{local.day}日")
    return f"{day} {local:%H:%M}"
