"""For the assistant: what may be done about an order line, and cases for it."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy.orm import Session
from typing_extensions import TypedDict

from api.bot_seam import BuyerDep, Number, OnceDep, OrderNumber, TalkDep, seam_router
from api.deps import NowDep, SessionDep, SettingsDep
from api.message_views import signer
from api.settings import Settings
from api.shopper_steps import MOST_PHOTOS, Photo, ShopperStep
from api.text_fields import Paragraphs
from ticketing import aftersales, case_returns
from ticketing.aftersales_answer import DecisionAnswer
from ticketing.aftersales_facts import ConditionBody
from ticketing.aftersales_questions import Report, decide_line, get_line
from ticketing.case_forms import StepView, shopper_steps
from ticketing.case_timeline import TimelineView, next_text, timeline
from ticketing.case_views import CaseBrief, case_brief, ticket_numbers
from ticketing.case_words import timeline_text
from ticketing.models import AftersalesCase
from ticketing.policy import policy_of
from ticketing.rules.aftersales_facts import Fault, Reason, Wish
from ticketing.rules.cases import GOODS_COME_BACK, CaseStatus
from ticketing.rules.routes import Route
from ticketing.shop import shop_of
from ticketing.shop.cards import LineCard, line_card

router = seam_router()
MOST_PIECES = 1_000_000


class ReportBody(BaseModel):
    """What the shopper reports of one line; what is left out of `condition` is unknown."""

    order_number: Number
    line_id: Number
    wish: Wish = Wish.UNKNOWN
    reason: Reason
    quantity: int = Field(default=1, ge=1, le=MOST_PIECES)
    condition: ConditionBody = ConditionBody()
    fault: Fault | None = None
    serious: bool | None = None

    def report(self) -> Report:
        """The same for the use case."""
        return Report(
            line_id=self.line_id,
            wish=self.wish,
            reason=self.reason,
            quantity=self.quantity,
            condition=self.condition.model_dump(),
            fault=self.fault,
            serious=self.serious,
        )


class ApplicationBody(ReportBody):
    """A route that is open, with what an agent should see."""

    route: Route
    description: Annotated[Paragraphs, Field(max_length=1000)] = ""
    photos: list[Photo] = Field(default=[], max_length=MOST_PHOTOS)


class LineDecision(TypedDict):
    """The rules' answer for a real order line."""

    decision: DecisionAnswer
    line: LineCard
    order_number: str
    text_by_route: dict[str, str]


class ReturnAddressView(TypedDict):
    """Where the goods go back to."""

    receiver: str
    phone: str
    address: str


class OwnCase(CaseBrief):
    """The shopper's case: where it stands, what he may do; the address only once the goods may be sent.

    `timeline_text` says the timeline in a few lines.
    """

    next_step_text: str
    return_address: ReturnAddressView | None
    timeline: TimelineView
    timeline_text: str
    possible_steps: list[StepView]


class OwnCases(TypedDict):
    """The shopper's cases, newest first."""

    items: list[OwnCase]


@router.post("/aftersales-decisions")
def decide(buyer: BuyerDep, body: ReportBody, session: SessionDep, now: NowDep) -> LineDecision:
    """All six routes for one line of an own order."""
    order = buyer.shop.get_order(buyer.member_id, body.order_number)
    answer = decide_line(order, body.report(), now, policy_of(session))
    return {
        "decision": answer,
        "line": line_card(order, get_line(order, body.line_id)),
        "order_number": order.number,
        "text_by_route": {route["route"]: route["explain"] for route in answer["routes"]},
    }


@router.post("/cases", status_code=201)
def open_case(talk: TalkDep, once: OnceDep, body: ApplicationBody, settings: SettingsDep) -> OwnCase:
    """Open a case; approved at once where the rules alone may."""
    application = aftersales.Application(
        order_number=body.order_number,
        report=body.report(),
        route=body.route,
        description=body.description,
        photos=body.photos,
    )

    def work() -> OwnCase:
        case = aftersales.open_case(once.session, talk, application, key=once.key, now=once.now)
        return own_case(once.session, case, settings, once.now)

    return once("case", work)


@router.get("/cases")
def list_cases(talk: TalkDep, session: SessionDep, settings: SettingsDep, now: NowDep) -> OwnCases:
    """The shopper's cases."""
    found = aftersales.cases_of(session, talk.customer_id)
    return {"items": [own_case(session, case, settings, now) for case in found]}


@router.get("/cases/{number}")
def read_case(
    number: OrderNumber, talk: TalkDep, session: SessionDep, settings: SettingsDep, now: NowDep
) -> OwnCase:
    """One of them: 到哪一步了."""
    case = aftersales.get_own_case(session, talk.customer_id, number)
    return own_case(session, case, settings, now)


@router.post("/cases/{number}/steps", status_code=201)
def take_step(
    number: OrderNumber, body: ShopperStep, talk: TalkDep, once: OnceDep, settings: SettingsDep
) -> OwnCase:
    """One step of `possible_steps` in the shopper's name; the assistant says itself what came of it."""

    def work() -> OwnCase:
        case = aftersales.get_own_case(once.session, talk.customer_id, number)
        body.take(once.session, case, once.now)
        return own_case(once.session, case, settings, once.now)

    return once(f"step-{number}", work)


@router.post("/cases/{number}/cancellations", status_code=201)
def cancel_case(number: OrderNumber, talk: TalkDep, once: OnceDep, settings: SettingsDep) -> OwnCase:
    """The shopper takes his request back."""

    def work() -> OwnCase:
        case = aftersales.get_own_case(once.session, talk.customer_id, number)
        case_returns.cancel(once.session, case, now=once.now)
        return own_case(once.session, case, settings, once.now)

    return once(f"cancel-{number}", work)


def own_case(session: Session, case: AftersalesCase, settings: Settings, now: datetime) -> OwnCase:
    """A case for its shopper."""
    address = shop_of(session).return_address()
    may_send = case.status == CaseStatus.APPROVED and Route(case.route) in GOODS_COME_BACK
    text = next_text(session, case, now)
    return {
        **case_brief(case, ticket_numbers(session, [case]), signer(settings, now)),
        "next_step_text": text,
        "return_address": {
            "receiver": address.receiver,
            "phone": address.phone,
            "address": address.address,
        }
        if may_send
        else None,
        "timeline": timeline(session, case, now, for_agent=False),
        "timeline_text": timeline_text(case, text),
        "possible_steps": shopper_steps(session, case, now),
    }
