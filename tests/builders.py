"""Short ways to make the rows that tests need; what a test does not say has an ordinary value."""

from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from api.settings import Settings
from api.tokens import issue
from ticketing import campaigns
from ticketing.customers import sign_in
from ticketing.models import Agent, Campaign, Conversation, Customer, Group, ShopMember, Table, Ticket
from ticketing.shop import DemoShop
from ticketing.shop.stories import seed_members, seed_products
from ticketing.tickets import open_ticket

Row = TypeVar("Row", bound=Table)
numbers = count(1)
MEMBERS = {"kind": "members", "since_days": 30}
AT_ONCE = {"delay_hours": 0, "quiet_from": "21:00", "quiet_to": "09:00"}


def saved(session: Session, row: Row) -> Row:
    """The row, written but not committed."""
    session.add(row)
    session.flush()
    return row


def a_customer(
    session: Session, now: datetime, *, name: str = "李女士", external_id: str | None = None
) -> Customer:
    """A signed-in shopper when `external_id` is given, else a visitor."""
    return saved(session, Customer(name=name, external_id=external_id, created_at=now))


def a_group(session: Session, name: str | None = None, categories: list[str] | None = None) -> Group:
    """A team for some first-level categories."""
    return saved(session, Group(name=name or f"小组{next(numbers)}", categories=categories or []))


def an_agent(
    session: Session,
    *,
    role: str = "agent",
    groups: list[Group] | None = None,
    is_online: bool = True,
    **more: object,
) -> Agent:
    """A person with a login that nobody can use (no password fits)."""
    number = next(numbers)
    row = Agent(
        login=f"agent{number}",
        name=f"小林{number}",
        password_hash="!",
        role=role,
        is_online=is_online,
        groups=groups or [],
        **more,
    )
    return saved(session, row)


def a_conversation(
    session: Session, customer: Customer, now: datetime, *, owner: str = "bot"
) -> Conversation:
    """A conversation in which nothing was said."""
    row = Conversation(
        id=f"c_{next(numbers)}", customer_id=customer.id, owner=owner, opened_at=now, last_message_at=now
    )
    return saved(session, row)


def a_ticket(
    session: Session,
    now: datetime,
    *,
    customer: Customer | None = None,
    text: str = "下单三天了还没发货，麻烦催一下",
    **more: Any,
) -> Ticket:
    """A ticket opened as the service opens them, from a shopper's words."""
    customer = customer or a_customer(session, now)
    return open_ticket(session, customer_id=customer.id, text=text, now=now, **({"source": "widget"} | more))


def signed_in(settings: Settings, person: Customer | Agent) -> dict[str, str]:
    """The headers of a signed-in shopper or agent, valid from the real now on."""
    key, now = settings.secret_key.get_secret_value(), datetime.now(UTC)
    if isinstance(person, Agent):
        token, _ = issue(key, "agent", str(person.id), now, role=person.role, ver=person.token_version)
    else:
        token, _ = issue(key, "shopper", str(person.id), now)
    return {"Authorization": f"Bearer {token}"}


def as_service(settings: Settings) -> dict[str, str]:
    """The headers of the action server."""
    token, _ = issue(settings.service_secret.get_secret_value(), "service", "assistant", datetime.now(UTC))
    return {"Authorization": f"Bearer {token}"}


def a_demo_shop(session: Session, now: datetime) -> DemoShop:
    """The demo's products and shoppers, their stories told from `now`."""
    seed_products(session, now)
    seed_members(session, now)
    return DemoShop(session)


def a_talk_with(session: Session, member_id: str, now: datetime) -> Conversation:
    """A conversation with a member of the demo shop."""
    member = session.get_one(ShopMember, member_id)
    return a_conversation(session, sign_in(session, external_id=member.id, name=member.name, now=now), now)


def a_member(session: Session, name: str, now: datetime, *, level: str = "金卡会员") -> Customer:
    """A member of the demo shop who has been here before."""
    member = ShopMember(
        id=f"m_{name}", name=name, phone="", email="", level=level, points=0, growth=0, joined_at=now
    )
    saved(session, member)
    return a_customer(session, now, name=name, external_id=member.id)


def a_campaign(session: Session, now: datetime, *, channel: str = "in_app", **audience: object) -> Campaign:
    """A draft for all members."""
    return campaigns.create(
        session,
        name="十一月回访",
        audience={**MEMBERS, **audience},
        schedule=AT_ONCE,
        questions={},
        channel=channel,
        by=an_agent(session, role="lead"),
        now=now,
    )
