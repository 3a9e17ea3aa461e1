"""What agents do with after-sales: the rules' answer, the list, and decisions within their right."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.api.seam import Seam
from tests.api.test_bot_aftersales import INTACT, asks
from tests.builders import an_agent, as_service, signed_in
from tests.ticketing.aftersales_body import body as a_body
from ticketing.models import Agent, Conversation, Message, TicketEvent

SeamOf = Callable[[str | None], Seam]
URL = "/api/v1/aftersales"


def staff(seam: Seam, **more: Any) -> Agent:
    """An agent with a right of ¥200, unless said otherwise."""
    with seam.sessions.begin() as session:
        return an_agent(session, **{"refund_limit_fen": 20_000, **more})


def a_case(seam: Seam, **more: object) -> dict[str, Any]:
    """A quality return that waits for a person."""
    answer = seam.post("cases", asks(seam, **{"reason": "quality", "route": "quality_return", **more}))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def decide(seam: Seam, agent: Agent, number: str, **body: object) -> Any:
    """The agent's decision."""
    headers = signed_in(seam.settings, agent)
    return seam.client.post(f"{URL}/cases/{number}/decisions", json=body, headers=headers)


def notices(seam: Seam) -> list[str]:
    """What the chat was told about cases."""
    with seam.sessions.begin() as session:
        rows = session.scalars(
            select(Message).where(Message.conversation_id == seam.cid, Message.kind == "notice")
        )
        return [row.body["text"] for row in rows if row.body["code"] == "case_changed"]


def test_the_rules_answer_agents_and_the_service_but_no_shopper(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    with seam.sessions.begin() as session:
        shopper = session.get_one(Conversation, seam.cid).customer
    for headers, status in (
        (signed_in(seam.settings, staff(seam)), 200),
        (as_service(seam.settings), 200),
        (signed_in(seam.settings, shopper), 401),
        ({}, 401),
    ):
        answer = seam.client.post(f"{URL}/decisions", json=a_body(), headers=headers)
        assert answer.status_code == status
    assert seam.client.post(f"{URL}/decisions", json=a_body(), headers=as_service(seam.settings)).json()[
        "routes"
    ]


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("now", "2026-11-16T10:00:00", "now"),
        ("line", {"id": "1"}, "line.category"),
        ("order", None, "order"),
    ],
)
def test_a_malformed_question_names_its_field(seam_of: SeamOf, field: str, value: object, named: str) -> None:
    seam = seam_of("lin")
    body = {**a_body(), field: value}
    answer = seam.client.post(f"{URL}/decisions", json=body, headers=as_service(seam.settings))
    assert answer.status_code == 422 and answer.json()["error"] == "malformed"
    assert answer.json()["detail"].startswith(named)


