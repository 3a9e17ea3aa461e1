"""The State Council's yearly holiday notices: carried by `chinesecalendar`, or loaded by an operator."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from chinese_calendar.constants import holidays, workdays
from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.models import PolicyChange
from ticketing.rules.business_calendar import WorkingCalendar
from ticketing.rules.festivals import HolidayYear


@cache
def announced_calendar() -> WorkingCalendar:
    """The working calendar with every year whose notice the package has; later years follow the law alone."""
    # A notice may free days of the December before it: only 国庆 proves that a year's own notice is there.
    years = {day.year for day in holidays if (day.month, day.day) == (10, 1)}
    return WorkingCalendar(
        {
            year: HolidayYear(
                frozenset(day for day in holidays if day.year == year),
                frozenset(day for day in workdays if day.year == year),
            )
            for year in years
        }
    )


def calendar_with(notices: Mapping[int, Mapping[str, Any]], weekends_are_off: bool) -> WorkingCalendar:
    """The announced calendar with years that an operator loaded: `days_off` and `working_days`, ISO dates."""
    announced = announced_calendar()
    loaded = {
        year: HolidayYear(_days(notice["days_off"]), _days(notice["working_days"]))
        for year, notice in notices.items()
    }
    return WorkingCalendar({**announced.notices, **loaded}, weekends_are_off)


def calendar_of(session: Session) -> WorkingCalendar:
    """The working calendar that this service goes by now."""
    query = select(PolicyChange.subject, PolicyChange.key, PolicyChange.value)
    changes = session.execute(
        query.where(PolicyChange.subject.in_(("notice", "calendar"))).order_by(PolicyChange.id)
    ).all()
    if not changes:
        return announced_calendar()
    notices = {int(key): value for subject, key, value in changes if subject == "notice"}
    weekends = [value["on"] for subject, _, value in changes if subject == "calendar"]
    return calendar_with(notices, weekends[-1] if weekends else True)


def _days(texts: list[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for text in texts)
