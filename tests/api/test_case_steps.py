"""A case's steps over HTTP: agents', the assistant's and the shopper's own, drawn from `possible_steps`."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.seam import Seam
from tests.api.test_aftersales import URL, a_case, notices, staff
from tests.api.test_bot_aftersales import INTACT, asks
from tests.builders import a_customer, as_service, signed_in
from tests.conftest import NOW
from ticketing.models import Agent, Conversation, ShopProduct
from ticketing.rules.case_steps import STEPS, Side, Step

SeamOf = Callable[[str | None], Seam]


def step(seam: Seam, agent: Agent, number: str, step: str, **more: Any) -> Any:
    """An agent's step."""
    headers = signed_in(seam.settings, agent)
    body = {"step": step, **more}
    return seam.client.post(f"{URL}/cases/{number}/steps", json=body, headers=headers)


def own(seam: Seam, number: str, step: str, key: str | None = None, **more: Any) -> Any:
    """The shopper's step, from the widget."""
    with seam.sessions.begin() as session:
        shopper = session.get_one(Conversation, seam.cid).customer
    headers = {**signed_in(seam.settings, shopper), "Idempotency-Key": key or f"{step}:{next(seam.turns)}"}
    url = f"/api/v1/me/cases/{number}/steps"
    return seam.client.post(url, json={"step": step, **more}, headers=headers)


def a_return(seam: Seam) -> str:
    """Approved by rule."""
    number: str = seam.post("cases", asks(seam, route="no_reason_return")).json()["number"]
    return number


def names(view: dict[str, Any]) -> list[str]:
    """The steps that a view offers."""
    return [each["step"] for each in view["possible_steps"]]


