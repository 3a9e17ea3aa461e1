"""The ledger: what a case starts and ends, who may settle what, and what time does to it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, a_group, a_ticket, an_agent, numbers, saved
from tests.conftest import NOW
from tests.ticketing.aftersales_body import body
from ticketing import commitments, escalations, tickets
from ticketing.aftersales_answer import decide_request
from ticketing.case_clocks import case_moved
from ticketing.database import Sessions
from ticketing.errors import BadDueTime, IllegalMove, RoleTooLow, TextEmpty
from ticketing.models import AftersalesCase, CaseEvent, Commitment, Ticket, TicketEvent
from ticketing.rules.actors import SYSTEM
from ticketing.rules.business_calendar import Deadline
from ticketing.rules.commitments import Kind, State
from ticketing.rules.states import Status

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def a_case(session: Session, route: str = "quality_return", *, with_ticket: bool = True) -> AftersalesCase:
    """A case for a line of clothing with a fault, not yet at any status."""
    customer = a_customer(session, NOW)
    talk = a_conversation(session, customer, NOW)
    ticket = a_ticket(session, NOW, customer=customer, conversation_id=talk.id) if with_ticket else None
    question = body(report__reason="quality", report__wish="return")
    number = next(numbers)
    return saved(
        session,
        AftersalesCase(
            number=f"AS-{number}",
            customer_id=customer.id,
            conversation_id=talk.id,
            ticket_id=ticket.id if ticket else None,
            order_number=f"2026{number}",
            line_id="1",
            wish="return",
            route=route,
            reason="quality",
            photos=[],
            quantity=1,
            refund_fen=12900,
            facts={"question": question, "line": {"title": "纯棉T恤"}},
            decision=dict(decide_request(question)),
            status="applied",
            idempotency_key=f"key-{number}",
            opened_at=NOW,
            moved_at=NOW,
        ),
    )


def come_to(session: Session, case: AftersalesCase, status: str, now: datetime) -> None:
    """The case at another status, as its one way there writes it."""
    case.status = status
    case.events.append(CaseEvent(at=now, actor="agent", to_value=status))
    session.flush()
    case_moved(session, case, now)


def ledger(session: Session, **where: Any) -> dict[str, str]:
    """Kind and state of what the ledger holds."""
    rows = session.scalars(select(Commitment).filter_by(**where).order_by(Commitment.id)).unique()
    return {row.kind: row.state for row in rows}


def told(session: Session) -> list[str]:
    """What tickets' histories say of commitments."""
    query = select(TicketEvent.to_value).where(TicketEvent.kind == "promise").order_by(TicketEvent.id)
    return [str(value) for value in session.scalars(query)]


def a_promise(session: Session, *, due: timedelta = DAY, **more: Any) -> Commitment:
    """An agent's promise on a ticket."""
    ticket = a_ticket(session, NOW)
    agent = an_agent(session)
    return commitments.promise(session, ticket, agent, words="给您回电", due_at=NOW + due, now=NOW)


def test_a_return_is_clocked_from_application_to_the_refund(session: Session) -> None:
    case = a_case(session)
    come_to(session, case, "applied", NOW)
    assert ledger(session) == {"stalling": "open", "promised_by_bot": "open"}
    stalling = session.scalars(select(Commitment).where(Commitment.kind == "stalling")).unique().one()
    assert (
        stalling.due_at.isoformat() == "2026-12-03T16:00:00+00:00" and stalling.rule_id == "quality.stalling"
    )
    come_to(session, case, "more_asked", NOW + DAY)
    come_to(session, case, "applied", NOW + 2 * DAY)
    assert session.scalar(select(func.count()).where(Commitment.kind == "stalling")) == 1
    come_to(session, case, "approved", NOW + 2 * DAY)
    assert set(ledger(session).values()) == {"kept"}
    come_to(session, case, "received", NOW + 5 * DAY)
    assert ledger(session)["refund_due"] == "open"
    come_to(session, case, "inspected", NOW + 6 * DAY)
    assert ledger(session)["refund_due"] == "open"
    come_to(session, case, "refunded", NOW + 7 * DAY)
    assert ledger(session)["refund_due"] == "kept"
    arrival = session.scalars(select(Commitment).where(Commitment.topic == "refund")).unique().one()
    assert (arrival.state, arrival.kind) == ("open", "promised_by_bot")
    assert arrival.due_at - NOW > 7 * DAY
    assert told(session).count("refund_due_open") == told(session).count("refund_due_kept") == 1


