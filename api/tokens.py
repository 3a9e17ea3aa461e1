"""Signed, expiring tokens: who may say that he is whom, and until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

import jwt

Audience = Literal["shopper", "agent", "service", "survey", "model"]
HOST_AUDIENCE = "huisheng"
ALGORITHM = "HS256"
LIFETIMES = {
    "shopper": timedelta(hours=12),
    "agent": timedelta(hours=12),
    "service": timedelta(minutes=5),
    "survey": timedelta(days=14),
    "model": timedelta(minutes=2),
}
LONGEST_HOST_TOKEN = timedelta(days=1)


class BadToken(Exception):
    """The token is missing, forged, for another purpose, or over. `code` says which of the last two."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


@dataclass(frozen=True)
class Claims:
    """What a valid token says."""

    subject: str
    expires_at: datetime
    role: str | None = None
    version: int | None = None
    name: str | None = None


def issue(
    secret: str, audience: Audience, subject: str, now: datetime, **claims: str | int
) -> tuple[str, datetime]:
    """A token for one audience and its expiry."""
    expires_at = now + LIFETIMES[audience]
    body = {"aud": audience, "sub": subject, "iat": now, "exp": expires_at, **claims}
    return jwt.encode(body, secret, algorithm=ALGORITHM), expires_at


def read(secret: str, audience: str, token: str, now: datetime) -> Claims:
    """Check signature, audience and expiry against `now`; raise BadToken."""
    try:
        body = jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            audience=audience,
            options={"require": ["exp", "sub", "aud"], "verify_exp": False, "verify_iat": False},
        )
        expires_at = datetime.fromtimestamp(int(body["exp"]), UTC)
    except (jwt.InvalidTokenError, ValueError, OverflowError) as wrong:
        raise BadToken("bad_token", "登录信息无效，请重新登录。") from wrong
    if expires_at <= now:
        raise BadToken("token_expired", "登录已过期，请重新登录。")
    return Claims(str(body["sub"]), expires_at, body.get("role"), body.get("ver"), body.get("name"))


def read_host(secret: str, token: str, now: datetime) -> Claims:
    """Check a host shop's token for its shopper; one that lives over a day is refused."""
    claims = read(secret, HOST_AUDIENCE, token, now)
    if claims.expires_at > now + LONGEST_HOST_TOKEN:
        raise BadToken("bad_token", "商城签发的登录凭证有效期不能超过一天。")
    return claims


def issue_host(secret: str, member_id: str, name: str, now: datetime) -> str:
    """What a host shop makes for its signed-in shopper; the demo shop and scripts use it."""
    body = {"aud": HOST_AUDIENCE, "sub": member_id, "name": name, "iat": now, "exp": now + timedelta(hours=1)}
    return jwt.encode(body, secret, algorithm=ALGORITHM)
