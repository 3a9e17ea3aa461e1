"""Follow-up campaigns: planned once, sent without doubles, ended when nobody is left."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ticketing import surveys
from ticketing.audiences import Audience, candidates
from ticketing.conversations import conversation_for
from ticketing.customers import get_customer
from ticketing.errors import BadAudience, CampaignNotFound, IllegalMove, TextEmpty
from ticketing.messages import append
from ticketing.models import Agent, Campaign, CampaignRecipient, Customer, Survey
from ticketing.rules.followup import QUIET_FROM, QUIET_TO, QuietHours, send_at, why_skipped

BATCH = 200
LONGEST_DELAY_HOURS = 24 * 60
LONGEST_TITLE = 60
DUPLICATE = "duplicate"
CHANNELS = ("in_app", "email")
Link = Callable[[Survey], str]


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
    if not name.strip():
        raise TextEmpty("给这个回访计划起个名字。")
    if channel not in CHANNELS:
        raise BadAudience("请选择渠道：站内消息或邮件。")
    Audience.read(audience)
    Schedule.read(schedule)
    campaign = Campaign(
        name=name.strip(),
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
    if len(filled["title"]) > LONGEST_TITLE:
        raise BadAudience(f"问题最多 {LONGEST_TITLE} 个字。")
    for reasons in (filled["reasons_low"], filled["reasons_high"]):
        if len(reasons) > surveys.MOST_REASONS:
            raise BadAudience(f"每组原因最多 {surveys.MOST_REASONS} 个。")
    return filled


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
    asked, rows = 0, []
    for planned in preview(session, campaign.audience, campaign.schedule, campaign.channel, now):
        if planned.skipped == DUPLICATE:
            continue
        asked += planned.skipped is None
        rows.append(
            {
                "campaign_id": campaign.id,
                "customer_id": planned.customer_id,
                "ticket_id": planned.ticket_id,
                "order_number": planned.order_number,
                "send_at": planned.send_at,
                "status": "planned" if planned.skipped is None else "skipped",
                "why": planned.skipped,
            }
        )
    for first in range(0, len(rows), BATCH):
        session.execute(insert(CampaignRecipient), rows[first : first + BATCH])
    finish_if_done(session, campaign, now)
    return asked


def cancel(session: Session, campaign: Campaign, now: datetime) -> None:
    """Ask nobody any more. What was sent stays sent. Raises IllegalMove for an ended campaign."""
    if campaign.status not in {"draft", "running"}:
        raise IllegalMove("这个回访计划已经结束了。")
    campaign.status, campaign.finished_at = "cancelled", now


def send_in_app(session: Session, campaign: Campaign, link: Link, now: datetime) -> int:
    """Send one batch of what is due into the shoppers' chats; how many rows were dealt with.

    Survey, message and mark are one transaction: a crash leaves all or nothing, so nobody gets two and
    nobody is left out. Several workers take different rows.
    """
    due = claim_due(session, campaign, now)
    for recipient in due:
        customer = get_customer(session, recipient.customer_id)
        if not _may_be_sent(session, recipient, customer, now):
            continue
        survey = _survey_for(session, campaign, recipient, customer, now)
        append(
            session,
            conversation_for(session, customer, now),
            author="system",
            kind="survey",
            body={
                "text": campaign.questions["title"],
                "survey_url": link(survey),
                "asks": [],
                "ticket_number": None,
            },
            now=now,
            client_id=f"campaign_{campaign.id}_{customer.id}",
        )
        recipient.status, recipient.sent_at = "sent", now
    return len(due)


def claim_due(session: Session, campaign: Campaign, now: datetime) -> list[CampaignRecipient]:
    """The next rows to send, locked till the commit; none for a campaign that does not run."""
    if campaign.status != "running":
        return []
    query = (
        select(CampaignRecipient)
        .where(
            CampaignRecipient.campaign_id == campaign.id,
            CampaignRecipient.status == "planned",
            CampaignRecipient.send_at <= now,
        )
        .order_by(CampaignRecipient.send_at, CampaignRecipient.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(query))


def finish_if_done(session: Session, campaign: Campaign, now: datetime) -> bool:
    """End a running campaign in which nobody waits any more; whether it has ended."""
    if campaign.status == "running" and not counts(session, campaign)["planned"]:
        campaign.status, campaign.finished_at = "finished", now
    return campaign.status != "running"


def next_sending(session: Session, campaign: Campaign) -> datetime | None:
    """When the next recipient is due, or None when nobody waits."""
    return session.scalars(
        select(func.min(CampaignRecipient.send_at)).where(
            CampaignRecipient.campaign_id == campaign.id, CampaignRecipient.status == "planned"
        )
    ).one()


def counts(session: Session, campaign: Campaign) -> Counter[str]:
    """How many recipients are planned, sent, failed, skipped."""
    session.flush()
    rows = session.execute(
        select(CampaignRecipient.status, func.count())
        .where(CampaignRecipient.campaign_id == campaign.id)
        .group_by(CampaignRecipient.status)
    )
    return Counter({status: number for status, number in rows})


def _may_be_sent(session: Session, recipient: CampaignRecipient, customer: Customer, now: datetime) -> bool:
    """Look again just before sending: meanwhile the customer may have refused or been asked."""
    last = session.scalars(
        select(func.max(CampaignRecipient.sent_at)).where(CampaignRecipient.customer_id == customer.id)
    ).one()
    why = why_skipped(
        opted_out=customer.followup_opt_out_at is not None,
        has_contact=True,
        last_asked_at=last,
        sending_at=now,
    )
    if why is not None:
        recipient.status, recipient.why = "skipped", why
    return why is None


def _survey_for(
    session: Session, campaign: Campaign, recipient: CampaignRecipient, customer: Customer, now: datetime
) -> Survey:
    return surveys.invite(
        session,
        customer,
        now,
        questions=campaign.questions,
        ticket_id=recipient.ticket_id,
        order_number=recipient.order_number,
        campaign_id=campaign.id,
    )
