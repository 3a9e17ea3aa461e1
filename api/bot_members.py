"""For the assistant: what a shopper has with the shop: level, points, coupons."""

from typing_extensions import TypedDict

from api.bot_seam import Buyer, BuyerDep, seam_router
from ticketing.errors import CustomerNotFound
from ticketing.rules import loyalty
from ticketing.shop import Member
from ticketing.shop.cards import iso
from ticketing.shop.details import CouponView, coupon_view

router = seam_router()


class Coupons(TypedDict):
    """Coupons, usable ones first."""

    items: list[CouponView]


class Points(TypedDict):
    """Points and what they take off a bill."""

    points: int
    worth_fen: int
    points_per_yuan: int


class Membership(TypedDict):
    """The level, what it brings, what is missing to the next."""

    level: str
    growth: int
    benefits: list[str]
    next_level: str | None
    growth_missing: int | None
    joined_at: str


def _member(buyer: Buyer) -> Member:
    member = buyer.shop.find_member(buyer.member_id)
    if member is None:
        raise CustomerNotFound("商城里还没有您的会员资料。")
    return member


@router.get("/coupons")
def list_coupons(buyer: BuyerDep) -> Coupons:
    """The shopper's coupons."""
    return {"items": [coupon_view(coupon) for coupon in buyer.shop.coupons_of(buyer.member_id)]}


@router.get("/points")
def read_points(buyer: BuyerDep) -> Points:
    """The shopper's points."""
    points = _member(buyer).points
    return {
        "points": points,
        "worth_fen": loyalty.worth(points),
        "points_per_yuan": loyalty.POINTS_PER_YUAN,
    }


@router.get("/membership")
def read_membership(buyer: BuyerDep) -> Membership:
    """The shopper's level."""
    member = _member(buyer)
    above = loyalty.next_level(member.growth)
    return {
        "level": member.level,
        "growth": member.growth,
        "benefits": list(loyalty.level_named(member.level).benefits),
        "next_level": above.name if above else None,
        "growth_missing": above.growth_missing if above else None,
        "joined_at": iso(member.joined_at),
    }
