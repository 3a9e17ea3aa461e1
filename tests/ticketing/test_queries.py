"""Lists by key, counts, search; a fixed number of statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, a_demo_shop, a_group, a_ticket, an_agent
from tests.conftest import NOW
from ticketing import commitments, escalations, queries, sla, tickets
from ticketing.assignments import assign
from ticketing.customers import sign_in
from ticketing.errors import BadCursor
from ticketing.messages import append
from ticketing.models import Agent, ShopMember, Ticket
from ticketing.queries import View, count_tickets, list_tickets
from ticketing.rules.actors import SYSTEM
from ticketing.rules.states import Status

MINUTE = timedelta(minutes=1)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that ran inside."""
    seen: list[str] = []

    def remember(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", remember)
    yield seen
    event.remove(connection, "before_cursor_execute", remember)


def numbers_of(session: Session, agent: Agent, view: View, **more: Any) -> list[str]:
    return [row["number"] for row in list_tickets(session, view=view, agent=agent, **more).items]


def test_each_view_shows_its_tickets_in_its_order(session: Session) -> None:
    me = an_agent(session, is_online=False)
    mine, waiting, urgent, solved = (a_ticket(session, NOW + number * MINUTE) for number in range(4))
    assign(session, mine, me.id, SYSTEM, NOW)
    assign(session, solved, me.id, SYSTEM, NOW)
    tickets.move(session, solved, Status.RESOLVED, by=SYSTEM, now=NOW)
    urgent.sla_state, urgent.next_due_at = "warning", NOW
    session.flush()
    assert numbers_of(session, me, "mine") == [mine.number]
    assert numbers_of(session, me, "unassigned") == [waiting.number, urgent.number]
    assert numbers_of(session, me, "overdue_soon") == [urgent.number]
    assert numbers_of(session, me, "all") == [one.number for one in (solved, urgent, waiting, mine)]
    assert numbers_of(session, me, "mine", status=Status.RESOLVED) == [solved.number]
    assert count_tickets(session, me) == {"mine": 1, "unassigned": 2, "overdue_soon": 1, "all": 3}


def test_the_longest_neglected_of_mine_comes_last(session: Session) -> None:
    me = an_agent(session, is_online=False)
    first, second = a_ticket(session, NOW), a_ticket(session, NOW)
    for ticket in (first, second):
        assign(session, ticket, me.id, SYSTEM, NOW)
    tickets.note(session, first, "已联系仓库", by=SYSTEM, now=NOW + MINUTE)
    assert numbers_of(session, me, "mine") == [first.number, second.number]


def test_a_promise_that_runs_out_stands_among_what_is_due_soon_at_its_own_time(session: Session) -> None:
    me, customer = an_agent(session, is_online=False), a_customer(session, NOW)
    calm, late, warned, broken = (a_ticket(session, NOW, customer=customer) for _ in range(4))
    late.sla_state, late.next_due_at = "warning", NOW + 3 * MINUTE
    for ticket, minutes in ((calm, 600), (warned, 30), (broken, 1)):
        commitments.promise(
            session, ticket, me, words="给您回电", due_at=NOW + minutes * MINUTE, now=NOW - 10 * MINUTE
        )
    broken.next_due_at = None
    escalations.sweep(session, NOW + 20 * MINUTE)
    assert [row["commitment"]["state"] for row in list_tickets(session, view="all", agent=me).items[::3]] == [
        "breached",
        "open",
    ]
    expected = [broken.number, late.number, warned.number]
    assert numbers_of(session, me, "overdue_soon") == expected
    assert count_tickets(session, me)["overdue_soon"] == 3
    first = list_tickets(session, view="overdue_soon", agent=me, limit=1)
    second = list_tickets(session, view="overdue_soon", agent=me, limit=1, cursor=first.next_cursor)
    assert [row["number"] for row in [*first.items, *second.items]] == expected[:2]
    tickets.move(session, warned, Status.RESOLVED, by=SYSTEM, now=NOW)
    assert numbers_of(session, me, "overdue_soon") == expected[:2]


@pytest.mark.parametrize("view", ["mine", "unassigned", "overdue_soon", "all"])
def test_pages_show_every_ticket_once_also_with_equal_times(session: Session, view: View) -> None:
    me, customer = an_agent(session, is_online=False), a_customer(session, NOW)
    for number in range(11):
        ticket = a_ticket(session, NOW + number // 4 * MINUTE, customer=customer)
        if view == "mine":
            assign(session, ticket, me.id, SYSTEM, NOW + number // 4 * MINUTE)
    if view == "overdue_soon":
        sla.sweep(session, NOW + timedelta(days=20))
    seen: list[str] = []
    cursor = None
    for _ in range(6):
        page = list_tickets(session, view=view, agent=me, cursor=cursor, limit=3)
        assert len(page.items) <= 3
        seen += [row["number"] for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 11
    assert seen == numbers_of(session, me, view)


def test_a_new_ticket_does_not_shift_the_pages(session: Session) -> None:
    me, customer = an_agent(session, is_online=False), a_customer(session, NOW)
    old = [a_ticket(session, NOW + number * MINUTE, customer=customer).number for number in range(4)]
    page = list_tickets(session, view="all", agent=me, limit=2)
    a_ticket(session, NOW + timedelta(hours=1), customer=customer)
    rest = list_tickets(session, view="all", agent=me, limit=2, cursor=page.next_cursor)
    assert [row["number"] for row in [*page.items, *rest.items]] == old[::-1]
    assert rest.next_cursor is None


@pytest.mark.parametrize(
    "cursor", ["x", "====", "WzEsMl0=", "WyIyMDI2LTExLTE4IiwxXQ==", "bnVsbA==", "é", "e30="]
)
def test_a_foreign_cursor_is_refused(session: Session, cursor: str) -> None:
    with pytest.raises(BadCursor):
        list_tickets(session, view="all", agent=an_agent(session), cursor=cursor)


def test_search_finds_number_words_and_name_in_any_state(session: Session) -> None:
    me = an_agent(session, is_online=False)
    wanted = a_ticket(session, NOW, text="耳机右边没有声音", customer=a_customer(session, NOW, name="欧阳晴"))
    a_ticket(session, NOW, text="发票抬头写错了，省 100% 的事")
    tickets.move(session, wanted, Status.RESOLVED, by=SYSTEM, now=NOW)
    for words in (wanted.number, wanted.number[-5:], wanted.number.lower(), "右边没有", "欧阳", " 声音 "):
        assert numbers_of(session, me, "all", q=words) == [wanted.number], words
    assert numbers_of(session, me, "all", q="100%") != []
    assert numbers_of(session, me, "all", q="1%0") == []
    assert numbers_of(session, me, "all", q="_") == []


def test_a_category_narrows_every_view(session: Session) -> None:
    me = an_agent(session, is_online=False)
    wanted = a_ticket(session, NOW, category=("物流", "运费"))
    a_ticket(session, NOW, category=("账户会员", "会员积分"))
    assert numbers_of(session, me, "unassigned", category1="物流") == [wanted.number]


def test_a_row_tells_who_what_and_the_last_word(session: Session) -> None:
    a_demo_shop(session, NOW)
    member = session.get_one(ShopMember, "lin")
    customer = sign_in(session, external_id=member.id, name=member.name, now=NOW)
    session.flush()
    conversation = a_conversation(session, customer, NOW)
    group = a_group(session, categories=["物流"])
    agent = an_agent(session, groups=[group])
    ticket = a_ticket(
        session, NOW, customer=customer, conversation_id=conversation.id, category=("物流", "未发货")
    )
    for text in ("在吗", "  还没\n发货  "):
        append(session, conversation, author="customer", kind="text", body={"text": text}, now=NOW)
    row = list_tickets(session, view="all", agent=agent).items[0]
    assert row["customer"] == {"id": customer.id, "name": member.name, "level": member.level}
    assert row["assignee"] == {"id": agent.id, "name": agent.name}
    assert row["group"] == {"id": group.id, "name": group.name}
    assert (row["conversation_owner"], row["unread"]) == ("bot", 2)
    assert row["last_message"] == {"author": "customer", "text": "还没 发货", "created_at": NOW}
    assert row == queries.ticket_row(session, ticket)


def test_a_page_costs_the_same_statements_for_three_tickets_and_for_thirty(session: Session) -> None:
    a_demo_shop(session, NOW)
    me = an_agent(session, groups=[a_group(session)], capacity=99)
    members = session.query(ShopMember).limit(5).all()
    costs = []
    for wanted in (3, 30):
        while session.query(Ticket).count() < wanted:
            member = members[session.query(Ticket).count() % 5]
            customer = sign_in(session, external_id=member.id, name=member.name, now=NOW)
            session.flush()
            conversation = a_conversation(session, customer, NOW)
            a_ticket(
                session,
                NOW,
                customer=customer,
                conversation_id=conversation.id,
                order_numbers=["2611180000001"],
            )
        session.expire_all()
        me_again = session.get_one(Agent, me.id)
        _ = me_again.groups
        with counted(session) as statements:
            assert len(list_tickets(session, view="all", agent=me_again, limit=50).items) == wanted
            count_tickets(session, me_again)
        costs.append(len(statements))
    assert costs == [3, 3]


def test_the_order_of_a_page_is_the_order_of_its_key(session: Session) -> None:
    me, customer = an_agent(session, is_online=False), a_customer(session, NOW)
    for number in (3, 1, 2):
        a_ticket(session, NOW + number * MINUTE, customer=customer)
    rows = list_tickets(session, view="unassigned", agent=me).items
    assert all(first["opened_at"] < second["opened_at"] for first, second in pairwise(rows))
