"""The one way by which a case changes: every status, every line of its history, every word about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ticketing import history
from ticketing.case_clocks import case_moved
from ticketing.case_words import STEP_TEXTS, told
from ticketing.conversations import conversation_for
from ticketing.errors import AlreadyDecided, IllegalMove
from ticketing.messages import get_conversation, lock, notice
from ticketing.models import AftersalesCase, CaseEvent, Ticket
from ticketing.rules.actors import Actor
from ticketing.rules.case_steps import REVIEWED, Step, is_possible
from ticketing.rules.cases import KINDS, NAMES, CaseStatus, Kind, check_case_move
from ticketing.rules.owners import Owner
from ticketing.rules.routes import Route
from ticketing.shop import shop_of

FRESH = ["status", "refund_fen", "authorized_fen", "progress", "parcel_number"]


def kind_of(case: AftersalesCase) -> Kind:
    """Which of the state machines the case follows."""
    return KINDS[Route(case.route)]


def begin(session: Session, case: AftersalesCase, step: Step) -> CaseStatus:
    """Lock the case and look whether the step may be taken: its status, or IllegalMove, AlreadyDecided."""
    lock_case(session, case)
    status = CaseStatus(case.status)
    if is_possible(step, kind_of(case), status):
        return status
    if step in {Step.APPROVE, Step.REFUSE, Step.ASK_MORE} and status not in REVIEWED:
        raise AlreadyDecided(f"这张售后单{NAMES[status]}，不能再审核了。")
    raise IllegalMove(f"这张售后单{NAMES[status]}，现在不能{STEP_TEXTS[step]}。")


def lock_case(session: Session, case: AftersalesCase) -> None:
    """The conversation first, then the case: everybody in this order, so that nobody waits in a circle."""
    session.flush()
    if case.conversation_id is not None:
        lock(session, case.conversation_id)
    session.refresh(case, FRESH, with_for_update=True)
    session.refresh(case, ["events", "proposals"])


def move(
    session: Session,
    case: AftersalesCase,
    wanted: CaseStatus,
    by: Actor,
    now: datetime,
    *,
    step: Step | None = None,
    note: str = "",
) -> None:
    """Move one case and write it down; nothing else changes a status. Raises IllegalMove, AlreadyDecided.

    `note` is read by the shopper. A payment that was proposed before is void.
    """
    former = CaseStatus(case.status)
    check_case_move(kind_of(case), former, wanted)
    for proposal in case.proposals:
        if proposal.state == "open":
            proposal.state, proposal.decided_at = "dropped", now
    case.status, case.moved_at = wanted.value, now
    write(session, case, former, wanted, by, now, step=step, note=note)


def write(
    session: Session,
    case: AftersalesCase,
    former: CaseStatus | None,
    wanted: CaseStatus,
    by: Actor,
    now: datetime,
    *,
    step: Step | None = None,
    note: str = "",
) -> None:
    """One line in the history of the case and of its ticket; a step that moves nothing is written too."""
    case.events.append(
        CaseEvent(
            at=now,
            actor=by.kind,
            agent_id=by.agent_id,
            actor_name=by.name,
            from_value=former,
            to_value=wanted.value,
            step=step.value if step else "",
            note=note,
        )
    )
    session.flush()
    note_on_ticket(session, case, former, wanted, by, now, note)
    if former is not wanted:
        case_moved(session, case, now)


def note_on_ticket(
    session: Session,
    case: AftersalesCase,
    former: CaseStatus | None,
    wanted: CaseStatus,
    by: Actor,
    now: datetime,
    note: str,
) -> None:
    """The same line in the ticket's history, when the case has a ticket."""
    if case.ticket_id is None:
        return
    history.record(
        session,
        session.get_one(Ticket, case.ticket_id),
        "case",
        actor=by,
        now=now,
        from_value=former,
        to_value=wanted.value,
        reason=note,
        data={"case_number": case.number},
    )


def learn(case: AftersalesCase, **found: Any) -> None:
    """Put what a step has found into `progress`; None forgets it."""
    changed: Mapping[str, Any] = {**case.progress, **found}
    case.progress = {name: value for name, value in changed.items() if value is not None}


def tell(session: Session, case: AftersalesCase, text: str, now: datetime) -> None:
    """A line in the shopper's chat; in a new one when the old one is over."""
    if case.conversation_id is None:
        return
    conversation = get_conversation(session, case.conversation_id)
    if conversation.owner == Owner.CLOSED:
        conversation = conversation_for(session, case.customer, now)
    notice(session, conversation, "case_changed", text, now, case_number=case.number)


def tell_since(session: Session, case: AftersalesCase, known: int, now: datetime) -> None:
    """Tell the shopper in one line what happened after the first `known` events, and what comes next."""
    events = case.events[known:]
    if events:
        tell(session, case, told(case, events, shop_of(session).return_address()), now)
