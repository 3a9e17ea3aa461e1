"""The customer's panel, ready replies and figures over HTTP."""

import pytest
from fastapi.testclient import TestClient

from api.deps import get_now
from api.settings import Settings
from tests.builders import a_conversation, a_customer, a_demo_shop, a_ticket, an_agent, signed_in
from tests.conftest import NOW
from ticketing.canned_replies import seed_replies
from ticketing.customers import sign_in
from ticketing.database import Sessions


@pytest.fixture
def lead(sessions: Sessions, settings: Settings, client: TestClient) -> dict[str, str]:
    with sessions.begin() as session:
        return signed_in(settings, an_agent(session, role="lead", is_online=False))


def test_a_members_panel_has_orders_level_and_history(
    client: TestClient, sessions: Sessions, lead: dict[str, str]
) -> None:
    client.app.dependency_overrides[get_now] = lambda: NOW  # type: ignore[attr-defined]
    with sessions.begin() as session:
        shop = a_demo_shop(session, NOW)
        member = shop.members()[0]
        customer = sign_in(session, external_id=member.id, name=member.name, now=NOW)
        session.flush()
        conversation = a_conversation(session, customer, NOW)
        ticket = a_ticket(session, NOW, customer=customer, conversation_id=conversation.id)
        orders = shop.orders_of(member.id)
    client.app.dependency_overrides.clear()  # type: ignore[attr-defined]
    panel = client.get(f"/api/v1/customers/{customer.id}", headers=lead).json()
    assert (panel["name"], panel["level"], panel["is_signed_in"]) == (member.name, member.level, True)
    assert [order["number"] for order in panel["orders"]] == [order.number for order in orders]
    assert [one["number"] for one in panel["tickets"]] == [ticket.number]
    assert [one["id"] for one in panel["conversations"]] == [conversation.id]
    assert "*" in panel["phone_masked"]
    assert member.phone not in str(panel)


def test_a_visitors_panel_has_no_shop_data(
    client: TestClient, sessions: Sessions, lead: dict[str, str]
) -> None:
    with sessions.begin() as session:
        visitor = a_customer(session, NOW, name="访客")
    panel = client.get(f"/api/v1/customers/{visitor.id}", headers=lead).json()
    assert (panel["is_signed_in"], panel["level"], panel["orders"], panel["cases"]) == (False, None, [], [])
    unknown = client.get("/api/v1/customers/999999", headers=lead)
    assert (unknown.status_code, unknown.json()["error"]) == (404, "customer_not_found")


def test_replies_come_filled_for_the_conversation(
    client: TestClient, sessions: Sessions, lead: dict[str, str]
) -> None:
    with sessions.begin() as session:
        seed_replies(session)
        conversation = a_conversation(session, a_customer(session, NOW, name="李女士"), NOW)
    path = "/api/v1/canned-replies"
    items = client.get(f"{path}?conversation_id={conversation.id}", headers=lead).json()["items"]
    opening = next(item for item in items if item["shortcut"] == "你好")
    assert opening["text"].startswith("李女士您好")
    assert opening["body"].startswith("{顾客}您好")
    unknown = client.get(f"{path}?conversation_id=c_gone", headers=lead)
    assert (unknown.status_code, unknown.json()["error"]) == (404, "conversation_not_found")


def test_a_lead_adds_a_reply_once(client: TestClient, lead: dict[str, str]) -> None:
    body = {"shortcut": "/谢谢", "title": "致谢", "body": "谢谢您的耐心"}
    made = client.post("/api/v1/canned-replies", json=body, headers=lead)
    assert (made.status_code, made.json()["shortcut"]) == (201, "谢谢")
    again = client.post("/api/v1/canned-replies", json=body, headers=lead)
    assert (again.status_code, again.json()["error"]) == (409, "name_taken")


def test_the_dashboard_has_every_day_of_the_range(client: TestClient, lead: dict[str, str]) -> None:
    figures = client.get("/api/v1/dashboard?days=3", headers=lead).json()
    assert len(figures["by_day"]) == 3
    assert set(figures) == {"range", "totals", "by_day", "topics", "waiting_now"}
    assert set(figures["range"]) == {"from", "to"}
    for days in ("0", "91", "x"):
        assert client.get(f"/api/v1/dashboard?days={days}", headers=lead).status_code == 422
