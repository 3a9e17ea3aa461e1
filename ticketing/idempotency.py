"""The same request twice does its work once and gets the same answer."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar, cast

from sqlalchemy import Insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ticketing.models import IdempotentAnswer

Answer = TypeVar("Answer")


def answer_once(session: Session, scope: str, key: str, now: datetime, work: Callable[[], Answer]) -> Answer:
    """What `work` answers (a JSON object), or what it answered to the same `scope` and `key` before.

    Two at once: the second waits for the first one's transaction. A refusal is an exception, rolls back and
    leaves no trace, so that the request may be tried again.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    claim: Insert = (
        insert(IdempotentAnswer)
        .values(scope=scope, key=key, answer={}, created_at=now)
        .on_conflict_do_nothing()
        .returning(IdempotentAnswer.key)
    )
    this = (IdempotentAnswer.scope == scope) & (IdempotentAnswer.key == key)
    if session.execute(claim).scalar_one_or_none() is None:
        return cast(Answer, session.execute(select(IdempotentAnswer.answer).where(this)).scalar_one())
    answer = work()
    session.execute(
        update(IdempotentAnswer)
        .where(this)
        .values(answer=answer)
        .execution_options(synchronize_session=False)
    )
    return answer
