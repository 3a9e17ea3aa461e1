"""The steps that carry a case on: who may take which, at which kind, from which status to which."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from ticketing.rules.cases import MOVES, CaseStatus, Kind

S = CaseStatus


class Side(StrEnum):
    """Who takes a step."""

    AGENT = "agent"
    SHOPPER = "shopper"


class Step(StrEnum):
    """See STEPS; the words are in `ticketing.case_words`."""

    APPROVE = "approve"
    REFUSE = "refuse"
    ASK_MORE = "ask_more"
    PROPOSE = "propose"
    APPROVE_PROPOSAL = "approve_proposal"
    REJECT_PROPOSAL = "reject_proposal"
    RECEIVE = "receive"
    INSPECT = "inspect"
    ACCEPT_GOODS = "accept_goods"
    OFFER = "offer"
    REFUSE_GOODS = "refuse_goods"
    REFUND = "refund"
    RESERVE = "reserve"
    SEND_REPLACEMENT = "send_replacement"
    DIAGNOSE = "diagnose"
    WAIT_FOR_PARTS = "wait_for_parts"
    PARTS_ARRIVED = "parts_arrived"
    REPAIRED = "repaired"
    STOP_REPAIR = "stop_repair"
    SEND_BACK = "send_back"
    CLOSE = "close"
    ADD_DETAILS = "add_details"
    GIVE_PARCEL = "give_parcel"
    BOOK_PICKUP = "book_pickup"
    ACCEPT_OFFER = "accept_offer"
    DECLINE_OFFER = "decline_offer"
    WAIT_FOR_STOCK = "wait_for_stock"
    CHOOSE_VARIANT = "choose_variant"
    CHOOSE_REFUND = "choose_refund"
    ACCEPT_QUOTE = "accept_quote"
    DECLINE_QUOTE = "decline_quote"
    CONFIRM_RECEIPT = "confirm_receipt"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class StepRule:
    """`at`: where it may be taken. `to`: the first status it leads to, one of these; empty: it stays."""

    side: Side
    at: Set[CaseStatus]
    to: Set[CaseStatus]
    kinds: Set[Kind] = frozenset(Kind)


GOODS = frozenset({Kind.RETURN, Kind.EXCHANGE, Kind.REPAIR})
RETURN, EXCHANGE, REPAIR = (frozenset({kind}) for kind in (Kind.RETURN, Kind.EXCHANGE, Kind.REPAIR))
MONEY = frozenset(Kind) - REPAIR
REVIEWED = frozenset({S.APPLIED, S.MORE_ASKED})
STOCK_MISSING = frozenset({S.OUT_OF_STOCK, S.WAITING_FOR_STOCK})
PAYABLE = REVIEWED | {S.REFUND_DUE}


def _agent(at: Set[CaseStatus], *to: CaseStatus, kinds: Set[Kind] = frozenset(Kind)) -> StepRule:
    return StepRule(Side.AGENT, at, frozenset(to), kinds)


def _shopper(at: Set[CaseStatus], *to: CaseStatus, kinds: Set[Kind] = frozenset(Kind)) -> StepRule:
    return StepRule(Side.SHOPPER, at, frozenset(to), kinds)


STEPS: Mapping[Step, StepRule] = {
    Step.APPROVE: _agent(REVIEWED, S.APPROVED),
    Step.REFUSE: _agent(REVIEWED, S.REFUSED),
    Step.ASK_MORE: _agent(REVIEWED, S.MORE_ASKED),
    Step.PROPOSE: _agent(PAYABLE, kinds=MONEY),
    Step.APPROVE_PROPOSAL: _agent(PAYABLE, S.APPROVED, S.REFUNDED, kinds=MONEY),
    Step.REJECT_PROPOSAL: _agent(PAYABLE, kinds=MONEY),
    Step.RECEIVE: _agent({S.APPROVED, S.RETURNING}, S.RECEIVED, kinds=GOODS),
    Step.INSPECT: _agent({S.RECEIVED}, S.INSPECTED, S.OBJECTED, kinds=GOODS),
    Step.ACCEPT_GOODS: _agent({S.OBJECTED}, S.INSPECTED, kinds=GOODS),
    Step.OFFER: _agent({S.OBJECTED}, S.OFFERED, kinds=RETURN),
    Step.REFUSE_GOODS: _agent({S.OBJECTED}, S.SENDING_BACK, kinds=GOODS),
    Step.REFUND: _agent({S.REFUND_DUE}, S.REFUNDED, kinds=EXCHANGE),
    Step.RESERVE: _agent(STOCK_MISSING, S.RESERVED, S.OUT_OF_STOCK, kinds=EXCHANGE),
    Step.SEND_REPLACEMENT: _agent({S.RESERVED}, S.REPLACEMENT_SENT, kinds=EXCHANGE),
    Step.DIAGNOSE: _agent({S.INSPECTED, S.OBJECTED, S.QUOTED}, S.QUOTED, kinds=REPAIR),
    Step.WAIT_FOR_PARTS: _agent({S.REPAIRING}, S.WAITING_FOR_PARTS, kinds=REPAIR),
    Step.PARTS_ARRIVED: _agent({S.WAITING_FOR_PARTS}, S.REPAIRING, kinds=REPAIR),
    Step.REPAIRED: _agent({S.REPAIRING}, S.REPAIRED, kinds=REPAIR),
    Step.STOP_REPAIR: _agent({S.INSPECTED, S.REPAIRING, S.WAITING_FOR_PARTS}, S.SENDING_BACK, kinds=REPAIR),
    Step.SEND_BACK: _agent({S.SENDING_BACK, S.REPAIRED}, S.SENT_BACK, kinds=GOODS),
    Step.CLOSE: _agent({S.SENT_BACK, S.REPLACEMENT_SENT}, S.CLOSED, kinds=GOODS),
    Step.ADD_DETAILS: _shopper({S.MORE_ASKED}, S.APPLIED),
    Step.GIVE_PARCEL: _shopper({S.APPROVED, S.RETURNING}, S.RETURNING, kinds=GOODS),
    Step.BOOK_PICKUP: _shopper({S.APPROVED, S.RETURNING}, S.RETURNING, kinds=GOODS),
    Step.ACCEPT_OFFER: _shopper({S.OFFERED}, S.INSPECTED, kinds=RETURN),
    Step.DECLINE_OFFER: _shopper({S.OFFERED}, S.OBJECTED, kinds=RETURN),
    Step.WAIT_FOR_STOCK: _shopper({S.OUT_OF_STOCK}, S.WAITING_FOR_STOCK, kinds=EXCHANGE),
    Step.CHOOSE_VARIANT: _shopper(STOCK_MISSING, S.RESERVED, S.OUT_OF_STOCK, kinds=EXCHANGE),
    Step.CHOOSE_REFUND: _shopper(STOCK_MISSING, S.REFUND_DUE, kinds=EXCHANGE),
    Step.ACCEPT_QUOTE: _shopper({S.QUOTED}, S.REPAIRING, kinds=REPAIR),
    Step.DECLINE_QUOTE: _shopper({S.QUOTED}, S.SENDING_BACK, kinds=REPAIR),
    Step.CONFIRM_RECEIPT: _shopper({S.SENT_BACK, S.REPLACEMENT_SENT}, S.CLOSED, kinds=GOODS),
    Step.CANCEL: _shopper(REVIEWED | {S.APPROVED, S.RETURNING}, S.CANCELLED),
}


def is_possible(step: Step, kind: Kind, status: CaseStatus) -> bool:
    """Whether the tables let anybody take this step now; what else it needs is the step's own check."""
    rule = STEPS[step]
    if kind not in rule.kinds or status not in rule.at:
        return False
    return not rule.to or bool(rule.to & MOVES[kind][status])


def steps_at(kind: Kind, status: CaseStatus, side: Side) -> list[Step]:
    """What one side may do now, in the order of `Step`."""
    return [step for step in Step if STEPS[step].side is side and is_possible(step, kind, status)]
