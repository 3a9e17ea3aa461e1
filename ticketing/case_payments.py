"""Paying what a case has come to; above an agent's right with the consent of a second person."""

from datetime import datetime

from sqlalchemy.orm import Session

from ticketing.aftersales_money import check_right, is_within_right, pay, settled_sum
from ticketing.case_moves import begin, move, tell_since, write
from ticketing.errors import NoProposal, OwnProposal, ProposalOpen, SumNotAllowed, TextEmpty
from ticketing.models import AftersalesCase, Agent, CaseProposal
from ticketing.policy import policy_of
from ticketing.rules.actors import Actor
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.case_steps import Step
from ticketing.rules.cases import CaseStatus
from ticketing.rules.money import Fen
from ticketing.shop import Refund
from ticketing.wording import yuan


def pay_and_close(session: Session, case: AftersalesCase, by: Actor, now: datetime) -> None:
    """Pay the settled sum and end the case. Raises OverLimit, SumNotAllowed."""
    refund = pay(session, case, now)
    move(session, case, CaseStatus.REFUNDED, by, now, note=_paid_text(refund))
    move(session, case, CaseStatus.CLOSED, by, now)


def pay_instead(session: Session, case: AftersalesCase, by: Actor, now: datetime) -> None:
    """Money for goods that cannot be exchanged: by rule up to the operator's limit, else a person looks."""
    if case.refund_fen is not None and case.refund_fen <= policy_of(session).approve_by_rule_up_to_fen:
        case.authorized_fen = case.refund_fen
        pay_and_close(session, case, by, now)


def refund(session: Session, case: AftersalesCase, *, agent: Agent, now: datetime) -> None:
    """Pay what is due, within the agent's right. Raises OverLimit, IllegalMove."""
    begin(session, case, Step.REFUND)
    known = len(case.events)
    check_right(session, agent, case.refund_fen)
    case.authorized_fen, case.decider = case.refund_fen, agent
    pay_and_close(session, case, agent_actor(agent.id, agent.name), now)
    tell_since(session, case, known, now)


def open_proposal(case: AftersalesCase) -> CaseProposal | None:
    """The payment that waits for a second person."""
    return next((each for each in case.proposals if each.state == "open"), None)


def propose(
    session: Session,
    case: AftersalesCase,
    *,
    agent: Agent,
    refund_fen: Fen | None,
    note: str,
    now: datetime,
) -> CaseProposal:
    """Ask a second person for a payment above the own right; nothing moves, the shopper hears nothing.

    Raises TextEmpty, ProposalOpen, SumNotAllowed (also for a sum that the agent may approve himself).
    """
    status = begin(session, case, Step.PROPOSE)
    if open_proposal(case) is not None:
        raise ProposalOpen("已经有一笔付款在等批准，请先等结果。")
    if not note.strip():
        raise TextEmpty("请写明理由，批准的同事要看。")
    amount = case.refund_fen if status is CaseStatus.REFUND_DUE else settled_sum(case, refund_fen)
    if amount is None:
        raise SumNotAllowed("这一步不付款，不用他人批准。")
    if is_within_right(agent, amount):
        raise SumNotAllowed(f"{yuan(amount)} 在您的权限内，可以直接处理。")
    proposal = CaseProposal(amount_fen=amount, note=note.strip(), proposed_by=agent.id, proposed_at=now)
    proposal.state, proposal.proposer = "open", agent
    case.proposals.append(proposal)
    by = agent_actor(agent.id, agent.name)
    write(session, case, status, status, by, now, step=Step.PROPOSE, note=f"{yuan(amount)}：{note.strip()}")
    return proposal


def check_second(session: Session, case: AftersalesCase, agent: Agent) -> CaseProposal:
    """The open proposal, if this agent may decide it: raises NoProposal, OwnProposal, OverLimit."""
    proposal = open_proposal(case)
    if proposal is None:
        raise NoProposal("这张售后单没有等待批准的付款。")
    if proposal.proposed_by == agent.id:
        raise OwnProposal("付款要由另一位同事批准，不能批自己提的。")
    check_right(session, agent, proposal.amount_fen)
    return proposal


def reject_proposal(
    session: Session, case: AftersalesCase, *, agent: Agent, note: str, now: datetime
) -> None:
    """Say no to a payment; the case stays. Raises NoProposal, OwnProposal, OverLimit, TextEmpty."""
    status = begin(session, case, Step.REJECT_PROPOSAL)
    proposal = check_second(session, case, agent)
    if not note.strip():
        raise TextEmpty("请写明为什么不批。")
    settle(proposal, "rejected", agent, now)
    by = agent_actor(agent.id, agent.name)
    write(session, case, status, status, by, now, step=Step.REJECT_PROPOSAL, note=note.strip())


def settle(proposal: CaseProposal, state: str, agent: Agent, now: datetime) -> None:
    """Write down who decided a proposal, and how."""
    proposal.state, proposal.decided_by, proposal.decided_at = state, agent.id, now


def _paid_text(refund: Refund) -> str:
    in_kind = [f"{refund.points_back} 积分"] if refund.points_back else []
    in_kind += [f"优惠券「{title}」" for title in refund.coupons_back]
    also = f"，{'、'.join(in_kind)}也退回账户" if in_kind else ""
    return f"{yuan(refund.amount_fen)}{also}"
