"""What came of a campaign."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import a_campaign, a_member
from tests.conftest import NOW
from ticketing import campaign_sending, campaigns, surveys
from ticketing.campaign_results import results
from ticketing.models import Survey


def test_rates_scores_reasons_and_comments_are_counted(session: Session) -> None:
    for name in ("li", "wang", "zhao", "qian"):
        a_member(session, name, NOW)
    campaign = a_campaign(session, NOW)
    campaigns.start(session, campaign, NOW)
    campaign_sending.send_in_app(session, campaign, lambda survey: survey.id, NOW)
    asked = session.scalars(select(Survey).order_by(Survey.customer_id)).all()
    for survey, score, reasons, comment in [
        (asked[0], 5, ["态度好"], "讲得很清楚"),
        (asked[1], 4, ["态度好", "解决得快"], ""),
        (asked[2], 3, [], ""),
    ]:
        surveys.answer(session, survey, score=score, reasons=reasons, comment=comment, now=NOW)
    found = results(session, campaign)
    assert (found.sent, found.answered, found.response_rate) == (4, 3, 0.75)
    assert found.csat == 2 / 3 and found.average == 4
    assert found.scores == {1: 0, 2: 0, 3: 1, 4: 1, 5: 1}
    assert found.reasons == [("态度好", 2), ("解决得快", 1)]
    assert [(one.score, one.comment, one.customer_name) for one in found.comments] == [
        (5, "讲得很清楚", "li")
    ]
    assert found.comments[0].category is not None
    assert found.by_day == [(NOW.date(), 4, 3)]


def test_without_answers_there_are_no_shares(session: Session) -> None:
    found = results(session, a_campaign(session, NOW))
    assert (found.response_rate, found.csat, found.average, found.by_day) == (None, None, None, [])
