"""Tickets: opened from a text, moved, answered, corrected."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, a_group, a_ticket, an_agent
from tests.conftest import NOW
from ticketing import tickets
from ticketing.database import Sessions
from ticketing.errors import IllegalMove, TextEmpty, TicketNotFound, UnknownCategory
from ticketing.models import Message, Ticket, TicketEvent
from ticketing.rules import actors
from ticketing.rules.actors import SYSTEM
from ticketing.rules.states import MOVES, Status

LIN = actors.Actor("agent", None, "小林")
MINUTE = timedelta(minutes=1)


def history(session: Session, ticket: Ticket) -> list[tuple[str, str | None, str | None]]:
    events = session.scalars(
        select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
    )
    return [(event.kind, event.from_value, event.to_value) for event in events]


def test_a_ticket_gets_its_number_class_priority_and_due_times_from_its_text(session: Session) -> None:
    customer = a_customer(session, NOW)
    text = "充电宝充电时冒烟起火了，把桌子烧了一个洞"
    ticket = tickets.open_ticket(session, customer_id=customer.id, text=text, now=NOW, source="widget")
    assert ticket.number == "TK-26111800001"
    assert (ticket.urgency, ticket.priority, ticket.status) == ("安全", 1, "new")
    assert ticket.first_answer_due_at == NOW + 10 * MINUTE
    assert ticket.classification["confidence"].keys() == {"category", "kind", "sentiment", "urgency"}
    assert history(session, ticket) == [("opened", None, "new")]


def test_what_is_given_wins_over_the_classifier(session: Session) -> None:
    ticket = a_ticket(session, NOW, text="你们的快递太慢了", kind="建议", category=("建议表扬", "建议"))
    assert (ticket.kind, ticket.category1, ticket.category2, ticket.priority) == (
        "建议",
        "建议表扬",
        "建议",
        4,
    )


def test_danger_in_the_text_is_never_talked_down(session: Session) -> None:
    ticket = a_ticket(session, NOW, text="插座冒烟了，孩子被烫伤", urgency="普通", category=("物流", "运费"))
    assert (ticket.urgency, ticket.priority) == ("安全", 1)


def test_a_title_is_short_and_holds_no_personal_data(session: Session) -> None:
    ticket = a_ticket(session, NOW, text="打我电话13812345678，" + "快递一直没有动静，" * 20)
    assert ticket.title.startswith("打我电话[电话]，快递一直")
    assert len(ticket.title) == tickets.TITLE_LENGTH
    assert "13812345678" in ticket.description


def test_an_empty_text_or_unknown_category_opens_nothing(session: Session) -> None:
    with pytest.raises(TextEmpty):
        a_ticket(session, NOW, text=" \n")
    with pytest.raises(UnknownCategory):
        a_ticket(session, NOW, category=("物流", "退货"))
    with pytest.raises(UnknownCategory):
        a_ticket(session, NOW, kind="闲聊")
    assert session.scalars(select(Ticket)).first() is None


def test_a_conversation_works_on_the_ticket_that_it_opened(session: Session) -> None:
    customer = a_customer(session, NOW)
    conversation = a_conversation(session, customer, NOW)
    ticket = tickets.open_ticket(
        session,
        customer_id=customer.id,
        text="订单还没发货",
        now=NOW,
        source="bot",
        conversation_id=conversation.id,
        order_numbers=["2611180000001", "2611180000001"],
    )
    assert conversation.ticket_id == ticket.id
    assert [order.order_number for order in ticket.orders] == ["2611180000001"]


def test_numbers_are_unique_when_many_open_at_once(sessions: Sessions) -> None:
    with sessions.begin() as session:
        customer = a_customer(session, NOW)

    def open_one(number: int) -> str:
        with sessions.begin() as session:
            return tickets.open_ticket(
                session, customer_id=customer.id, text=f"第 {number} 次催发货", now=NOW, source="test"
            ).number

    open_one(0)
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(open_one, range(1, 12)))
    assert sorted(numbers) == [f"TK-261118{number:05d}" for number in range(2, 13)]


def test_the_day_of_a_number_is_shanghais(session: Session) -> None:
    late = datetime.fromisoformat("2026-11-18T23:30:00+00:00")
    assert a_ticket(session, late).number == "TK-26111900001"


def test_an_unknown_number_is_not_found(session: Session) -> None:
    with pytest.raises(TicketNotFound):
        tickets.get_ticket(session, "TK-26111899999")


@pytest.mark.parametrize("now", Status)
@pytest.mark.parametrize("wanted", Status)
def test_a_move_is_made_with_one_event_or_refused_without_a_trace(
    session: Session, now: Status, wanted: Status
) -> None:
    ticket = a_ticket(session, NOW)
    ticket.status = now.value
    session.flush()
    before = history(session, ticket)
    if wanted in MOVES[now]:
        tickets.move(session, ticket, wanted, by=LIN, now=NOW, reason="顾客来电")
        assert history(session, ticket)[len(before) :] == [("moved", now.value, wanted.value)]
        assert ticket.status == wanted
    else:
        with pytest.raises(IllegalMove):
            tickets.move(session, ticket, wanted, by=LIN, now=NOW, reason="顾客来电")
        assert (ticket.status, history(session, ticket)) == (now.value, before)


def test_waiting_for_the_customer_stops_the_clocks_and_an_answer_starts_them(session: Session) -> None:
    ticket = a_ticket(session, NOW, kind="请求", category=("物流", "未发货"))
    tickets.first_answered(session, ticket, NOW + 10 * MINUTE, LIN)
    due_at = ticket.resolution_due_at
    assert due_at is not None
    tickets.move(session, ticket, Status.WAITING_CUSTOMER, by=LIN, now=NOW + 20 * MINUTE)
    assert (ticket.resolution_due_at, ticket.next_due_at, ticket.sla_check_at) == (None, None, None)
    tickets.customer_replied(session, ticket, NOW + 80 * MINUTE)
    assert ticket.status == Status.OPEN
    assert ticket.resolution_due_at == due_at + 60 * MINUTE
    assert history(session, ticket)[-1] == ("moved", "waiting_customer", "open")


def test_waiting_for_a_third_party_runs_on_our_time(session: Session) -> None:
    ticket = a_ticket(session, NOW)
    tickets.move(session, ticket, Status.OPEN, by=LIN, now=NOW)
    due_at = ticket.resolution_due_at
    tickets.move(session, ticket, Status.WAITING_THIRD_PARTY, by=LIN, now=NOW + MINUTE)
    assert ticket.resolution_due_at == due_at
    tickets.move(session, ticket, Status.WAITING_CUSTOMER, by=LIN, now=NOW + 2 * MINUTE)
    assert ticket.resolution_due_at is None
    tickets.move(session, ticket, Status.WAITING_THIRD_PARTY, by=LIN, now=NOW + 3 * MINUTE)
    assert due_at is not None
    assert ticket.resolution_due_at == due_at + MINUTE


def test_the_first_answer_stops_its_clock_once(session: Session) -> None:
    ticket = a_ticket(session, NOW)
    tickets.first_answered(session, ticket, NOW + MINUTE, LIN)
    tickets.first_answered(session, ticket, NOW + 5 * MINUTE, LIN)
    assert (ticket.first_answered_at, ticket.status) == (NOW + MINUTE, "open")
    assert history(session, ticket)[1:] == [("replied", None, None), ("moved", "new", "open")]


def test_a_late_first_answer_is_written_down_as_late(session: Session) -> None:
    ticket = a_ticket(session, NOW, text="插座冒烟")
    tickets.first_answered(session, ticket, NOW + 11 * MINUTE, LIN)
    assert ("sla", "first_answer_ok", "first_answer_breached") in history(session, ticket)
    assert (ticket.first_answer_state, ticket.sla_state) == ("breached", "ok")


def test_thanks_after_the_solution_do_not_reopen(session: Session) -> None:
    ticket = a_ticket(session, NOW)
    tickets.move(session, ticket, Status.RESOLVED, by=LIN, now=NOW)
    tickets.customer_replied(session, ticket, NOW + MINUTE)
    assert (ticket.status, ticket.updated_at) == ("resolved", NOW + MINUTE)


def test_reopening_needs_a_reason_counts_and_promises_a_shorter_time(session: Session) -> None:
    ticket = a_ticket(session, NOW, kind="请求", category=("物流", "未发货"))
    tickets.move(session, ticket, Status.RESOLVED, by=LIN, now=NOW + MINUTE)
    assert (ticket.resolved_at, ticket.next_due_at) == (NOW + MINUTE, None)
    with pytest.raises(IllegalMove):
        tickets.move(session, ticket, Status.OPEN, by=LIN, now=NOW + 2 * MINUTE)
    tickets.move(session, ticket, Status.OPEN, by=SYSTEM, now=NOW + 2 * MINUTE, reason="顾客打 1 分")
    assert (ticket.resolved_at, ticket.closed_at, ticket.reopened_count) == (None, None, 1)
    assert ticket.resolution_due_at == NOW + timedelta(hours=9, minutes=2)  # eight hours and the lunch


def test_closing_keeps_the_moment_of_the_solution(session: Session) -> None:
    ticket = a_ticket(session, NOW)
    tickets.move(session, ticket, Status.RESOLVED, by=LIN, now=NOW)
    tickets.move(session, ticket, Status.CLOSED, by=SYSTEM, now=NOW + timedelta(days=7))
    assert (ticket.resolved_at, ticket.closed_at) == (NOW, NOW + timedelta(days=7))


def test_solving_tells_the_shopper_and_asks_how_it_was(session: Session) -> None:
    customer = a_customer(session, NOW)
    conversation = a_conversation(session, customer, NOW)
    ticket = a_ticket(session, NOW, customer=customer, conversation_id=conversation.id)
    tickets.move(session, ticket, Status.RESOLVED, by=LIN, now=NOW)
    kinds = session.scalars(
        select(Message.kind).where(Message.conversation_id == conversation.id).order_by(Message.seq)
    ).all()
    assert kinds == ["notice", "survey"]


def test_a_note_is_kept_with_its_author(session: Session) -> None:
    agent = an_agent(session)
    event = tickets.note(
        session, a_ticket(session, NOW), " 已联系仓库 ", by=actors.agent(agent.id, agent.name), now=NOW
    )
    assert (event.kind, event.reason, event.agent_id) == ("note", "已联系仓库", agent.id)
    with pytest.raises(TextEmpty):
        tickets.note(session, a_ticket(session, NOW), "  ", by=SYSTEM, now=NOW)


def test_a_correction_keeps_old_and_new_and_routes_by_the_new(session: Session) -> None:
    logistics, aftersales = a_group(session, "物流", ["物流"]), a_group(session, "售后", ["退换退款"])
    agent = an_agent(session, groups=[aftersales])
    ticket = a_ticket(session, NOW, kind="请求", category=("物流", "未发货"))
    assert (ticket.group, ticket.assignee) == (logistics, None)
    by = actors.agent(agent.id, agent.name)
    tickets.correct(
        session,
        ticket,
        category=("退换退款", "退款未到账"),
        kind="投诉",
        priority=None,
        by=by,
        now=NOW + MINUTE,
        reason="顾客问的是退款",
    )
    assert (ticket.group, ticket.assignee, ticket.priority) == (aftersales, agent, 2)
    corrected = ticket.classification["corrected_by"]
    assert (corrected["by"], corrected["category"]) == (agent.id, ["退换退款", "退款未到账"])
    assert ticket.classification["category"]  # what the model said stays beside it
    event = session.scalars(select(TicketEvent).where(TicketEvent.kind == "classified")).one()
    assert event.data == {
        "old": {"category": ["物流", "未发货"], "kind": "请求", "priority": 3},
        "new": {"category": ["退换退款", "退款未到账"], "kind": "投诉", "priority": 2},
    }
    assert ticket.first_answer_due_at == NOW + 30 * MINUTE


def test_a_correction_to_the_same_writes_nothing(session: Session) -> None:
    ticket = a_ticket(session, NOW, kind="请求", category=("物流", "未发货"))
    before = history(session, ticket)
    tickets.correct(session, ticket, category=("物流", "未发货"), kind="请求", priority=None, by=LIN, now=NOW)
    assert history(session, ticket) == before


def test_opening_without_a_text_model_says_what_to_do(session: Session) -> None:
    session.info.clear()
    with pytest.raises(RuntimeError, match="text model"):
        a_ticket(session, NOW)
