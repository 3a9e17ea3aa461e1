"""The bodies of a shopper's steps with his own case, from the widget or through the assistant."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy.orm import Session

from api.bot_seam import Number
from api.case_steps import CarrierCode, ParcelNumber
from api.text_fields import Paragraphs, Words
from ticketing import case_endings, case_exchanges, case_repairs, case_returns
from ticketing.models import AftersalesCase

MOST_PHOTOS = 9
Photo = Annotated[Number, Field(max_length=40)]


class Plain(BaseModel):
    """A step that needs nothing more."""

    step: Literal[
        "accept_offer",
        "decline_offer",
        "wait_for_stock",
        "choose_refund",
        "accept_quote",
        "decline_quote",
        "confirm_receipt",
        "cancel",
    ]

    def take(self, session: Session, case: AftersalesCase, now: datetime) -> None:
        """Do it."""
        {
            "accept_offer": case_returns.accept_offer,
            "decline_offer": case_returns.decline_offer,
            "wait_for_stock": case_exchanges.wait_for_stock,
            "choose_refund": case_exchanges.choose_refund,
            "accept_quote": case_repairs.accept_quote,
            "decline_quote": case_repairs.decline_quote,
            "confirm_receipt": case_endings.confirm_receipt,
            "cancel": case_returns.cancel,
        }[self.step](session, case, now=now)


class AddDetails(BaseModel):
    """What was asked for."""

    step: Literal["add_details"]
    description: Annotated[Paragraphs, Field(max_length=1000)] = ""
    photos: list[Photo] = Field(default=[], max_length=MOST_PHOTOS)

    def take(self, session: Session, case: AftersalesCase, now: datetime) -> None:
        """Do it."""
        case_returns.add_details(session, case, description=self.description, photos=self.photos, now=now)


class GiveParcel(BaseModel):
    """The shopper's own parcel."""

    step: Literal["give_parcel"]
    carrier: CarrierCode
    parcel_number: ParcelNumber

    def take(self, session: Session, case: AftersalesCase, now: datetime) -> None:
        """Do it."""
        case_returns.give_parcel(session, case, carrier=self.carrier, number=self.parcel_number, now=now)


class BookPickup(BaseModel):
    """A courier: one of the slots that the case's `possible_steps` name."""

    step: Literal["book_pickup"]
    slot: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}/(morning|afternoon|evening)$")]

    def take(self, session: Session, case: AftersalesCase, now: datetime) -> None:
        """Do it."""
        case_returns.book_pickup(session, case, slot=self.slot, now=now)


class ChooseVariant(BaseModel):
    """Another variant of the same product."""

    step: Literal["choose_variant"]
    sku: Words

    def take(self, session: Session, case: AftersalesCase, now: datetime) -> None:
        """Do it."""
        case_exchanges.choose_variant(session, case, sku=self.sku, now=now)


ShopperStep = Annotated[
    Plain | AddDetails | GiveParcel | BookPickup | ChooseVariant, Field(discriminator="step")
]
