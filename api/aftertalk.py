"""What a shopper leaves behind: a message while nobody is there, a rating when it is over."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from api.deps import ConversationId, NowDep, SessionDep, ShopperDep
from api.limits import RATE_IN_CONVERSATION, LimiterDep, address_of, check_speech
from ticketing import offline_messages, ratings
from ticketing.conversations import get_own

router = APIRouter(tags=["conversations"])
Score = Annotated[int, Field(ge=1, le=5)]


class OfflineMessage(BaseModel):
    """What the shopper leaves, and how to be reached; nothing is sent to an unverified contact."""

    text: str
    contact: str | None = Field(default=None, max_length=120)


class Kept(BaseModel):
    """The ticket that has the message."""

    ticket_number: str


class RatingGiven(BaseModel):
    """Assistant, person and outcome apart; what was not asked is null."""

    bot: Score | None = None
    person: Score | None = None
    outcome: Literal["solved", "partly", "unsolved"] | None = None
    comment: str = Field(default="", max_length=1000)


class RatingTaken(BaseModel):
    """What happens now."""

    thanks: str
    reopened: bool


@router.post("/conversations/{conversation_id}/offline-messages", status_code=201)
def leave_message(
    conversation_id: ConversationId,
    message: OfflineMessage,
    session: SessionDep,
    now: NowDep,
    shopper: ShopperDep,
    limiter: LimiterDep,
    request: Request,
) -> Kept:
    """Keep a message in the log and in a ticket."""
    conversation = get_own(session, conversation_id, shopper)
    check_speech(limiter, conversation_id, address_of(request))
    ticket = offline_messages.leave(
        session, conversation, text=message.text, contact=message.contact, now=now
    )
    return Kept(ticket_number=ticket.number)


@router.post("/conversations/{conversation_id}/ratings", status_code=201)
def rate(
    conversation_id: ConversationId,
    given: RatingGiven,
    session: SessionDep,
    now: NowDep,
    shopper: ShopperDep,
    limiter: LimiterDep,
) -> RatingTaken:
    """Keep a rating; a low one brings the ticket back to work."""
    conversation = get_own(session, conversation_id, shopper)
    limiter.check(RATE_IN_CONVERSATION, "rate", conversation_id)
    thanks = ratings.rate(
        session,
        conversation,
        bot=given.bot,
        person=given.person,
        outcome=given.outcome,
        comment=given.comment,
        now=now,
    )
    return RatingTaken(thanks=thanks.text, reopened=thanks.reopened)
