"""A case as a line of stages: what happened in plain words, what lies ahead, who acts next and until when."""

from datetime import datetime

from sqlalchemy.orm import Session
from typing_extensions import TypedDict

from ticketing.case_moves import kind_of
from ticketing.case_words import event_text, is_internal, next_step
from ticketing.holidays import calendar_of
from ticketing.models import AftersalesCase, CaseEvent, Ticket
from ticketing.rules.case_progress import acts_next, ahead, due_at
from ticketing.rules.cases import NAMES, WAITS_FOR_A_DECISION, CaseStatus
from ticketing.shop import shop_of
from ticketing.shop.cards import iso, iso_or_none
from ticketing.wording import before


class DoneView(TypedDict):
    """One thing that happened. `who`: customer, bot, agent, system; only agents see `name`s."""

    at: str
    who: str
    name: str | None
    step: str
    status: str
    text: str
    note: str


class StageView(TypedDict):
    """A stage that still comes."""

    status: str
    text: str


class NextView(TypedDict):
    """What happens now. `acts`: shopper, agent, or null when it is over; `due_at` only where it is known."""

    acts: str | None
    text: str
    due_at: str | None


class TimelineView(TypedDict):
    """Done (oldest first), ahead (the next first, if all goes well), and now."""

    done: list[DoneView]
    ahead: list[StageView]
    next: NextView


def timeline(session: Session, case: AftersalesCase, now: datetime, *, for_agent: bool) -> TimelineView:
    """The whole line; a shopper does not see what passes between colleagues, nor their names."""
    status = CaseStatus(case.status)
    return {
        "done": [_done(event, for_agent) for event in case.events if for_agent or not is_internal(event)],
        "ahead": [{"status": each.value, "text": NAMES[each]} for each in ahead(kind_of(case), status)],
        "next": {
            "acts": side.value if (side := acts_next(status)) else None,
            "text": next_text(session, case, now),
            "due_at": iso_or_none(case_due_at(session, case)),
        },
    }


def next_text(session: Session, case: AftersalesCase, now: datetime) -> str:
    """What happens now, in a sentence for the shopper."""
    due = case_due_at(session, case) if CaseStatus(case.status) in WAITS_FOR_A_DECISION else None
    by = before(due, now) if due and due > now else None
    return next_step(case, shop_of(session).return_address(), by)


def case_due_at(session: Session, case: AftersalesCase) -> datetime | None:
    """Until when the next thing should happen; for an application the ticket's first answer."""
    status = CaseStatus(case.status)
    if status is CaseStatus.APPLIED:
        ticket = session.get(Ticket, case.ticket_id) if case.ticket_id else None
        return ticket.first_answer_due_at if ticket else None
    pickup, quote = case.progress.get("pickup"), case.progress.get("quote")
    valid_until = quote["valid_until"] if quote else None
    return due_at(
        status,
        case.moved_at,
        calendar_of(session),
        pickup_ends_at=datetime.fromisoformat(pickup["ends_at"]) if pickup else None,
        quote_valid_until=datetime.fromisoformat(valid_until) if valid_until else None,
    )


def _done(event: CaseEvent, for_agent: bool) -> DoneView:
    return {
        "at": iso(event.at),
        "who": event.actor,
        "name": event.actor_name if for_agent and event.actor == "agent" else None,
        "step": event.step,
        "status": event.to_value,
        "text": event_text(event),
        "note": event.note,
    }
