"""What somebody may do with a case now, and what each step asks for: clients draw it and decide nothing."""

from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session
from typing_extensions import TypedDict

from ticketing.aftersales_money import is_within_right, may_pay_freight, sum_bounds
from ticketing.case_exchanges import variants
from ticketing.case_moves import kind_of
from ticketing.case_payments import open_proposal
from ticketing.case_words import STEP_TEXTS
from ticketing.holidays import calendar_of
from ticketing.models import AftersalesCase, Agent
from ticketing.rules.case_parcels import CARRIERS
from ticketing.rules.case_pickups import HALF_DAY_TEXTS, HOURS, slots
from ticketing.rules.case_steps import Side, Step, steps_at
from ticketing.rules.cases import FREIGHT_BY_RULE_UP_TO_FEN, PAYS, CaseStatus, Kind
from ticketing.rules.money import Fen
from ticketing.rules.routes import Route

FieldKind = Literal["text", "money", "choice", "choices", "date", "yes_no", "texts"]


class OptionView(TypedDict):
    """One of a field's answers."""

    value: str
    title: str


class FieldView(TypedDict):
    """One thing that a step asks for, under its name in the step's body. Sums in fen."""

    name: str
    title: str
    kind: FieldKind
    required: bool
    options: list[OptionView]
    least_fen: int | None
    most_fen: int | None
    value: str | int | None


class StepView(TypedDict):
    """One step that may be taken now. `primary`: the way on; the others are ways out."""

    step: str
    title: str
    primary: bool
    asks: list[FieldView]


PRIMARY = {
    Step.APPROVE,
    Step.PROPOSE,
    Step.APPROVE_PROPOSAL,
    Step.RECEIVE,
    Step.INSPECT,
    Step.ACCEPT_GOODS,
    Step.REFUND,
    Step.RESERVE,
    Step.SEND_REPLACEMENT,
    Step.DIAGNOSE,
    Step.PARTS_ARRIVED,
    Step.REPAIRED,
    Step.SEND_BACK,
    Step.ADD_DETAILS,
    Step.GIVE_PARCEL,
    Step.ACCEPT_OFFER,
    Step.CHOOSE_VARIANT,
    Step.ACCEPT_QUOTE,
    Step.CONFIRM_RECEIPT,
}


def agent_steps(case: AftersalesCase, agent: Agent) -> list[StepView]:
    """What this agent may do: above his right he proposes, and a proposal needs a second person."""
    return [
        _view(step, _agent_fields(case, step, agent))
        for step in steps_at(kind_of(case), CaseStatus(case.status), Side.AGENT)
        if _agent_may(case, step, agent)
    ]


def shopper_steps(session: Session, case: AftersalesCase, now: datetime) -> list[StepView]:
    """What the shopper may do."""
    return [
        _view(step, _shopper_fields(session, case, step, now))
        for step in steps_at(kind_of(case), CaseStatus(case.status), Side.SHOPPER)
        if _shopper_may(session, case, step, now)
    ]


def _agent_may(case: AftersalesCase, step: Step, agent: Agent) -> bool:
    proposal = open_proposal(case)
    if step in {Step.APPROVE_PROPOSAL, Step.REJECT_PROPOSAL}:
        if proposal is None or proposal.proposed_by == agent.id:
            return False
        return is_within_right(agent, proposal.amount_fen)
    right = is_within_right(agent, _to_pay(case))
    if step is Step.PROPOSE:
        return proposal is None and not right
    return right if step in {Step.APPROVE, Step.REFUND} else True


def _to_pay(case: AftersalesCase) -> Fen | None:
    """The least that approving now costs; None where no money is in question or a person names the sum."""
    if Route(case.route) in PAYS or case.status == CaseStatus.REFUND_DUE:
        return case.refund_fen
    return None


def _shopper_may(session: Session, case: AftersalesCase, step: Step, now: datetime) -> bool:
    pickup = case.progress.get("pickup")
    if step is Step.CANCEL and case.status == CaseStatus.RETURNING:
        return pickup is not None and datetime.fromisoformat(pickup["begins_at"]) > now
    if step is Step.BOOK_PICKUP:
        return "parcel" not in case.progress
    if step is Step.ACCEPT_QUOTE:
        valid_until = case.progress["quote"]["valid_until"]
        return valid_until is None or datetime.fromisoformat(valid_until) > now
    return bool(variants(session, case)) if step is Step.CHOOSE_VARIANT else True