def test_a_return_goes_from_the_widget_through_the_console_to_the_money(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    number, agent = a_return(seam), staff(seam)
    view = own(seam, number, "give_parcel", carrier="sf", parcel_number="SF 1234567890123").json()
    assert view["status"] == "returning" and view["progress"]["parcel"]["number"] == "SF1234567890123"
    headers = signed_in(seam.settings, agent)
    found = seam.client.get(
        f"{URL}/cases", params={"parcel_number": "sf1234567890123"}, headers=headers
    ).json()["items"]
    assert [each["number"] for each in found] == [number] and names(found[0]) == ["receive"]
    view = step(seam, agent, number, "receive").json()
    assert view["timeline"]["next"]["acts"] == "agent" and names(view) == ["inspect"]
    view = step(seam, agent, number, "inspect", result="ok").json()
    assert view["status"] == "closed" and names(view) == [] and view["timeline"]["ahead"] == []
    assert [each["amount_fen"] for each in seam.get("refunds").json()["items"]] == [12900]
    parcel, received, paid = notices(seam)
    assert "商品寄出了" in parcel and "仓库收到了" in received and "¥129.00" in paid


def test_the_assistant_takes_the_same_steps_and_reads_where_the_case_is(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    number = a_return(seam)
    case = seam.get(f"cases/{number}").json()
    (booking,) = [each for each in case["possible_steps"] if each["step"] == "book_pickup"]
    slot = booking["asks"][0]["options"][0]
    answer = seam.post(f"cases/{number}/steps", {"step": "book_pickup", "slot": slot["value"]}, key="t-1")
    assert answer.status_code == 201 and answer.json()["status"] == "returning"
    again = seam.post(f"cases/{number}/steps", {"step": "book_pickup", "slot": slot["value"]}, key="t-1")
    assert again.json() == answer.json()
    assert "上门" in answer.json()["next_step_text"] and notices(seam) == []
    assert "约好了上门取件" in answer.json()["timeline_text"]
    assert seam.post(f"cases/{number}/steps", {"step": "cancel"}).json()["status"] == "cancelled"


def test_a_tap_sent_twice_counts_once(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    number = a_return(seam)
    first = own(seam, number, "cancel", key="tap-1")
    assert first.status_code == 201 and own(seam, number, "cancel", key="tap-1").json() == first.json()
    again = own(seam, number, "cancel")
    assert again.status_code == 409 and again.json()["error"] == "illegal_move"


def test_a_proposal_is_seen_by_colleagues_and_never_by_the_shopper(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    case, agent = a_case(seam, quantity=2), staff(seam)
    lead = staff(seam, role="lead", refund_limit_fen=200_000)
    assert step(seam, agent, case["number"], "approve").json()["error"] == "over_limit"
    view = step(seam, agent, case["number"], "propose", note="两件都破了").json()
    assert view["proposal"]["proposed_by"] == agent.name and not view["proposal"]["may_decide"]
    assert [each["step"] for each in view["events"]] == ["", "propose"]
    assert step(seam, agent, case["number"], "approve_proposal").json()["error"] == "own_proposal"
    params, headers = {"proposed": True}, signed_in(seam.settings, lead)
    (found,) = seam.client.get(f"{URL}/cases", params=params, headers=headers).json()["items"]
    assert found["proposal"]["may_decide"] and "approve_proposal" in names(found)
    assert step(seam, lead, case["number"], "approve_proposal", note="同意").json()["status"] == "approved"
    told = seam.get(f"cases/{case['number']}").json()
    assert "propose" not in str(told) and agent.name not in str(told["timeline"])


def test_a_repair_with_a_price_is_accepted_from_the_widget(seam_of: SeamOf) -> None:
    seam = seam_of("gao")
    number = seam.get("orders", q="洗衣机").json()["items"][0]["number"]
    body = asks(seam, "finished", order_number=number, wish="repair", reason="quality",
                condition={"damaged_by_shopper": False}, fault="unlisted", route="repair")  # fmt: skip
    case, agent = seam.post("cases", body).json()["number"], staff(seam)
    for taken, more in (
        ("approve", {}),
        ("receive", {}),
        ("inspect", {"result": "not_ok", "findings": "外壳摔裂"}),
        (
            "diagnose",
            {"findings": "外壳要换", "parts": ["外壳"], "amount_fen": 8000, "valid_until": "2026-11-30"},
        ),
    ):
        answer = step(seam, agent, case, taken, **more)
        assert answer.status_code == 200, answer.text
    with seam.sessions.begin() as session:
        shopper = session.get_one(Conversation, seam.cid).customer
    card = seam.client.get(f"/api/v1/me/cases/{case}", headers=signed_in(seam.settings, shopper)).json()
    assert card["timeline"]["next"]["acts"] == "shopper" and names(card) == ["accept_quote", "decline_quote"]
    assert own(seam, case, "accept_quote").json()["status"] == "repairing"


def test_an_exchange_without_stock_is_chosen_from_the_widget(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    case = a_case(seam, wish="exchange", route="exchange")["number"]
    agent = staff(seam)
    step(seam, agent, case, "approve")
    step(seam, agent, case, "receive")
    with seam.sessions.begin() as session:
        session.get_one(ShopProduct, "p1001").sold_out_skus = ["雾蓝 XL"]
    assert step(seam, agent, case, "inspect", result="ok").json()["status"] == "out_of_stock"
    wrong = own(seam, case, "choose_variant", sku="没有的")
    assert wrong.status_code == 400 and wrong.json()["error"] == "unknown_variant"
    assert own(seam, case, "choose_variant", sku="白色 L").json()["status"] == "reserved"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"step": "fly"}, 422, "malformed"),
        ({"step": "inspect"}, 422, "malformed"),
        ({"step": "inspect", "result": "ok"}, 409, "illegal_move"),
        ({"step": "offer", "refund_fen": -1, "note": "x"}, 422, "malformed"),
        ({"step": "approve"}, 409, "already_decided"),
        ({"step": "approve_proposal"}, 409, "illegal_move"),
        ({"step": "give_parcel", "carrier": "sf", "parcel_number": "SF1234567890123"}, 422, "malformed"),
    ],
)
def test_a_step_that_is_not_to_be_taken_is_refused_by_name(
    seam_of: SeamOf, body: dict[str, Any], status: int, code: str
) -> None:
    seam = seam_of("wang")
    number = a_return(seam)
    headers = signed_in(seam.settings, staff(seam))
    answer = seam.client.post(f"{URL}/cases/{number}/steps", json=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (status, code)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"step": "give_parcel", "carrier": "sf", "parcel_number": "123"}, 400, "bad_parcel_number"),
        ({"step": "book_pickup", "slot": "2026-11-21/morning"}, 409, "slot_not_available"),
        ({"step": "book_pickup", "slot": "tomorrow"}, 422, "malformed"),
        ({"step": "accept_quote"}, 409, "illegal_move"),
        ({"step": "inspect", "result": "ok"}, 422, "malformed"),
        ({"step": "receive"}, 422, "malformed"),
    ],
)
def test_a_shopper_cannot_take_what_is_not_his(
    seam_of: SeamOf, body: dict[str, Any], status: int, code: str
) -> None:
    seam = seam_of("wang")
    number = a_return(seam)
    answer = own(seam, number, **body)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert seam.get(f"cases/{number}").json()["status"] == "approved"


