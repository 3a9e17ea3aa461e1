"""Signing in, presence, and who may manage whom."""

from fastapi.testclient import TestClient
from sqlalchemy import select

from api.settings import Settings
from tests.builders import a_group, an_agent, signed_in
from ticketing import agents
from ticketing.database import Sessions
from ticketing.models import Agent

PASSWORD = "a-long-password"


def made(sessions: Sessions, **more: object) -> Agent:
    with sessions.begin() as session:
        return an_agent(session, **more)  # type: ignore[arg-type]


def with_login(sessions: Sessions, login: str = "meimei", role: str = "agent") -> Agent:
    with sessions.begin() as session:
        return agents.create_agent(session, login=login, name="梅梅", password=PASSWORD, role=role)


def sign_in(client: TestClient, login: str = "meimei", password: str = PASSWORD) -> dict[str, str]:
    answer = client.post("/api/v1/agents/sessions", json={"login": login, "password": password})
    assert answer.status_code == 201, answer.text
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def test_the_right_password_opens_a_session(client: TestClient, sessions: Sessions) -> None:
    with_login(sessions)
    answer = client.post("/api/v1/agents/sessions", json={"login": " MeiMei ", "password": PASSWORD})
    assert answer.status_code == 201
    body = answer.json()
    assert body["agent"]["name"] == "梅梅"
    assert "password" not in answer.text
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {body['token']}"})
    assert me.json() == body["agent"]


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(
    client: TestClient, sessions: Sessions
) -> None:
    with_login(sessions)
    wrong = client.post("/api/v1/agents/sessions", json={"login": "meimei", "password": "something-else"})
    unknown = client.post("/api/v1/agents/sessions", json={"login": "nobody", "password": "something-else"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["error"] == "wrong_password"


def test_who_left_cannot_sign_in(client: TestClient, sessions: Sessions) -> None:
    agent = with_login(sessions)
    with sessions.begin() as session:
        session.get_one(Agent, agent.id).is_active = False
    answer = client.post("/api/v1/agents/sessions", json={"login": "meimei", "password": PASSWORD})
    assert answer.status_code == 401


def test_guessing_a_password_is_slowed_down(client: TestClient, sessions: Sessions) -> None:
    answers = [
        client.post("/api/v1/agents/sessions", json={"login": "meimei", "password": "x"}).status_code
        for _ in range(6)
    ]
    assert answers == [401] * 5 + [429]


def test_anonymous_is_told_to_sign_in(client: TestClient) -> None:
    for method, path in (
        ("GET", "/me"),
        ("PUT", "/me/presence"),
        ("GET", "/agents"),
        ("GET", "/groups"),
        ("POST", "/agents"),
        ("PATCH", "/agents/1"),
    ):
        answer = client.request(method, f"/api/v1{path}", json={})
        assert (answer.status_code, answer.json()["error"]) == (401, "not_signed_in"), path


def test_coming_to_the_desk_shows_to_colleagues(
    client: TestClient, sessions: Sessions, settings: Settings
) -> None:
    agent = made(sessions, is_online=False)
    headers = signed_in(settings, agent)
    assert client.put("/api/v1/me/presence", json={"is_online": True}, headers=headers).json()["is_online"]
    listed = client.get("/api/v1/agents", headers=headers).json()["items"]
    assert [(one["id"], one["is_online"], one["open_tickets"]) for one in listed] == [(agent.id, True, 0)]


def test_only_an_administrator_manages_agents(
    client: TestClient, sessions: Sessions, settings: Settings
) -> None:
    new = {"login": "new.one", "name": "新人", "password": PASSWORD}
    for role, status in (("agent", 403), ("lead", 403), ("admin", 201)):
        headers = signed_in(settings, made(sessions, role=role))
        assert client.post("/api/v1/agents", json=new, headers=headers).status_code == status
    target = made(sessions)
    for role, status in (("agent", 403), ("lead", 403), ("admin", 200)):
        headers = signed_in(settings, made(sessions, role=role))
        path = f"/api/v1/agents/{target.id}"
        assert client.patch(path, json={"capacity": 3}, headers=headers).status_code == status


def test_a_new_agent_works_in_the_given_groups(
    client: TestClient, sessions: Sessions, settings: Settings
) -> None:
    with sessions.begin() as session:
        group = a_group(session, "物流组")
    headers = signed_in(settings, made(sessions, role="admin"))
    new = {"login": "kuaidi", "name": "小快", "password": PASSWORD, "group_ids": [group.id], "capacity": 2}
    answer = client.post("/api/v1/agents", json=new, headers=headers)
    assert answer.json()["groups"] == [{"id": group.id, "name": "物流组"}]
    assert client.get("/api/v1/groups", headers=headers).json() == {
        "items": [{"id": group.id, "name": "物流组"}]
    }
    again = client.post("/api/v1/agents", json=new, headers=headers)
    assert (again.status_code, again.json()["error"]) == (409, "login_taken")
    unknown = client.post(
        "/api/v1/agents", json=new | {"login": "other", "group_ids": [99999]}, headers=headers
    )
    assert (unknown.status_code, unknown.json()["error"]) == (404, "group_not_found")


def test_a_new_password_ends_the_old_sessions(
    client: TestClient, sessions: Sessions, settings: Settings
) -> None:
    agent = with_login(sessions)
    old = sign_in(client)
    admin = signed_in(settings, made(sessions, role="admin"))
    client.patch(f"/api/v1/agents/{agent.id}", json={"password": "another-password"}, headers=admin)
    assert client.get("/api/v1/me", headers=old).status_code == 401
    sign_in(client, password="another-password")


def test_the_last_administrator_stays(client: TestClient, sessions: Sessions, settings: Settings) -> None:
    admin = made(sessions, role="admin")
    headers = signed_in(settings, admin)
    for change in ({"is_active": False}, {"role": "lead"}):
        answer = client.patch(f"/api/v1/agents/{admin.id}", json=change, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (409, "last_admin")
    made(sessions, role="admin")
    answer = client.patch(f"/api/v1/agents/{admin.id}", json={"role": "lead"}, headers=headers)
    assert answer.json()["role"] == "lead"


def test_signs_that_no_database_stores_are_refused_not_failed(client: TestClient) -> None:
    odd = r'{"login": "a\u0000b\ud800", "password": "x\u0000"}'
    answer = client.post("/api/v1/agents/sessions", content=odd, headers={"Content-Type": "application/json"})
    assert answer.status_code == 401


def test_an_unknown_agent_is_not_found(client: TestClient, sessions: Sessions, settings: Settings) -> None:
    headers = signed_in(settings, made(sessions, role="admin"))
    assert client.patch("/api/v1/agents/999999", json={}, headers=headers).status_code == 404
    assert client.patch("/api/v1/agents/0", json={}, headers=headers).status_code == 422


def test_the_password_is_kept_as_an_argon2_hash(sessions: Sessions) -> None:
    with_login(sessions)
    with sessions.begin() as session:
        kept = session.scalars(select(Agent.password_hash)).one()
    assert kept.startswith("$argon2id$")
