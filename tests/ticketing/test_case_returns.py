"""A return from the approval to the money: parcels, couriers, the warehouse, and what it may object to."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import an_agent
from tests.conftest import NOW
from tests.ticketing.cases import LATER, a_boss, a_case, an_order, statuses, told
from ticketing import case_endings, case_returns
from ticketing.aftersales import decide_case
from ticketing.case_forms import agent_steps, shopper_steps
from ticketing.case_repairs import send_back
from ticketing.case_timeline import timeline
from ticketing.errors import (
    BadParcelNumber,
    IllegalMove,
    OverLimit,
    SlotNotAvailable,
    SumNotAllowed,
    TextEmpty,
    UploadNotFound,
)
from ticketing.holidays import announced_calendar
from ticketing.models import (
    AftersalesCase,
    ShopCoupon,
    ShopMember,
    ShopOrder,
    ShopOrderLine,
    ShopWork,
    TicketEvent,
)
from ticketing.rules.aftersales_facts import Reason
from ticketing.rules.case_pickups import slots
from ticketing.rules.routes import Route
from ticketing.shop import DemoShop

SHIRT = "p1001"


def a_return(session: Session, **more: object) -> AftersalesCase:
    """Wang's two shirts, for no reason unless said otherwise."""
    return a_case(session, "wang", SHIRT, more.pop("route", Route.NO_REASON_RETURN), **more)  # type: ignore[arg-type]


def at_the_warehouse(session: Session, case: AftersalesCase) -> AftersalesCase:
    """The case with its parcel received."""
    case_returns.give_parcel(session, case, carrier="sf", number="SF1234567890123", now=NOW)
    case_returns.receive(session, case, agent=an_agent(session), note="", now=LATER)
    return case


def inspect(session: Session, case: AftersalesCase, **more: object) -> None:
    """An inspection without objections, unless said otherwise."""
    seen = {"is_ok": True, "findings": "", "gifts_back": [], "freight_fen": 0, "agent": an_agent(session)}
    case_returns.inspect(session, case, now=LATER, **{**seen, **more})  # type: ignore[arg-type]


def test_a_return_ends_with_the_money_back_and_a_line_for_every_step(session: Session) -> None:
    case = at_the_warehouse(session, a_return(session, quantity=2))
    inspect(session, case)
    assert statuses(case) == [
        "applied", "approved", "returning", "received", "inspected", "refunded", "closed",
    ]  # fmt: skip
    (refund,) = DemoShop(session).refunds_of("wang")
    assert refund.amount_fen == 25800 == case.refund_fen
    line = an_order(session, "wang", SHIRT).lines[0]
    assert (line.returned_quantity, line.refunded_fen) == (2, 25800)
    received, paid = told(session, case)
    assert "仓库收到了" in received and "48 小时" in received
    assert "验货通过" in paid and "¥258.00" in paid and "工作日到账" in paid


def test_a_case_without_a_ticket_gets_one_when_the_warehouse_objects(session: Session) -> None:
    case = at_the_warehouse(session, a_return(session))
    assert case.ticket_id is None
    inspect(session, case, is_ok=False, findings="领口有粉底印")
    assert case.status == "objected" and case.ticket_id is not None
    assert "领口有粉底印" in told(session, case)[-1]
    events = session.scalars(select(TicketEvent).where(TicketEvent.ticket_id == case.ticket_id)).all()
    assert ("case", "objected") in [(event.kind, event.to_value) for event in events]


def test_an_objection_needs_its_findings(session: Session) -> None:
    case = at_the_warehouse(session, a_return(session))
    with pytest.raises(TextEmpty):
        inspect(session, case, is_ok=False, findings=" ")
    assert case.status == "received"


def test_less_is_paid_only_when_the_shopper_agrees(session: Session) -> None:
    case = at_the_warehouse(session, a_return(session))
    inspect(session, case, is_ok=False, findings="吊牌不在")
    agent = an_agent(session)
    for amount in (0, 12900, 20000):
        with pytest.raises(SumNotAllowed):
            case_returns.offer(session, case, agent=agent, refund_fen=amount, note="缺吊牌", now=LATER)
    case_returns.offer(session, case, agent=agent, refund_fen=10000, note="缺吊牌", now=LATER)
    assert not DemoShop(session).refunds_of("wang")
    case_returns.decline_offer(session, case, now=LATER)
    assert case.status == "objected"
    case_returns.offer(session, case, agent=agent, refund_fen=11000, note="缺吊牌", now=LATER)
    case_returns.accept_offer(session, case, now=LATER)
    assert case.status == "closed" and case.refund_fen == 11000
    assert [refund.amount_fen for refund in DemoShop(session).refunds_of("wang")] == [11000]


