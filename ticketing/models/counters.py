"""Counters behind the numbers that people read, one row a day and kind."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.models.registry import Table


class DailyCounter(Table):
    """How many numbers of `kind` were given on `day` (YYMMDD, Asia/Shanghai)."""

    __tablename__ = "daily_counters"

    kind: Mapped[str] = mapped_column(String(4), primary_key=True)
    day: Mapped[str] = mapped_column(String(6), primary_key=True)
    value: Mapped[int]
