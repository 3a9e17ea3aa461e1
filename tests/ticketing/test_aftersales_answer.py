"""The answer on the wire, field by field as the contract shows it."""

import json

from tests.ticketing.aftersales_body import body
from ticketing.aftersales_answer import decide_request
from ticketing.aftersales_facts import DecisionRequest

FIELDS = (
    "route", "open", "reason", "rule", "deadline", "deadline_provisional", "freight_payer", "refund_fen",
    "amount_due_fen", "refund_due_days", "evidence", "missing_facts", "explain",
)  # fmt: skip


def routes(**changes):
    return {each["route"]: each for each in decide_request(body(**changes))["routes"]}


def test_the_contracts_example_is_answered_as_it_is_written():
    answer = decide_request(body())
    assert list(answer) == ["routes", "recommended", "human_route"]
    first = dict(answer["routes"][0])
    assert "第二十五条" in first.pop("explain")
    assert first == {
        "route": "no_reason_return",
        "open": True,
        "reason": "within_window",
        "rule": {"id": "no_reason.right", "law": "消费者权益保护法", "article": "25", "mark": "V"},
        "deadline": "2026-11-20T00:00:00+08:00",
        "deadline_provisional": False,
        "freight_payer": "shopper",
        "refund_fen": 12900,
        "amount_due_fen": 0,
        "refund_due_days": 7,
        "evidence": [],
        "missing_facts": [],
    }
    assert (answer["recommended"], answer["human_route"]) == ("no_reason_return", True)


def test_every_route_has_every_field_and_is_plain_json():
    answer = decide_request(body(report__reason="quality", line__category="computer"))
    assert [tuple(each) for each in answer["routes"]] == [FIELDS] * 6
    assert json.loads(json.dumps(answer, ensure_ascii=False)) == answer


def test_a_closed_route_has_neither_money_nor_freight():
    for each in routes(now="2026-11-20T00:00:00+08:00").values():
        assert each["open"] is False
        assert (each["freight_payer"], each["refund_fen"], each["amount_due_fen"]) == (None, None, None)
    assert (
        routes(now="2026-11-20T00:00:00+08:00")["no_reason_return"]["deadline"] == "2026-11-20T00:00:00+08:00"
    )
    assert routes(condition__soiled=True)["no_reason_return"]["deadline"] is None


def test_an_open_question_names_the_path_of_the_fact():
    asked = routes(condition__tags_removed=None)["no_reason_return"]
    assert (asked["open"], asked["missing_facts"]) == (None, ["condition.tags_removed"])
    assert asked["refund_fen"] == 12900


def test_a_deadline_in_a_year_without_notice_is_provisional():
    repair = routes(report__reason="quality", line__category="computer")["repair"]
    assert (repair["deadline"], repair["deadline_provisional"]) == ("2027-11-13T00:00:00+08:00", True)


def test_a_parsed_request_is_answered_like_its_json():
    assert decide_request(DecisionRequest.model_validate(body())) == decide_request(body())
