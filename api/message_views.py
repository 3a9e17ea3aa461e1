"""Messages as clients get them: what was stored, with fresh links to pictures."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from api.settings import Settings
from api.signed_links import upload_url
from ticketing.models import Message

Sign = Callable[[str], str]


def signer(settings: Settings, now: datetime) -> Sign:
    """What makes links to pictures at this moment."""
    secret = settings.secret_key.get_secret_value()
    return lambda upload_id: upload_url(secret, upload_id, now)


def message_view(message: Message, sign: Sign) -> dict[str, Any]:
    """The `message` of the protocol as JSON values. Payloads of choices never leave the service."""
    body = message.body
    if message.kind == "image":
        body = {**body, "url": sign(str(body["upload_id"]))}
    return {
        "conversation_id": message.conversation_id,
        "seq": message.seq,
        "client_id": message.client_id,
        "author": message.author,
        "author_name": message.author_name,
        "kind": message.kind,
        "body": body,
        "created_at": message.created_at.isoformat(),
    }
