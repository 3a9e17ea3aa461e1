"""Headers and limits around every answer: what a browser may do with it, and how much may come in."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import refusal
from ticketing.pictures import MOST_BYTES

LARGEST_BODY = 256 * 1024
LARGEST_UPLOAD = MOST_BYTES + 64 * 1024
"""A picture and the form around it."""
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'"
)
CONSOLE_POLICY = PAGE_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""antd writes its styles into the page."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
PAGES = {"/console": CONSOLE_POLICY, "/demo": PAGE_POLICY, "/survey": PAGE_POLICY, "/help": PAGE_POLICY}


def policy_for(path: str) -> str:
    """The content security policy of a path; data gets the strictest."""
    if path == "/":
        return PAGE_POLICY
    return next(
        (policy for start, policy in PAGES.items() if path == start or path.startswith(f"{start}/")),
        DATA_POLICY,
    )


class SecurityHeaders:
    """Adds what an answer does not say itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted: Mapping[str, str] = {**ALWAYS, "Content-Security-Policy": policy_for(scope["path"])}

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in wanted.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


class BodyTooLarge(Exception):
    """More came than may come."""


class BodyLimit:
    """Refuses a body over the limit while it comes, whatever its headers say."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest = LARGEST_UPLOAD if scope["path"].endswith("/uploads") else LARGEST_BODY
        came, has_begun, is_over = 0, False, False

        async def counted() -> Message:
            nonlocal came, is_over
            message = await receive()
            came += len(message.get("body", b""))
            if came > largest:
                is_over = True
                raise BodyTooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal has_begun
            if is_over and not has_begun:
                return  # whatever the app makes of the broken body, ours is the answer
            has_begun = True
            await send(message)

        try:
            await self._app(scope, counted, watched)
        except BodyTooLarge:
            pass
        if is_over and not has_begun:
            answer = refusal(413, "body_too_large", "内容太大了，请缩短或压缩后再发。")
            await answer(scope, receive, send)
