"""What the steps of a case have found and done, as it is stored with the case."""

from typing_extensions import TypedDict


class ParcelFound(TypedDict):
    """A parcel, by the carrier's name and its number."""

    carrier: str
    number: str


class PickupBooked(TypedDict):
    """A courier who comes; `key` names the booking at the shop."""

    number: str
    carrier: str
    begins_at: str
    ends_at: str
    key: str


class Inspection(TypedDict):
    """What the warehouse saw. `gifts_back`: the gifts that came with the goods."""

    at: str
    is_ok: bool
    findings: str
    gifts_back: list[str]
    deducted_fen: int


class Offer(TypedDict):
    """Less than was asked for, with its reason."""

    refund_fen: int
    reason: str


class Quote(TypedDict):
    """What a repair costs; 0 in warranty. `valid_until`: the first instant that is too late."""

    findings: str
    parts: list[str]
    amount_fen: int
    valid_until: str | None


class Progress(TypedDict, total=False):
    """`parcel` or `pickup` brings the goods; `wanted_sku` is what an exchange gives; `instead_fen` what the
    shopper paid for it; `replacement` and `sent_back` are the parcels to him; `freight_fen` what he got back
    for his parcel."""

    parcel: ParcelFound
    pickup: PickupBooked
    pickups: int
    inspection: Inspection
    freight_fen: int
    offer: Offer
    wanted_sku: str
    instead_fen: int
    replacement: ParcelFound
    quote: Quote
    sent_back: ParcelFound
