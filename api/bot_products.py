"""For the assistant: products and their facts."""

from typing import Annotated

from fastapi import Query
from typing_extensions import TypedDict

from api.bot_seam import Number, TalkDep, seam_router
from api.deps import SessionDep
from api.text_fields import Sentence
from ticketing.shop import shop_of
from ticketing.shop.product_views import ProductDetails, product_details

router = seam_router()


class Products(TypedDict):
    """Products, best first."""

    items: list[ProductDetails]


@router.get("/products")
def find_products(
    talk: TalkDep,
    session: SessionDep,
    q: Annotated[Sentence, Query(max_length=200)] = "",
    product_id: Annotated[Number | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 3,
) -> Products:
    """One product by its id, or those that fit some words. Anybody may ask."""
    shop = shop_of(session)
    found = [shop.get_product(product_id)] if product_id else shop.find_products(q, limit)
    return {"items": [product_details(product) for product in found]}
