"""Follow-up campaigns for leads: plan, preview, start, cancel, results."""

from collections import Counter
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from api.deps import AgentDep, LeadDep, NowDep, SessionDep, SettingsDep
from api.jobs import Jobs
from ticketing import campaigns
from ticketing.campaign_results import count_answers, results
from ticketing.errors import MailNotSetUp
from ticketing.models import Campaign
from ticketing.surveys import MOST_REASONS

router = APIRouter(prefix="/campaigns", tags=["campaigns"])
CampaignId = Annotated[int, Path(ge=1, le=2**31 - 1)]
SAMPLE = 5
Words = Annotated[str, Field(max_length=200)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["21:00"])]


class Audience(BaseModel):
    """Whom: customers of solved tickets of a category, of delivered orders of a product, or members."""

    kind: Literal["closed_tickets", "delivered_orders", "members"]
    category1: str | None = Field(default=None, max_length=20)
    product_id: str | None = Field(default=None, max_length=40)
    level: str | None = Field(default=None, max_length=20)
    since_days: int = Field(default=30, ge=1, le=365)


class Schedule(BaseModel):
    """When: so many hours after what happened, never in quiet hours (Asia/Shanghai)."""

    delay_hours: int = Field(default=0, ge=0, le=campaigns.LONGEST_DELAY_HOURS)
    quiet_from: Clock = "21:00"
    quiet_to: Clock = "09:00"


class Questions(BaseModel):
    """What: a score always, reasons by score, own words. What is empty takes the usual text."""

    ask_csat: Literal[True] = True
    title: Words = ""
    reasons_low: list[Words] = Field(default=[], max_length=MOST_REASONS)
    reasons_high: list[Words] = Field(default=[], max_length=MOST_REASONS)
    ask_comment: bool = True


class Plan(BaseModel):
    """A whole campaign, as a lead writes it."""

    name: str = Field(default="", max_length=200)
    audience: Audience
    schedule: Schedule = Schedule()
    questions: Questions = Questions()
    channel: Literal["in_app", "email"] = "in_app"


class Counts(BaseModel):
    """How many recipients are where. A mail under way counts as planned."""

    planned: int
    sent: int
    skipped: int
    failed: int
    answered: int


class CampaignShape(BaseModel):
    """One campaign."""

    id: int
    name: str
    audience: Audience
    schedule: Schedule
    questions: Questions
    channel: Literal["in_app", "email"]
    status: Literal["draft", "running", "finished", "cancelled"]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    counts: Counts


class CampaignPage(BaseModel):
    """Campaigns, newest first."""

    items: list[CampaignShape]
    next_cursor: str | None


class Skipped(BaseModel):
    """Who will not be asked, by reason. `duplicate`: a second happening of somebody who is asked once."""

    opted_out: int
    frequency_cap: int
    no_contact: int
    duplicate: int


class Sample(BaseModel):
    """One of those who would be asked."""

    customer_name: str
    send_at: datetime


class Preview(BaseModel):
    """What a plan would do if it started now."""

    recipients: int
    skipped: Skipped
    first_send_at: datetime | None
    sample: list[Sample]


class ReasonCount(BaseModel):
    """How often a reason was given."""

    reason: str
    count: int


class CommentShape(BaseModel):
    """One shopper's words."""

    score: int
    comment: str
    category: list[str] | None
    sentiment: int | None
    customer_name: str
    answered_at: datetime
    ticket_number: str | None


class Day(BaseModel):
    """One day in Shanghai."""

    day: date
    sent: int
    answered: int


class ResultsShape(BaseModel):
    """What came of it. Shares are 0 to 1; null without answers. `csat`: the share of 4 and 5."""

    sent: int
    answered: int
    response_rate: float | None
    csat: float | None
    average: float | None
    scores: dict[int, int]
    reasons: list[ReasonCount]
    comments: list[CommentShape]
    by_day: list[Day]


async def get_jobs(request: Request) -> Jobs:
    """The way to the worker."""
    jobs: Jobs = request.app.state.jobs
    return jobs


JobsDep = Annotated[Jobs, Depends(get_jobs)]


