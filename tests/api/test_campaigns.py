"""Campaigns over HTTP: leads plan, agents look, shoppers neither."""

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from tests.builders import a_customer, a_member, an_agent, signed_in
from ticketing.database import Sessions
from ticketing.models import Agent

PLAN: dict[str, Any] = {
    "name": "十一月回访",
    "audience": {"kind": "members", "category1": None, "product_id": None, "level": None, "since_days": 30},
    "schedule": {"delay_hours": 0, "quiet_from": "21:00", "quiet_to": "09:00"},
    "questions": {
        "ask_csat": True,
        "title": "这次购物满意吗？",
        "reasons_low": [],
        "reasons_high": [],
        "ask_comment": True,
    },
    "channel": "in_app",
}


@pytest.fixture
def lead(sessions: Sessions) -> Agent:
    with sessions.begin() as session:
        return an_agent(session, role="lead")


@pytest.fixture
def members(sessions: Sessions) -> None:
    """Two members, one of whom wants no questions."""
    with sessions.begin() as session:
        a_member(session, "li", datetime.now(UTC))
        a_member(session, "wang", datetime.now(UTC)).followup_opt_out_at = datetime.now(UTC)


def test_a_lead_plans_looks_starts_and_cancels(
    client: TestClient, settings: Settings, lead: Agent, members: None
) -> None:
    headers = signed_in(settings, lead)
    seen = client.post("/api/v1/campaigns/previews", json=PLAN, headers=headers).json()
    assert seen["recipients"] == 1
    assert seen["skipped"] == {"opted_out": 1, "frequency_cap": 0, "no_contact": 0, "duplicate": 0}
    assert [one["customer_name"] for one in seen["sample"]] == ["li"]
    made = client.post("/api/v1/campaigns", json=PLAN, headers=headers)
    assert made.status_code == 201 and made.json()["status"] == "draft"
    assert made.json()["questions"]["reasons_low"]
    path = f"/api/v1/campaigns/{made.json()['id']}"
    started = client.post(f"{path}/starts", json={}, headers=headers)
    assert started.status_code == 201 and started.json()["status"] == "running"
    assert started.json()["counts"] == {"planned": 1, "sent": 0, "skipped": 1, "failed": 0, "answered": 0}
    assert client.post(f"{path}/starts", json={}, headers=headers).json()["error"] == "illegal_move"
    assert client.post(f"{path}/cancellations", json={}, headers=headers).json()["status"] == "cancelled"
    assert client.get(path, headers=headers).json()["finished_at"] is not None
    found = client.get(f"{path}/results", headers=headers).json()
    assert found["response_rate"] is None and found["scores"] == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0}


def test_the_list_goes_on_where_its_page_ended(client: TestClient, settings: Settings, lead: Agent) -> None:
    headers = signed_in(settings, lead)
    ids = [client.post("/api/v1/campaigns", json=PLAN, headers=headers).json()["id"] for _ in range(3)]
    first = client.get("/api/v1/campaigns?limit=2", headers=headers).json()
    rest = client.get(f"/api/v1/campaigns?limit=2&cursor={first['next_cursor']}", headers=headers).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == ids[::-1]
    assert rest["next_cursor"] is None
    assert client.get("/api/v1/campaigns?cursor=x", headers=headers).json()["error"] == "bad_cursor"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/campaigns"),
        ("POST", "/api/v1/campaigns/previews"),
        ("POST", "/api/v1/campaigns/1/starts"),
        ("POST", "/api/v1/campaigns/1/cancellations"),
        ("GET", "/api/v1/campaigns"),
        ("GET", "/api/v1/campaigns/1"),
        ("GET", "/api/v1/campaigns/1/results"),
    ],
)
def test_nobody_else_may(
    client: TestClient, settings: Settings, sessions: Sessions, method: str, path: str
) -> None:
    with sessions.begin() as session:
        agent, shopper = an_agent(session), a_customer(session, datetime.now(UTC))
    body = PLAN if method == "POST" else None
    assert client.request(method, path, json=body).status_code == 401
    assert client.request(method, path, json=body, headers=signed_in(settings, shopper)).status_code == 401
    if method == "POST":
        answer = client.request(method, path, json=body, headers=signed_in(settings, agent))
        assert (answer.status_code, answer.json()["error"]) == (403, "role_too_low")


def test_without_a_mail_server_no_mailing_can_be_planned(
    client: TestClient, settings: Settings, lead: Agent
) -> None:
    answer = client.post(
        "/api/v1/campaigns", json={**PLAN, "channel": "email"}, headers=signed_in(settings, lead)
    )
    assert (answer.status_code, answer.json()["error"]) == (409, "mail_not_set_up")


def test_what_does_not_exist_is_not_found(client: TestClient, settings: Settings, lead: Agent) -> None:
    answer = client.get("/api/v1/campaigns/999999", headers=signed_in(settings, lead))
    assert (answer.status_code, answer.json()["error"]) == (404, "campaign_not_found")


@pytest.mark.parametrize(
    ("part", "value", "status"),
    [
        ("name", "  ", 400),
        ("name", "长" * 81, 413),
        ("audience", {"kind": "members", "since_days": 0}, 422),
        ("audience", {"kind": "closed_tickets", "category1": "天气"}, 400),
        ("schedule", {"quiet_from": "25:00"}, 422),
        ("questions", {"title": "长" * 61}, 400),
        ("questions", {"reasons_low": ["很长的原因" * 5]}, 400),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    client: TestClient, settings: Settings, lead: Agent, part: str, value: object, status: int
) -> None:
    answer = client.post("/api/v1/campaigns", json={**PLAN, part: value}, headers=signed_in(settings, lead))
    assert answer.status_code == status
