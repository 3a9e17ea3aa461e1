"""One table from refusals to HTTP statuses, and how every refusal looks on the wire."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.tokens import BadToken
from ticketing import errors

STATUSES: dict[type[errors.TicketError], int] = {
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.Conflict: 409,
    errors.Rejected: 400,
    errors.WrongPassword: 401,
    errors.TextTooLong: 413,
}
"""A class without a row has its parent's status."""


class Refusal(BaseModel):
    """The body of every answer that is not a success."""

    error: str = Field(examples=["illegal_move"])
    detail: str = Field(examples=["已关闭的工单不能直接改为等待顾客。"])


REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Refusal} for status in (400, 401, 403, 404, 409, 413, 422, 429)
}
"""For `responses=` of every router, so that the OpenAPI declares what can come."""

HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 401: "not_signed_in", 429: "too_fast"}


class TooFast(Exception):
    """A rate limit was hit; `retry_after` in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"发送太频繁，请 {retry_after} 秒后再试。")
        self.retry_after = retry_after


def status_of(error: type[errors.TicketError]) -> int:
    """The nearest row up the class's ancestry."""
    return next(STATUSES[parent] for parent in error.__mro__ if parent in STATUSES)


def refusal(status: int, code: str, detail: str) -> JSONResponse:
    """A refusal as JSON."""
    return JSONResponse({"error": code, "detail": detail}, status)


def install(app: FastAPI) -> None:
    """Give the app its answers to refusals; what is not in a table is a 500 without internals."""

    @app.exception_handler(errors.TicketError)
    def _(request: Request, exc: Exception) -> JSONResponse:
        assert isinstance(exc, errors.TicketError)
        return refusal(
            status_of(type(exc)),
            exc.fact if isinstance(exc, errors.ImpossibleFacts) else exc.code(),
            str(exc),
        )

    @app.exception_handler(BadToken)
    def _(request: Request, exc: Exception) -> JSONResponse:
        assert isinstance(exc, BadToken)
        answer = refusal(401, exc.code, str(exc))
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    @app.exception_handler(TooFast)
    def _(request: Request, exc: Exception) -> JSONResponse:
        assert isinstance(exc, TooFast)
        answer = refusal(429, "too_fast", str(exc))
        answer.headers["Retry-After"] = str(exc.retry_after)
        return answer

    @app.exception_handler(RequestValidationError)
    def _(request: Request, exc: Exception) -> JSONResponse:
        assert isinstance(exc, RequestValidationError)
        first = exc.errors()[0]
        field = ".".join(str(part) for part in first["loc"][1:]) or "body"
        detail = jsonable_encoder(first["msg"])
        return refusal(422, "malformed", f"{field}: {detail}")

    @app.exception_handler(HTTPException)
    def _(request: Request, exc: Exception) -> JSONResponse:
        assert isinstance(exc, HTTPException)
        answer = refusal(exc.status_code, HTTP_CODES.get(exc.status_code, "http_error"), str(exc.detail))
        answer.headers.update(exc.headers or {})
        return answer
