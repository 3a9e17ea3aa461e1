"""Who opens the chat: a shopper whom the host shop vouches for, a known visitor, or a new one."""

from datetime import datetime, timedelta

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from api.deps import NowDep, SessionDep, SettingsDep
from api.limits import CountVisit
from api.settings import Settings
from api.tokens import BadToken, issue, read, read_host
from ticketing.customers import new_visitor, sign_in
from ticketing.messages import clean_text
from ticketing.models import Customer

router = APIRouter(tags=["visitors"])
RENEWABLE = timedelta(days=7)
"""A visitor's token that ran out not longer ago names him again; it opens nothing by itself."""
LONGEST_NAME = 80


class Visit(BaseModel):
    """`host_token`: JWT of the host shop (aud "huisheng", sub, name, exp); `visitor_token`: our last one."""

    host_token: str | None = Field(default=None, max_length=4096)
    visitor_token: str | None = Field(default=None, max_length=4096)


class CustomerShape(BaseModel):
    """Who we take the caller for."""

    id: int
    name: str
    is_signed_in: bool


class Admission(BaseModel):
    """A shopper's bearer token."""

    token: str
    expires_at: datetime
    customer: CustomerShape


@router.post("/visitors", status_code=201, dependencies=[CountVisit])
def visit(visit: Visit, session: SessionDep, settings: SettingsDep, now: NowDep) -> Admission:
    """Give a token to a signed-in shopper or to a visitor."""
    customer = _customer_of(session, settings, visit, now)
    session.flush()
    token, expires_at = issue(settings.secret_key.get_secret_value(), "shopper", str(customer.id), now)
    shape = CustomerShape(id=customer.id, name=customer.name, is_signed_in=customer.external_id is not None)
    return Admission(token=token, expires_at=expires_at, customer=shape)


def _customer_of(session: Session, settings: Settings, visit: Visit, now: datetime) -> Customer:
    if visit.host_token is not None:
        claims = read_host(settings.shop_secret.get_secret_value(), visit.host_token, now)
        member_id = clean_text(claims.subject)
        if not 0 < len(member_id) <= 64:
            raise BadToken("bad_token", "商城的登录凭证里没有可用的会员编号。")
        name = clean_text(claims.name or "").strip()[:LONGEST_NAME] or "顾客"
        return sign_in(session, external_id=member_id, name=name, now=now)
    known = _known_visitor(session, settings, visit.visitor_token, now)
    return known or new_visitor(session, now)


def _known_visitor(session: Session, settings: Settings, token: str | None, now: datetime) -> Customer | None:
    """The anonymous visitor of a token that we signed; signed-in shoppers need the host shop's word."""
    if not token:
        return None
    try:
        claims = read(settings.secret_key.get_secret_value(), "shopper", token, now - RENEWABLE)
    except BadToken:
        return None
    customer = session.get(Customer, int(claims.subject))
    return customer if customer is not None and customer.external_id is None else None
