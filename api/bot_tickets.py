"""For the assistant: who is talking, and his tickets."""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from api.bot_seam import Number, OnceDep, TalkDep, seam_router
from api.deps import NowDep, SessionDep
from api.text_fields import Paragraphs, Words
from ticketing import tickets
from ticketing.models import Conversation
from ticketing.queueing import people_online
from ticketing.shop import shop_of
from ticketing.shop.cards import OrderCard, iso_or_none, order_card
from ticketing.shop.order_search import most_likely
from ticketing.shopper_tickets import TicketProgress, open_tickets, own_tickets, progress
from ticketing.ticket_words import promise_text

router = seam_router()
Kind = Literal["咨询", "请求", "投诉", "建议", "表扬"]


class WhoTalks(TypedDict):
    """The conversation's customer."""

    name: str
    level: str | None
    is_signed_in: bool


class OpenTicket(TypedDict):
    """A ticket at work."""

    number: str
    title: str
    status: str


class Context(TypedDict):
    """What the assistant knows before a word was said."""

    customer: WhoTalks
    people_online: bool
    open_tickets: list[OpenTicket]
    recent_order: OrderCard | None


class TicketRequest(BaseModel):
    """What the shopper wants written down; without kind and category the text analysis decides."""

    text: Annotated[Paragraphs, Field(min_length=1, max_length=2000)]
    title: Words | None = None
    kind: Kind | None = None
    category: tuple[str, str] | None = None
    order_numbers: list[Number] = Field(default=[], max_length=10)
    source: Literal["bot"] = "bot"


class OpenedTicket(TypedDict):
    """The ticket and by when somebody answers."""

    number: str
    status: str
    category: list[str]
    first_answer_due_at: str | None
    promise_text: str


class Tickets(TypedDict):
    """The shopper's tickets, newest first."""

    items: list[TicketProgress]


@router.get("/context")
def read_context(talk: TalkDep, session: SessionDep, now: NowDep) -> Context:
    """Who talks, whether people are there, what is at work."""
    shop, member_id = shop_of(session), talk.customer.external_id
    member = shop.find_member(member_id) if member_id else None
    order = most_likely(shop.orders_of(member_id), now) if member_id else None
    return {
        "customer": {
            "name": talk.customer.name,
            "level": member.level if member else None,
            "is_signed_in": member_id is not None,
        },
        "people_online": people_online(session) > 0,
        "open_tickets": [
            {"number": ticket.number, "title": ticket.title, "status": ticket.status}
            for ticket in open_tickets(session, talk.customer_id)
        ],
        "recent_order": order_card(order) if order else None,
    }


@router.post("/tickets", status_code=201)
def open_ticket(talk: TalkDep, once: OnceDep, body: TicketRequest) -> OpenedTicket:
    """Write down what the shopper wants, for a person."""
    return once("ticket", lambda: _opened(once, talk, body))


@router.get("/tickets")
def list_tickets(
    talk: TalkDep,
    session: SessionDep,
    now: NowDep,
    number: Annotated[Number | None, Query()] = None,
) -> Tickets:
    """The shopper's own tickets."""
    found = own_tickets(session, talk.customer_id, number)
    return {"items": [progress(session, ticket, now) for ticket in found]}


def _opened(once: OnceDep, talk: Conversation, body: TicketRequest) -> OpenedTicket:
    if body.order_numbers:
        _check_own(once, talk, body.order_numbers)
    ticket = tickets.open_ticket(
        once.session,
        customer_id=talk.customer_id,
        conversation_id=talk.id,
        text=body.text,
        title=body.title,
        kind=body.kind,
        category=body.category,
        order_numbers=body.order_numbers,
        source=body.source,
        actor="bot",
        now=once.now,
    )
    return {
        "number": ticket.number,
        "status": ticket.status,
        "category": [ticket.category1, ticket.category2],
        "first_answer_due_at": iso_or_none(ticket.first_answer_due_at),
        "promise_text": promise_text(ticket, once.now),
    }


def _check_own(once: OnceDep, talk: Conversation, numbers: list[str]) -> None:
    """A ticket names only orders that are the shopper's own. Raises OrderNotFound."""
    for number in numbers:
        shop_of(once.session).get_order(talk.customer.external_id or "", number)
