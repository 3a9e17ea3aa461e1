"""Lists and counts of tickets for the console: pages by key, a fixed number of statements."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, union_all
from sqlalchemy.orm import Session, joinedload, lazyload

from ticketing.commitment_views import row_commitment
from ticketing.errors import BadCursor
from ticketing.models import Agent, Commitment, Conversation, Customer, Message, Ticket
from ticketing.rules.commitments import RUNNING, State
from ticketing.rules.sla import SlaState
from ticketing.rules.states import ENDED, Status
from ticketing.shop import shop_of

View = Literal["mine", "unassigned", "overdue_soon", "all"]
ACTIVE = [status.value for status in Status if status not in ENDED]
PAGE = 50
SEEN_LENGTH = 80
"""Characters of the last message that a list shows."""


DUE_NEXT = case(
    (Commitment.due_at.is_(None), Ticket.next_due_at),
    (Ticket.next_due_at.is_(None), Commitment.due_at),
    (Ticket.next_due_at < Commitment.due_at, Ticket.next_due_at),
    else_=Commitment.due_at,
)
"""The sooner of a ticket's own due time and of what is owed next in it, as `_rows` joins it."""


@dataclass(frozen=True)
class Order:
    """How a view is sorted: by `key`, then by id."""

    key: ColumnElement[datetime | None] | ColumnElement[datetime]
    newest_first: bool


ORDERS: dict[View, Order] = {
    "mine": Order(Ticket.updated_at.expression, newest_first=True),
    "unassigned": Order(Ticket.opened_at.expression, newest_first=False),
    "overdue_soon": Order(DUE_NEXT, newest_first=False),
    "all": Order(Ticket.opened_at.expression, newest_first=True),
}


@dataclass(frozen=True)
class Page:
    """Some rows of a list; `next_cursor` continues it, None at the end."""

    items: list[dict[str, Any]]
    next_cursor: str | None


