"""What is sent, to whom, when, and what happens to mails that are refused or cut off."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import a_campaign, a_member
from tests.conftest import NOW
from ticketing import campaign_sending, campaigns
from ticketing.campaign_sending import MAIL_LEASE, MAIL_PAUSE, MOST_ATTEMPTS, Mail
from ticketing.models import Campaign, CampaignRecipient, Customer, Survey


def link(survey: Survey) -> str:
    return f"https://shop.example/survey/{survey.id}"


def a_reader(session: Session, name: str) -> Customer:
    """A member with a verified address."""
    member = a_member(session, name, NOW)
    member.email, member.email_verified = f"{name}@mail.example", True
    session.flush()
    return member


def a_running_mailing(session: Session, *names: str) -> Campaign:
    for name in names:
        a_reader(session, name)
    campaign = a_campaign(session, NOW, channel="email")
    campaigns.start(session, campaign, NOW)
    return campaign


def claim(session: Session, campaign: Campaign, now=NOW) -> Mail | None:  # type: ignore[no-untyped-def]
    return campaign_sending.claim_mail(session, campaign, link, now)


def row(session: Session) -> CampaignRecipient:
    session.flush()
    return session.scalars(select(CampaignRecipient)).one()


def test_a_worker_that_wakes_up_at_night_sends_nothing_that_is_late(session: Session) -> None:
    a_member(session, "li", NOW)
    campaign = a_campaign(session, NOW)
    campaigns.start(session, campaign, NOW)
    assert campaign_sending.due_campaigns(session, NOW) == [campaign.id]
    for hour in (21, 23, 0, 8):
        night = NOW.replace(hour=hour) + timedelta(days=hour < 9)
        assert campaign_sending.due_campaigns(session, night) == []
        assert campaign_sending.send_in_app(session, campaign, link, night) == 0
    morning = NOW.replace(hour=9) + timedelta(days=1)
    assert campaign_sending.send_in_app(session, campaign, link, morning) == 1


def test_two_campaigns_that_run_at_once_ask_a_shopper_once(session: Session) -> None:
    a_member(session, "li", NOW)
    first, second = a_campaign(session, NOW), a_campaign(session, NOW)
    campaigns.start(session, first, NOW)
    campaigns.start(session, second, NOW)
    campaign_sending.send_in_app(session, first, link, NOW)
    campaign_sending.send_in_app(session, second, link, NOW)
    assert campaigns.counts_of(session, [second.id])[second.id] == {"skipped": 1}


def test_a_mail_is_claimed_once_and_then_sent(session: Session) -> None:
    campaign = a_running_mailing(session, "li")
    mail = claim(session, campaign)
    assert mail is not None and mail.to == "li@mail.example" and mail.url.startswith("https://")
    assert claim(session, campaign) is None
    assert not campaigns.finish_if_done(session, campaign, NOW)
    campaign_sending.mail_sent(session, mail.recipient_id, NOW)
    assert campaigns.finish_if_done(session, campaign, NOW)


def test_a_mail_left_by_a_dead_worker_is_sent_again_with_the_same_id_and_link(session: Session) -> None:
    campaign = a_running_mailing(session, "li")
    first = claim(session, campaign)
    assert claim(session, campaign, NOW + MAIL_LEASE - timedelta(seconds=1)) is None
    assert claim(session, campaign, NOW + MAIL_LEASE) == first


def test_a_mail_refused_for_now_is_tried_again_later_and_not_at_night(session: Session) -> None:
    campaign = a_running_mailing(session, "li")
    late = NOW.replace(hour=20, minute=50)
    mail = claim(session, campaign, late)
    assert mail is not None
    campaign_sending.mail_refused(session, mail.recipient_id, is_final=False, now=late)
    assert row(session).status == "planned"
    assert row(session).send_at == NOW.replace(hour=9) + timedelta(days=1)


def test_after_the_last_attempt_a_mail_has_failed(session: Session) -> None:
    campaign, now = a_running_mailing(session, "li"), NOW
    for attempt in range(1, MOST_ATTEMPTS + 1):
        mail = claim(session, campaign, now)
        assert mail is not None
        campaign_sending.mail_refused(session, mail.recipient_id, is_final=False, now=now)
        now += MAIL_PAUSE * attempt
    assert (row(session).status, row(session).why) == ("failed", "mail_refused")
    assert campaigns.finish_if_done(session, campaign, now)


def test_an_address_that_does_not_exist_is_tried_once(session: Session) -> None:
    campaign = a_running_mailing(session, "li")
    mail = claim(session, campaign)
    assert mail is not None
    campaign_sending.mail_refused(session, mail.recipient_id, is_final=True, now=NOW)
    assert (row(session).status, row(session).why, row(session).sent_at) == (
        "failed",
        "address_refused",
        None,
    )


@pytest.mark.parametrize(("change", "why"), [("opt_out", "opted_out"), ("address", "no_contact")])
def test_what_changed_since_the_planning_counts_for_mails_too(
    session: Session, change: str, why: str
) -> None:
    campaign = a_running_mailing(session, "li", "wang")
    first = session.scalars(select(Customer).where(Customer.name == "li")).one()
    if change == "opt_out":
        first.followup_opt_out_at = NOW
    else:
        first.email_verified = False
    mail = claim(session, campaign)
    assert mail is not None and mail.name == "wang"
    assert session.scalars(select(CampaignRecipient.why).order_by(CampaignRecipient.id)).first() == why
