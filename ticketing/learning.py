"""Naming what was not understood: candidates in clusters, decided by leads, written out for training."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import numpy as np
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, defer

from ticketing.candidates import OUT_OF_SCOPE, VECTOR_BYTES, check_intent
from ticketing.errors import UnknownIntent
from ticketing.learning_clusters import clusters_of, features
from ticketing.models import Agent, Candidate, Conversation, Ticket
from ticketing.text.features import Floats

Decision = Literal["named", "filed", "dropped", "new"]
"""`new` takes a decision back."""
MOST_CLUSTERED = 1000
"""The newest so many are clustered: 1,000 take 0.2 s, and nobody names more in a sitting."""
SHOWN = 200
STAND_INS = {"[电话]": "13800000000", "[证件号]": "110101199001011234", "[卡号]": "6222021234567890123"}
"""What the model reads instead of a masked number: it sees any long number alike."""
REMOVED = ("[邮箱]", "[地址]")
UNWRITABLE = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not hold."""


@dataclass(frozen=True)
class Group:
    """Candidates that mean the same, the most typical first, and what the assistant mostly took them for."""

    sentences: tuple[Candidate, ...]
    guess: str | None
    guessed: int

    @property
    def suggested(self) -> str | None:
        """What shoppers tapped or agents named most often."""
        named = Counter(one.suggested for one in self.sentences if one.suggested)
        return named.most_common(1)[0][0] if named else None


def open_groups(session: Session) -> list[Group]:
    """The newest undecided candidates by meaning, the largest group first; unread ones stand alone, last."""
    rows = session.scalars(
        select(Candidate).where(Candidate.state == "new").order_by(Candidate.id.desc()).limit(MOST_CLUSTERED)
    ).all()
    read = sorted((row for row in rows if _is_read(row)), key=lambda row: row.id)
    found = clusters_of(features(_vectors(read), [row.guesses for row in read])) if read else []
    groups = [_group([read[place] for place in cluster.members]) for cluster in found]
    return groups + [_group([row]) for row in rows if not _is_read(row)]


def ticket_numbers(session: Session, rows: Sequence[Candidate]) -> dict[str, str]:
    """The ticket at work in each one's conversation, by conversation: where the console shows the talk."""
    found = session.execute(
        select(Conversation.id, Ticket.number)
        .join(Ticket, Ticket.id == Conversation.ticket_id)
        .where(Conversation.id.in_({row.conversation_id for row in rows}))
    )
    return {conversation_id: number for conversation_id, number in found}


def counts(session: Session) -> dict[str, int]:
    """How many candidates are in each state."""
    rows = session.execute(select(Candidate.state, func.count()).group_by(Candidate.state))
    return {"new": 0, "named": 0, "filed": 0, "dropped": 0} | {state: number for state, number in rows}


def decided(session: Session, state: Decision) -> Sequence[Candidate]:
    """The latest decisions of a kind."""
    return session.scalars(
        select(Candidate)
        .where(Candidate.state == state)
        .order_by(Candidate.decided_at.desc(), Candidate.id.desc())
        .limit(SHOWN)
        .options(defer(Candidate.vector))
    ).all()


def decide(
    session: Session, ids: Sequence[int], decision: Decision, intent: str | None, by: Agent, now: datetime
) -> int:
    """Name candidates (with an intent), file them as out of scope, drop them, or take that back; how many.

    One that a colleague has decided meanwhile stays as he decided. Raises UnknownIntent.
    """
    if decision == "named":
        check_intent(intent or "")
    elif intent is not None:
        raise UnknownIntent("只有命名时才需要意图。")
    undoes = decision == "new"
    is_open = Candidate.state != "new" if undoes else Candidate.state == "new"
    changed = session.execute(
        update(Candidate)
        .where(Candidate.id.in_(ids), is_open)
        .values(
            state=decision,
            intent=OUT_OF_SCOPE if decision == "filed" else intent,
            decided_by=None if undoes else by.id,
            decided_at=None if undoes else now,
        )
        .returning(Candidate.id)
        .execution_options(synchronize_session=False)
    )
    return len(changed.all())


def write_learnt(session: Session, folder: Path) -> int:
    """Write every named and filed sentence into `folder`, one Rasa NLU file an intent; how many.

    Files of intents without sentences go away: what was erased or taken back is not learnt again.
    """
    rows = session.execute(
        select(Candidate.intent, Candidate.text)
        .where(Candidate.state.in_(("named", "filed")), Candidate.intent.is_not(None))
        .order_by(Candidate.intent, Candidate.id)
    )
    by_intent: dict[str, dict[str, None]] = {}
    for intent, text in rows:
        if sentence := as_training(text):
            by_intent.setdefault(str(intent), {})[sentence] = None
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.yml"):
        if path.stem not in by_intent:
            path.unlink()
    for intent, sentences in by_intent.items():
        lines = "".join(f"      - {sentence}\n" for sentence in sentences)
        content = f'version: "3.1"\nnlu:\n  - intent: {intent}\n    examples: |\n{lines}'
        (folder / f"{intent}.yml").write_text(content, encoding="utf-8")
    return sum(map(len, by_intent.values()))


def as_training(text: str) -> str:
    """A masked sentence as a model should read it: numbers for masked ones, nothing that Rasa would obey."""
    for placeholder, number in STAND_INS.items():
        text = text.replace(placeholder, number)
    for placeholder in REMOVED:
        text = text.replace(placeholder, "")
    # Rasa reads [word](kind) and [word]{…} as an entity, and ${NAME} as a variable of its environment.
    for obeyed in ("](", "]{", "${"):
        text = text.replace(obeyed, " ".join(obeyed))
    return " ".join(UNWRITABLE.sub(" ", text).split())


def _is_read(row: Candidate) -> bool:
    return row.vector is not None and len(row.vector) == VECTOR_BYTES


def _vectors(rows: Sequence[Candidate]) -> Floats:
    stored = [np.frombuffer(row.vector or b"", np.float16) for row in rows]
    vectors: Floats = np.stack(stored).astype(np.float32)
    return vectors


def _group(rows: Sequence[Candidate]) -> Group:
    taken_for = Counter(row.guesses[0]["intent"] for row in rows if row.guesses)
    guess, guessed = taken_for.most_common(1)[0] if taken_for else (None, 0)
    return Group(tuple(rows), guess, guessed)
