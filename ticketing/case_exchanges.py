"""Exchanges after the inspection: a replacement is kept and sent, or the shopper chooses what else."""

from datetime import datetime

from sqlalchemy.orm import Session

from ticketing.aftersales_money import member_of_case, most_now, price_paid
from ticketing.case_moves import begin, learn, move, tell_since
from ticketing.case_payments import pay_instead
from ticketing.models import AftersalesCase, Agent
from ticketing.rules.actors import SYSTEM, Actor
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.actors import customer as customer_actor
from ticketing.rules.case_parcels import check_parcel
from ticketing.rules.case_steps import Step
from ticketing.rules.cases import CaseStatus
from ticketing.shop import shop_of


def wanted_sku(session: Session, case: AftersalesCase) -> str:
    """The variant that the shopper gets: the same as before, unless he chose another."""
    chosen: str | None = case.progress.get("wanted_sku")
    return chosen or str(case.facts["line"]["sku"])


def variants(session: Session, case: AftersalesCase) -> list[str]:
    """The variants of the product that are there in the case's quantity."""
    product = shop_of(session).get_product(str(case.facts["line"]["product_id"]))
    return [sku for sku in product.skus if product.has(sku, case.quantity)]


def reserve_or_ask(
    session: Session,
    case: AftersalesCase,
    now: datetime,
    *,
    by: Actor = SYSTEM,
    step: Step | None = None,
) -> None:
    """Keep a replacement; when there is none the shopper is asked what he wants instead."""
    sku = wanted_sku(session, case)
    kept = shop_of(session).reserve_replacement(
        member_of_case(case),
        case.order_number,
        case.line_id,
        sku=sku,
        quantity=case.quantity,
        key=case.number,
    )
    learn(case, wanted_sku=sku, instead_fen=min(price_paid(case), most_now(session, case)))
    wanted = CaseStatus.RESERVED if kept else CaseStatus.OUT_OF_STOCK
    move(session, case, wanted, by, now, step=step, note=sku)


def reserve(session: Session, case: AftersalesCase, *, agent: Agent, now: datetime) -> None:
    """Look again whether the wanted variant is there. Raises IllegalMove."""
    begin(session, case, Step.RESERVE)
    known = len(case.events)
    by = agent_actor(agent.id, agent.name)
    reserve_or_ask(session, case, now, by=by, step=Step.RESERVE)
    tell_since(session, case, known, now)


def wait_for_stock(session: Session, case: AftersalesCase, *, now: datetime) -> None:
    """The shopper waits until the variant is back. Raises IllegalMove."""
    begin(session, case, Step.WAIT_FOR_STOCK)
    by = customer_actor(case.customer.name)
    move(session, case, CaseStatus.WAITING_FOR_STOCK, by, now, step=Step.WAIT_FOR_STOCK)


def choose_variant(session: Session, case: AftersalesCase, *, sku: str, now: datetime) -> None:
    """The shopper takes another variant. Raises UnknownVariant, IllegalMove."""
    begin(session, case, Step.CHOOSE_VARIANT)
    learn(case, wanted_sku=sku)
    by = customer_actor(case.customer.name)
    reserve_or_ask(session, case, now, by=by, step=Step.CHOOSE_VARIANT)


def choose_refund(session: Session, case: AftersalesCase, *, now: datetime) -> None:
    """The shopper takes what he paid; above the rule's limit a person looks first. Raises IllegalMove."""
    begin(session, case, Step.CHOOSE_REFUND)
    case.refund_fen = min(price_paid(case), most_now(session, case))
    by = customer_actor(case.customer.name)
    move(session, case, CaseStatus.REFUND_DUE, by, now, step=Step.CHOOSE_REFUND)
    pay_instead(session, case, SYSTEM, now)


def send_replacement(
    session: Session, case: AftersalesCase, *, agent: Agent, carrier: str, number: str, now: datetime
) -> None:
    """The replacement has left; the guarantee counts anew from here. Raises BadParcelNumber, IllegalMove."""
    begin(session, case, Step.SEND_REPLACEMENT)
    name, stored = check_parcel(carrier, number)
    known = len(case.events)
    shop_of(session).send_replacement(
        member_of_case(case), case.order_number, case.line_id, key=case.number, now=now
    )
    learn(case, replacement={"carrier": name, "number": stored})
    by = agent_actor(agent.id, agent.name)
    note = f"{name} {stored}"
    move(session, case, CaseStatus.REPLACEMENT_SENT, by, now, step=Step.SEND_REPLACEMENT, note=note)
    tell_since(session, case, known, now)
