"""Ready replies over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.deps import AgentDep, LeadDep, SessionDep
from api.text_fields import Line, Paragraphs
from ticketing import canned_replies
from ticketing.models import Agent, CannedReply

router = APIRouter(tags=["canned replies"])


class ReplyShape(BaseModel):
    """A ready reply: `body` with variables, `text` with them filled for the conversation."""

    id: int
    shortcut: str
    title: str
    body: str
    text: str


class Replies(BaseModel):
    """All ready replies."""

    items: list[ReplyShape]


class NewReply(BaseModel):
    """Variables: {顾客} {客服} {订单号} {工单号}."""

    shortcut: Annotated[Line, Field(max_length=20)]
    title: Annotated[Line, Field(max_length=40)]
    body: Annotated[Paragraphs, Field(max_length=1000)]


@router.get("/canned-replies")
def list_replies(
    session: SessionDep,
    agent: AgentDep,
    conversation_id: Annotated[str | None, Query(pattern=r"^[A-Za-z0-9_-]{1,40}$")] = None,
) -> Replies:
    """All of them, filled for a conversation; what it does not know stays as a variable."""
    values = canned_replies.values_for(session, agent, conversation_id)
    return Replies(items=[_shape(reply, values) for reply in canned_replies.list_replies(session)])


@router.post("/canned-replies", status_code=201)
def create_reply(new: NewReply, session: SessionDep, lead: LeadDep) -> ReplyShape:
    """A new one; leads and administrators."""
    reply = canned_replies.create_reply(session, shortcut=new.shortcut, title=new.title, body=new.body)
    return _shape(reply, _of(session, lead))


def _of(session: SessionDep, agent: Agent) -> dict[str, str]:
    return canned_replies.values_for(session, agent, None)


def _shape(reply: CannedReply, values: dict[str, str]) -> ReplyShape:
    return ReplyShape(
        id=reply.id,
        shortcut=reply.shortcut,
        title=reply.title,
        body=reply.body,
        text=canned_replies.filled(reply.body, values),
    )