def _agent_fields(case: AftersalesCase, step: Step, agent: Agent) -> list[FieldView]:
    if step in {Step.APPROVE, Step.PROPOSE}:
        return [*_sum(case, agent, step), _text("note", "说明", required=step is Step.PROPOSE)]
    if step in {Step.SEND_REPLACEMENT, Step.SEND_BACK}:
        fee = case.progress["quote"]["amount_fen"] if case.status == CaseStatus.REPAIRED else 0
        asked = [_field("fee_received", "维修费已收到", "yes_no", required=True)] if fee else []
        return [*_parcel(), *asked]
    if step is Step.INSPECT:
        return _inspection(case)
    if step is Step.OFFER:
        most = (case.refund_fen or 1) - 1
        return [
            _field("refund_fen", "退款金额", "money", required=True, least=1, most=most),
            _text("note", "原因", required=True),
        ]
    if step is Step.DIAGNOSE:
        may_cost = case.status != CaseStatus.INSPECTED
        cost = [
            _field("amount_fen", "维修费", "money", required=True, least=0, value=0),
            _field("valid_until", "报价有效到", "date"),
        ]
        parts = _field("parts", "配件", "texts")
        return [_text("findings", "检测结果", required=True), parts, *(cost if may_cost else [])]
    if step in {Step.REFUND, Step.RESERVE, Step.PARTS_ARRIVED}:
        return []
    return [_text("note", "说明", required=step in NEED_A_NOTE)]


NEED_A_NOTE = {
    Step.REFUSE,
    Step.ASK_MORE,
    Step.REJECT_PROPOSAL,
    Step.REFUSE_GOODS,
    Step.WAIT_FOR_PARTS,
    Step.STOP_REPAIR,
}


def _shopper_fields(session: Session, case: AftersalesCase, step: Step, now: datetime) -> list[FieldView]:
    if step is Step.GIVE_PARCEL:
        return _parcel()
    if step is Step.BOOK_PICKUP:
        offered = [
            OptionView(
                value=slot.code,
                title=f"{slot.day.month}月{slot.day.day}日 {HALF_DAY_TEXTS[slot.half]} "
                f"{HOURS[slot.half][0]:%H:%M}–{HOURS[slot.half][1]:%H:%M}",
            )
            for slot in slots(now, calendar_of(session))
        ]
        return [_field("slot", "上门时间", "choice", required=True, options=offered)]
    if step is Step.CHOOSE_VARIANT:
        there = [OptionView(value=sku, title=sku) for sku in variants(session, case)]
        return [_field("sku", "款式", "choice", required=True, options=there)]
    return [_text("description", "说明", required=True)] if step is Step.ADD_DETAILS else []


def _sum(case: AftersalesCase, agent: Agent, step: Step) -> list[FieldView]:
    if Route(case.route) not in PAYS:
        return []
    least, most = sum_bounds(case)
    if step is Step.APPROVE:
        most = min(most, agent.refund_limit_fen)
    required = least is None
    field = _field(
        "refund_fen", "退款金额", "money", required=required, least=least or 1, most=most, value=least
    )
    return [field]


def _inspection(case: AftersalesCase) -> list[FieldView]:
    results = [OptionView(value="ok", title="没有问题"), OptionView(value="not_ok", title="有问题")]
    fields = [
        _field("result", "结果", "choice", required=True, options=results),
        _text("findings", "看到的问题"),
    ]
    gifts = case.facts["question"]["line"]["gifts"]
    if gifts and kind_of(case) is Kind.RETURN:
        named = [OptionView(value=gift["name"], title=gift["name"]) for gift in gifts]
        fields.append(_field("gifts_back", "一起退回的赠品", "choices", options=named))
    if may_pay_freight(case):
        most = FREIGHT_BY_RULE_UP_TO_FEN
        fields.append(_field("freight_fen", "退给顾客的运费", "money", least=0, most=most, value=0))
    return fields


def _parcel() -> list[FieldView]:
    known = [OptionView(value=code, title=carrier.name) for code, carrier in CARRIERS.items()]
    return [
        _field("carrier", "快递公司", "choice", required=True, options=known),
        _text("parcel_number", "快递单号", required=True),
    ]


def _text(name: str, title: str, *, required: bool = False) -> FieldView:
    return _field(name, title, "text", required=required)


def _field(
    name: str,
    title: str,
    kind: FieldKind,
    *,
    required: bool = False,
    options: list[OptionView] | None = None,
    least: Fen | None = None,
    most: Fen | None = None,
    value: str | int | None = None,
) -> FieldView:
    return {
        "name": name,
        "title": title,
        "kind": kind,
        "required": required,
        "options": options or [],
        "least_fen": least,
        "most_fen": most,
        "value": value,
    }


def _view(step: Step, asks: list[FieldView]) -> StepView:
    return {"step": step.value, "title": STEP_TEXTS[step], "primary": step in PRIMARY, "asks": asks}
