"""The demo's cases in the middle of their lives: told once, from any hour, each where its story says."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.conftest import NOW
from ticketing.case_stories import STORIES, seed_cases
from ticketing.case_timeline import timeline
from ticketing.models import AftersalesCase, CaseEvent, ShopRefund
from ticketing.seed import seed

LOGINS = ("xiaolin", "xiaochen", "zhoumin", "admin")
PASSWORDS = {login: f"a-password-of-the-tests-{login}" for login in LOGINS}


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_every_story_stands_where_it_is_told_and_nothing_happened_later(session: Session, hour: int) -> None:
    now = NOW.replace(hour=hour, minute=1)
    seed(session, PASSWORDS, now)
    cases = session.scalars(select(AftersalesCase).order_by(AftersalesCase.id)).unique().all()
    assert [(case.customer.external_id, case.status) for case in cases] == [
        ("qian", "returning"), ("feng", "offered"), ("jiang", "out_of_stock"), ("shen", "quoted"),
    ]  # fmt: skip
    assert {case.customer.external_id for case in cases} == STORIES.keys()
    for case in cases:
        at = [event.at for event in case.events]
        assert at == sorted(at) and at[-1] <= now
        assert timeline(session, case, now, for_agent=False)["next"]["text"]


def test_telling_them_again_changes_nothing(session: Session) -> None:
    seed(session, PASSWORDS, NOW)
    before = [session.scalar(select(func.count()).select_from(each)) for each in (CaseEvent, ShopRefund)]
    seed_cases(session, NOW)
    assert before == [
        session.scalar(select(func.count()).select_from(each)) for each in (CaseEvent, ShopRefund)
    ]
