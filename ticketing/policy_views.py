"""Rules, promises, limits and calendar as the operator's page gets them."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from ticketing.holidays import announced_calendar
from ticketing.models import PolicyChange
from ticketing.policy import history, policy_of
from ticketing.rules.aftersales_facts import Category
from ticketing.rules.business_calendar import WorkingCalendar
from ticketing.rules.festivals import HolidayYear, holidays_by_law
from ticketing.rules.legal_rules import LEGAL_RULES
from ticketing.shop.cards import CATEGORY_TEXTS

YEARS_BACK, YEARS_AHEAD = 1, 2
LATEST = 50


def policy_view(session: Session) -> dict[str, Any]:
    """Everything in force. The calendar shows last year and two years beyond the last announced one."""
    policy = policy_of(session)
    return {
        "rules": [
            {**asdict(rule), "mark": rule.mark.value, "is_edited": rule != LEGAL_RULES[rule.id]}
            for rule in policy.rules.values()
        ],
        "promises": [
            {"category": category, **asdict(dated[-1].promises)}
            for category, dated in sorted(policy.promises.items())
        ],
        "categories": [{"id": one.value, "name": CATEGORY_TEXTS[one.value]} for one in Category],
        "approve_by_rule_up_to_fen": policy.approve_by_rule_up_to_fen,
        "weekends_are_off": policy.calendar.weekends_are_off,
        "years": _years(policy.calendar),
        "changes": [changed_by(row) for row in history(session, None, LATEST)],
    }


def changed_by(row: PolicyChange) -> dict[str, Any]:
    """One change with its author."""
    return {
        "id": row.id,
        "at": row.at,
        "by": row.agent.name,
        "subject": row.subject,
        "key": row.key,
        "value": row.value,
        "note": row.note,
    }


def _years(calendar: WorkingCalendar) -> list[dict[str, Any]]:
    announced = announced_calendar().notices
    last = max(announced)
    years = range(last - YEARS_BACK, last + YEARS_AHEAD + 1)
    return [_year(year, calendar.notices.get(year), announced.get(year)) for year in years]


def _year(year: int, notice: HolidayYear | None, announced: HolidayYear | None) -> dict[str, Any]:
    shown = notice or holidays_by_law(year)
    return {
        "year": year,
        "source": "law" if notice is None else "announced" if notice == announced else "loaded",
        "days_off": sorted(shown.holidays),
        "working_days": sorted(shown.working_weekends),
    }
