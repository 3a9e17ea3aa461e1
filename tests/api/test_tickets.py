"""Tickets over HTTP: who may do what, and what it answers."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from tests.builders import a_conversation, a_customer, a_group, a_ticket, an_agent, as_service, signed_in
from tests.conftest import NOW
from ticketing.database import Sessions

Headers = dict[str, str]
ROUTES: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/tickets", {}),
    ("GET", "/tickets/counts", {}),
    ("POST", "/tickets", {"customer_id": 1, "text": "还没发货"}),
    ("GET", "/tickets/{number}", {}),
    ("POST", "/tickets/{number}/moves", {"to": "open"}),
    ("POST", "/tickets/{number}/assignments", {"assignee_id": None}),
    ("POST", "/tickets/{number}/notes", {"text": "已联系"}),
    ("POST", "/tickets/{number}/classifications", {"category": ["物流", "运费"], "kind": "咨询"}),
    ("GET", "/customers/1", {}),
    ("GET", "/canned-replies", {}),
    ("POST", "/canned-replies", {"shortcut": "嗯", "title": "嗯", "body": "嗯"}),
    ("GET", "/dashboard", {}),
]


@pytest.fixture
def agent(sessions: Sessions, settings: Settings) -> Headers:
    with sessions.begin() as session:
        return signed_in(settings, an_agent(session, is_online=False))


@pytest.fixture
def number(sessions: Sessions) -> str:
    with sessions.begin() as session:
        customer = a_customer(session, NOW)
        conversation = a_conversation(session, customer, NOW)
        return a_ticket(session, NOW, customer=customer, conversation_id=conversation.id).number


def ask(client: TestClient, method: str, path: str, body: dict[str, Any], headers: Headers) -> Any:
    return client.request(method, f"/api/v1{path}", json=body or None, headers=headers)


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_nobody_but_agents_gets_in(
    client: TestClient,
    sessions: Sessions,
    settings: Settings,
    number: str,
    method: str,
    path: str,
    body: dict[str, Any],
) -> None:
    with sessions.begin() as session:
        shopper = signed_in(settings, a_customer(session, NOW))
    for headers in ({}, shopper, as_service(settings), {"Authorization": "Bearer x"}):
        answer = ask(client, method, path.format(number=number), body, headers)
        assert answer.status_code == 401, (path, headers)
        assert set(answer.json()) == {"error", "detail"}


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_every_role_may_work_with_tickets_but_only_leads_write_replies(
    client: TestClient,
    sessions: Sessions,
    settings: Settings,
    number: str,
    method: str,
    path: str,
    body: dict[str, Any],
) -> None:
    with sessions.begin() as session:
        customer_id = a_ticket(session, NOW).customer_id
        people = {
            role: signed_in(settings, an_agent(session, role=role)) for role in ("agent", "lead", "admin")
        }
    body = body | ({"customer_id": customer_id} if "customer_id" in body else {})
    target = path.format(number=number).replace("/customers/1", f"/customers/{customer_id}")
    for place, (role, headers) in enumerate(people.items()):
        given = body | ({"shortcut": f"词{place}"} if "shortcut" in body else {})
        if path.endswith("moves"):
            given = {"to": ("open", "waiting_customer", "resolved")[place]}
        answer = ask(client, method, target, given, headers)
        refused = path == "/canned-replies" and method == "POST" and role == "agent"
        expected = 403 if refused else 200 if method == "GET" else 201
        assert answer.status_code == expected, (role, path, answer.text)


def test_an_agent_opens_a_ticket_for_a_customer(
    client: TestClient, sessions: Sessions, agent: Headers
) -> None:
    with sessions.begin() as session:
        customer = a_customer(session, NOW, name="王先生")
    body = {
        "customer_id": customer.id,
        "text": "电话里说退款一周没到账",
        "order_numbers": ["2611180000001"],
        "kind": "请求",
        "category": ["退换退款", "退款未到账"],
    }
    answer = ask(client, "POST", "/tickets", body, agent)
    assert answer.status_code == 201, answer.text
    ticket = answer.json()
    assert (ticket["priority"], ticket["status"], ticket["source"]) == (2, "new", "agent")
    assert (ticket["customer"]["name"], ticket["orders"]) == ("王先生", ["2611180000001"])
    assert ticket["allowed_moves"] == ["open", "resolved", "closed"]
    assert [event["kind"] for event in ticket["events"]] == ["opened"]
    assert ticket["events"][0]["actor"] == "agent"
    again = ask(client, "GET", f"/tickets/{ticket['number']}", {}, agent)
    assert again.json() == ticket
    listed = ask(client, "GET", "/tickets?view=unassigned", {}, agent).json()
    assert [row["number"] for row in listed["items"]] == [ticket["number"]]
    assert listed["items"][0].items() <= ticket.items()
    assert ask(client, "GET", "/tickets/counts", {}, agent).json() == {
        "mine": 0,
        "unassigned": 1,
        "overdue_soon": 0,
        "all": 1,
    }


def test_a_ticket_of_a_conversation_belongs_to_its_customer(
    client: TestClient, sessions: Sessions, agent: Headers
) -> None:
    with sessions.begin() as session:
        owner, other = a_customer(session, NOW), a_customer(session, NOW)
        conversation = a_conversation(session, owner, NOW)
    body = {"conversation_id": conversation.id, "text": "还没发货"}
    made = ask(client, "POST", "/tickets", body, agent)
    assert made.json()["customer"]["id"] == owner.id
    wrong = ask(client, "POST", "/tickets", body | {"customer_id": other.id}, agent)
    assert (wrong.status_code, wrong.json()["error"]) == (404, "customer_not_found")
    nobody = ask(client, "POST", "/tickets", {"text": "还没发货"}, agent)
    assert (nobody.status_code, nobody.json()["error"]) == (404, "customer_not_found")
    gone = ask(client, "POST", "/tickets", {"conversation_id": "c_gone", "text": "x"}, agent)
    assert (gone.status_code, gone.json()["error"]) == (404, "conversation_not_found")


def test_a_ticket_walks_to_its_end_and_back(client: TestClient, agent: Headers, number: str) -> None:
    for to, reason in (
        ("open", ""),
        ("waiting_customer", "等顾客补照片"),
        ("resolved", ""),
        ("open", "又坏了"),
    ):
        answer = ask(client, "POST", f"/tickets/{number}/moves", {"to": to, "reason": reason}, agent)
        assert (answer.status_code, answer.json()["status"]) == (201, to)
        stands_still = to in {"waiting_customer", "resolved"}
        assert (answer.json()["resolution_due_at"] is None) == stands_still
    refused = ask(client, "POST", f"/tickets/{number}/moves", {"to": "closed"}, agent)
    assert (refused.status_code, refused.json()["error"]) == (409, "illegal_move")
    assert "不能直接改为已关闭" in refused.json()["detail"]
    malformed = ask(client, "POST", f"/tickets/{number}/moves", {"to": "完成"}, agent)
    assert (malformed.status_code, malformed.json()["error"]) == (422, "malformed")


def test_reopening_without_a_reason_is_refused(client: TestClient, agent: Headers, number: str) -> None:
    ask(client, "POST", f"/tickets/{number}/moves", {"to": "resolved"}, agent)
    answer = ask(client, "POST", f"/tickets/{number}/moves", {"to": "open"}, agent)
    assert (answer.status_code, answer.json()["error"]) == (409, "illegal_move")


def test_taking_a_new_ticket_opens_it(
    client: TestClient, sessions: Sessions, settings: Settings, number: str
) -> None:
    with sessions.begin() as session:
        me = an_agent(session, is_online=False)
    headers = signed_in(settings, me)
    taken = ask(client, "POST", f"/tickets/{number}/assignments", {"assignee_id": me.id}, headers).json()
    assert (taken["assignee"], taken["status"]) == ({"id": me.id, "name": me.name}, "open")
    mine = ask(client, "GET", "/tickets?view=mine", {}, headers).json()["items"]
    assert [row["number"] for row in mine] == [number]
    back = ask(client, "POST", f"/tickets/{number}/assignments", {"assignee_id": None}, headers).json()
    assert back["assignee"] is None
    unknown = ask(client, "POST", f"/tickets/{number}/assignments", {"assignee_id": 99999}, headers)
    assert (unknown.status_code, unknown.json()["error"]) == (404, "agent_not_found")


def test_another_group_gets_the_ticket_without_an_assignee(
    client: TestClient, sessions: Sessions, agent: Headers, number: str
) -> None:
    with sessions.begin() as session:
        group = a_group(session, "专家组", ["服务投诉"])
    answer = ask(client, "POST", f"/tickets/{number}/assignments", {"group_id": group.id}, agent)
    assert answer.json()["group"] == {"id": group.id, "name": "专家组"}
    unknown = ask(client, "POST", f"/tickets/{number}/assignments", {"group_id": 99999}, agent)
    assert (unknown.status_code, unknown.json()["error"]) == (404, "group_not_found")


def test_a_note_stands_in_the_history(client: TestClient, agent: Headers, number: str) -> None:
    note = ask(client, "POST", f"/tickets/{number}/notes", {"text": "仓库说今晚发\u0000"}, agent)
    assert (note.status_code, note.json()["reason"], note.json()["kind"]) == (201, "仓库说今晚发", "note")
    events = ask(client, "GET", f"/tickets/{number}", {}, agent).json()["events"]
    assert events[-1] == note.json()
    empty = ask(client, "POST", f"/tickets/{number}/notes", {"text": "  "}, agent)
    assert (empty.status_code, empty.json()["error"]) == (400, "text_empty")


def test_a_correction_is_kept(client: TestClient, agent: Headers, number: str) -> None:
    body = {"category": ["退换退款", "退款未到账"], "kind": "投诉", "reason": "问的是退款"}
    ticket = ask(client, "POST", f"/tickets/{number}/classifications", body, agent).json()
    assert (ticket["category"], ticket["kind"], ticket["priority"]) == (
        ["退换退款", "退款未到账"],
        "投诉",
        2,
    )
    assert ticket["classification"]["corrected_by"]["reason"] == "问的是退款"
    assert ticket["events"][-1]["data"]["new"]["category"] == ["退换退款", "退款未到账"]
    wrong = ask(
        client, "POST", f"/tickets/{number}/classifications", body | {"category": ["物流", "退货"]}, agent
    )
    assert (wrong.status_code, wrong.json()["error"]) == (400, "unknown_category")


def test_pages_continue_by_cursor_and_foreign_ones_are_refused(
    client: TestClient, sessions: Sessions, agent: Headers
) -> None:
    with sessions.begin() as session:
        customer = a_customer(session, NOW)
        made = [a_ticket(session, NOW, customer=customer).number for _ in range(3)]
    first = ask(client, "GET", "/tickets?limit=2", {}, agent).json()
    rest = ask(client, "GET", f"/tickets?limit=2&cursor={first['next_cursor']}", {}, agent).json()
    assert [row["number"] for row in first["items"] + rest["items"]] == made[::-1]
    assert rest["next_cursor"] is None
    wrong = ask(client, "GET", "/tickets?cursor=abc", {}, agent)
    assert (wrong.status_code, wrong.json()["error"]) == (400, "bad_cursor")


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "view=theirs", "status=done", f"q={'x' * 81}"])
def test_a_malformed_list_question_is_refused(client: TestClient, agent: Headers, query: str) -> None:
    assert ask(client, "GET", f"/tickets?{query}", {}, agent).status_code == 422


def test_search_takes_any_sign(client: TestClient, agent: Headers, number: str) -> None:
    for words in ("%00", "%25", "_", "'", "%F0%9F%98%80", "\\"):
        assert ask(client, "GET", f"/tickets?q={words}", {}, agent).status_code == 200, words


def test_an_unknown_ticket_is_not_found(client: TestClient, agent: Headers) -> None:
    for method, path, body in ROUTES:
        if "{number}" in path:
            answer = ask(client, method, path.format(number="TK-26111899999"), body, agent)
            assert (answer.status_code, answer.json()["error"]) == (404, "ticket_not_found"), path
