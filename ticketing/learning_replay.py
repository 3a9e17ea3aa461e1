"""What shoppers typed lately, for another model to read again."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.messages import CHOSEN
from ticketing.models import BotTurn, Message
from ticketing.text.masking import mask

MOST = 10_000
"""The newest so many: two models read them in about a minute."""


def lines(session: Session, since: datetime, most: int = MOST) -> Iterator[dict[str, Any]]:
    """What the assistant read since then, the newest first, each once, with its masked words and turn."""
    rows = session.execute(
        select(BotTurn, Message)
        .join(Message, (Message.conversation_id == BotTurn.conversation_id) & (Message.seq == BotTurn.seq))
        .where(BotTurn.at >= since, Message.author == "customer", Message.kind == "text")
        .order_by(BotTurn.id.desc())
        .limit(most)
    )
    seen: set[int] = set()
    for turn, message in rows:
        if message.id in seen or CHOSEN in (message.payloads or {}):
            continue
        seen.add(message.id)
        text = str(message.body["text"])
        yield {
            "conversation_id": turn.conversation_id,
            "seq": turn.seq,
            "text": text,
            "masked": mask(text),
            "intent": turn.intent,
            "confidence": turn.confidence,
            "outcome": turn.outcome,
        }


def write(session: Session, since: datetime, file: Path) -> int:
    """Write them into a file for its owner alone, one JSON object a line; how many."""
    count = 0
    file.touch(mode=0o600)
    with file.open("w", encoding="utf-8") as out:
        for line in lines(session, since):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count
