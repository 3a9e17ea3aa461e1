"""Tickets over HTTP: lists, one ticket, and what agents do to it."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from api.agents_cases import CaseViews, CaseViewsDep
from api.deps import AgentDep, NowDep, SessionDep
from api.text_fields import Line, Paragraphs, RowId, Sentence, Words
from api.ticket_shapes import Counts, StatusName, TicketEventShape, TicketPage, TicketShape
from ticketing import assignments, queries, ticket_views, tickets
from ticketing.errors import CustomerNotFound
from ticketing.messages import get_conversation
from ticketing.models import Agent, Ticket
from ticketing.rules import actors
from ticketing.rules.states import Status

router = APIRouter(tags=["tickets"])
Number = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,20}$", examples=["TK-26112200017"])]
Category = tuple[Line, Line]


class NewTicket(BaseModel):
    """A ticket that an agent opens, about a customer or a conversation."""

    customer_id: RowId | None = None
    conversation_id: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{1,40}$")
    text: Paragraphs
    title: Line | None = None
    kind: Line | None = None
    category: Category | None = None
    order_numbers: list[Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,32}$")]] = Field(
        default_factory=list, max_length=20
    )


class Move(BaseModel):
    """Where to, and why; reopening needs a reason."""

    to: StatusName
    reason: Sentence = ""


class Assignment(BaseModel):
    """Who and which group; a field that is left out stays as it is, null takes it away."""

    assignee_id: RowId | None = None
    group_id: RowId | None = None


class Note(BaseModel):
    """An internal note."""

    text: Paragraphs


class Correction(BaseModel):
    """What the ticket really is about; without a priority it follows from the rest."""

    category: Category
    kind: Line
    priority: Annotated[int, Field(ge=1, le=4)] | None = None
    reason: Sentence = ""


@router.get("/tickets")
def list_tickets(
    session: SessionDep,
    agent: AgentDep,
    view: queries.View = "all",
    status: StatusName | None = None,
    category1: Words = "",
    q: Words = "",
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = queries.PAGE,
) -> TicketPage:
    """A page of a view; all but `all` show open tickets only, unless `status` or `q` is given."""
    page = queries.list_tickets(
        session,
        view=view,
        agent=agent,
        status=Status(status) if status else None,
        category1=category1,
        q=q,
        cursor=cursor,
        limit=limit,
    )
    return TicketPage.model_validate(vars(page))


@router.get("/tickets/counts")
def count_tickets(session: SessionDep, agent: AgentDep) -> Counts:
    """How many open tickets each view has."""
    return Counts.model_validate(queries.count_tickets(session, agent))


@router.post("/tickets", status_code=201)
def open_ticket(
    new: NewTicket, session: SessionDep, now: NowDep, agent: AgentDep, cases: CaseViewsDep
) -> TicketShape:
    """Open a ticket; kind and category are found from the text unless given."""
    ticket = tickets.open_ticket(
        session,
        customer_id=_customer_of(session, new),
        conversation_id=new.conversation_id,
        text=new.text,
        title=new.title,
        kind=new.kind,
        category=new.category,
        order_numbers=new.order_numbers,
        source="agent",
        actor=_by(agent),
        now=now,
    )
    return _shown(session, ticket, cases)


@router.get("/tickets/{number}")
def show_ticket(number: Number, session: SessionDep, agent: AgentDep, cases: CaseViewsDep) -> TicketShape:
    """One ticket with its history."""
    return _shown(session, tickets.get_ticket(session, number), cases)


@router.post("/tickets/{number}/moves", status_code=201)
def move_ticket(
    number: Number, move: Move, session: SessionDep, now: NowDep, agent: AgentDep, cases: CaseViewsDep
) -> TicketShape:
    """Change the status along the table of moves; 409 for any other."""
    ticket = tickets.get_ticket(session, number, for_change=True)
    tickets.move(session, ticket, move.to, by=_by(agent), now=now, reason=move.reason)
    return _shown(session, ticket, cases)


@router.post("/tickets/{number}/assignments", status_code=201)
def assign_ticket(
    number: Number, wanted: Assignment, session: SessionDep, now: NowDep, agent: AgentDep, cases: CaseViewsDep
) -> TicketShape:
    """Give the ticket to an agent, to a group, or back to the queue."""
    ticket = tickets.get_ticket(session, number, for_change=True)
    if "group_id" in wanted.model_fields_set and wanted.group_id is not None:
        assignments.assign_group(session, ticket, wanted.group_id, _by(agent), now)
    if "assignee_id" in wanted.model_fields_set:
        assignments.assign(session, ticket, wanted.assignee_id, _by(agent), now)
        if wanted.assignee_id == agent.id and ticket.status == Status.NEW:
            tickets.move(session, ticket, Status.OPEN, by=_by(agent), now=now)
    return _shown(session, ticket, cases)


@router.post("/tickets/{number}/notes", status_code=201)
def add_note(
    number: Number, note: Note, session: SessionDep, now: NowDep, agent: AgentDep
) -> TicketEventShape:
    """Write an internal note."""
    ticket = tickets.get_ticket(session, number, for_change=True)
    event = tickets.note(session, ticket, note.text, by=_by(agent), now=now)
    return TicketEventShape.model_validate(ticket_views.event_view(event))


@router.post("/tickets/{number}/classifications", status_code=201)
def correct(
    number: Number,
    correction: Correction,
    session: SessionDep,
    now: NowDep,
    agent: AgentDep,
    cases: CaseViewsDep,
) -> TicketShape:
    """Correct category, kind and priority; the old and the new are kept."""
    ticket = tickets.get_ticket(session, number, for_change=True)
    tickets.correct(
        session,
        ticket,
        category=correction.category,
        kind=correction.kind,
        priority=correction.priority,
        reason=correction.reason,
        by=_by(agent),
        now=now,
    )
    return _shown(session, ticket, cases)


def _by(agent: Agent) -> actors.Actor:
    return actors.agent(agent.id, agent.name)


def _customer_of(session: SessionDep, new: NewTicket) -> int:
    if new.conversation_id is not None:
        owner = get_conversation(session, new.conversation_id).customer_id
        if new.customer_id not in {None, owner}:
            raise CustomerNotFound("这次会话属于另一位顾客。")
        return owner
    if new.customer_id is None:
        raise CustomerNotFound("请选择顾客或会话。")
    return new.customer_id


def _shown(session: SessionDep, ticket: Ticket, cases: CaseViews) -> TicketShape:
    session.flush()
    view: dict[str, Any] = ticket_views.ticket_view(session, ticket)
    return TicketShape.model_validate({**view, "cases": cases(view["cases"])})
