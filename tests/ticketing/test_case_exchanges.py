"""An exchange after the inspection: kept and sent, or what the shopper chooses when there is none."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.builders import an_agent
from tests.conftest import NOW
from tests.ticketing.cases import LATER, a_case, an_order, statuses, told
from tests.ticketing.test_case_returns import at_the_warehouse, inspect
from ticketing import case_endings, case_exchanges, case_payments, policy
from ticketing.case_forms import agent_steps, shopper_steps
from ticketing.errors import BadParcelNumber, IllegalMove, OverLimit, UnknownVariant
from ticketing.models import AftersalesCase, ShopProduct
from ticketing.rules.aftersales_facts import Reason
from ticketing.rules.routes import Route
from ticketing.shop import DemoShop

SHIRT = "p1001"


def an_exchange(session: Session, product_id: str = SHIRT, **more: object) -> AftersalesCase:
    """A shirt with a fault, at the warehouse."""
    case = a_case(session, "wang", product_id, Route.EXCHANGE, reason=Reason.QUALITY, **more)
    return at_the_warehouse(session, case)


def sold_out(session: Session, *skus: str, product_id: str = SHIRT) -> ShopProduct:
    """The product without these variants."""
    product = session.get_one(ShopProduct, product_id)
    product.sold_out_skus = list(skus)
    session.flush()
    return product


def test_a_replacement_is_kept_sent_and_the_guarantee_counts_anew(session: Session) -> None:
    case = an_exchange(session)
    stock = session.get_one(ShopProduct, SHIRT).stock
    inspect(session, case)
    assert case.status == "reserved" and session.get_one(ShopProduct, SHIRT).stock == stock - 1
    agent = an_agent(session)
    with pytest.raises(BadParcelNumber):
        case_exchanges.send_replacement(session, case, agent=agent, carrier="sf", number="1", now=LATER)
    case_exchanges.send_replacement(
        session, case, agent=agent, carrier="sf", number="SF1234567890999", now=LATER
    )
    assert an_order(session, "wang", SHIRT).lines[0].exchanged_at == LATER
    assert "SF1234567890999" in told(session, case)[-1]
    case_endings.confirm_receipt(session, case, now=LATER)
    assert statuses(case)[-4:] == ["inspected", "reserved", "replacement_sent", "closed"]
    assert DemoShop(session).refunds_of("wang") == []


def test_what_was_sent_long_ago_has_arrived(session: Session) -> None:
    case = an_exchange(session)
    inspect(session, case)
    case_exchanges.send_replacement(
        session, case, agent=an_agent(session), carrier="sf", number="SF1234567890999", now=LATER
    )
    due = LATER + case_endings.ARRIVED_AFTER
    assert case_endings.close_arrived(session, due - timedelta(seconds=1)) == 0
    assert case_endings.close_arrived(session, due) == 1 and case.status == "closed"
    assert case_endings.close_arrived(session, due) == 0


def test_without_stock_the_shopper_is_asked_with_what_there_is(session: Session) -> None:
    case = an_exchange(session)
    sold_out(session, "雾蓝 XL")
    inspect(session, case)
    assert case.status == "out_of_stock" and "¥129.00" in told(session, case)[-1]
    steps = {step["step"]: step for step in shopper_steps(session, case, LATER)}
    assert list(steps) == ["wait_for_stock", "choose_variant", "choose_refund"]
    options = [option["value"] for option in steps["choose_variant"]["asks"][0]["options"]]
    assert "白色 L" in options and "雾蓝 XL" not in options


def test_another_variant_is_kept_or_asked_about_again(session: Session) -> None:
    case = an_exchange(session)
    sold_out(session, "雾蓝 XL", "雾蓝 L")
    inspect(session, case)
    with pytest.raises(UnknownVariant):
        case_exchanges.choose_variant(session, case, sku="金色 XXL", now=LATER)
    case_exchanges.choose_variant(session, case, sku="雾蓝 L", now=LATER)
    assert case.status == "out_of_stock"
    case_exchanges.choose_variant(session, case, sku="白色 L", now=LATER)
    assert case.status == "reserved" and case.progress["wanted_sku"] == "白色 L"


def test_who_waits_gets_it_when_it_is_back_and_may_change_his_mind(session: Session) -> None:
    case = an_exchange(session)
    product = sold_out(session, "雾蓝 XL")
    inspect(session, case)
    case_exchanges.wait_for_stock(session, case, now=LATER)
    agent = an_agent(session)
    case_exchanges.reserve(session, case, agent=agent, now=LATER)
    assert case.status == "out_of_stock"
    case_exchanges.wait_for_stock(session, case, now=LATER)
    product.sold_out_skus = []
    case_exchanges.reserve(session, case, agent=agent, now=LATER)
    assert case.status == "reserved"
    with pytest.raises(IllegalMove):
        case_exchanges.choose_refund(session, case, now=LATER)


def test_a_small_refund_instead_is_paid_by_rule_at_what_was_paid(session: Session) -> None:
    case = an_exchange(session)
    sold_out(session, "雾蓝 XL")
    inspect(session, case)
    case_exchanges.choose_refund(session, case, now=LATER)
    assert statuses(case)[-3:] == ["refund_due", "refunded", "closed"]
    assert [refund.amount_fen for refund in DemoShop(session).refunds_of("wang")] == [12900]
    assert an_order(session, "wang", SHIRT).lines[0].returned_quantity == 1


@pytest.mark.parametrize(("limit_fen", "status"), [(12900, "closed"), (12899, "refund_due")])
def test_what_is_paid_instead_by_rule_follows_the_operators_limit(
    session: Session, limit_fen: int, status: str
) -> None:
    change = policy.Change("limit", policy.LIMIT, {"fen": limit_fen})
    policy.save(session, [change], an_agent(session, role="lead"), "", NOW)
    case = an_exchange(session)
    sold_out(session, "雾蓝 XL")
    inspect(session, case)
    case_exchanges.choose_refund(session, case, now=LATER)
    assert case.status == status


def test_a_large_refund_instead_waits_for_somebody_with_the_right(session: Session) -> None:
    case = a_case(session, "gao", "p2001", Route.EXCHANGE, reason=Reason.QUALITY)
    at_the_warehouse(session, case)
    session.get_one(ShopProduct, "p2001").stock = 0
    inspect(session, case)
    case_exchanges.choose_refund(session, case, now=LATER)
    assert case.status == "refund_due" and case.refund_fen == 269900
    small, boss = an_agent(session), an_agent(session, role="lead", refund_limit_fen=300_000)
    assert [step["step"] for step in agent_steps(case, small)] == ["propose"]
    assert [step["step"] for step in agent_steps(case, boss)] == ["refund"]
    with pytest.raises(OverLimit):
        case_payments.refund(session, case, agent=small, now=LATER)
    case_payments.refund(session, case, agent=boss, now=LATER)
    assert case.status == "closed" and "¥2,699.00" in told(session, case)[-1]
