"""Numbers that people read aloud: `TK-26112200017` is the 17th ticket of 22 November 2026."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ticketing.models import DailyCounter

SHANGHAI = ZoneInfo("Asia/Shanghai")


def next_number(session: Session, kind: str, now: datetime) -> str:
    """The day's next number of a kind, such as `TK` or `AS`; two transactions never get the same.

    A rolled-back transaction gives its number back.
    """
    day = now.astimezone(SHANGHAI).strftime("%y%m%d")
    value = session.execute(_count_up(session.get_bind().dialect.name, kind, day)).scalar_one()
    return f"{kind}-{day}{value:05d}"


def _count_up(dialect: str, kind: str, day: str) -> Insert:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = insert(DailyCounter).values(kind=kind, day=day, value=1)
    return statement.on_conflict_do_update(
        index_elements=["kind", "day"], set_={"value": DailyCounter.value + 1}
    ).returning(DailyCounter.value)
