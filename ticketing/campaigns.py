"""Follow-up campaigns: a lead's plan, everybody whom it means written down once, its end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby, islice
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ticketing import surveys
from ticketing.audiences import Audience, candidates
from ticketing.errors import BadAudience, BadCursor, CampaignNotFound, IllegalMove, TextEmpty, TextTooLong
from ticketing.messages import clean_text
from ticketing.models import Agent, Campaign, CampaignRecipient
from ticketing.rules.followup import QUIET_FROM, QUIET_TO, QuietHours, send_at, why_skipped

ROWS_AT_ONCE = 500
LONGEST_DELAY_HOURS = 24 * 60
LONGEST_TITLE = 60
LONGEST_REASON = 12
LONGEST_NAME = 80
DUPLICATE = "duplicate"
CHANNELS = ("in_app", "email")
WAITING = ("planned", "sending")


@dataclass(frozen=True)
class Planned:
    """One customer whom a campaign would ask, or why not."""

    customer_id: int
    customer_name: str
    ticket_id: int | None
    order_number: str | None
    send_at: datetime
    skipped: str | None


@dataclass(frozen=True)
class Schedule:
    """How long after the happening to ask, and when never."""

    delay: timedelta
    quiet: QuietHours

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Schedule":
        """Check and read a schedule, or raise BadAudience naming what is wrong."""
        delay = data.get("delay_hours", 0)
        if not isinstance(delay, int) or not 0 <= delay <= LONGEST_DELAY_HOURS:
            raise BadAudience(f"延迟要在 0 到 {LONGEST_DELAY_HOURS} 小时之间。")
        try:
            starts = time.fromisoformat(data.get("quiet_from") or QUIET_FROM.isoformat())
            ends = time.fromisoformat(data.get("quiet_to") or QUIET_TO.isoformat())
        except (TypeError, ValueError) as wrong:
            raise BadAudience("免打扰时段要写成 21:00 这样的时间。") from wrong
        return cls(timedelta(hours=delay), QuietHours(starts, ends))


def get_campaign(session: Session, campaign_id: int, *, for_change: bool = False) -> Campaign:
    """One campaign, or raise CampaignNotFound; `for_change` locks its row till the commit."""
    campaign = session.get(Campaign, campaign_id, with_for_update=for_change or None)
    if campaign is None:
        raise CampaignNotFound("没有找到这个回访计划。")
    return campaign


def create(
    session: Session,
    *,
    name: str,
    audience: dict[str, Any],
    schedule: dict[str, Any],
    questions: dict[str, Any],
    channel: str,
    by: Agent,
    now: datetime,
) -> Campaign:
    """A draft that asks nobody yet. Raises TextEmpty, BadAudience."""
    name = _one_line(name)
    if not name:
        raise TextEmpty("给这个回访计划起个名字。")
    if len(name) > LONGEST_NAME:
        raise TextTooLong(f"名字最多 {LONGEST_NAME} 个字。")
    if channel not in CHANNELS:
        raise BadAudience("请选择渠道：站内消息或邮件。")
    Audience.read(audience)
    Schedule.read(schedule)
    campaign = Campaign(
        name=name,
        audience=audience,
        schedule=schedule,
        questions=read_questions(questions),
        channel=channel,
        status="draft",
        created_by=by.id,
        created_at=now,
    )
    session.add(campaign)
    session.flush()
    return campaign


def read_questions(data: dict[str, Any]) -> dict[str, Any]:
    """Questions with everything that was left out filled in. Raises BadAudience."""
    filled = {key: data[key] if data.get(key) else usual for key, usual in surveys.QUESTIONS.items()}
    filled["ask_comment"] = bool(data.get("ask_comment", True))
    filled["title"] = _one_line(filled["title"])
    if not 0 < len(filled["title"]) <= LONGEST_TITLE:
        raise BadAudience(f"问题要写，最多 {LONGEST_TITLE} 个字。")
    for key in ("reasons_low", "reasons_high"):
        filled[key] = list(dict.fromkeys(_one_line(reason) for reason in filled[key]))
        if len(filled[key]) > surveys.MOST_REASONS:
            raise BadAudience(f"每组原因最多 {surveys.MOST_REASONS} 个。")
        if not all(0 < len(reason) <= LONGEST_REASON for reason in filled[key]):
            raise BadAudience(f"每个原因要写 1 到 {LONGEST_REASON} 个字。")
    return filled


def _one_line(text: str) -> str:
    """Without line breaks: the title becomes a mail's subject, where a break would start a header."""
    return " ".join(clean_text(text).split())


