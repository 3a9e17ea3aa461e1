"""The same request twice: one effect, one answer, also when both come at once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from tests.conftest import NOW
from ticketing.database import Sessions
from ticketing.errors import NotPaid
from ticketing.idempotency import answer_once


def test_the_second_time_gives_the_first_answer_and_works_nothing(session: Session) -> None:
    done: list[int] = []

    def work() -> dict[str, int]:
        done.append(1)
        return {"count": len(done)}

    assert answer_once(session, "cancel:c_1", "c_1:4", NOW, work) == {"count": 1}
    assert answer_once(session, "cancel:c_1", "c_1:4", NOW, work) == {"count": 1}
    assert answer_once(session, "cancel:c_1", "c_1:5", NOW, work) == {"count": 2}
    assert answer_once(session, "cancel:c_2", "c_1:4", NOW, work) == {"count": 3}


def test_a_refusal_leaves_no_trace(session: Session) -> None:
    def refuse() -> dict[str, int]:
        raise NotPaid("还没有付款。")

    with pytest.raises(NotPaid), session.begin_nested():
        answer_once(session, "invoice:c_1", "c_1:4", NOW, refuse)
    assert answer_once(session, "invoice:c_1", "c_1:4", NOW, lambda: {"ok": 1}) == {"ok": 1}


def test_two_at_once_do_the_work_once(sessions: Sessions) -> None:
    done: list[int] = []

    def work() -> dict[str, int]:
        done.append(1)
        time.sleep(0.05)
        return {"count": len(done)}

    def call(_: int) -> dict[str, int]:
        with sessions.begin() as session:
            return answer_once(session, "cancel:c_1", "c_1:4", NOW, work)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(call, range(8)))
    assert answers == [{"count": 1}] * 8 and done == [1]
