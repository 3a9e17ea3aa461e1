"""Conversations over REST: all that the sockets can do, for clients behind a bad proxy."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from api.deps import AgentDep, ConversationId, NowDep, SessionDep, SettingsDep, ShopperDep, ShopperOrAgentDep
from api.limits import LimiterDep, address_of, check_speech
from api.message_views import message_view, signer
from api.shapes import ChoiceId, ClientId, ConversationShape, MessageShape, Seq, Stored
from ticketing import handoffs, inbound, reading, speaking, takeovers
from ticketing.conversation_views import conversation_view
from ticketing.conversations import (
    conversation_for,
    find_message,
    get_conversation,
    get_own,
    messages_after,
    messages_before,
)
from ticketing.models import Agent, Message

router = APIRouter(tags=["conversations"])


class Body(BaseModel):
    """What is said: a text, or the id of an uploaded picture with an optional text."""

    text: str = ""
    upload_id: str | None = Field(default=None, max_length=64)


class Said(BaseModel):
    """A message to store."""

    client_id: ClientId
    kind: Literal["text", "image"] = "text"
    body: Body


class Chosen(BaseModel):
    """A tap on choice `choice` of message `seq`; 0 for a quick reply."""

    client_id: ClientId
    seq: Seq
    choice: ChoiceId


class Asked(BaseModel):
    """The 转人工 button."""

    client_id: ClientId


class Read(BaseModel):
    """Seen up to here."""

    seq: Seq


class Messages(BaseModel):
    """A piece of the log, oldest first; `has_earlier` tells whether something stands before it."""

    items: list[MessageShape]
    has_earlier: bool


@router.post("/conversations", status_code=201, responses={200: {"model": ConversationShape}})
def start(session: SessionDep, now: NowDep, shopper: ShopperDep, response: Response) -> ConversationShape:
    """The shopper's open conversation (200), or a new one (201)."""
    conversation = conversation_for(session, shopper, now)
    if conversation.opened_at != now:
        response.status_code = 200
    return ConversationShape.model_validate(conversation_view(session, conversation, now))


@router.get("/conversations/{conversation_id}")
def show(
    conversation_id: ConversationId, session: SessionDep, now: NowDep, who: ShopperOrAgentDep
) -> ConversationShape:
    """One conversation: a shopper's own, any for an agent."""
    conversation = _visible(session, conversation_id, who)
    return ConversationShape.model_validate(conversation_view(session, conversation, now))


@router.get("/conversations/{conversation_id}/messages")
def messages(
    conversation_id: ConversationId,
    session: SessionDep,
    settings: SettingsDep,
    now: NowDep,
    who: ShopperOrAgentDep,
    after: Annotated[Seq | None, Query()] = None,
    before: Annotated[Seq | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Messages:
    """What was said after a number, or before one; the newest without either."""
    _visible(session, conversation_id, who)
    if after is not None:
        found = messages_after(session, conversation_id, after, limit)
    else:
        found = messages_before(session, conversation_id, before, limit)
    sign = signer(settings, now)
    return Messages(
        items=[MessageShape.model_validate(message_view(one, sign)) for one in found],
        has_earlier=bool(found) and found[0].seq > 1,
    )


@router.post("/conversations/{conversation_id}/messages", status_code=201)
def say(
    conversation_id: ConversationId,
    said: Said,
    session: SessionDep,
    now: NowDep,
    who: ShopperOrAgentDep,
    limiter: LimiterDep,
    request: Request,
) -> Stored:
    """Store a message: a shopper in the own conversation, or the agent who owns it."""
    _visible(session, conversation_id, who)
    if find_message(session, conversation_id, said.client_id) is None and not isinstance(who, Agent):
        check_speech(limiter, conversation_id, address_of(request))
    return _stored(_store(session, conversation_id, said, now, who))


@router.post("/conversations/{conversation_id}/choices", status_code=201)
def choose(
    conversation_id: ConversationId,
    chosen: Chosen,
    session: SessionDep,
    now: NowDep,
    shopper: ShopperDep,
    limiter: LimiterDep,
    request: Request,
) -> Stored:
    """Tap a button; what it does is known to the service alone."""
    get_own(session, conversation_id, shopper)
    check_speech(limiter, conversation_id, address_of(request))
    message = speaking.choose(
        session,
        conversation_id,
        client_id=chosen.client_id,
        seq=chosen.seq,
        choice=chosen.choice,
        now=now,
    )
    return _stored(message)


@router.post("/conversations/{conversation_id}/handoffs", status_code=201)
def ask_for_person(
    conversation_id: ConversationId,
    asked: Asked,
    session: SessionDep,
    now: NowDep,
    shopper: ShopperDep,
    limiter: LimiterDep,
    request: Request,
) -> ConversationShape:
    """转人工."""
    conversation = get_own(session, conversation_id, shopper)
    check_speech(limiter, conversation_id, address_of(request))
    handoffs.request_person(session, conversation, client_id=asked.client_id, now=now)
    return ConversationShape.model_validate(conversation_view(session, conversation, now))


@router.post("/conversations/{conversation_id}/reads", status_code=204)
def read(conversation_id: ConversationId, read: Read, session: SessionDep, who: ShopperOrAgentDep) -> None:
    """Mark as seen; only what was said can be seen, and nothing becomes unseen again."""
    _visible(session, conversation_id, who)
    reading.mark(session, conversation_id, read.seq, by="agent" if isinstance(who, Agent) else "customer")


@router.post("/conversations/{conversation_id}/takeovers", status_code=201)
def take_over(
    conversation_id: ConversationId, session: SessionDep, now: NowDep, agent: AgentDep
) -> ConversationShape:
    """Become the one who speaks; 409 when somebody else is."""
    conversation = takeovers.take_over(session, conversation_id, agent, now)
    return ConversationShape.model_validate(conversation_view(session, conversation, now))


@router.post("/conversations/{conversation_id}/handbacks", status_code=201)
def ask_handback(
    conversation_id: ConversationId, session: SessionDep, now: NowDep, agent: AgentDep
) -> ConversationShape:
    """Ask the shopper whether the assistant may go on."""
    conversation = takeovers.ask_handback(session, conversation_id, agent, now)
    return ConversationShape.model_validate(conversation_view(session, conversation, now))


def _visible(session: SessionDep, conversation_id: str, who: ShopperOrAgentDep) -> Any:
    if isinstance(who, Agent):
        return get_conversation(session, conversation_id)
    return get_own(session, conversation_id, who)


def _store(
    session: SessionDep, conversation_id: str, said: Said, now: NowDep, who: ShopperOrAgentDep
) -> Message:
    text, upload_id = said.body.text, said.body.upload_id
    if isinstance(who, Agent):
        return takeovers.reply(
            session,
            conversation_id,
            who,
            client_id=said.client_id,
            kind=said.kind,
            text=text,
            upload_id=upload_id,
            now=now,
        )
    if said.kind == "image":
        return inbound.receive_image(
            session,
            conversation_id,
            client_id=said.client_id,
            upload_id=upload_id or "",
            text=text,
            now=now,
        )
    return inbound.receive_text(session, conversation_id, client_id=said.client_id, text=text, now=now)


def _stored(message: Message) -> Stored:
    return Stored(client_id=message.client_id, seq=message.seq, created_at=message.created_at)
