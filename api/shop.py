"""The demo shop's shelf and pictures, and a shopper's own orders."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Response
from typing_extensions import TypedDict

from api.bot_seam import Number
from api.deps import SessionDep, SettingsDep, ShopperDep
from api.text_fields import Sentence
from ticketing.errors import NotSignedIn
from ticketing.shop import order_card, shop_of
from ticketing.shop.cards import OrderCard, ProductCard, product_card
from ticketing.shop.images import find_picture
from ticketing.shop.product_views import ProductDetails, product_details

MANY = 200
ProductId = Annotated[Number, Path(examples=["p1001"])]
PictureName = Annotated[str, Path(pattern=r"^[a-z0-9_-]{1,40}$", examples=["clothing-3"])]


async def demo_only(settings: SettingsDep) -> None:
    """There is nothing here outside demo mode."""
    if not settings.demo:
        raise HTTPException(404, "只在演示模式下提供。")


DemoOnly = Depends(demo_only)
router = APIRouter(tags=["shop"])


class Products(TypedDict):
    """Products."""

    items: list[ProductCard]


class Orders(TypedDict):
    """Orders, newest first."""

    items: list[OrderCard]


@router.get("/shop/products", dependencies=[DemoOnly])
def list_products(session: SessionDep, q: Annotated[Sentence, Query(max_length=100)] = "") -> Products:
    """The shelf of the demo shop, or what of it fits some words."""
    return {"items": [product_card(product) for product in shop_of(session).find_products(q, MANY)]}


@router.get("/shop/products/{product_id}", dependencies=[DemoOnly])
def read_product(
    session: SessionDep, product_id: Annotated[Number, Path(examples=["p1001"])]
) -> ProductDetails:
    """One product with its data sheet."""
    return product_details(shop_of(session).get_product(product_id))


@router.get(
    "/shop/images/{name}.svg",
    response_class=Response,
    responses={200: {"content": {"image/svg+xml": {}}, "description": "The picture"}},
)
def read_picture(
    name: Annotated[str, Path(pattern=r"^[a-z0-9_-]{1,40}$", examples=["clothing-3"])],
) -> Response:
    """A product's picture."""
    picture = find_picture(name)
    if picture is None:
        raise HTTPException(404, "没有这张图片。")
    headers = {
        "Cache-Control": "public, max-age=86400",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(picture, media_type="image/svg+xml", headers=headers)


@router.get("/me/orders", tags=["shopper"])
def list_own_orders(shopper: ShopperDep, session: SessionDep) -> Orders:
    """The calling shopper's orders."""
    if shopper.external_id is None:
        raise NotSignedIn("登录商城账号之后才能看订单。")
    return {"items": [order_card(order) for order in shop_of(session).orders_of(shopper.external_id)]}