def test_goods_that_are_sent_back_unrefunded_end_the_clock_without_keeping_it(session: Session) -> None:
    case = a_case(session)
    come_to(session, case, "received", NOW)
    come_to(session, case, "sending_back", NOW + DAY)
    assert ledger(session) == {"refund_due": "dropped"}


def test_waiting_for_parts_replaces_thirty_days_by_ninety_from_receipt(
    session: Session,
) -> None:
    case = a_case(session, "repair")
    come_to(session, case, "received", NOW)
    come_to(session, case, "waiting_for_parts", NOW + 20 * DAY)
    assert ledger(session) == {"repair_due": "dropped", "parts_due": "open"}
    parts = session.scalars(select(Commitment).where(Commitment.kind == "parts_due")).unique().one()
    assert parts.due_at - NOW < 91 * DAY and parts.provisional
    come_to(session, case, "repaired", NOW + 30 * DAY)
    assert ledger(session)["parts_due"] == "kept"


def test_the_shoppers_own_term_is_watched_while_an_exchange_waits(session: Session) -> None:
    case = a_case(session, "exchange")
    come_to(session, case, "applied", NOW)
    term = session.scalars(select(Commitment).where(Commitment.kind == "warranty_end")).unique().one()
    route = next(each for each in case.decision["routes"] if each["route"] == "exchange")
    assert term.due_at == datetime.fromisoformat(route["deadline"])
    assert (term.rule_id, term.provisional) == (route["rule"]["id"], route["deadline_provisional"])


def test_an_agents_promise_of_a_refund_is_kept_by_the_refund(session: Session) -> None:
    case = a_case(session)
    promised = commitments.open_commitment(
        session,
        Kind.PROMISED_BY_AGENT,
        Deadline(NOW + 3 * DAY, False),
        customer_id=case.customer_id,
        now=NOW,
        quote="3天内退款到账",
        topic="refund",
        conversation_id=case.conversation_id,
    )
    come_to(session, case, "received", NOW)
    assert promised.state == "open"
    come_to(session, case, "refunded", NOW + DAY)
    assert promised.state == "kept"


def test_a_commitment_warns_then_breaches_each_once_and_names_a_lead(session: Session) -> None:
    case = a_case(session)
    lead = an_agent(session, role="lead", is_online=False)
    come_to(session, case, "received", NOW)
    row = session.scalars(select(Commitment)).unique().one()
    due, warns = row.due_at, row.warns_at
    for now, expected in (
        (warns - HOUR, ["refund_due_open"]),
        (warns, ["refund_due_open", "refund_due_warned"]),
        (warns + HOUR, ["refund_due_open", "refund_due_warned"]),
        (due, ["refund_due_open", "refund_due_warned", "refund_due_breached"]),
        (due + DAY, ["refund_due_open", "refund_due_warned", "refund_due_breached"]),
    ):
        escalations.sweep(session, now)
        assert told(session) == expected, now
    assert (row.warned_at, row.breached_at, row.escalated_to_id) == (warns, due, lead.id)
    assert session.get_one(Ticket, case.ticket_id).priority == 1
    come_to(session, case, "refunded", due + 2 * DAY)
    assert row.state == "kept" and row.breached_at == due


def test_a_sweep_that_was_away_tells_only_the_breach(session: Session) -> None:
    a_promise(session)
    assert escalations.sweep(session, NOW + 9 * DAY) == 1
    assert told(session)[-1] == "promised_by_agent_breached" and "promised_by_agent_warned" not in told(
        session
    )
    assert escalations.sweep(session, NOW + 10 * DAY) == 0


