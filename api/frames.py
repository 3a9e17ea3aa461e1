"""The frames that clients send, as docs/protocol.md has them."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, TypeAdapter

from api.shapes import ChoiceId, ClientId, Seq

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Token = Annotated[str, StringConstraints(min_length=1, max_length=4096)]


class Hello(BaseModel):
    """Sign in and resume."""

    type: Literal["hello"]
    token: Token
    last_seq: Seq = 0
    conversation_id: Id | None = None


class Content(BaseModel):
    """A text, or an uploaded picture with an optional text."""

    text: str = ""
    upload_id: str = Field(default="", max_length=64)


class Send(BaseModel):
    """Say something."""

    type: Literal["send"]
    client_id: ClientId
    kind: Literal["text", "image"] = "text"
    body: Content


class Choose(BaseModel):
    """Tap a button of message `seq`."""

    type: Literal["choose"]
    client_id: ClientId
    seq: Seq
    choice: ChoiceId


class Handoff(BaseModel):
    """转人工."""

    type: Literal["handoff"]
    client_id: ClientId


class Typing(BaseModel):
    """Writing, or not any more."""

    type: Literal["typing"]
    on: bool


class Read(BaseModel):
    """Seen up to here."""

    type: Literal["read"]
    seq: Seq


class Ping(BaseModel):
    """Still here."""

    type: Literal["ping"]


class ConsoleHello(BaseModel):
    """Sign in."""

    type: Literal["hello"]
    token: Token


class Watch(BaseModel):
    """Look at a conversation."""

    type: Literal["watch"]
    conversation_id: Id
    last_seq: Seq = 0


class Unwatch(BaseModel):
    """Look away."""

    type: Literal["unwatch"]


class ConsoleTyping(BaseModel):
    """Writing to a shopper."""

    type: Literal["typing"]
    conversation_id: Id
    on: bool


class ConsoleRead(BaseModel):
    """Seen by an agent."""

    type: Literal["read"]
    conversation_id: Id
    seq: Seq


ShopperFrame = Annotated[Hello | Send | Choose | Handoff | Typing | Read | Ping, Field(discriminator="type")]
AgentFrame = Annotated[
    ConsoleHello | Watch | Unwatch | ConsoleTyping | ConsoleRead | Ping, Field(discriminator="type")
]
shopper_frame: TypeAdapter[ShopperFrame] = TypeAdapter(ShopperFrame)
agent_frame: TypeAdapter[AgentFrame] = TypeAdapter(AgentFrame)
