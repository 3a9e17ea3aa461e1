"""Shop policies that the assistant may quote, with their source page."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.models.registry import Table


class Article(Table):
    """One policy text. `segmented` is title and body cut into words by jieba, for the search index."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)
    questions: Mapped[list[str]]
    segmented: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime]
