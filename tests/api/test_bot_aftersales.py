"""The assistant's way to an after-sales case: decision, case, next step, and refusals with their reasons."""

from collections.abc import Callable

import pytest

from tests.api.seam import Seam
from tests.builders import a_conversation, a_customer
from tests.conftest import NOW
from ticketing.models import ShopRefund, Ticket, Upload

SeamOf = Callable[[str | None], Seam]
INTACT = {"opened": True, "used": False, "tags_removed": False, "soiled": False, "damaged_by_shopper": False,
          "parts_complete": True}  # fmt: skip


def asks(seam: Seam, status: str = "delivered", **more: object) -> dict[str, object]:
    """A return of the newest order's first line without a reason, unless said otherwise."""
    body = {
        "order_number": seam.order(status).number,
        "line_id": "1",
        "wish": "return",
        "reason": "no_reason",
        "quantity": 1,
        "condition": INTACT,
    }
    return {**body, **more}


def a_picture(seam: Seam, picture_id: str, *, own: bool = True) -> str:
    """A stored picture of the seam's conversation, or of a stranger's."""
    with seam.sessions.begin() as session:
        talk_id = seam.cid if own else a_conversation(session, a_customer(session, NOW), NOW).id
        session.add(
            Upload(
                id=picture_id,
                conversation_id=talk_id,
                media_type="image/png",
                byte_size=1,
                width=1,
                height=1,
                created_at=NOW,
            )
        )
    return picture_id


