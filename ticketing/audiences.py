"""Who a follow-up campaign is for: an audience as data, and the customers that it means."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args
from typing import cast as cast_to

from sqlalchemy import Integer, Select, String, cast, exists, null, select

from ticketing.errors import BadAudience
from ticketing.models import CampaignRecipient, Customer, ShopMember, ShopOrder, ShopOrderLine, Ticket
from ticketing.rules.categories import CATEGORIES
from ticketing.rules.states import ENDED

AudienceKind = Literal["closed_tickets", "delivered_orders", "members"]
LONGEST_LOOK_BACK = 365


@dataclass(frozen=True)
class Audience:
    """Customers of solved tickets, of delivered orders, or of a member level, `since_days` back."""

    kind: AudienceKind
    since_days: int
    category1: str | None = None
    product_id: str | None = None
    level: str | None = None

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Audience":
        """Check and read an audience, or raise BadAudience naming what is wrong."""
        kind = data.get("kind")
        if kind not in get_args(AudienceKind):
            raise BadAudience("请选择回访对象：已解决的工单、已签收的订单或会员。")
        since_days = data.get("since_days", 30)
        if not isinstance(since_days, int) or not 1 <= since_days <= LONGEST_LOOK_BACK:
            raise BadAudience(f"时间范围要在 1 到 {LONGEST_LOOK_BACK} 天之间。")
        category1 = data.get("category1") or None
        if category1 is not None and category1 not in CATEGORIES:
            raise BadAudience(f"没有“{category1}”这个分类。")
        return cls(
            cast_to(AudienceKind, kind),
            since_days,
            category1,
            data.get("product_id") or None,
            data.get("level") or None,
        )


def candidates(audience: Audience, now: datetime) -> Select[Any]:
    """Rows of customer_id, customer_name, ticket_id, order_number, happened_at and what decides on skipping.

    Grouped by customer, the newest happening first: who reads them keeps the first row of each.
    """
    since = now - timedelta(days=audience.since_days)
    if audience.kind == "closed_tickets":
        return _of_solved_tickets(audience, since)
    if audience.kind == "delivered_orders":
        return _of_delivered_orders(audience, since)
    return _of_members(audience)


def _customers(ticket_id: Any, order_number: Any, happened_at: Any) -> Select[Any]:
    asked = (
        select(CampaignRecipient.sent_at)
        .where(CampaignRecipient.customer_id == Customer.id, CampaignRecipient.sent_at.is_not(None))
        .order_by(CampaignRecipient.sent_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(
        Customer.id.label("customer_id"),
        Customer.name.label("customer_name"),
        Customer.followup_opt_out_at.is_not(None).label("opted_out"),
        (Customer.email.is_not(None) & Customer.email_verified).label("has_email"),
        asked.label("last_asked_at"),
        ticket_id.label("ticket_id"),
        order_number.label("order_number"),
        happened_at.label("happened_at"),
    )


NO_TICKET = cast(null(), Integer)
NO_ORDER = cast(null(), String)


def _of_solved_tickets(audience: Audience, since: datetime) -> Select[Any]:
    query = (
        _customers(Ticket.id, NO_ORDER, Ticket.resolved_at)
        .join(Ticket, Ticket.customer_id == Customer.id)
        .where(Ticket.status.in_([status.value for status in ENDED]), Ticket.resolved_at >= since)
    )
    if audience.category1 is not None:
        query = query.where(Ticket.category1 == audience.category1)
    return query.order_by(Customer.id, Ticket.resolved_at.desc(), Ticket.id.desc())


def _of_delivered_orders(audience: Audience, since: datetime) -> Select[Any]:
    query = (
        _customers(NO_TICKET, ShopOrder.number, ShopOrder.received_at)
        .join(ShopOrder, ShopOrder.member_id == Customer.external_id)
        .where(ShopOrder.received_at >= since)
    )
    if audience.product_id is not None:
        bought = exists().where(
            ShopOrderLine.order_number == ShopOrder.number, ShopOrderLine.product_id == audience.product_id
        )
        query = query.where(bought)
    return query.order_by(Customer.id, ShopOrder.received_at.desc(), ShopOrder.number)


def _of_members(audience: Audience) -> Select[Any]:
    query = _customers(NO_TICKET, NO_ORDER, ShopMember.joined_at).join(
        ShopMember, ShopMember.id == Customer.external_id
    )
    if audience.level is not None:
        query = query.where(ShopMember.level == audience.level)
    return query.order_by(Customer.id)