def test_a_line_outside_its_order_is_named_and_impossible_facts_have_a_code(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    body = a_body()
    body["line"]["id"] = "9"
    answer = seam.client.post(f"{URL}/decisions", json=body, headers=as_service(seam.settings))
    assert answer.status_code == 422 and answer.json()["detail"].startswith("line.id")
    body = a_body()
    body["report"]["quantity"] = 99
    answer = seam.client.post(f"{URL}/decisions", json=body, headers=as_service(seam.settings))
    assert answer.status_code == 409 and answer.json()["error"] == "more_than_left"


def test_an_agent_approves_within_his_right_and_the_shopper_hears_of_it(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    case, agent = a_case(seam), staff(seam)
    answer = decide(seam, agent, case["number"], decision="approve", note="照片很清楚")
    view = answer.json()
    assert answer.status_code == 200 and view["status"] == "approved"
    assert view["decided_by"] == agent.name and view["within_right"] and view["refund_fen"] == 12900
    assert "通过了" in notices(seam)[0] and "回声路 1 号" in notices(seam)[0]
    with seam.sessions.begin() as session:
        events = session.scalars(
            select(TicketEvent).where(TicketEvent.kind == "case").order_by(TicketEvent.id)
        )
        assert [(event.actor, event.to_value) for event in events] == [
            ("bot", "applied"),
            ("agent", "approved"),
        ]
    again = decide(seam, agent, case["number"], decision="refuse", note="改主意了")
    assert again.status_code == 409 and again.json()["error"] == "already_decided"


def test_above_his_right_an_agent_is_told_who_may(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    case = a_case(seam, quantity=2)
    agent = staff(seam)
    lead = staff(seam, role="lead", refund_limit_fen=200_000)
    headers = signed_in(seam.settings, agent)
    assert not seam.client.get(f"{URL}/cases/{case['number']}", headers=headers).json()["within_right"]
    answer = decide(seam, agent, case["number"], decision="approve")
    assert answer.status_code == 403 and answer.json()["error"] == "over_limit"
    assert "¥258.00" in answer.json()["detail"] and lead.name in answer.json()["detail"]
    assert decide(seam, lead, case["number"], decision="approve").json()["status"] == "approved"


def test_a_refusal_needs_its_reason_which_the_shopper_reads(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    case, agent = a_case(seam), staff(seam)
    assert decide(seam, agent, case["number"], decision="refuse", note=" ").json()["error"] == "text_empty"
    view = decide(seam, agent, case["number"], decision="refuse", note="照片里看不到破损。").json()
    assert view["status"] == "refused"
    (told,) = notices(seam)
    assert "照片里看不到破损" in told and "转人工" in told
    assert a_case(seam)["status"] == "applied"


def test_asking_for_more_keeps_the_case_open_for_a_later_decision(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    case, agent = a_case(seam), staff(seam)
    view = decide(seam, agent, case["number"], decision="ask_more", note="请补一张吊牌的照片。").json()
    assert view["status"] == "more_asked" and view["decided_at"] is None
    assert decide(seam, agent, case["number"], decision="approve").json()["status"] == "approved"
    assert len(notices(seam)) == 2


def test_a_sum_left_to_a_person_stays_between_one_fen_and_what_was_paid(seam_of: SeamOf) -> None:
    seam = seam_of("xu")
    case = a_case(seam, wish="refund_only", reason="arrived_damaged", condition={}, route="refund_only")
    agent = staff(seam)
    for refund in (None, 0, 7901):
        answer = decide(seam, agent, case["number"], decision="approve", refund_fen=refund)
        assert answer.status_code == 400 and answer.json()["error"] == "sum_not_allowed"
    view = decide(seam, agent, case["number"], decision="approve", refund_fen=3000).json()
    assert view["status"] == "closed" and view["refund_fen"] == 3000
    (refund,) = seam.get("refunds").json()["items"]
    assert refund["amount_fen"] == 3000
    assert [event["to_value"] for event in view["events"]] == ["applied", "approved", "refunded", "closed"]


def test_less_than_the_shoppers_right_is_not_paid(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    case, agent = a_case(seam), staff(seam)
    answer = decide(seam, agent, case["number"], decision="approve", refund_fen=100)
    assert answer.json()["error"] == "sum_not_allowed" and "¥129.00" in answer.json()["detail"]


def test_the_list_goes_page_by_page_in_any_state(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    numbers = [
        a_case(seam)["number"],
        a_case(seam, line_id="2", condition={**INTACT}, fault="listed")["number"],
    ]
    headers = signed_in(seam.settings, staff(seam))
    first = seam.client.get(f"{URL}/cases", params={"limit": 1}, headers=headers).json()
    assert [item["number"] for item in first["items"]] == numbers[1:]
    rest = seam.client.get(f"{URL}/cases", params={"cursor": first["next_cursor"]}, headers=headers).json()
    assert [item["number"] for item in rest["items"]] == numbers[:1] and rest["next_cursor"] is None
    none = seam.client.get(f"{URL}/cases", params={"status": "closed"}, headers=headers).json()
    assert none["items"] == []
    wrong = seam.client.get(f"{URL}/cases", params={"cursor": "x"}, headers=headers)
    assert wrong.status_code == 400 and wrong.json()["error"] == "bad_cursor"
    view = rest["items"][0]
    assert view["customer"]["name"] == "王志远" and view["line"]["title"] == "云朵纯棉短袖T恤"
    assert len(view["decision"]["routes"]) == 6 and view["reason_text"] == "质量问题"


@pytest.mark.parametrize("path", ["cases", "cases/AS-1"])
def test_cases_are_for_agents_alone(seam_of: SeamOf, path: str) -> None:
    seam = seam_of("lin")
    assert seam.client.get(f"{URL}/{path}").status_code == 401
    assert seam.client.get(f"{URL}/{path}", headers=as_service(seam.settings)).status_code == 401
    missing = seam.client.get(f"{URL}/cases/AS-1", headers=signed_in(seam.settings, staff(seam)))
    assert missing.status_code == 404 and missing.json()["error"] == "case_not_found"
