"""Surveys over HTTP: the link is the right, as data and as a page without JavaScript."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.settings import Settings
from api.survey_links import survey_token, survey_url
from tests.builders import a_customer
from ticketing import surveys
from ticketing.database import Sessions
from ticketing.models import Customer, Survey, SurveyAnswer, Ticket


@pytest.fixture
def survey(sessions: Sessions) -> Survey:
    """A survey of now about an order."""
    return made_at(sessions, datetime.now(UTC))


def made_at(sessions: Sessions, now: datetime, **questions: object) -> Survey:
    with sessions.begin() as session:
        asked = {**surveys.QUESTIONS, **questions}
        return surveys.invite(
            session, a_customer(session, now), now, questions=asked, order_number="2611200001234"
        )


def answers(sessions: Sessions) -> list[SurveyAnswer]:
    with sessions.begin() as session:
        return list(session.scalars(select(SurveyAnswer)))


def test_the_page_asks_and_changes_nothing(
    client: TestClient, settings: Settings, sessions: Sessions, survey: Survey
) -> None:
    page = client.get(survey_url(settings, survey).removeprefix(settings.public_url))
    assert page.status_code == 200 and page.text.count('name="score"') == 5
    assert "很不满意" in page.text and "尾号 1234 的订单" in page.text
    assert page.headers["Cache-Control"] == "no-store" and page.headers["Referrer-Policy"] == "no-referrer"
    assert answers(sessions) == []


def test_a_plain_form_gives_the_answer_and_says_what_happens(
    client: TestClient, settings: Settings, sessions: Sessions, survey: Survey
) -> None:
    path = f"/survey/{survey_token(settings, survey)}"
    said = {"score": "1", "reasons": ["等太久", "态度好"], "comment": "一直没人理\r\n第二行"}
    page = client.post(path, data=said)
    assert page.status_code == 200 and "抱歉这次没有做好" in page.text and "工单号 TK-" in page.text
    (row,) = answers(sessions)
    assert (row.score, row.reasons, row.comment) == (1, ["等太久"], "一直没人理\n第二行")
    with sessions.begin() as session:
        assert session.scalars(select(Ticket.source)).all() == ["survey"]
    assert "已经收到过您的评价" in client.post(path, data={"score": "5"}).text
    assert "已经收到过您的评价" in client.get(path).text


@pytest.mark.parametrize("score", ["", "0", "6", "五", "²", "1e1", "999"])
def test_a_form_without_a_score_asks_again_and_keeps_the_words(
    client: TestClient, settings: Settings, sessions: Sessions, survey: Survey, score: str
) -> None:
    page = client.post(
        f"/survey/{survey_token(settings, survey)}", data={"score": score, "comment": "<b>写了很多</b>"}
    )
    assert page.status_code == 400 and "请选 1 到 5 分" in page.text
    assert "&lt;b&gt;写了很多&lt;/b&gt;" in page.text and "<b>写" not in page.text
    assert answers(sessions) == []


def test_what_a_lead_wrote_is_shown_as_text(
    client: TestClient, settings: Settings, sessions: Sessions
) -> None:
    survey = made_at(sessions, datetime.now(UTC), title="<script>x</script>", reasons_low=['"><img src=x>'])
    page = client.get(f"/survey/{survey_token(settings, survey)}").text
    assert "<script>x" not in page and "<img" not in page


@pytest.mark.parametrize(("token", "status"), [("forged", 404), ("a" * 1025, 422)])
def test_a_forged_link_opens_nothing(client: TestClient, token: str, status: int) -> None:
    assert client.get(f"/survey/{token}").status_code == status


def test_an_old_link_says_so_kindly(client: TestClient, settings: Settings, sessions: Sessions) -> None:
    old = made_at(sessions, datetime.now(UTC) - timedelta(days=15))
    token = survey_token(settings, old)
    for page in (client.get(f"/survey/{token}"), client.post(f"/survey/{token}", data={"score": "5"})):
        assert page.status_code == 410 and "已经过期" in page.text
    assert client.get(f"/api/v1/surveys/{token}").json()["error"] == "survey_expired"


def test_a_shoppers_token_is_no_survey_link(client: TestClient) -> None:
    token = client.post("/api/v1/visitors", json={}).json()["token"]
    assert client.get(f"/api/v1/surveys/{token}").status_code == 404


def test_refusing_takes_a_tap_and_opening_the_link_alone_does_nothing(
    client: TestClient, settings: Settings, sessions: Sessions, survey: Survey
) -> None:
    path = f"/survey/{survey_token(settings, survey)}/opt-out"

    def has_refused() -> bool:
        with sessions.begin() as session:
            return session.get_one(Customer, survey.customer_id).followup_opt_out_at is not None

    assert client.get(path).status_code == 200 and not has_refused()
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200 and has_refused()


def test_the_same_as_data(client: TestClient, settings: Settings, survey: Survey) -> None:
    path = f"/api/v1/surveys/{survey_token(settings, survey)}"
    asked = client.get(path).json()
    assert asked["answered"] is False and asked["reasons_by_score"]["1"] == surveys.QUESTIONS["reasons_low"]
    refused = client.post(f"{path}/answers", json={"score": 5, "reasons": ["等太久"]})
    assert (refused.status_code, refused.json()["error"]) == (400, "bad_answer")
    thanked = client.post(f"{path}/answers", json={"score": 5, "reasons": ["态度好"], "comment": ""})
    assert thanked.status_code == 201 and thanked.json()["thanks"].startswith("谢谢")
    again = client.post(f"{path}/answers", json={"score": 1})
    assert (again.status_code, again.json()["error"]) == (409, "already_answered")
    assert client.get(path).json()["score"] == 5
    assert client.post(f"{path}/opt-outs").status_code == 204
