"""The bodies of an agent's steps with a case: each names its step and does it."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy.orm import Session

from api.text_fields import Sentence, Storable, Words
from ticketing import aftersales, case_endings, case_exchanges, case_payments, case_repairs, case_returns
from ticketing.models import AftersalesCase, Agent

Sum = Annotated[int, Field(ge=0, le=1_000_000_000)]
CarrierCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,10}$")]
ParcelNumber = Annotated[str, Storable, StringConstraints(min_length=1, max_length=40)]
MOST_ITEMS = 20


class Approve(BaseModel):
    """Within the agent's right; the sum where the rules leave one to him."""

    step: Literal["approve"]
    note: Sentence = ""
    refund_fen: Sum | None = None

    def take(self, session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
        """Do it."""
        aftersales.decide_case(
            session, case, "approve", agent=agent, note=self.note, refund_fen=self.refund_fen, now=now
        )


class Decide(BaseModel):
    """No, or not yet; the shopper reads the note."""

    step: Literal["refuse", "ask_more"]
    note: Sentence

    def take(self, session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
        """Do it."""
        aftersales.decide_case(
            session, case, self.step, agent=agent, note=self.note, refund_fen=None, now=now
        )


class Propose(BaseModel):
    """Above the agent's right: a second person decides."""

    step: Literal["propose"]
    note: Sentence
    refund_fen: Sum | None = None

    def take(self, session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
        """Do it."""
        case_payments.propose(session, case, agent=agent, refund_fen=self.refund_fen, note=self.note, now=now)


class DecideProposal(BaseModel):
    """The second person's word."""

    step: Literal["approve_proposal", "reject_proposal"]
    note: Sentence = ""

    def take(self, session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
        """Do it."""
        if self.step == "approve_proposal":
            aftersales.approve_proposal(session, case, agent=agent, note=self.note, now=now)
        else:
            case_payments.reject_proposal(session, case, agent=agent, note=self.note, now=now)


class Plain(BaseModel):
    """A step that needs no more than a word, and often not even that."""

    step: Literal[
        "receive",
        "accept_goods",
        "refuse_goods",
        "refund",
        "reserve",
        "wait_for_parts",
        "parts_arrived",
        "repaired",
        "stop_repair",
        "close",
    ]
    note: Sentence = ""

    def take(self, session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
        """Do it."""
        without_note = {
            "refund": case_payments.refund,
            "reserve": case_exchanges.reserve,
            "parts_arrived": case_repairs.parts_arrived,
        }
        if self.step in without_note:
            without_note[self.step](session, case, agent=agent, now=now)
            return
        with_note = {
            "receive": case_returns.receive,
            "accept_goods": case_returns.accept_goods,
            "refuse_goods": case_returns.refuse_goods,
            "wait_for_parts": case_repairs.wait_for_parts,
            "repaired": case_repairs.repaired,
            "stop_repair": case_repairs.stop_repair,
            "close": case_endings.close,
        }
        with_note[self.step](session, case, agent=agent, note=self.note, now=now)


class Inspect(BaseModel):
    """What the warehouse saw; the gifts that came with the goods; the freight that the shopper advanced."""

    step: Literal["inspect"]
    result: Literal["ok", "not_ok"]
    findings: Sentence = ""
    gifts_back: list[Words] = Field(default=[], max_length=MOST_ITEMS)
    freight_fen: Sum = 0

    def take(self, session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
        """Do it."""
        case_returns.inspect(
            session,
            case,
            agent=agent,
            is_ok=self.result == "ok",
            findings=self.findings,
            gifts_back=self.gifts_back,
            freight_fen=self.freight_fen,
            now=now,
        )


class Offer(BaseModel):
    """Less than was asked for; paid only with the shopper's consent."""

    step: Literal["offer"]
    refund_fen: Sum
    note: Sentence

    def take(self, session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
        """Do it."""
        case_returns.offer(session, case, agent=agent, refund_fen=self.refund_fen, note=self.note, now=now)


class Diagnose(BaseModel):
    """What is broken, which parts, what it costs (0 in warranty), until which day the price stands."""

    step: Literal["diagnose"]
    findings: Sentence
    parts: list[Words] = Field(default=[], max_length=MOST_ITEMS)
    amount_fen: Sum = 0
    valid_until: date | None = None

    def take(self, session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
        """Do it."""
        case_repairs.diagnose(
            session,
            case,
            agent=agent,
            findings=self.findings,
            parts=self.parts,
            amount_fen=self.amount_fen,
            valid_until=self.valid_until,
            now=now,
        )


class SendReplacement(BaseModel):
    """The parcel with the new goods."""

    step: Literal["send_replacement"]
    carrier: CarrierCode
    parcel_number: ParcelNumber

    def take(self, session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
        """Do it."""
        case_exchanges.send_replacement(
            session, case, agent=agent, carrier=self.carrier, number=self.parcel_number, now=now
        )


class SendBack(BaseModel):
    """The parcel with the shopper's own goods."""

    step: Literal["send_back"]
    carrier: CarrierCode
    parcel_number: ParcelNumber
    fee_received: bool = False

    def take(self, session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
        """Do it."""
        case_repairs.send_back(
            session,
            case,
            agent=agent,
            carrier=self.carrier,
            number=self.parcel_number,
            fee_received=self.fee_received,
            now=now,
        )


AgentStep = Annotated[
    Approve
    | Decide
    | Propose
    | DecideProposal
    | Plain
    | Inspect
    | Offer
    | Diagnose
    | SendReplacement
    | SendBack,
    Field(discriminator="step"),
]
