"""The operator's decisions: read into one policy, checked, and only ever added to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.errors import BadPolicy, RuleNotFound
from ticketing.holidays import calendar_with
from ticketing.models import Agent, PolicyChange
from ticketing.rules.aftersales_facts import Category, Promises
from ticketing.rules.cases import APPROVED_BY_RULE_UP_TO_FEN
from ticketing.rules.festivals import festivals
from ticketing.rules.legal_rules import LEGAL_RULES, LegalRule, Mark
from ticketing.rules.policy import ALL_GOODS, DatedPromise, Policy

Subject = Literal["rule", "promise", "limit", "notice", "calendar"]
LIMIT = "approve_by_rule_up_to_fen"
WEEKENDS = "weekends_are_off"
LONGEST_TEXT = 200
MOST_FEN = 100_000_00
MOST_DAYS = 365
MOST_MONTHS = 120
YEARS = range(2020, 2101)
MOST_DAYS_OFF = 45
MOST_CHANGES = 200
SATURDAY = 5


@dataclass(frozen=True)
class Change:
    """One setting and its new value; shapes by subject: `check`."""

    subject: Subject
    key: str
    value: Mapping[str, Any]


def policy_of(session: Session) -> Policy:
    """What decisions rest on now."""
    return _built(stored_changes(session))


def policy_with(session: Session, changes: Sequence[Change], now: datetime) -> Policy:
    """The same as if these changes were saved now. Raises BadPolicy, RuleNotFound."""
    for change in changes:
        check(change)
    return _built([*stored_changes(session), *((change, now) for change in changes)])


def save(
    session: Session, changes: Sequence[Change], agent: Agent, note: str, now: datetime
) -> list[PolicyChange]:
    """Put changes in force, all or none; the former values stay as history.

    Raises BadPolicy, RuleNotFound.
    """
    if not changes:
        raise BadPolicy("没有要保存的改动。")
    for change in changes:
        check(change)
    rows = [
        PolicyChange(
            at=now, agent=agent, subject=change.subject, key=change.key, value=dict(change.value), note=note
        )
        for change in changes
    ]
    session.add_all(rows)
    session.flush()
    return rows


def history(session: Session, before_id: int | None, limit: int) -> Sequence[PolicyChange]:
    """Who changed what, newest first."""
    query = select(PolicyChange).order_by(PolicyChange.id.desc())
    if before_id is not None:
        query = query.where(PolicyChange.id < before_id)
    return session.scalars(query.limit(limit)).unique().all()


def stored_changes(session: Session) -> list[tuple[Change, datetime]]:
    """All of them, oldest first."""
    query = select(PolicyChange.subject, PolicyChange.key, PolicyChange.value, PolicyChange.at)
    rows = session.execute(query.order_by(PolicyChange.id))
    return [(Change(subject, key, value), at) for subject, key, value, at in rows]


def check(change: Change) -> None:
    """Raise BadPolicy with what is wrong, or RuleNotFound.

    rule {mark, text, article} · promise {no_reason_days, freight_insurance, return_freight_by_shop,
    warranty_months} · limit {fen} · notice {days_off, working_days} · calendar {on}.
    """
    if change.subject not in get_args(Subject):
        raise BadPolicy("没有这一类设置。")
    CHECKS[change.subject](change.key, change.value)


def _check_rule(key: str, value: Mapping[str, Any]) -> None:
    if key not in LEGAL_RULES:
        raise RuleNotFound(f"没有规则 {key}。")
    if value.get("mark") not in set(Mark):
        raise BadPolicy("依据等级只能是 V（查过原文）、S（二手来源）或 M（未核实）。")
    text, article = value.get("text"), value.get("article")
    if not isinstance(text, str) or not 0 < len(text.strip()) <= LONGEST_TEXT:
        raise BadPolicy(f"规则内容要写 1 到 {LONGEST_TEXT} 个字。")
    if not isinstance(article, str) or (article and not (article.isascii() and article.isdigit())):
        raise BadPolicy("条号只填数字，例如 25；没有条号就留空。")
    if article and not 0 < int(article) < 2000:
        raise BadPolicy("条号要在 1 到 1999 之间。")
    if value["mark"] == Mark.VERIFIED and not article:
        raise BadPolicy("标为 V 的规则会向顾客引用条文，请填写查到的条号。")


def _check_promise(key: str, value: Mapping[str, Any]) -> None:
    if key != ALL_GOODS and key not in set(Category):
        raise BadPolicy("没有这个商品类目。")
    _check_number(value, "no_reason_days", MOST_DAYS, "无理由退货天数")
    _check_number(value, "warranty_months", MOST_MONTHS, "质保月数")
    for name in ("freight_insurance", "return_freight_by_shop"):
        if not isinstance(value.get(name), bool):
            raise BadPolicy("运费承诺只能是有或没有。")


def _check_number(value: Mapping[str, Any], name: str, most: int, words: str) -> None:
    number = value.get(name)
    if number is not None and (not _is_whole(number) or not 1 <= number <= most):
        raise BadPolicy(f"{words}要在 1 到 {most} 之间，没有承诺就留空。")


def _check_limit(key: str, value: Mapping[str, Any]) -> None:
    if key != LIMIT:
        raise BadPolicy("没有这个额度。")
    if not _is_whole(value.get("fen")) or not 0 <= value["fen"] <= MOST_FEN:
        raise BadPolicy("自动通过的额度要在 ¥0 到 ¥100,000 之间。")


def _check_notice(key: str, value: Mapping[str, Any]) -> None:
    if not (key.isascii() and key.isdigit() and int(key) in YEARS):
        raise BadPolicy("年份不对。")
    days_off, working = _days(value, "days_off"), _days(value, "working_days")
    if any(day.year != int(key) for day in (*days_off, *working)):
        raise BadPolicy(f"放假和调休的日子都要在 {key} 年。")
    missing = [day for day in festivals(int(key)) if day not in days_off]
    if missing:
        raise BadPolicy(f"缺少法定节日：{'、'.join(f'{day.month}月{day.day}日' for day in missing)}。")
    if len(days_off) > MOST_DAYS_OFF:
        raise BadPolicy(f"一年的节日放假不会超过 {MOST_DAYS_OFF} 天，请只填节日和连休，不填普通周末。")
    weekdays = [day for day in working if day.weekday() < SATURDAY]
    if weekdays:
        raise BadPolicy(f"调休上班日要是周六或周日：{weekdays[0].month}月{weekdays[0].day}日不是。")
    both = sorted(days_off & working)
    if both:
        raise BadPolicy(f"{both[0].month}月{both[0].day}日不能既放假又上班。")


def _check_calendar(key: str, value: Mapping[str, Any]) -> None:
    if key != WEEKENDS or not isinstance(value.get("on"), bool):
        raise BadPolicy("期限顺延只能选“周末和节日”或“只有节日”。")


CHECKS = {
    "rule": _check_rule,
    "promise": _check_promise,
    "limit": _check_limit,
    "notice": _check_notice,
    "calendar": _check_calendar,
}


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _days(value: Mapping[str, Any], name: str) -> set[date]:
    try:
        return {date.fromisoformat(text) for text in value[name]}
    except (KeyError, TypeError, ValueError) as wrong:
        raise BadPolicy("日期要写成 2027-02-06 这样，每行一个。") from wrong


def _built(changes: Iterable[tuple[Change, datetime]]) -> Policy:
    rules: dict[str, LegalRule] = dict(LEGAL_RULES)
    promises: dict[str, tuple[DatedPromise, ...]] = {}
    limit, notices, weekends = APPROVED_BY_RULE_UP_TO_FEN, {}, True
    for change, at in changes:
        key, value = change.key, change.value
        if change.subject == "rule" and key in rules:
            mark = Mark(value["mark"])
            rules[key] = replace(rules[key], mark=mark, text=value["text"], article=value["article"])
        elif change.subject == "promise":
            promises[key] = (*promises.get(key, ()), DatedPromise(at, Promises(**value)))
        elif change.subject == "limit":
            limit = value["fen"]
        elif change.subject == "notice":
            notices[int(key)] = value
        elif change.subject == "calendar":
            weekends = value["on"]
    return Policy(calendar_with(notices, weekends), rules, promises, limit)
