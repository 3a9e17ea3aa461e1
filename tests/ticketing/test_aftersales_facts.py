"""The request body: what is malformed is refused by the name of its field."""

from datetime import datetime

import pytest
from pydantic import ValidationError

from tests.ticketing.aftersales_body import GONE, body
from ticketing.aftersales_answer import decide_request
from ticketing.aftersales_facts import DecisionRequest, read_facts
from ticketing.errors import ImpossibleFacts
from ticketing.rules.aftersales_facts import Category, Condition, Gift, Marked, Promotion, Reason
from ticketing.rules.business_calendar import SHANGHAI

MALFORMED = [
    # changes, the field that is named
    ({"now": GONE}, "now"),
    ({"now": "2026-11-16T10:00:00"}, "now"),  # naive
    ({"now": "2026-11-16"}, "now"),
    ({"now": 1_794_000_000}, "now"),
    ({"now": "1794000000"}, "now"),
    ({"now": None}, "now"),
    ({"now": "9999-12-31T23:00:00+08:00"}, "now"),
    ({"now": "2026-02-30T10:00:00+08:00"}, "now"),
    ({"dates__received_at": "2026-11-12T15:00:00"}, "dates.received_at"),
    ({"dates__received_at": GONE}, "dates.received_at"),
    ({"dates__ordered_at": None}, "dates.ordered_at"),
    ({"history__exchanged_at": "yesterday"}, "history.exchanged_at"),
    ({"line": GONE}, "line"),
    ({"line": []}, "line"),
    ({"line__id": 1}, "line.id"),
    ({"line__id": "2"}, "line.id"),  # not a line of the order
    ({"order__lines": []}, "line.id"),
    ({"line__category": "shoes"}, "line.category"),
    ({"line__category": None}, "line.category"),
    ({"line__paid_fen": -1}, "line.paid_fen"),
    ({"line__paid_fen": 129.5}, "line.paid_fen"),
    ({"line__paid_fen": 12900.0}, "line.paid_fen"),
    ({"line__paid_fen": "12900"}, "line.paid_fen"),
    ({"line__paid_fen": True}, "line.paid_fen"),
    ({"line__unit_price_fen": -1}, "line.unit_price_fen"),
    ({"line__quantity": 0}, "line.quantity"),
    ({"line__returned_quantity": -1}, "line.returned_quantity"),
    ({"line__refunded_fen": 0.5}, "line.refunded_fen"),
    ({"line__exclusion_confirmed": None}, "line.exclusion_confirmed"),
    ({"line__marked": ["old"]}, "line.marked.0"),
    ({"line__gifts__0__price_fen": -900}, "line.gifts.0.price_fen"),
    ({"line__gifts__0__comes_back": "yes"}, "line.gifts.0.comes_back"),
    ({"order__paid_goods_fen": -1}, "order.paid_goods_fen"),
    ({"order__shipping_paid_fen": 0.1}, "order.shipping_paid_fen"),
    ({"order__promotion": {"threshold_fen": 1}}, "order.promotion.off_fen"),
    ({"order__lines__0__paid_fen": 1.5}, "order.lines.0.paid_fen"),
    ({"condition__opened": "yes"}, "condition.opened"),
    ({"condition__opened": 1}, "condition.opened"),
    ({"condition__smell": True}, "condition.smell"),
    ({"report__wish": "money"}, "report.wish"),
    ({"report__reason": "because"}, "report.reason"),
    ({"report__fault": None}, "report.fault"),
    ({"report__quantity": 0}, "report.quantity"),
    ({"report__quantity": 1.0}, "report.quantity"),
    ({"history__repairs_done": -1}, "history.repairs_done"),
    ({"history__repair_days": 1.5}, "history.repair_days"),
    ({"promises__no_reason_days": -1}, "promises.no_reason_days"),
    ({"promises__no_reason_days": 10**9}, "promises.no_reason_days"),
    ({"promises__warranty_months": "12"}, "promises.warranty_months"),
    ({"promises__freight_insurance": None}, "promises.freight_insurance"),
    ({"unheard_of": 1}, "unheard_of"),
]


@pytest.mark.parametrize(("changes", "field"), MALFORMED)
def test_a_malformed_body_is_refused_by_the_name_of_the_field(changes, field):
    with pytest.raises(ValidationError) as refused:
        read_facts(body(**changes))
    assert field in [".".join(map(str, error["loc"])) for error in refused.value.errors()]


def test_two_order_lines_may_not_share_an_id():
    twice = [{"id": "1", "unit_price_fen": 1, "quantity": 1, "paid_fen": 1}] * 2
    with pytest.raises(ValidationError, match="same id"):
        read_facts(body(order__lines=twice))


def test_what_is_said_arrives_as_it_was_said():
    facts = read_facts(
        body(
            line__category="food_packaged",
            line__marked=["near_expiry"],
            order__promotion={"threshold_fen": 30000, "off_fen": 5000},
            report__reason="quality",
            promises__no_reason_days=15,
        )
    )
    assert facts.line.category is Category.FOOD_PACKAGED
    assert facts.line.marked == (Marked.NEAR_EXPIRY,)
    assert facts.line.gifts == (Gift("袜子", 900, True),)
    assert facts.order.promotion == Promotion(30000, 5000)
    assert facts.report.reason is Reason.QUALITY
    assert facts.promises.no_reason_days == 15
    assert facts.dates.received_at == datetime(2026, 11, 12, 15, tzinfo=SHANGHAI)


def test_a_condition_left_out_is_unknown():
    assert read_facts(body(condition={})).condition == Condition()


def test_the_same_instant_in_another_zone_is_the_same():
    assert read_facts(body(now="2026-11-16T02:00:00Z")).now == read_facts(body()).now


def test_a_body_that_can_be_read_may_still_be_impossible():
    with pytest.raises(ImpossibleFacts):
        decide_request(body(report__quantity=2))


def test_the_request_has_a_json_schema_for_the_clients():
    schema = DecisionRequest.model_json_schema()
    assert schema["properties"]["now"]["format"] == "date-time"
