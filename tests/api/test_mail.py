"""Follow-up mails against a real SMTP server on loopback."""

import asyncio
import email
import email.policy
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import aiosmtplib
import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from api.mail import NoMailServer, is_final, send_mails, write_mail
from api.settings import Settings
from api.worker import Worker
from tests.builders import a_member, an_agent
from ticketing import campaigns
from ticketing.campaign_sending import Mail
from ticketing.database import Sessions
from ticketing.models import Campaign, CampaignRecipient

MAIL = Mail(
    7, "li@mail.example", "李女士", "这次服务，您觉得怎么样？", "https://s.example/survey/t", "campaign.1.2.7"
)


@dataclass
class Postbox:
    """Takes mails, except for the addresses with an answer of their own."""

    answers: dict[str, str] = field(default_factory=dict)
    got: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # type: ignore[no-untyped-def]
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # type: ignore[no-untyped-def]
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.got.append(message)
        return "250 OK"


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def smtp_url(postbox: Postbox) -> Iterator[str]:
    """The address of a running server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def worker(settings: Settings, sessions: Sessions, smtp_url: str) -> Worker:
    """What the worker sends with, in this process."""
    with_mail = settings.model_copy(update={"smtp_url": smtp_url})
    return Worker(with_mail, sessions, lambda: datetime.now(UTC), True)


def a_mailing(sessions: Sessions, *names: str) -> int:
    """A running campaign by mail, at any hour."""
    now = datetime.now(UTC)
    with sessions.begin() as session:
        for name in names:
            member = a_member(session, name, now)
            member.email, member.email_verified = f"{name}@mail.example", True
        campaign = campaigns.create(
            session,
            name="邮件回访",
            audience={"kind": "members", "since_days": 30},
            schedule={"delay_hours": 0, "quiet_from": "00:00", "quiet_to": "00:00"},
            questions={},
            channel="email",
            by=an_agent(session, role="lead"),
            now=now,
        )
        campaigns.start(session, campaign, now)
        return campaign.id


def states(sessions: Sessions) -> list[tuple[str, str | None]]:
    with sessions.begin() as session:
        query = select(CampaignRecipient.status, CampaignRecipient.why).order_by(CampaignRecipient.id)
        return [(status, why) for status, why in session.execute(query)]


def test_everybody_gets_one_mail_with_a_link_and_a_way_out(
    worker: Worker, sessions: Sessions, postbox: Postbox
) -> None:
    campaign_id = a_mailing(sessions, "li", "wang")
    assert worker.send_batch(campaign_id) == 2
    assert worker.send_batch(campaign_id) == 0
    assert [message["To"] for message in postbox.got] == ["li@mail.example", "wang@mail.example"]
    assert states(sessions) == [("sent", None)] * 2
    with sessions.begin() as session:
        assert session.get_one(Campaign, campaign_id).status == "finished"
    text = postbox.got[0].get_content()
    assert "/survey/" in text and "li，您好" in text
    assert postbox.got[0]["List-Unsubscribe"].endswith("/opt-out>")
    assert postbox.got[0]["Subject"] == "这次服务，您觉得怎么样？"
    assert len({message["Message-ID"] for message in postbox.got}) == 2


def test_a_refused_address_fails_alone_and_a_busy_server_is_tried_later(
    worker: Worker, sessions: Sessions, postbox: Postbox
) -> None:
    campaign_id = a_mailing(sessions, "li", "wang", "zhao")
    postbox.answers = {"li@mail.example": "550 unknown", "wang@mail.example": "451 later"}
    assert worker.send_batch(campaign_id) == 3
    assert states(sessions) == [("failed", "address_refused"), ("planned", None), ("sent", None)]


def test_a_dead_server_costs_nobody_his_mail(settings: Settings, sessions: Sessions) -> None:
    campaign_id = a_mailing(sessions, "li")
    unreachable = settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:9"})
    with pytest.raises((OSError, aiosmtplib.SMTPException)):
        Worker(unreachable, sessions, lambda: datetime.now(UTC), True).send_batch(campaign_id)
    assert states(sessions) == [("planned", None)]


def test_a_mail_cut_off_by_a_crash_goes_out_again_with_the_same_id(
    worker: Worker, sessions: Sessions, postbox: Postbox
) -> None:
    campaign_id = a_mailing(sessions, "li")
    worker.send_batch(campaign_id)
    with sessions.begin() as session:  # as if the worker had died between sending and marking
        row = session.scalars(select(CampaignRecipient)).one()
        row.status, row.sent_at = "sending", datetime.now(UTC) - timedelta(minutes=11)
        session.get_one(Campaign, campaign_id).status = "running"
    worker.send_batch(campaign_id)
    first, second = postbox.got
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_content() == second.get_content()


@pytest.mark.parametrize("address", ["a@b\r\nBcc: c@d", "nobody", "a b@c", "<a@b>"])
def test_what_is_no_address_is_refused_for_good(address: str) -> None:
    broken = Mail(**{**vars(MAIL), "to": address})
    with pytest.raises(aiosmtplib.SMTPException) as refused:
        write_mail(broken, "care@shop.example")
    assert is_final(refused.value)


def test_the_sender_may_have_a_name() -> None:
    message = write_mail(MAIL, "回声客服 <care@shop.example>")
    assert message["Message-ID"] == "<campaign.1.2.7@shop.example>"


@pytest.mark.parametrize("url", [None, "http://mail.example", "smtp:"])
def test_without_a_usable_server_it_says_so(url: str | None) -> None:
    with pytest.raises(NoMailServer):
        asyncio.run(send_mails(url, "care@shop.example", lambda: None, lambda *_: None, 1))
