"""For the assistant: a shopper's orders, and what can be done about them before they ship."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from api.bot_seam import BuyerDep, Number, OnceDep, OrderNumber, seam_router
from api.deps import NowDep
from api.text_fields import Line, Sentence, Words
from ticketing.shop import details
from ticketing.shop.cards import OrderCard, order_card
from ticketing.shop.order_search import find_orders

router = seam_router()
OptionalNumber = Annotated[Number | None, Query()]


class Orders(TypedDict):
    """Orders, best or newest first."""

    items: list[OrderCard]


class Refunds(TypedDict):
    """Refunds, newest first."""

    items: list[details.RefundView]


class Invoices(TypedDict):
    """Invoices, newest first."""

    items: list[details.InvoiceView]


class Cancelled(TypedDict):
    """The cancelled order and what comes back."""

    order: OrderCard
    refund_fen: int


class Cancellation(BaseModel):
    """Which order, and why."""

    order_number: Number
    reason: Words = ""


class AddressChange(BaseModel):
    """Where it should go instead; what is null stays."""

    order_number: Number
    address: Annotated[Sentence, Field(min_length=5, max_length=200)]
    receiver: Annotated[Line, Field(max_length=40)] | None = None
    phone: str | None = Field(default=None, pattern=r"^[0-9+\- ]{6,20}$")


class InvoiceRequest(BaseModel):
    """For which order and whom; without a title it is made out to 个人."""

    order_number: Number
    title: Line | None = None


@router.get("/orders")
def list_orders(
    buyer: BuyerDep,
    number: OptionalNumber = None,
    q: Annotated[Sentence, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=20)] = 5,
) -> Orders:
    """The shopper's own orders: one by number, or those whose goods fit some words, or the newest."""
    found = find_orders(buyer.shop, buyer.member_id, number=number, words=q, limit=limit)
    return {"items": [order_card(order) for order in found]}


@router.get("/orders/{number}")
def read_order(buyer: BuyerDep, number: OrderNumber) -> details.OrderDetails:
    """One own order with all that may be said of it."""
    return details.order_details(buyer.shop, buyer.shop.get_order(buyer.member_id, number))


@router.get("/orders/{number}/delivery-estimate")
def read_delivery_estimate(buyer: BuyerDep, number: OrderNumber, now: NowDep) -> details.DeliveryEstimate:
    """When it comes."""
    return details.delivery_estimate(buyer.shop.get_order(buyer.member_id, number), now)


@router.get("/orders/{number}/price-protection")
def read_price_protection(buyer: BuyerDep, number: OrderNumber, now: NowDep) -> details.PriceProtection:
    """What fallen prices give back."""
    return details.price_protection(buyer.shop.get_order(buyer.member_id, number), now)


@router.get("/refunds")
def list_refunds(buyer: BuyerDep, order_number: OptionalNumber = None) -> Refunds:
    """Where the money is."""
    found = buyer.shop.refunds_of(buyer.member_id, order_number)
    return {"items": [details.refund_view(refund) for refund in found]}


@router.get("/invoices")
def list_invoices(buyer: BuyerDep, order_number: OptionalNumber = None) -> Invoices:
    """Invoices that were asked for."""
    found = buyer.shop.invoices_of(buyer.member_id, order_number)
    return {"items": [details.invoice_view(invoice) for invoice in found]}


@router.post("/invoices", status_code=201)
def request_invoice(buyer: BuyerDep, once: OnceDep, body: InvoiceRequest) -> details.InvoiceView:
    """Ask for an invoice."""
    return once(
        "invoice",
        lambda: details.invoice_view(
            buyer.shop.request_invoice(buyer.member_id, body.order_number, body.title or "个人", once.now)
        ),
    )


@router.post("/cancellations", status_code=201)
def cancel_order(buyer: BuyerDep, once: OnceDep, body: Cancellation) -> Cancelled:
    """Cancel an order that has not left."""

    def work() -> Cancelled:
        reason = body.reason.strip() or "不想要了"
        refund = buyer.shop.cancel_order(buyer.member_id, body.order_number, reason, once.now)
        order = buyer.shop.get_order(buyer.member_id, body.order_number)
        return {"order": order_card(order), "refund_fen": refund.amount_fen if refund else 0}

    return once("cancel", work)


@router.post("/address-changes", status_code=201)
def change_address(buyer: BuyerDep, once: OnceDep, body: AddressChange) -> details.OrderDetails:
    """Send an order that has not left somewhere else."""

    def work() -> details.OrderDetails:
        order = buyer.shop.change_address(
            buyer.member_id,
            body.order_number,
            address=body.address,
            receiver=body.receiver,
            phone=body.phone,
        )
        return details.order_details(buyer.shop, order)

    return once("address", work)
