"""What an operator decided about rules, promises, limits and the calendar; only ever added to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.models.people import Agent
from ticketing.models.registry import Table


class PolicyChange(Table):
    """One decision of an operator; the newest of its `subject` and `key` is in force.

    `subject` and `key`: rule and a rule's id; promise and a goods category or "" for all; limit and its
    name; notice and a year; calendar and its setting. `value`: `ticketing.policy_values`.
    """

    __tablename__ = "policy_changes"
    __table_args__ = (Index(None, "subject", "key", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id"))
    subject: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(60))
    value: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(Text, default="")

    agent: Mapped[Agent] = relationship(lazy="joined")
