"""What the assistant's routes share: the service's token, and a conversation as the only identity."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Path
from pydantic import StringConstraints
from sqlalchemy.orm import Session

from api.deps import ConversationId, IdempotencyKey, NowDep, ServiceOnly, SessionDep
from ticketing.errors import NotSignedIn
from ticketing.idempotency import answer_once
from ticketing.messages import get_conversation
from ticketing.models import Conversation
from ticketing.shop import Shop, shop_of

Answer = TypeVar("Answer")
Number = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
"""Of an order, a line, a case, a ticket or a product."""
OrderNumber = Annotated[Number, Path(examples=["2611210001234"])]


def seam_router() -> APIRouter:
    """A router below one conversation, for the action server alone."""
    return APIRouter(
        prefix="/bot/conversations/{conversation_id}", dependencies=[ServiceOnly], tags=["assistant"]
    )


def get_talk(conversation_id: ConversationId, session: SessionDep) -> Conversation:
    """The conversation of the path."""
    return get_conversation(session, conversation_id)


TalkDep = Annotated[Conversation, Depends(get_talk)]


@dataclass(frozen=True)
class Buyer:
    """The signed-in shopper of a conversation, and the shop that knows him."""

    shop: Shop
    member_id: str


def get_buyer(talk: TalkDep, session: SessionDep) -> Buyer:
    """Whose orders these are: the conversation's customer's, whatever the text says. Raises NotSignedIn."""
    if talk.customer.external_id is None:
        raise NotSignedIn("登录商城账号之后才能查订单。")
    return Buyer(shop_of(session), talk.customer.external_id)


BuyerDep = Annotated[Buyer, Depends(get_buyer)]


@dataclass(frozen=True)
class Once:
    """Does the work of one turn's request once."""

    session: Session
    conversation_id: str
    key: str
    now: datetime

    def __call__(self, what: str, work: Callable[[], Answer]) -> Answer:
        """The answer of `work`, or the one that the same turn got before."""
        return answer_once(self.session, f"{what}:{self.conversation_id}", self.key, self.now, work)


async def get_once(talk: TalkDep, session: SessionDep, key: IdempotencyKey, now: NowDep) -> Once:
    """For routes that change something."""
    return Once(session, talk.id, key, now)


OnceDep = Annotated[Once, Depends(get_once)]