def test_cases_belong_to_their_shopper_and_steps_to_who_may_take_them(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    number = a_return(seam)
    with seam.sessions.begin() as session:
        other = a_customer(session, NOW, external_id="stranger")
    stranger = {**signed_in(seam.settings, other), "Idempotency-Key": "1"}
    base = f"/api/v1/me/cases/{number}"
    assert seam.client.get("/api/v1/me/cases", headers=stranger).json() == {"items": []}
    assert seam.client.get(base, headers=stranger).json()["error"] == "case_not_found"
    assert seam.client.post(f"{base}/steps", json={"step": "cancel"}, headers=stranger).status_code == 404
    for headers in ({}, as_service(seam.settings)):
        keyed = {**headers, "Idempotency-Key": "1"}
        assert seam.client.get("/api/v1/me/cases", headers=headers).status_code == 401
        assert seam.client.get(base, headers=headers).status_code == 401
        assert seam.client.post(f"{base}/steps", json={"step": "cancel"}, headers=keyed).status_code == 401
        url = f"{URL}/cases/{number}/steps"
        assert seam.client.post(url, json={"step": "receive"}, headers=headers).status_code == 401


def test_every_step_has_its_body_on_the_side_that_may_take_it(seam_of: SeamOf) -> None:
    spec = seam_of(None).client.get("/openapi.json").json()

    def bodies(path: str) -> set[str]:
        content = spec["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        return set(content["schema"]["discriminator"]["mapping"])

    of = {side: {step.value for step in Step if STEPS[step].side is side} for side in Side}
    assert bodies("/api/v1/aftersales/cases/{number}/steps") == of[Side.AGENT]
    assert bodies("/api/v1/me/cases/{number}/steps") == of[Side.SHOPPER]
    assert bodies("/api/v1/bot/conversations/{conversation_id}/cases/{number}/steps") == of[Side.SHOPPER]


def test_a_field_that_a_step_asks_for_is_a_field_of_its_body(seam_of: SeamOf) -> None:
    seam = seam_of("liu")
    body = asks(seam, line_id="2", route="no_reason_return", condition={**INTACT})
    number = seam.post("cases", body).json()["number"]
    agent = staff(seam)
    view = step(seam, agent, number, "receive").json()
    (form,) = view["possible_steps"]
    assert [field["name"] for field in form["asks"]] == ["result", "findings", "gifts_back"]
    closed = step(seam, agent, number, "inspect", result="ok", gifts_back=[]).json()
    assert closed["progress"]["inspection"]["deducted_fen"] == 900 and closed["status"] == "closed"
