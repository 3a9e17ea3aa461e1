"""Follow-up mails over SMTP."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from ticketing.campaign_sending import Mail

PATIENCE = 15
"""Seconds for each answer of the mail server."""
Claim = Callable[[], Mail | None]
Settle = Callable[[Mail, aiosmtplib.SMTPException | None], None]
UNSAFE = re.compile(r"[\x00-\x20\x7f<>]")


class NoMailServer(RuntimeError):
    """HUISHENG_SMTP_URL is not set, so no mail can be sent."""


def write_mail(mail: Mail, sender: str) -> EmailMessage:
    """The message: plain text, with the link, how to be left alone, and the same id at every try."""
    if UNSAFE.search(mail.to) or "@" not in mail.to:
        raise aiosmtplib.SMTPRecipientRefused(550, "not an address", mail.to)
    domain = parseaddr(sender)[1].rpartition("@")[2]
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.title
    message["Message-ID"] = f"<{mail.message_id}@{domain}>"
    message["List-Unsubscribe"] = f"<{mail.url}/opt-out>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"{mail.name}，您好：\n\n{mail.title}\n点开下面的链接，十秒钟就能答完：\n{mail.url}\n\n"
        "链接 14 天内有效，只能答一次。不想再收到回访，可以在同一页面里关闭。\n"
    )
    return message


async def send_mails(smtp_url: str | None, sender: str, claim: Claim, settle: Settle, most: int) -> int:
    """Send what `claim` gives, one after another over one connection; how many were dealt with.

    `settle` hears of each mail, with the refusal if there was one. Raises NoMailServer, and SMTPException
    or OSError when the server cannot be reached: then nothing was claimed.
    """
    if smtp_url is None:
        raise NoMailServer("set HUISHENG_SMTP_URL to send mails")
    dealt = 0
    async with _connection(smtp_url) as server:
        while dealt < most and (mail := claim()) is not None:
            try:
                await server.send_message(write_mail(mail, sender))
            except aiosmtplib.SMTPException as refused:
                settle(mail, refused)
                if not server.is_connected:
                    raise
            else:
                settle(mail, None)
            dealt += 1
    return dealt


def is_final(refused: aiosmtplib.SMTPException) -> bool:
    """Whether trying again is pointless: the server said 5xx about this mail or its address."""
    if isinstance(refused, aiosmtplib.SMTPRecipientsRefused):
        return all(is_final(one) for one in refused.recipients)
    return isinstance(refused, aiosmtplib.SMTPResponseException) and 500 <= refused.code < 600


def _connection(smtp_url: str) -> aiosmtplib.SMTP:
    url = urlsplit(smtp_url)
    if url.scheme not in {"smtp", "smtps"} or url.hostname is None:
        raise NoMailServer("HUISHENG_SMTP_URL must look like smtp://user:password@host:port")
    return aiosmtplib.SMTP(
        hostname=url.hostname,
        port=url.port or (465 if url.scheme == "smtps" else 587),
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=url.scheme == "smtps",
        timeout=PATIENCE,
    )