def test_a_return_inside_seven_days_ends_in_an_approved_case_with_its_address(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    decision = seam.post("aftersales-decisions", asks(seam)).json()
    assert decision["decision"]["recommended"] == "no_reason_return"
    assert decision["line"]["title"] == "云朵纯棉短袖T恤"
    assert "可以无理由退货" in decision["text_by_route"]["no_reason_return"]
    answer = seam.post("cases", asks(seam, route="no_reason_return", quantity=2, description="尺码不合适"))
    case = answer.json()
    assert answer.status_code == 201 and case["number"].startswith("AS-261118")
    assert case["status"] == "approved" and case["refund_fen"] == 25800
    assert case["return_address"]["address"] in case["next_step_text"]
    assert "运费险" in case["next_step_text"] and case["ticket_number"] is None
    assert [event["to_value"] for event in case["events"]] == ["applied", "approved"]


def test_a_late_return_is_refused_with_its_reason(seam_of: SeamOf) -> None:
    seam = seam_of("zhao")
    route = seam.post("aftersales-decisions", asks(seam, "finished")).json()["decision"]["routes"][0]
    assert route["open"] is False and route["reason"] == "past_window"
    answer = seam.post("cases", asks(seam, "finished", route="no_reason_return"))
    assert answer.status_code == 409 and answer.json()["error"] == "route_closed"
    assert answer.json()["detail"] == route["explain"] and "转人工" in route["explain"]
    assert seam.get("cases").json() == {"items": []}


def test_an_unknown_fact_is_asked_for_and_never_refuses(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    body = asks(seam, condition={**INTACT, "tags_removed": None})
    route = seam.post("aftersales-decisions", body).json()["decision"]["routes"][0]
    assert route["open"] is None and route["missing_facts"] == ["condition.tags_removed"]
    answer = seam.post("cases", {**body, "route": "no_reason_return"})
    assert answer.status_code == 409 and answer.json()["error"] == "facts_missing"


def test_a_quality_case_waits_for_a_person_with_a_ticket_and_a_time(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    photo = a_picture(seam, "u_1")
    case = seam.post(
        "cases",
        asks(seam, reason="quality", route="quality_return", description="洗一次就破洞", photos=[photo]),
    ).json()
    assert case["status"] == "applied" and case["return_address"] is None
    assert "同事会在" in case["next_step_text"] and case["photos"][0].startswith("/api/v1/uploads/u_1?")
    with seam.sessions.begin() as session:
        ticket = session.query(Ticket).filter_by(number=case["ticket_number"]).one()
        assert (ticket.category1, ticket.category2) == ("退换退款", "退货")
        assert [order.order_number for order in ticket.orders] == [case["order_number"]]
        assert ticket.title == "质量问题退货待审核：云朵纯棉短袖T恤"


def test_a_retried_turn_opens_one_case_and_a_second_one_on_the_line_is_refused(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    body = asks(seam, route="no_reason_return")
    first = seam.post("cases", body, key="turn-1")
    assert seam.post("cases", body, key="turn-1").json() == first.json()
    second = seam.post("cases", body)
    assert second.status_code == 409 and second.json()["error"] == "case_open"
    assert first.json()["number"] in second.json()["detail"]
    intact = {**INTACT, "activated": False, "unauthorised_repair": False, "serial_altered": False}
    other_line = seam.post("cases", asks(seam, line_id="2", route="no_reason_return", condition=intact))
    assert other_line.status_code == 201
    assert len(seam.get("cases").json()["items"]) == 2


def test_a_cancelled_case_frees_the_line_and_stays_in_the_list(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    number = seam.post("cases", asks(seam, route="no_reason_return")).json()["number"]
    cancelled = seam.post(f"cases/{number}/cancellations", key="turn-2")
    assert cancelled.status_code == 201 and cancelled.json()["status"] == "cancelled"
    assert seam.post(f"cases/{number}/cancellations", key="turn-2").json() == cancelled.json()
    again = seam.post(f"cases/{number}/cancellations")
    assert again.status_code == 409 and again.json()["error"] == "illegal_move"
    assert seam.post("cases", asks(seam, route="no_reason_return")).status_code == 201
    assert [case["status"] for case in seam.get("cases").json()["items"]] == ["approved", "cancelled"]


def test_before_shipment_a_small_refund_is_paid_by_rule_and_ends_the_order(seam_of: SeamOf) -> None:
    seam = seam_of("chen")
    body = asks(seam, "paid", wish="refund_only", route="refund_only", condition={})
    case = seam.post("cases", body).json()
    assert case["status"] == "closed" and case["refund_fen"] == 5800
    assert "原路退回" in case["next_step_text"]
    (refund,) = seam.get("refunds", order_number=case["order_number"]).json()["items"]
    assert refund["amount_fen"] == 5800
    assert seam.get(f"orders/{case['order_number']}").json()["status"] == "cancelled"
    with seam.sessions.begin() as session:
        assert [row.key for row in session.query(ShopRefund).filter_by(key=case["number"])] == [
            case["number"]
        ]


def test_a_refund_for_a_parcel_on_its_way_waits_for_a_person(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    case = seam.post("cases", asks(seam, "shipped", route="refund_only", wish="refund_only")).json()
    assert case["status"] == "applied" and case["ticket_number"]


def test_a_return_that_breaks_the_promotion_says_what_is_left(seam_of: SeamOf) -> None:
    seam = seam_of("liu")
    route = seam.post("aftersales-decisions", asks(seam)).json()["decision"]["routes"][0]
    assert route["open"] and route["refund_fen"] == 31700 - 15900 - 7900


def test_a_broken_appliance_may_be_repaired_inside_its_warranty(seam_of: SeamOf) -> None:
    seam = seam_of("gao")
    number = seam.get("orders", q="洗衣机").json()["items"][0]["number"]
    body = asks(seam, "finished", order_number=number, wish="repair", reason="quality",
                condition={"damaged_by_shopper": False}, fault="unlisted")  # fmt: skip
    routes = {
        each["route"]: each for each in seam.post("aftersales-decisions", body).json()["decision"]["routes"]
    }
    assert routes["repair"]["open"] and routes["repair"]["freight_payer"] == "seller"
    case = seam.post("cases", {**body, "route": "repair"}).json()
    assert case["status"] == "applied" and case["refund_fen"] is None


def test_damaged_fresh_food_is_refunded_without_sending_it_back(seam_of: SeamOf) -> None:
    seam = seam_of("xu")
    body = asks(seam, wish="refund_only", reason="arrived_damaged", condition={}, route="refund_only")
    case = seam.post("cases", {**body, "photos": [a_picture(seam, "u_2")]}).json()
    assert case["status"] == "applied" and case["refund_fen"] is None


def test_a_picture_of_another_conversation_is_not_taken(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    body = asks(seam, route="no_reason_return", photos=[a_picture(seam, "u_3", own=False)])
    answer = seam.post("cases", body)
    assert answer.status_code == 404 and answer.json()["error"] == "upload_not_found"


def test_anothers_order_and_case_are_not_found(seam_of: SeamOf) -> None:
    wang = seam_of("wang")
    body = asks(wang, route="no_reason_return")
    number = wang.post("cases", body).json()["number"]
    lin = seam_of("lin")
    for path in ("aftersales-decisions", "cases"):
        assert lin.post(path, body).json()["error"] == "order_not_found"
    assert lin.post(f"cases/{number}/cancellations").json()["error"] == "case_not_found"
    assert lin.get("cases").json() == {"items": []}
    unknown_line = wang.post("cases", {**body, "line_id": "9"})
    assert unknown_line.json()["error"] == "order_line_not_found"


@pytest.mark.parametrize("path", ["aftersales-decisions", "cases"])
def test_a_visitor_must_sign_in_first(seam_of: SeamOf, path: str) -> None:
    body = {"order_number": "1", "line_id": "1", "reason": "no_reason", "route": "no_reason_return"}
    answer = seam_of(None).post(path, body)
    assert answer.status_code == 403 and answer.json()["error"] == "not_signed_in"


def test_more_pieces_than_were_bought_are_refused_by_name(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    answer = seam.post("aftersales-decisions", asks(seam, quantity=3))
    assert answer.status_code == 409 and answer.json()["error"] == "more_than_left"
