"""A product with its data sheet, for the assistant and the demo shop's pages."""

from ticketing.shop.cards import CATEGORY_TEXTS, ProductCard, product_card
from ticketing.shop.values import Product

SEARCH_ONLY = "也叫"
"""Other names of a product: for finding it, not for telling."""


class ProductDetails(ProductCard):
    """The card and the facts that questions are answered from."""

    facts: dict[str, str]
    description: str
    warranty_months: int | None
    no_reason_days: int | None
    category: str
    category_text: str


def product_details(product: Product) -> ProductDetails:
    """A product with all that may be said of it."""
    return {
        **product_card(product),
        "facts": {name: value for name, value in product.facts.items() if name != SEARCH_ONLY},
        "description": product.description,
        "warranty_months": product.warranty_months,
        "no_reason_days": product.no_reason_days,
        "category": product.category,
        "category_text": CATEGORY_TEXTS[product.category],
    }
