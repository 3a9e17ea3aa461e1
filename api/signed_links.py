"""Links to pictures that work for a short time, without a login."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

LIFETIME = timedelta(hours=2)
ROUNDED_TO = 3600
"""Seconds: links made within one hour are equal, so that a browser's cache can serve."""


def upload_url(secret: str, upload_id: str, now: datetime) -> str:
    """The address of a picture, relative to the API's origin; good for one to two hours."""
    last = now + LIFETIME
    expires = int(last.timestamp()) // ROUNDED_TO * ROUNDED_TO
    return f"/api/v1/uploads/{upload_id}?exp={expires}&sig={_signature(secret, upload_id, expires)}"


def is_valid(secret: str, upload_id: str, expires: int, signature: str, now: datetime) -> bool:
    """Whether we made this link and it still counts."""
    made = _signature(secret, upload_id, expires)
    in_time = now.astimezone(UTC).timestamp() < expires
    return hmac.compare_digest(made.encode(), signature.encode()) and in_time


def _signature(secret: str, upload_id: str, expires: int) -> str:
    text = f"upload:{upload_id}:{expires}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
