"""The ledger over HTTP: who sees it, who may end what."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.deps import get_now
from api.settings import Settings
from tests.api.seam import Seam
from tests.api.test_aftersales import a_case
from tests.builders import a_conversation, a_customer, a_ticket, an_agent, signed_in
from tests.conftest import NOW
from ticketing.commitments import open_commitment
from ticketing.database import Sessions
from ticketing.models import Agent, Commitment, Ticket
from ticketing.rules.business_calendar import Deadline
from ticketing.rules.commitments import Kind

URL = "/api/v1/commitments"
LATER = "2026-11-18T18:00:00+08:00"


@pytest.fixture
def desk(client: TestClient, settings: Settings, sessions: Sessions) -> "Desk":
    client.app.dependency_overrides[get_now] = lambda: NOW  # type: ignore[attr-defined]
    return Desk(client, settings, sessions)


class Desk:
    """An agent and a lead, and a ticket of theirs."""

    def __init__(self, client: TestClient, settings: Settings, sessions: Sessions) -> None:
        self.client, self.settings, self.sessions = client, settings, sessions
        with sessions.begin() as session:
            self.agent: Agent = an_agent(session)
            self.lead: Agent = an_agent(session, role="lead")
            self.ticket: Ticket = a_ticket(session, NOW)

    def promise(self, due_at: str = LATER, words: str = "给您回电") -> Any:
        return self.post(f"/api/v1/tickets/{self.ticket.number}/commitments", words=words, due_at=due_at)

    def post(self, url: str, by: Agent | None = None, **body: object) -> Any:
        return self.client.post(url, json=body, headers=signed_in(self.settings, by or self.agent))

    def get(self, url: str, by: Agent | None = None, **params: Any) -> Any:
        return self.client.get(url, params=params, headers=signed_in(self.settings, by or self.agent))


def test_a_promise_is_written_down_shown_in_row_and_ticket_and_kept(desk: Desk) -> None:
    made = desk.promise().json()
    assert (made["kind"], made["state"], made["owner"]["id"]) == ("promised_by_agent", "open", desk.agent.id)
    [row] = desk.get("/api/v1/tickets").json()["items"]
    assert row["commitment"]["kind"] == "promised_by_agent"
    assert [one["id"] for one in desk.get(URL, view="mine").json()["items"]] == [made["id"]]
    kept = desk.post(f"{URL}/{made['id']}/moves", to="kept").json()
    assert (kept["state"], kept["settled_by"]) == ("kept", desk.agent.name)
    assert desk.get(URL).json()["items"] == []
    ticket = desk.get(f"/api/v1/tickets/{desk.ticket.number}").json()
    assert ticket["commitment"] is None and ticket["commitments"][0]["state"] == "kept"
    told = [event["to_value"] for event in ticket["events"] if event["kind"] == "promise"]
    assert told == ["promised_by_agent_open", "promised_by_agent_kept"]


def test_dropping_needs_a_reason_and_nothing_is_ended_twice(desk: Desk) -> None:
    url = f"{URL}/{desk.promise().json()['id']}/moves"
    refused = desk.post(url, to="dropped")
    assert (refused.status_code, refused.json()["error"]) == (400, "text_empty")
    assert desk.post(url, to="dropped", reason="顾客已自行解决").status_code == 201
    again = desk.post(url, to="kept")
    assert (again.status_code, again.json()["error"]) == (409, "illegal_move")


def test_a_term_of_the_law_is_ended_by_hand_only_by_a_lead(desk: Desk) -> None:
    with desk.sessions.begin() as session:
        due = Deadline(NOW.replace(day=25), False)
        row = open_commitment(
            session,
            Kind.REFUND_DUE,
            due,
            customer_id=a_customer(session, NOW).id,
            now=NOW,
            rule_id="no_reason.refund",
        )
    url = f"{URL}/{row.id}/moves"
    refused = desk.post(url, to="kept")
    assert (refused.status_code, refused.json()["error"]) == (403, "role_too_low")
    kept = desk.post(url, by=desk.lead, to="dropped", reason="线下已退").json()
    assert kept["rule"]["article"] == "25" and kept["is_statutory"]


def test_a_moment_in_the_past_or_without_a_zone_is_refused(desk: Desk) -> None:
    past = desk.promise(due_at="2026-11-17T10:00:00+08:00")
    assert (past.status_code, past.json()["error"]) == (400, "bad_due_time")
    assert desk.promise(due_at="2026-11-19T10:00:00").status_code == 422
    assert desk.promise(words=" ").status_code == 400


def test_a_list_goes_on_where_its_page_ended(desk: Desk) -> None:
    for hour in (15, 12, 18, 20, 12):
        assert desk.promise(due_at=f"2026-11-18T{hour}:00:00+08:00").status_code == 201
    seen, cursor = [], None
    while True:
        page = desk.get(URL, limit=2, **({"cursor": cursor} if cursor else {})).json()
        seen += [one["due_at"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == 5 and seen == sorted(seen)
    assert desk.get(URL, cursor="x").status_code == 400


def test_an_agents_reply_is_read_and_waits_for_his_word(desk: Desk) -> None:
    with desk.sessions.begin() as session:
        talk = a_conversation(session, a_customer(session, NOW), NOW, owner="queue")
    said = {"client_id": "a1", "kind": "text", "body": {"text": "明天下午给您补发，放心"}}
    headers = signed_in(desk.settings, desk.agent)
    answer = desk.client.post(f"/api/v1/conversations/{talk.id}/messages", json=said, headers=headers)
    assert answer.status_code == 201
    with desk.sessions.begin() as session:
        [row] = session.scalars(select(Commitment)).unique()
    assert (row.state, row.quote) == ("proposed", "明天下午给您补发")
    confirmed = desk.post(f"{URL}/{row.id}/moves", to="open").json()
    assert (confirmed["state"], confirmed["ticket_number"] is not None) == ("open", True)


def test_anonymous(desk: Desk) -> None:
    assert desk.client.get(URL).status_code == 401
    assert desk.client.post(f"{URL}/1/moves", json={"to": "kept"}).status_code == 401
    assert desk.post(f"{URL}/999/moves", to="kept").status_code == 404


def test_the_life_of_a_return_keeps_its_clocks_by_itself(seam_of: Callable[[str | None], Seam]) -> None:
    seam = seam_of("wang")
    with seam.sessions.begin() as session:
        agent = an_agent(session, refund_limit_fen=100_000)
    headers = signed_in(seam.settings, agent)
    number = a_case(seam)["number"]

    def step(**body: object) -> None:
        url = f"/api/v1/aftersales/cases/{number}/steps"
        answer = seam.client.post(url, json=body, headers=headers)
        assert answer.status_code < 300, answer.text

    def states() -> dict[str, str]:
        items = seam.client.get(URL, params={"view": "all", "case": number}, headers=headers).json()["items"]
        return {f"{one['kind']}:{one['quote'][:2]}": one["state"] for one in items}

    assert states() == {"stalling:": "open", "promised_by_bot:同事": "open"}
    step(step="approve")
    assert states() == {"stalling:": "kept", "promised_by_bot:同事": "kept"}
    step(step="receive")
    assert states()["refund_due:"] == "open"
    step(step="inspect", result="ok")
    assert states()["refund_due:"] == "kept" and states()["promised_by_bot:退款"] == "open"
