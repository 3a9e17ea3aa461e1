"""Follow-up campaigns on a real database."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import AT_ONCE, MEMBERS, a_campaign, a_member
from tests.conftest import NOW
from ticketing import campaign_sending, campaigns
from ticketing.errors import BadAudience, IllegalMove
from ticketing.models import CampaignRecipient, Conversation, Customer, Message, Survey


def link(survey: Survey) -> str:
    return f"https://shop.example/survey/{survey.id}"


def sent_to(session: Session, customer: Customer) -> list[str]:
    query = select(Message.body).join(Conversation).where(Conversation.customer_id == customer.id)
    return [body["survey_url"] for body in session.scalars(query)]


def test_everybody_meant_is_asked_once(session: Session) -> None:
    shoppers = [a_member(session, name, NOW) for name in ("李", "王", "赵")]
    campaign = a_campaign(session, NOW)
    assert campaigns.start(session, campaign, NOW) == 3
    assert campaign_sending.send_in_app(session, campaign, link, NOW) == 3
    assert campaign_sending.send_in_app(session, campaign, link, NOW) == 0
    assert all(len(sent_to(session, shopper)) == 1 for shopper in shoppers)
    assert campaigns.finish_if_done(session, campaign, NOW)
    assert campaign.status == "finished"


def test_only_the_named_level_is_asked(session: Session) -> None:
    a_member(session, "李", NOW, level="金卡会员")
    a_member(session, "王", NOW, level="银卡会员")
    assert campaigns.start(session, a_campaign(session, NOW, level="银卡会员"), NOW) == 1


def test_who_was_asked_this_week_is_skipped_and_counted(session: Session) -> None:
    a_member(session, "李", NOW)
    first = a_campaign(session, NOW)
    campaigns.start(session, first, NOW)
    campaign_sending.send_in_app(session, first, link, NOW)
    second = a_campaign(session, NOW)
    assert campaigns.start(session, second, NOW + timedelta(days=1)) == 0
    assert campaigns.counts_of(session, [second.id]) == {second.id: {"skipped": 1}}
    third = a_campaign(session, NOW)
    assert campaigns.start(session, third, NOW + timedelta(days=8)) == 1


def test_a_refusal_between_planning_and_sending_still_counts(session: Session) -> None:
    shopper = a_member(session, "李", NOW)
    campaign = a_campaign(session, NOW)
    campaigns.start(session, campaign, NOW)
    shopper.followup_opt_out_at = NOW
    campaign_sending.send_in_app(session, campaign, link, NOW)
    assert sent_to(session, shopper) == []
    assert session.scalars(select(CampaignRecipient.why)).all() == ["opted_out"]


def test_at_night_nobody_is_asked_until_nine(session: Session) -> None:
    a_member(session, "李", NOW)
    night = NOW.replace(hour=22)
    campaign = a_campaign(session, night)
    campaigns.start(session, campaign, night)
    assert campaign_sending.send_in_app(session, campaign, link, night) == 0
    morning = campaign_sending.next_sending(session, campaign)
    assert morning == night.replace(hour=9) + timedelta(days=1)
    assert campaign_sending.send_in_app(session, campaign, link, morning) == 1


def test_a_cancelled_campaign_sends_nothing_more(session: Session) -> None:
    a_member(session, "李", NOW)
    campaign = a_campaign(session, NOW)
    campaigns.start(session, campaign, NOW)
    campaigns.cancel(session, campaign, NOW)
    assert campaign_sending.send_in_app(session, campaign, link, NOW) == 0
    with pytest.raises(IllegalMove):
        campaigns.cancel(session, campaign, NOW)


def test_a_campaign_starts_once(session: Session) -> None:
    a_member(session, "李", NOW)
    campaign = a_campaign(session, NOW)
    campaigns.start(session, campaign, NOW)
    with pytest.raises(IllegalMove):
        campaigns.start(session, campaign, NOW)


def test_mail_goes_to_verified_addresses_only(session: Session) -> None:
    shopper = a_member(session, "李", NOW)
    shopper.email = "li@mail.example"
    planned = list(campaigns.preview(session, MEMBERS, AT_ONCE, "email", NOW))
    assert [one.skipped for one in planned] == ["no_contact"]
    shopper.email_verified = True
    session.flush()
    planned = list(campaigns.preview(session, MEMBERS, AT_ONCE, "email", NOW))
    assert [one.skipped for one in planned] == [None]


@pytest.mark.parametrize(
    "audience", [{"kind": "everybody"}, {**MEMBERS, "since_days": 0}, {**MEMBERS, "category1": "天气"}]
)
def test_an_audience_that_means_nothing_is_refused(session: Session, audience: dict[str, object]) -> None:
    with pytest.raises(BadAudience):
        list(campaigns.preview(session, audience, AT_ONCE, "in_app", NOW))


@pytest.mark.parametrize("schedule", [{"delay_hours": -1}, {"quiet_from": "晚上九点"}])
def test_a_schedule_that_means_nothing_is_refused(session: Session, schedule: dict[str, object]) -> None:
    with pytest.raises(BadAudience):
        list(campaigns.preview(session, MEMBERS, schedule, "in_app", NOW))
