"""The demo's shoppers, and the tokens by which its host shop signs them in."""

from typing import Annotated

from fastapi import APIRouter, Path
from typing_extensions import TypedDict

from api.deps import NowDep, SessionDep, SettingsDep
from api.shop import DemoOnly
from api.tokens import issue_host
from ticketing.errors import CustomerNotFound
from ticketing.shop import DemoShop

MemberId = Annotated[str, Path(pattern=r"^[a-z0-9_-]{1,64}$", examples=["lin"])]
router = APIRouter(prefix="/demo", dependencies=[DemoOnly], tags=["demo"])


class DemoShopper(TypedDict):
    """Somebody to look through whose eyes."""

    id: str
    name: str
    level: str
    story: str


class DemoShoppers(TypedDict):
    """All of them."""

    items: list[DemoShopper]


class HostToken(TypedDict):
    """What the host shop's page gives to the widget."""

    host_token: str


@router.get("/shoppers")
def list_shoppers(session: SessionDep) -> DemoShoppers:
    """Who can be played, each with a story."""
    return {
        "items": [
            {"id": member.id, "name": member.name, "level": member.level, "story": member.story}
            for member in DemoShop(session).members()
        ]
    }


@router.post("/shoppers/{member_id}/host-tokens", status_code=201)
def issue_host_token(
    member_id: MemberId, session: SessionDep, settings: SettingsDep, now: NowDep
) -> HostToken:
    """What a real shop's server would sign for its signed-in shopper."""
    member = DemoShop(session).find_member(member_id)
    if member is None:
        raise CustomerNotFound("演示里没有这位顾客。")
    secret = settings.shop_secret.get_secret_value()
    return {"host_token": issue_host(secret, member.id, member.name, now)}