def test_refused_goods_go_back_with_the_reason_and_nothing_is_paid(session: Session) -> None:
    case = at_the_warehouse(session, a_return(session))
    inspect(session, case, is_ok=False, findings="不是我们的商品")
    agent = an_agent(session)
    with pytest.raises(TextEmpty):
        case_returns.refuse_goods(session, case, agent=agent, note="", now=LATER)
    case_returns.refuse_goods(session, case, agent=agent, note="寄来的不是这件", now=LATER)
    send_back(
        session, case, agent=agent, carrier="zto", number="78012345600099", fee_received=False, now=LATER
    )
    assert "78012345600099" in told(session, case)[-1]
    case_endings.confirm_receipt(session, case, now=LATER)
    assert statuses(case)[-4:] == ["objected", "sending_back", "sent_back", "closed"]
    assert not DemoShop(session).refunds_of("wang")
    assert an_order(session, "wang", SHIRT).lines[0].returned_quantity == 0


def test_a_person_may_take_the_goods_for_all_that_was_found(session: Session) -> None:
    case = at_the_warehouse(session, a_return(session))
    inspect(session, case, is_ok=False, findings="包装破了")
    case_returns.accept_goods(session, case, agent=an_agent(session), note="包装不影响", now=LATER)
    assert case.status == "closed" and case.refund_fen == 12900


@pytest.mark.parametrize("number", ["12", "13800000001", "AS-26112200001", "SF12345", ""])
def test_a_number_that_no_carrier_writes_is_not_taken(session: Session, number: str) -> None:
    case = a_return(session)
    with pytest.raises(BadParcelNumber):
        case_returns.give_parcel(session, case, carrier="sf", number=number, now=NOW)
    assert case.status == "approved"


def test_a_parcel_number_may_be_corrected_while_it_is_on_its_way(session: Session) -> None:
    case = a_return(session)
    case_returns.give_parcel(session, case, carrier="sf", number="sf 1234567890123", now=NOW)
    case_returns.give_parcel(session, case, carrier="zto", number="78012345600099", now=NOW)
    assert case.parcel_number == "78012345600099" and statuses(case)[-2:] == ["returning", "returning"]
    with pytest.raises(IllegalMove):
        case_returns.cancel(session, case, now=NOW)
    assert "cancel" not in [step["step"] for step in shopper_steps(session, case, NOW)]


def test_a_courier_is_booked_moved_and_called_off(session: Session) -> None:
    case = a_return(session)
    first, *_, last = [slot.code for slot in slots(NOW, announced_calendar())]
    case_returns.book_pickup(session, case, slot=first, now=NOW)
    case_returns.book_pickup(session, case, slot=last, now=NOW)
    works = session.scalars(select(ShopWork).order_by(ShopWork.key)).all()
    assert [work.state for work in works] == ["undone", "open"]
    case_returns.cancel(session, case, now=NOW)
    assert case.status == "cancelled"
    assert {work.state for work in session.scalars(select(ShopWork))} == {"undone"}


def test_a_slot_that_has_begun_or_is_a_day_off_cannot_be_booked(session: Session) -> None:
    case = a_return(session)
    for slot in ("2026-11-18/morning", "2026-11-21/morning", "2026-12-30/morning"):
        with pytest.raises(SlotNotAvailable):
            case_returns.book_pickup(session, case, slot=slot, now=NOW)


def test_goods_with_a_courier_who_has_come_cannot_be_called_back(session: Session) -> None:
    case = a_return(session)
    slot = slots(NOW, announced_calendar())[0]
    case_returns.book_pickup(session, case, slot=slot.code, now=NOW)
    with pytest.raises(IllegalMove):
        case_returns.cancel(session, case, now=slot.begins_at)


def test_details_that_were_asked_for_bring_the_case_back_to_a_person(session: Session) -> None:
    case = a_return(session, route=Route.QUALITY_RETURN, reason=Reason.QUALITY, approved=False)
    decide_case(
        session, case, "ask_more", agent=a_boss(session), note="请拍一下破洞", refund_fen=None, now=NOW
    )
    with pytest.raises(TextEmpty):
        case_returns.add_details(session, case, description=" ", photos=[], now=NOW)
    with pytest.raises(UploadNotFound):
        case_returns.add_details(session, case, description="", photos=["u_of_another"], now=NOW)
    case_returns.add_details(session, case, description="左边袖子破了一个洞", photos=[], now=NOW)
    assert case.status == "applied" and "左边袖子" in case.description


