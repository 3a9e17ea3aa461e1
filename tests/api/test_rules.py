"""The operator's page over HTTP: who may see and change, and that a change decides at once."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.seam import Seam
from tests.api.test_bot_aftersales import asks
from tests.builders import an_agent, signed_in
from ticketing.models import Agent

URL = "/api/v1/rules"
DAY = {"since": "2026-11-01T00:00:00+08:00", "until": "2026-12-01T00:00:00+08:00"}
BY_SHOP = {
    "subject": "promise",
    "key": "",
    "value": {
        "no_reason_days": 30,
        "freight_insurance": False,
        "return_freight_by_shop": True,
        "warranty_months": None,
    },
}
LIMIT = {"subject": "limit", "key": "approve_by_rule_up_to_fen", "value": {"fen": 100}}


@pytest.fixture
def seam(seam_of: Callable[[str | None], Seam]) -> Seam:
    return seam_of("wang")


def staff(seam: Seam, role: str) -> Agent:
    with seam.sessions.begin() as session:
        return an_agent(session, role=role)


def call(seam: Seam, method: str, path: str, role: str = "lead", **body: Any) -> Any:
    headers = signed_in(seam.settings, staff(seam, role))
    return seam.client.request(method, f"{URL}{path}", json=body or None, headers=headers)


def no_reason(seam: Seam) -> dict[str, Any]:
    answer = seam.post("aftersales-decisions", asks(seam))
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["decision"]["routes"][0])


def test_only_leads_and_administrators_see_and_change_the_rules(seam: Seam) -> None:
    change = {"changes": [LIMIT]}
    for method, path, body in (
        ("GET", "", {}),
        ("GET", "/changes", {}),
        ("POST", "/changes", change),
        ("POST", "/replays", {**change, **DAY}),
    ):
        assert seam.client.request(method, f"{URL}{path}", json=body or None).status_code == 401
        assert call(seam, method, path, role="agent", **body).status_code == 403
        assert call(seam, method, path, role="admin", **body).status_code in {200, 201}


def test_a_saved_promise_decides_the_next_question_and_stands_in_the_history(seam: Seam) -> None:
    before = no_reason(seam)
    assert before["freight_payer"] != "seller"
    saved = call(seam, "POST", "/changes", changes=[BY_SHOP], note="双十一延长")
    assert saved.status_code == 201, saved.text
    after = no_reason(seam)
    assert after["freight_payer"] == "seller" and after["deadline"] > before["deadline"]
    page = call(seam, "GET", "").json()
    assert page["promises"][0]["no_reason_days"] == 30
    [change] = page["changes"]
    assert (change["subject"], change["note"]) == ("promise", "双十一延长") and change["by"]


def test_a_lower_limit_sends_the_next_case_to_a_person(seam: Seam) -> None:
    assert call(seam, "POST", "/changes", changes=[LIMIT]).status_code == 201
    case = seam.post("cases", asks(seam, route="no_reason_return")).json()
    assert case["status"] == "applied" and case["ticket_number"]


def test_a_replay_lists_what_would_change_and_changes_nothing(seam: Seam) -> None:
    case = seam.post("cases", asks(seam, route="no_reason_return")).json()
    answer = call(seam, "POST", "/replays", changes=[BY_SHOP, LIMIT], **DAY).json()
    assert (answer["cases"], answer["unread"], answer["changed"]) == (1, 0, 1)
    own = next(one for one in answer["items"] if one["is_own"])
    assert own["case_number"] == case["number"]
    assert own["before"]["by_rule"] and not own["after"]["by_rule"]
    assert own["after"]["freight_payer"] == "seller" and {"deadline", "by_rule"} <= set(own["fields"])
    assert call(seam, "GET", "").json()["changes"] == []
    assert call(seam, "POST", "/replays", changes=[], **DAY).json()["changed"] == 0


def test_what_cannot_be_right_is_refused_with_a_sentence(seam: Seam) -> None:
    wrong = {"subject": "rule", "key": "no_reason.notice", "value": {"mark": "V", "text": "x", "article": ""}}
    answer = call(seam, "POST", "/changes", changes=[LIMIT, wrong])
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_policy")
    assert "条号" in answer.json()["detail"]
    unknown = {**wrong, "key": "no_reason.nothing"}
    assert call(seam, "POST", "/replays", changes=[unknown], **DAY).status_code == 404
    assert call(seam, "POST", "/changes", changes=[]).status_code == 400
    assert call(seam, "GET", "").json()["changes"] == []


def test_the_page_shows_every_rule_with_its_mark_and_years_without_notice(seam: Seam) -> None:
    page = call(seam, "GET", "").json()
    right = next(rule for rule in page["rules"] if rule["id"] == "no_reason.right")
    assert (right["mark"], right["article"], right["is_edited"]) == ("V", "25", False)
    sources = {year["year"]: year["source"] for year in page["years"]}
    assert sources[2026] == "announced" and sources[2028] == "law"
    assert page["approve_by_rule_up_to_fen"] == 50_000 and page["weekends_are_off"]