@router.get("")
def list_campaigns(
    _agent: AgentDep,
    session: SessionDep,
    cursor: Annotated[str | None, Query(max_length=20)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> CampaignPage:
    """All campaigns, newest first."""
    rows, next_cursor = campaigns.newest(session, cursor, limit)
    return CampaignPage(items=_shapes(session, rows), next_cursor=next_cursor)


@router.post("", status_code=201)
def create_campaign(
    plan: Plan, lead: LeadDep, session: SessionDep, settings: SettingsDep, now: NowDep
) -> CampaignShape:
    """A draft; nobody is asked yet."""
    if plan.channel == "email" and settings.smtp_url is None:
        raise MailNotSetUp("还没有配置邮件服务器，请选择站内消息。")
    campaign = campaigns.create(session, **plan.model_dump(), by=lead, now=now)
    return _shape(session, campaign)


@router.post("/previews")
def preview_campaign(plan: Plan, _lead: LeadDep, session: SessionDep, now: NowDep) -> Preview:
    """Whom a plan would ask, and whom not and why. Nothing is stored."""
    audience, schedule = plan.audience.model_dump(), plan.schedule.model_dump()
    skipped: Counter[str] = Counter()
    recipients, first, sample = 0, None, list[Sample]()
    for one in campaigns.preview(session, audience, schedule, plan.channel, now):
        if one.skipped is not None:
            skipped[one.skipped] += 1
            continue
        recipients += 1
        first = one.send_at if first is None else min(first, one.send_at)
        if len(sample) < SAMPLE:
            sample.append(Sample(customer_name=one.customer_name, send_at=one.send_at))
    return Preview(
        recipients=recipients,
        skipped=Skipped(**{name: skipped[name] for name in Skipped.model_fields}),
        first_send_at=first,
        sample=sample,
    )


@router.get("/{campaign_id}")
def read_campaign(campaign_id: CampaignId, _agent: AgentDep, session: SessionDep) -> CampaignShape:
    """One campaign with its counts."""
    return _shape(session, campaigns.get_campaign(session, campaign_id))


@router.post("/{campaign_id}/starts", status_code=201)
def start_campaign(
    campaign_id: CampaignId, _lead: LeadDep, session: SessionDep, jobs: JobsDep, now: NowDep
) -> CampaignShape:
    """Write down everybody who will be asked and let the worker begin, in one transaction."""
    campaign = campaigns.get_campaign(session, campaign_id, for_change=True)
    campaigns.start(session, campaign, now)
    jobs.send_campaign(session, campaign.id)
    return _shape(session, campaign)


@router.post("/{campaign_id}/cancellations", status_code=201)
def cancel_campaign(
    campaign_id: CampaignId, _lead: LeadDep, session: SessionDep, now: NowDep
) -> CampaignShape:
    """Ask nobody any more."""
    campaign = campaigns.get_campaign(session, campaign_id, for_change=True)
    campaigns.cancel(session, campaign, now)
    return _shape(session, campaign)


@router.get("/{campaign_id}/results")
def read_results(campaign_id: CampaignId, _agent: AgentDep, session: SessionDep) -> ResultsShape:
    """What came of it so far."""
    found = results(session, campaigns.get_campaign(session, campaign_id))
    return ResultsShape(
        sent=found.sent,
        answered=found.answered,
        response_rate=found.response_rate,
        csat=found.csat,
        average=found.average,
        scores=found.scores,
        reasons=[ReasonCount(reason=reason, count=number) for reason, number in found.reasons],
        comments=[CommentShape(**vars(comment)) for comment in found.comments],
        by_day=[Day(day=day, sent=sent, answered=answered) for day, sent, answered in found.by_day],
    )


def _shape(session: Session, campaign: Campaign) -> CampaignShape:
    return _shapes(session, [campaign])[0]


def _shapes(session: Session, rows: list[Campaign]) -> list[CampaignShape]:
    ids = [row.id for row in rows]
    counted, answered = campaigns.counts_of(session, ids), count_answers(session, ids)
    return [
        CampaignShape(
            id=row.id,
            name=row.name,
            audience=Audience(**row.audience),
            schedule=Schedule(**row.schedule),
            questions=Questions(**row.questions),
            channel=row.channel,  # type: ignore[arg-type]
            status=row.status,  # type: ignore[arg-type]
            created_at=row.created_at,
            started_at=row.started_at,
            finished_at=row.finished_at,
            counts=Counts(
                planned=counted[row.id]["planned"] + counted[row.id]["sending"],
                sent=counted[row.id]["sent"],
                skipped=counted[row.id]["skipped"],
                failed=counted[row.id]["failed"],
                answered=answered.get(row.id, 0),
            ),
        )
        for row in rows
    ]