def test_the_shoppers_parcel_is_paid_back_where_the_seller_owes_it(session: Session) -> None:
    case = at_the_warehouse(session, a_return(session, route=Route.QUALITY_RETURN, reason=Reason.QUALITY))
    with pytest.raises(OverLimit):
        inspect(session, case, freight_fen=9000)
    inspect(session, case, freight_fen=1500)
    assert sorted(refund.amount_fen for refund in DemoShop(session).refunds_of("wang")) == [1500, 12900]


def test_freight_that_is_not_the_sellers_is_not_paid(session: Session) -> None:
    case = at_the_warehouse(session, a_return(session))
    with pytest.raises(SumNotAllowed):
        inspect(session, case, freight_fen=1000)


@pytest.mark.parametrize("gifts_back", [["积木收纳袋"], []])
def test_a_gift_that_stays_away_is_deducted(session: Session, gifts_back: list[str]) -> None:
    case = a_case(session, "liu", "p7101", Route.NO_REASON_RETURN)
    full = case.refund_fen
    assert full is not None
    inspect(session, at_the_warehouse(session, case), gifts_back=gifts_back)
    assert case.refund_fen == full - (0 if gifts_back else 900)


def test_a_gift_is_never_deducted_for_a_fault(session: Session) -> None:
    case = a_case(session, "liu", "p7101", Route.QUALITY_RETURN, reason=Reason.QUALITY)
    full = case.refund_fen
    inspect(session, at_the_warehouse(session, case), gifts_back=[])
    assert case.refund_fen == full


def test_points_come_back_in_proportion_and_the_coupon_with_the_last_piece(session: Session) -> None:
    order = an_order(session, "wang", SHIRT)
    row = session.get_one(ShopOrder, order.number)
    row.points_spent = 101
    coupon = ShopCoupon(
        member_id="wang", title="满 300 减 40", threshold_fen=30000, off_fen=4000, status="used",
        valid_until=NOW + timedelta(days=9), order_number=order.number,
    )  # fmt: skip
    session.add(coupon)
    session.flush()
    before = session.get_one(ShopMember, "wang").points
    backs = []
    for product, quantity in ((SHIRT, 1), (SHIRT, 1), ("p2003", 1)):
        case = a_case(session, "wang", product, Route.NO_REASON_RETURN, quantity=quantity)
        assert coupon.status == "used"
        inspect(session, at_the_warehouse(session, case))
        backs.append(session.get_one(ShopMember, "wang").points - before)
    assert backs[0] == 23 and backs[-1] == 101 and coupon.status == "usable"
    assert (
        "101" not in told(session, case)[-1] and "优惠券「满 300 减 40」也退回账户" in told(session, case)[-1]
    )


def test_partial_returns_of_a_line_add_up_to_what_was_paid(session: Session) -> None:
    order = an_order(session, "wang", SHIRT)
    line = session.get_one(ShopOrderLine, (order.number, "1"))
    line.paid_fen = 25799
    for _ in range(2):
        inspect(session, at_the_warehouse(session, a_return(session)))
    paid = [refund.amount_fen for refund in DemoShop(session).refunds_of("wang")]
    assert sum(paid) == 25799 and line.refunded_fen == 25799


def test_the_timeline_says_what_was_done_what_comes_and_who_acts(session: Session) -> None:
    case = a_return(session)
    line = timeline(session, case, NOW, for_agent=False)
    assert [each["text"] for each in line["done"]] == ["申请已提交", "申请通过了"]
    assert [each["status"] for each in line["ahead"]][0] == "returning"
    assert line["next"]["acts"] == "shopper" and line["next"]["due_at"] == "2026-11-26T00:00:00+08:00"
    assert [step["step"] for step in shopper_steps(session, case, NOW)] == [
        "give_parcel", "book_pickup", "cancel",
    ]  # fmt: skip
    assert [step["step"] for step in agent_steps(case, an_agent(session))] == ["receive"]
    at_the_warehouse(session, case)
    line = timeline(session, case, LATER, for_agent=True)
    assert line["next"]["acts"] == "agent" and line["done"][-1]["name"]
    (step,) = agent_steps(case, an_agent(session))
    assert [field["name"] for field in step["asks"]] == ["result", "findings"]