def preview(
    session: Session, audience: dict[str, Any], schedule: dict[str, Any], channel: str, now: datetime
) -> Iterator[Planned]:
    """Whom a campaign would ask and when, and whom not and why, one customer at a time."""
    plan = Schedule.read(schedule)
    rows = session.execute(candidates(Audience.read(audience), now).execution_options(yield_per=500))
    for _, happenings in groupby(rows.mappings(), key=lambda row: row["customer_id"]):
        for number, row in enumerate(happenings):
            sending = send_at(row["happened_at"], plan.delay, plan.quiet, now)
            why = (
                DUPLICATE
                if number
                else why_skipped(
                    opted_out=bool(row["opted_out"]),
                    has_contact=channel == "in_app" or bool(row["has_email"]),
                    last_asked_at=row["last_asked_at"],
                    sending_at=sending,
                )
            )
            yield Planned(
                row["customer_id"], row["customer_name"], row["ticket_id"], row["order_number"], sending, why
            )


def start(session: Session, campaign: Campaign, now: datetime) -> int:
    """Write down everybody whom a draft means, with the time of sending; how many will be asked.

    Raises IllegalMove for a campaign that was started before.
    """
    if campaign.status != "draft":
        raise IllegalMove("这个回访计划已经开始过了。")
    campaign.status, campaign.started_at = "running", now
    planned = preview(session, campaign.audience, campaign.schedule, campaign.channel, now)
    wanted = (one for one in planned if one.skipped != DUPLICATE)
    asked = 0
    while some := list(islice(wanted, ROWS_AT_ONCE)):
        session.execute(insert(CampaignRecipient), [_row(campaign, one) for one in some])
        asked += sum(one.skipped is None for one in some)
    finish_if_done(session, campaign, now)
    return asked


def _row(campaign: Campaign, planned: Planned) -> dict[str, Any]:
    return {
        "campaign_id": campaign.id,
        "customer_id": planned.customer_id,
        "ticket_id": planned.ticket_id,
        "order_number": planned.order_number,
        "send_at": planned.send_at,
        "status": "planned" if planned.skipped is None else "skipped",
        "why": planned.skipped,
    }


def cancel(session: Session, campaign: Campaign, now: datetime) -> None:
    """Ask nobody any more. What was sent stays sent. Raises IllegalMove for an ended campaign."""
    if campaign.status not in {"draft", "running"}:
        raise IllegalMove("这个回访计划已经结束了。")
    campaign.status, campaign.finished_at = "cancelled", now


def finish_if_done(session: Session, campaign: Campaign, now: datetime) -> bool:
    """End a running campaign in which nobody waits any more; whether it has ended."""
    waiting = select(CampaignRecipient.id).where(
        CampaignRecipient.campaign_id == campaign.id, CampaignRecipient.status.in_(WAITING)
    )
    session.flush()
    if campaign.status == "running" and session.execute(waiting.limit(1)).first() is None:
        campaign.status, campaign.finished_at = "finished", now
    return campaign.status != "running"


def newest(session: Session, cursor: str | None, limit: int) -> tuple[list[Campaign], str | None]:
    """A page of campaigns, newest first, and the mark of the next one. Raises BadCursor."""
    query = select(Campaign).order_by(Campaign.id.desc()).limit(limit + 1)
    if cursor is not None:
        if not (cursor.isascii() and cursor.isdigit()):
            raise BadCursor("翻页标记不对，请从第一页重新看。")
        query = query.where(Campaign.id < int(cursor[:9]))
    rows = list(session.scalars(query))
    return rows[:limit], str(rows[limit - 1].id) if len(rows) > limit else None


def counts_of(session: Session, campaign_ids: Sequence[int]) -> dict[int, Counter[str]]:
    """How many recipients of each campaign are planned, sending, sent, failed, skipped."""
    session.flush()
    rows = session.execute(
        select(CampaignRecipient.campaign_id, CampaignRecipient.status, func.count())
        .where(CampaignRecipient.campaign_id.in_(campaign_ids))
        .group_by(CampaignRecipient.campaign_id, CampaignRecipient.status)
    )
    counted: dict[int, Counter[str]] = {campaign_id: Counter() for campaign_id in campaign_ids}
    for campaign_id, status, number in rows:
        counted[campaign_id][status] = number
    return counted
