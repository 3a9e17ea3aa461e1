"""One ticket with everything that the person who works on it needs to see."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing import commitments, queries, ratings
from ticketing.commitment_views import commitment_view
from ticketing.models import AftersalesCase, Conversation, Survey, SurveyAnswer, Ticket, TicketEvent
from ticketing.rules.states import MOVES, Status


def ticket_view(session: Session, ticket: Ticket) -> dict[str, Any]:
    """The row of the lists, with text, classification, history, possible moves and what shoppers said.

    `cases` are the rows themselves: their picture depends on who looks (the right to decide).
    """
    conversation = session.get(Conversation, ticket.conversation_id) if ticket.conversation_id else None
    rating = ratings.find_rating(session, conversation.id) if conversation else None
    return {
        **queries.ticket_row(session, ticket),
        "description": ticket.description,
        "source": ticket.source,
        "classification": ticket.classification,
        "orders": [order.order_number for order in ticket.orders],
        "handoff": conversation.handoff if conversation else None,
        "events": [event_view(event) for event in _events(session, ticket)],
        "allowed_moves": sorted(MOVES[Status(ticket.status)], key=list(Status).index),
        "cases": _cases(session, ticket),
        "surveys": _surveys(session, ticket),
        "commitments": [commitment_view(one) for one in commitments.of_ticket(session, ticket)],
        "rating": None
        if rating is None
        else {
            "bot": rating.bot_score,
            "person": rating.person_score,
            "outcome": rating.outcome,
            "comment": rating.comment,
        },
    }


def event_view(event: TicketEvent) -> dict[str, Any]:
    """One line of the history."""
    return {
        "id": event.id,
        "at": event.at,
        "actor": event.actor,
        "actor_name": event.actor_name,
        "kind": event.kind,
        "from_value": event.from_value,
        "to_value": event.to_value,
        "reason": event.reason,
        "data": event.data,
    }


def _events(session: Session, ticket: Ticket) -> list[TicketEvent]:
    query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
    return list(session.scalars(query))


def _cases(session: Session, ticket: Ticket) -> list[AftersalesCase]:
    """The ticket's cases and those of its conversation."""
    query = select(AftersalesCase).where(AftersalesCase.ticket_id == ticket.id)
    if ticket.conversation_id is not None:
        query = select(AftersalesCase).where(
            (AftersalesCase.ticket_id == ticket.id)
            | (AftersalesCase.conversation_id == ticket.conversation_id)
        )
    return list(session.scalars(query.order_by(AftersalesCase.opened_at)))


def _surveys(session: Session, ticket: Ticket) -> list[dict[str, Any]]:
    query = (
        select(SurveyAnswer)
        .join(Survey, Survey.id == SurveyAnswer.survey_id)
        .where(Survey.ticket_id == ticket.id)
        .order_by(SurveyAnswer.answered_at)
    )
    return [
        {
            "score": answer.score,
            "reasons": answer.reasons,
            "comment": answer.comment,
            "answered_at": answer.answered_at,
        }
        for answer in session.scalars(query)
    ]
