"""Money: within a right, by a second person, never twice, never more than was paid."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import an_agent
from tests.conftest import NOW
from tests.ticketing.cases import LATER, a_boss, a_case, an_order, statuses, the_shop, told
from tests.ticketing.test_case_returns import at_the_warehouse, inspect
from ticketing import aftersales, aftersales_money, case_payments, case_returns
from ticketing.case_forms import agent_steps
from ticketing.database import Sessions
from ticketing.errors import (
    CaseOpen,
    NoProposal,
    OverLimit,
    OwnProposal,
    ProposalOpen,
    RouteClosed,
    SumNotAllowed,
    TextEmpty,
    TicketError,
)
from ticketing.models import AftersalesCase, Agent, CaseProposal, ShopRefund
from ticketing.rules.aftersales_facts import Reason
from ticketing.rules.routes import Route
from ticketing.shop import DemoShop

SHIRT = "p1001"
HEADPHONES = "p2003"


def waiting(session: Session, **more: object) -> AftersalesCase:
    """A quality return of ¥299 that waits for a person."""
    return a_case(
        session, "wang", HEADPHONES, Route.QUALITY_RETURN, reason=Reason.QUALITY, approved=False, **more
    )


def a_helper(session: Session) -> Agent:
    """An agent with a right of ¥200."""
    return an_agent(session, refund_limit_fen=20_000)


def propose(session: Session, case: AftersalesCase, agent: Agent, note: str = "照片很清楚") -> CaseProposal:
    """The rules' sum."""
    return case_payments.propose(session, case, agent=agent, refund_fen=None, note=note, now=NOW)


def test_above_his_right_an_agent_proposes_and_another_approves(session: Session) -> None:
    case, agent, boss = waiting(session), a_helper(session), a_boss(session)
    assert "propose" in [step["step"] for step in agent_steps(case, agent)]
    assert "approve" not in [step["step"] for step in agent_steps(case, agent)]
    propose(session, case, agent)
    assert case.status == "applied" and told(session, case) == []
    assert "approve_proposal" not in [step["step"] for step in agent_steps(case, agent)]
    assert "approve_proposal" in [step["step"] for step in agent_steps(case, boss)]
    aftersales.approve_proposal(session, case, agent=boss, note="", now=NOW)
    assert case.status == "approved" and case.authorized_fen == 29900 and case.decider is boss
    assert [event.step for event in case.events] == ["", "propose", "approve_proposal", ""]
    assert len(told(session, case)) == 1


def test_nobody_approves_his_own_proposal_nor_one_above_his_right(session: Session) -> None:
    case, agent = waiting(session), a_helper(session)
    propose(session, case, agent)
    agent.refund_limit_fen = 1_000_000
    for decide in (
        lambda: aftersales.approve_proposal(session, case, agent=agent, note="", now=NOW),
        lambda: case_payments.reject_proposal(session, case, agent=agent, note="不行", now=NOW),
    ):
        with pytest.raises(OwnProposal):
            decide()
    with pytest.raises(OverLimit):
        aftersales.approve_proposal(session, case, agent=a_helper(session), note="", now=NOW)
    assert case.status == "applied"


def test_a_rejected_proposal_leaves_the_case_where_it_was_with_the_reason(session: Session) -> None:
    case, agent, boss = waiting(session), a_helper(session), a_boss(session)
    propose(session, case, agent)
    with pytest.raises(ProposalOpen):
        propose(session, case, agent)
    with pytest.raises(TextEmpty):
        case_payments.reject_proposal(session, case, agent=boss, note="", now=NOW)
    case_payments.reject_proposal(session, case, agent=boss, note="请先补照片", now=NOW)
    assert case.status == "applied" and case.proposals[0].state == "rejected"
    with pytest.raises(NoProposal):
        aftersales.approve_proposal(session, case, agent=boss, note="", now=NOW)
    propose(session, case, agent)


def test_a_step_that_makes_a_proposal_void_drops_it(session: Session) -> None:
    case, agent, boss = waiting(session), a_helper(session), a_boss(session)
    propose(session, case, agent)
    aftersales.decide_case(session, case, "ask_more", agent=boss, note="请补照片", refund_fen=None, now=NOW)
    assert [proposal.state for proposal in case.proposals] == ["dropped"]


def test_who_may_pay_himself_does_not_propose_and_a_proposal_says_why(session: Session) -> None:
    case = waiting(session)
    with pytest.raises(SumNotAllowed):
        propose(session, case, a_boss(session))
    with pytest.raises(TextEmpty):
        propose(session, case, a_helper(session), note=" ")


def test_what_nobody_agreed_to_is_not_paid(session: Session) -> None:
    case = waiting(session)
    with pytest.raises(OverLimit):
        aftersales_money.pay(session, case, NOW)
    approved = a_case(session, "wang", SHIRT, Route.NO_REASON_RETURN)
    approved.refund_fen = 25800
    with pytest.raises(OverLimit):
        aftersales_money.pay(session, approved, NOW)
    assert DemoShop(session).refunds_of("wang") == []


