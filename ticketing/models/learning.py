"""What the assistant may learn from: sentences it was unsure of, its trained models, who put them to use."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.models.registry import Table


class Candidate(Table):
    """One shopper's sentence, masked, that somebody should name; it goes when its conversation goes.

    `reasons`: unsure, person, category, agent. `guesses`: [{"intent", "confidence"}], best first.
    `suggested` is the intent that the shopper tapped afterwards or an agent named (`suggested_by`:
    customer, agent). `corrected` holds a ticket's categories, "old → new". `state`: new, named, filed
    (as out of scope), dropped. `vector`: 512 half floats, null until the worker has read the sentence.
    """

    __tablename__ = "candidates"
    __table_args__ = (UniqueConstraint("conversation_id", "seq"), Index(None, "state", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    seq: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    reasons: Mapped[list[str]]
    guesses: Mapped[list[dict[str, Any]]]
    suggested: Mapped[str | None] = mapped_column(String(40))
    suggested_by: Mapped[str | None] = mapped_column(String(10))
    corrected: Mapped[str | None] = mapped_column(String(80))
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(10), default="new")
    intent: Mapped[str | None] = mapped_column(String(40))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))
    decided_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class AssistantModel(Table):
    """One trained assistant, its archive under DATA_DIR/models/<version>/.

    `state`: proposed, current, former; at most one is current. `digest` is the archive's SHA-256, `tree`
    the fingerprint of the software that it was trained by: it fits no other. `report` compares it with
    the model that was current then (bench/understanding/comparison.py), without anybody's words.
    `loading_since` stands while it is being put to use, `problem` says why the last try failed.
    """

    __tablename__ = "assistant_models"

    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))
    tree: Mapped[str] = mapped_column(String(64))
    learnt: Mapped[int]  # sentences from conversations among what it was trained on
    report: Mapped[dict[str, Any] | None]
    trained_at: Mapped[datetime]
    promoted_at: Mapped[datetime | None]
    loading_since: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(Text, default="")


class ModelEvent(Table):
    """Who did what with a model; never changed. `kind`: registered, asked, promoted, failed."""

    __tablename__ = "model_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(ForeignKey("assistant_models.version"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(12))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    detail: Mapped[str] = mapped_column(Text, default="")