def list_tickets(
    session: Session,
    *,
    view: View,
    agent: Agent,
    status: Status | None = None,
    category1: str = "",
    q: str = "",
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page:
    """One page of a view in two statements, whatever its length. Raises BadCursor.

    `mine` by latest activity, `unassigned` oldest first, `overdue_soon` (clocks and promises that run out or
    have run out) by what is due next, `all` newest first. The first three hold open tickets unless a status
    or search words are given. `q` searches number, title, text and the customer's name.
    """
    order = ORDERS[view]
    key, number = order.key, Ticket.id
    query = _rows().add_columns(key.label("sorted_by")).where(*_conditions(view, agent, status, category1, q))
    if cursor is not None:
        query = query.where(_after(order, cursor))
    query = query.order_by(key.desc(), number.desc()) if order.newest_first else query.order_by(key, number)
    found = session.execute(query.limit(limit + 1)).all()
    rows = found[:limit]
    levels = _levels(session, [row.Ticket for row in rows])
    last = rows[-1] if len(found) > limit else None
    return Page(
        [_view(row, levels) for row in rows],
        None if last is None else _cursor(last.sorted_by, last.Ticket.id),
    )


def ticket_row(session: Session, ticket: Ticket) -> dict[str, Any]:
    """The row of one ticket as the lists show it."""
    row = session.execute(_rows().where(Ticket.id == ticket.id)).one()
    return _view(row, _levels(session, [row.Ticket]))


def count_tickets(session: Session, agent: Agent) -> dict[str, int]:
    """How many open tickets each view has, in one statement; `all` counts open ones too."""
    views: tuple[View, ...] = ("mine", "unassigned", "overdue_soon")
    sums = [func.coalesce(func.sum(case((_in_view(view, agent), 1), else_=0)), 0) for view in views]
    *counted, total = session.execute(
        select(*sums, func.count()).select_from(Ticket).where(Ticket.status.in_(ACTIVE))
    ).one()
    return {**dict(zip(views, map(int, counted), strict=True)), "all": total}


def _conditions(
    view: View, agent: Agent, status: Status | None, category1: str, q: str
) -> list[ColumnElement[bool]]:
    conditions = [] if view == "all" else [_in_view(view, agent)]
    if status is not None:
        conditions.append(Ticket.status == status.value)
    elif view != "all" and not q.strip():
        conditions.append(Ticket.status.in_(ACTIVE))
    if category1:
        conditions.append(Ticket.category1 == category1)
    if words := q.strip():
        sought = (Ticket.number, Ticket.title, Ticket.description, Customer.name)
        conditions.append(or_(*(column.icontains(words, autoescape=True) for column in sought)))
    return conditions


def _in_view(view: View, agent: Agent) -> ColumnElement[bool]:
    if view == "mine":
        return Ticket.assignee_id == agent.id
    if view == "unassigned":
        return Ticket.assignee_id.is_(None)
    clocks = select(Ticket.id).where(Ticket.sla_state.in_([SlaState.WARNING.value, SlaState.BREACHED.value]))
    promises = select(Commitment.ticket_id).where(
        Commitment.state.in_([State.WARNED.value, State.BREACHED.value])
    )
    return Ticket.id.in_(union_all(clocks.correlate(None), promises.correlate(None)))


def _rows() -> Select[*tuple[Any, ...]]:
    """Tickets with what a list shows beside them, all in one statement."""
    unread = (
        select(func.count())
        .where(
            Message.conversation_id == Ticket.conversation_id,
            Message.author == "customer",
            Message.seq > Conversation.agent_read_seq,
        )
        .correlate(Ticket, Conversation)
        .scalar_subquery()
    )
    owed_next = (
        select(Commitment.id)
        .where(Commitment.ticket_id == Ticket.id, Commitment.state.in_([state.value for state in RUNNING]))
        .order_by(Commitment.due_at, Commitment.id)
        .limit(1)
        .correlate(Ticket)
        .scalar_subquery()
    )
    return (
        select(Ticket, Conversation.owner, Message, func.coalesce(unread, 0).label("unread"), Commitment)
        .join(Customer, Customer.id == Ticket.customer_id)
        .outerjoin(Conversation, Conversation.id == Ticket.conversation_id)
        .outerjoin(
            Message,
            and_(Message.conversation_id == Conversation.id, Message.seq == Conversation.last_seq),
        )
        .outerjoin(Commitment, Commitment.id == owed_next)
        .options(
            lazyload(Ticket.orders),
            joinedload(Ticket.assignee).lazyload(Agent.groups),
            lazyload(Commitment.customer),
            lazyload(Commitment.owner),
            lazyload(Commitment.escalated_to),
            lazyload(Commitment.ticket),
            lazyload(Commitment.case),
        )
    )


def _levels(session: Session, tickets: Sequence[Ticket]) -> dict[str, str]:
    members = {ticket.customer.external_id for ticket in tickets} - {None}
    return shop_of(session).levels_of(sorted(member for member in members if member)) if members else {}


def _view(row: Any, levels: dict[str, str]) -> dict[str, Any]:
    ticket: Ticket = row.Ticket
    message: Message | None = row.Message
    customer = ticket.customer
    return {
        "number": ticket.number,
        "title": ticket.title,
        "status": ticket.status,
        "kind": ticket.kind,
        "category": [ticket.category1, ticket.category2],
        "sentiment": ticket.sentiment,
        "urgency": ticket.urgency,
        "priority": ticket.priority,
        "sla_state": ticket.sla_state,
        "first_answer_due_at": ticket.first_answer_due_at,
        "first_answered_at": ticket.first_answered_at,
        "resolution_due_at": ticket.resolution_due_at,
        "opened_at": ticket.opened_at,
        "updated_at": ticket.updated_at,
        "resolved_at": ticket.resolved_at,
        "customer": {
            "id": customer.id,
            "name": customer.name,
            "level": levels.get(customer.external_id or ""),
        },
        "assignee": _named(ticket.assignee),
        "group": _named(ticket.group),
        "conversation_id": ticket.conversation_id,
        "conversation_owner": row.owner,
        "last_message": None
        if message is None
        else {"author": message.author, "text": _line(message), "created_at": message.created_at},
        "unread": row.unread,
        "commitment": row_commitment(row.Commitment),
    }


def _named(thing: Any) -> dict[str, Any] | None:
    return None if thing is None else {"id": thing.id, "name": thing.name}


def _line(message: Message) -> str:
    text = str(message.body.get("text") or ("[图片]" if message.kind == "image" else ""))
    return " ".join(text.split())[:SEEN_LENGTH]


def _cursor(value: datetime, row_id: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([value.isoformat(), row_id]).encode()).decode()


def _after(order: Order, cursor: str) -> ColumnElement[bool]:
    try:
        written, row_id = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        value = datetime.fromisoformat(written)
        if value.tzinfo is None or not isinstance(row_id, int) or isinstance(row_id, bool):
            raise ValueError(cursor)
    except (ValueError, TypeError, binascii.Error) as wrong:
        raise BadCursor("列表已变化，请从头刷新。") from wrong
    key = order.key
    if order.newest_first:
        return (key < value) | ((key == value) & (Ticket.id < row_id))
    return (key > value) | ((key == value) & (Ticket.id > row_id))