def test_what_was_paid_back_in_between_is_not_paid_again(session: Session) -> None:
    case = at_the_warehouse(session, a_case(session, "wang", SHIRT, Route.NO_REASON_RETURN, quantity=2))
    order = an_order(session, "wang", SHIRT)
    DemoShop(session).refund_line(
        "wang", order.number, "1", quantity=0, amount_fen=5000, key="price", now=NOW
    )
    inspect(session, case)
    assert case.refund_fen == 20800
    assert sum(refund.amount_fen for refund in DemoShop(session).refunds_of("wang")) == 25800


def test_fraud_is_confirmed_by_a_person_and_paid_on_top_of_the_return(session: Session) -> None:
    goods = a_case(session, "wang", SHIRT, Route.QUALITY_RETURN, reason=Reason.COUNTERFEIT)
    case = a_case(session, "wang", SHIRT, Route.COMPENSATION, reason=Reason.COUNTERFEIT, approved=False)
    assert case.status == "applied" and case.refund_fen == 50000 and case.ticket_id is not None
    with pytest.raises(CaseOpen):
        a_case(session, "wang", SHIRT, Route.COMPENSATION, reason=Reason.COUNTERFEIT)
    aftersales.decide_case(session, case, "approve", agent=a_boss(session), note="", refund_fen=None, now=NOW)
    assert statuses(case) == ["applied", "approved", "refunded", "closed"]
    inspect(session, at_the_warehouse(session, goods))
    assert sorted(refund.amount_fen for refund in DemoShop(session).refunds_of("wang")) == [12900, 50000]


def test_fraud_is_paid_for_once_a_piece(session: Session) -> None:
    for _ in range(2):
        a_case(session, "wang", SHIRT, Route.COMPENSATION, reason=Reason.COUNTERFEIT)
    with pytest.raises(RouteClosed):
        a_case(session, "wang", SHIRT, Route.COMPENSATION, reason=Reason.COUNTERFEIT)


def test_many_inspections_at_once_pay_once(sessions: Sessions) -> None:
    with sessions.begin() as session:
        the_shop(session)
        case = at_the_warehouse(session, a_case(session, "wang", SHIRT, Route.NO_REASON_RETURN))
        number, agent_id = case.number, an_agent(session).id

    def work(_: int) -> str:
        try:
            with sessions.begin() as session:
                found = aftersales.get_case(session, number)
                inspect(session, found, agent=session.get_one(Agent, agent_id))
        except TicketError as refusal:
            return refusal.code()
        return "done"

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(work, range(6)))
    assert outcomes == ["done"] + ["illegal_move"] * 5
    with sessions.begin() as session:
        assert (
            session.scalar(select(func.count()).select_from(ShopRefund).where(ShopRefund.key == number)) == 1
        )
        case = aftersales.get_case(session, number)
        assert statuses(case).count("refunded") == 1


def test_a_proposal_approved_and_rejected_at_once_is_decided_once(sessions: Sessions) -> None:
    with sessions.begin() as session:
        case = waiting(session)
        propose(session, case, a_helper(session))
        number, bosses = case.number, [a_boss(session).id for _ in range(4)]

    def work(turn: int) -> str:
        try:
            with sessions.begin() as session:
                found, boss = aftersales.get_case(session, number), session.get_one(Agent, bosses[turn])
                if turn % 2:
                    aftersales.approve_proposal(session, found, agent=boss, note="", now=NOW)
                else:
                    case_payments.reject_proposal(session, found, agent=boss, note="不批", now=NOW)
        except TicketError as refusal:
            return refusal.code()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(work, range(4)))
    assert outcomes.count("done") == 1 and set(outcomes) <= {"done", "no_proposal", "illegal_move"}
    with sessions.begin() as session:
        assert [each.state for each in session.scalars(select(CaseProposal))] in (["approved"], ["rejected"])


def test_an_offer_accepted_twice_at_once_is_paid_once(sessions: Sessions) -> None:
    with sessions.begin() as session:
        case = at_the_warehouse(session, a_case(session, "wang", SHIRT, Route.NO_REASON_RETURN))
        inspect(session, case, is_ok=False, findings="缺吊牌")
        case_returns.offer(session, case, agent=an_agent(session), refund_fen=9000, note="缺吊牌", now=LATER)
        number = case.number

    def work(_: int) -> str:
        try:
            with sessions.begin() as session:
                case_returns.accept_offer(session, aftersales.get_case(session, number), now=LATER)
        except TicketError as refusal:
            return refusal.code()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(work, range(4))) == ["done"] + ["illegal_move"] * 3
    with sessions.begin() as session:
        assert session.scalars(select(ShopRefund.amount_fen).where(ShopRefund.key == number)).all() == [9000]
