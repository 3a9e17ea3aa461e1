"""What a repeated request already got."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.models.registry import Table


class IdempotentAnswer(Table):
    """The first answer to `scope` + `key`, given again to whoever asks the same once more."""

    __tablename__ = "idempotent_answers"

    scope: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    answer: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