def test_a_lead_of_the_tickets_group_comes_before_others(session: Session) -> None:
    group = a_group(session, categories=["物流"])
    an_agent(session, role="admin")
    an_agent(session, role="lead")
    own = an_agent(session, role="lead", groups=[group], is_online=False)
    promised = a_promise(session)
    ticket = session.get_one(Ticket, promised.ticket_id)
    ticket.group_id = group.id
    escalations.sweep(session, NOW + 2 * DAY)
    assert promised.escalated_to_id == own.id and ticket.priority == 2


def test_what_has_no_ticket_at_work_gets_one_before_it_is_too_late(session: Session) -> None:
    case = a_case(session, with_ticket=False)
    come_to(session, case, "received", NOW)
    row = session.scalars(select(Commitment)).unique().one()
    assert row.ticket_id is None
    escalations.sweep(session, row.warns_at)
    ticket = session.get_one(Ticket, row.ticket_id)
    assert case.number in ticket.title and ticket.conversation_id == case.conversation_id
    tickets.move(session, ticket, Status.RESOLVED, by=SYSTEM, now=row.warns_at)
    escalations.sweep(session, row.due_at)
    assert row.ticket_id != ticket.id and session.get_one(Ticket, row.ticket_id).status == "new"


def test_a_promise_is_kept_by_anybody_and_dropped_with_a_reason(session: Session) -> None:
    agent = an_agent(session)
    kept = commitments.settle_by_agent(session, a_promise(session), State.KEPT, agent, NOW + HOUR)
    assert (kept.state, kept.settled_by, kept.check_at) == ("kept", agent.name, None)
    with pytest.raises(IllegalMove):
        commitments.settle_by_agent(session, kept, State.DROPPED, agent, NOW, "又不算了")
    other = a_promise(session)
    with pytest.raises(TextEmpty):
        commitments.settle_by_agent(session, other, State.DROPPED, agent, NOW, " ")
    dropped = commitments.settle_by_agent(session, other, State.DROPPED, agent, NOW, "顾客说不用回了")
    assert (dropped.state, dropped.reason) == ("dropped", "顾客说不用回了")
    assert escalations.sweep(session, NOW + 9 * DAY) == 0


def test_only_a_lead_ends_by_hand_what_the_law_asks(session: Session) -> None:
    case = a_case(session)
    come_to(session, case, "received", NOW)
    row = session.scalars(select(Commitment)).unique().one()
    with pytest.raises(RoleTooLow):
        commitments.settle_by_agent(session, row, State.KEPT, an_agent(session), NOW)
    commitments.settle_by_agent(
        session, row, State.DROPPED, an_agent(session, role="lead"), NOW, "商家线下已退"
    )
    assert row.state == "dropped"


@pytest.mark.parametrize("due", [timedelta(0), -HOUR, 400 * DAY])
def test_nothing_is_promised_for_the_past_or_for_another_year(session: Session, due: timedelta) -> None:
    with pytest.raises(BadDueTime):
        a_promise(session, due=due)


def test_a_list_shows_the_soonest_first_and_mine_are_those_i_answer_for(session: Session) -> None:
    late, soon = a_promise(session, due=2 * DAY), a_promise(session, due=HOUR)
    viewer = an_agent(session)
    assert [row.id for row in commitments.list_commitments(session, view="open", agent=viewer, limit=9)] == [
        soon.id,
        late.id,
    ]
    owner = soon.owner
    assert owner is not None
    mine = commitments.list_commitments(session, view="mine", agent=owner, limit=9)
    assert [row.id for row in mine] == [soon.id]
    assert commitments.list_commitments(session, view="late", agent=viewer, limit=9) == []
    escalations.sweep(session, NOW + 3 * HOUR)
    [one] = commitments.list_commitments(session, view="late", agent=viewer, limit=9)
    assert one.id == soon.id


def test_two_sweeps_at_once_tell_once(sessions: Sessions) -> None:
    with sessions.begin() as session:
        an_agent(session, role="lead")
        for _ in range(5):
            a_promise(session)

    def sweep(_: int) -> int:
        with sessions.begin() as session:
            return escalations.sweep(session, NOW + 9 * DAY)

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(sweep, range(3))) == 5
    with sessions.begin() as session:
        assert told(session).count("promised_by_agent_breached") == 5
