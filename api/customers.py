"""What an agent sees of a customer."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel

from api.agents_cases import CaseViewsDep
from api.deps import AgentDep, NowDep, SessionDep
from api.ticket_shapes import OwnerName, StatusName
from ticketing.case_views import CaseView
from ticketing.customer_panel import customer_panel
from ticketing.shop.cards import OrderCard

router = APIRouter(tags=["customers"])


class TicketGlance(BaseModel):
    """A ticket in one line."""

    number: str
    title: str
    status: StatusName
    opened_at: datetime


class ConversationGlance(BaseModel):
    """A conversation in one line."""

    id: str
    opened_at: datetime
    owner: OwnerName
    topic: str | None


class CustomerShape(BaseModel):
    """A customer with orders, cases, tickets and conversations, newest first."""

    id: int
    name: str
    is_signed_in: bool
    level: str | None
    points: int | None
    joined_at: datetime | None
    phone_masked: str | None
    contacts_30d: int
    orders: list[OrderCard]
    cases: list[CaseView]
    tickets: list[TicketGlance]
    conversations: list[ConversationGlance]


@router.get("/customers/{customer_id}")
def show_customer(
    customer_id: Annotated[int, Path(ge=1, le=2_147_483_647)],
    session: SessionDep,
    now: NowDep,
    agent: AgentDep,
    cases: CaseViewsDep,
) -> CustomerShape:
    """One customer."""
    panel = customer_panel(session, customer_id, now)
    return CustomerShape.model_validate({**panel, "cases": cases(panel["cases"])})
