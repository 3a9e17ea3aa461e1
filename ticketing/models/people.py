"""Those who serve: agents, their groups, and the replies that they keep at hand."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.models.registry import Table


class Group(Table):
    """A team. `categories` are the first-level ticket categories that come to it; empty takes the rest."""

    __tablename__ = "groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    categories: Mapped[list[str]]


class Agent(Table):
    """A person with a login. `role`: agent, lead, admin. A raised `token_version` ends all sessions."""

    __tablename__ = "agents"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(10))
    token_version: Mapped[int] = mapped_column(default=1)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_online: Mapped[bool] = mapped_column(default=False)
    last_seen_at: Mapped[datetime | None]
    capacity: Mapped[int] = mapped_column(default=5)
    refund_limit_fen: Mapped[int] = mapped_column(default=0)

    groups: Mapped[list[Group]] = relationship(secondary="agent_groups", lazy="selectin")


class AgentGroup(Table):
    """Who is in which team."""

    __tablename__ = "agent_groups"

    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id"), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), primary_key=True)


class CannedReply(Table):
    """A ready sentence with variables such as {顾客} or {订单号}, called by `/shortcut`."""

    __tablename__ = "canned_replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    shortcut: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
