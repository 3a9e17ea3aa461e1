"""Sending what a campaign planned: into the chat in one transaction, by mail at least once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from ticketing import surveys
from ticketing.campaigns import Schedule
from ticketing.conversations import conversation_for
from ticketing.messages import append
from ticketing.models import Campaign, CampaignRecipient, Customer, Survey
from ticketing.rules.followup import why_skipped

BATCH = 20
"""Rows a transaction, some 0.1 s: meanwhile shoppers wait for SQLite's one write lock."""
MAIL_LEASE = timedelta(minutes=10)
"""A mail that is under way for longer belongs to a worker that died: it is sent again, with the same id."""
MAIL_PAUSE = timedelta(minutes=15)
MOST_ATTEMPTS = 4
Link = Callable[[Survey], str]


@dataclass(frozen=True)
class Mail:
    """One mail to send. `message_id` is the same at every try, so that a second copy can be recognised."""

    recipient_id: int
    to: str
    name: str
    title: str
    url: str
    message_id: str


def due_campaigns(session: Session, now: datetime) -> list[int]:
    """The running campaigns that have something to send now, oldest first; none in their quiet hours."""
    waiting = exists().where(CampaignRecipient.campaign_id == Campaign.id, _is_due(now))
    query = select(Campaign).where(Campaign.status == "running", waiting)
    running = session.scalars(query.order_by(Campaign.id))
    return [campaign.id for campaign in running if not _is_quiet(campaign, now)]


def next_sending(session: Session, campaign: Campaign) -> datetime | None:
    """When the next recipient is due, or None when nobody waits."""
    return session.scalars(
        select(func.min(CampaignRecipient.send_at)).where(
            CampaignRecipient.campaign_id == campaign.id, CampaignRecipient.status == "planned"
        )
    ).one()


def send_in_app(session: Session, campaign: Campaign, link: Link, now: datetime) -> int:
    """Send one batch of what is due into the shoppers' chats; how many rows were dealt with.

    Survey, message and mark are one transaction: a crash leaves all or nothing, so nobody gets two and
    nobody is left out. Several workers take different rows.
    """
    due = _claim(session, campaign, now, BATCH)
    for recipient in sorted(due, key=lambda row: row.customer_id):
        customer = _locked(session, recipient.customer_id)
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


def claim_mail(session: Session, campaign: Campaign, link: Link, now: datetime) -> Mail | None:
    """Take the next mail to send and mark it as under way, or None when nothing is due."""
    while due := _claim(session, campaign, now, 1):
        recipient = due[0]
        customer = _locked(session, recipient.customer_id)
        has_contact = customer.email is not None and customer.email_verified
        if not _may_be_sent(session, recipient, customer, now, has_contact=has_contact):
            session.flush()
            continue
        assert customer.email is not None
        survey = _survey_for(session, campaign, recipient, customer, now)
        recipient.status, recipient.sent_at = "sending", now
        recipient.attempts += 1
        return Mail(
            recipient.id,
            customer.email,
            customer.name,
            campaign.questions["title"],
            link(survey),
            f"campaign.{campaign.id}.{customer.id}.{recipient.id}",
        )
    return None


def mail_sent(session: Session, recipient_id: int, now: datetime) -> None:
    """The mail server took it."""
    recipient = session.get_one(CampaignRecipient, recipient_id)
    recipient.status, recipient.sent_at = "sent", now


def mail_refused(session: Session, recipient_id: int, *, is_final: bool, now: datetime) -> None:
    """The mail server did not take it: for good, or for now; after MOST_ATTEMPTS that is for good too."""
    recipient = session.get_one(CampaignRecipient, recipient_id)
    recipient.sent_at = None
    if is_final or recipient.attempts >= MOST_ATTEMPTS:
        recipient.status, recipient.why = "failed", "address_refused" if is_final else "mail_refused"
        return
    campaign = session.get_one(Campaign, recipient.campaign_id)
    quiet = Schedule.read(campaign.schedule).quiet
    recipient.status = "planned"
    recipient.send_at = quiet.next_allowed(now + MAIL_PAUSE * recipient.attempts)


def _is_due(now: datetime) -> ColumnElement[bool]:
    waits = and_(CampaignRecipient.status == "planned", CampaignRecipient.send_at <= now)
    was_left = and_(CampaignRecipient.status == "sending", CampaignRecipient.sent_at <= now - MAIL_LEASE)
    return or_(waits, was_left)


def _is_quiet(campaign: Campaign, now: datetime) -> bool:
    """Looked at again when sending: a worker that was down may wake up in the night."""
    return Schedule.read(campaign.schedule).quiet.holds(now)


def _claim(session: Session, campaign: Campaign, now: datetime, limit: int) -> list[CampaignRecipient]:
    """The next rows to send, locked till the commit; none in the night or when the campaign does not run."""
    if campaign.status != "running" or _is_quiet(campaign, now):
        return []
    query = (
        select(CampaignRecipient)
        .where(CampaignRecipient.campaign_id == campaign.id, _is_due(now))
        .order_by(CampaignRecipient.send_at, CampaignRecipient.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(query))


def _locked(session: Session, customer_id: int) -> Customer:
    """The customer, locked: two campaigns that send at once must see each other's mark for the cap."""
    return session.get_one(Customer, customer_id, populate_existing=True, with_for_update={"key_share": True})


def _may_be_sent(
    session: Session,
    recipient: CampaignRecipient,
    customer: Customer,
    now: datetime,
    *,
    has_contact: bool = True,
) -> bool:
    """Look again just before sending: meanwhile the customer may have refused or been asked."""
    session.flush()
    last = session.scalars(
        select(func.max(CampaignRecipient.sent_at)).where(
            CampaignRecipient.customer_id == customer.id, CampaignRecipient.id != recipient.id
        )
    ).one()
    why = why_skipped(
        opted_out=customer.followup_opt_out_at is not None,
        has_contact=has_contact,
        last_asked_at=last,
        sending_at=now,
    )
    if why is not None:
        recipient.status, recipient.why = "skipped", why
    return why is None


def _survey_for(
    session: Session, campaign: Campaign, recipient: CampaignRecipient, customer: Customer, now: datetime
) -> Survey:
    """The one survey of this campaign for this customer; a second try of a mail finds the first's."""
    known = session.scalars(
        select(Survey).where(Survey.campaign_id == campaign.id, Survey.customer_id == customer.id)
    ).first()
    return known or surveys.invite(
        session,
        customer,
        now,
        questions=campaign.questions,
        ticket_id=recipient.ticket_id,
        order_number=recipient.order_number,
        campaign_id=campaign.id,
    )
