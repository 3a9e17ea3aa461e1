"""Who a shopper is to us."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.errors import CustomerNotFound
from ticketing.models import Customer

VISITOR_NAME = "访客"


def get_customer(session: Session, customer_id: int) -> Customer:
    """One customer, or raise CustomerNotFound."""
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise CustomerNotFound("没有找到这位顾客。")
    return customer


def sign_in(session: Session, *, external_id: str, name: str, now: datetime) -> Customer:
    """The customer behind a host shop's id, made at the first visit; the name follows the shop's."""
    customer = session.scalars(select(Customer).where(Customer.external_id == external_id)).first()
    if customer is None:
        customer = Customer(external_id=external_id, name=name, created_at=now)
        session.add(customer)
    customer.name = name
    customer.last_seen_at = now
    return customer


def new_visitor(session: Session, now: datetime) -> Customer:
    """An anonymous visitor."""
    customer = Customer(name=VISITOR_NAME, created_at=now, last_seen_at=now)
    session.add(customer)
    return customer
