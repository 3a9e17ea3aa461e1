"""The operator's page of rules: what is in force, changes, and stored cases through unsaved changes."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from api.deps import LeadDep, NowDep, SessionDep
from api.rule_shapes import ChangedBy, ChangesBody, DifferenceShape, OutcomeShape, ReplayShape, Rules
from api.text_fields import RowId, Sentence
from ticketing import policy
from ticketing.policy_views import changed_by, policy_view
from ticketing.replays import replay_cases
from ticketing.rules.replay import Difference, Outcome

router = APIRouter(prefix="/rules", tags=["rules"])
SHOWN = 500
"""Differences that an answer lists; all are counted."""


class SavedChanges(ChangesBody):
    """Changes to put in force, and why."""

    note: Sentence = ""


class TriedChanges(ChangesBody):
    """Unsaved changes, and the cases to try them on by the day they were opened."""

    since: AwareDatetime
    until: AwareDatetime


@router.get("")
def show(session: SessionDep, lead: LeadDep) -> Rules:
    """Rules, promises, limits and calendar in force, with the latest changes."""
    return Rules.model_validate(policy_view(session))


@router.get("/changes")
def list_changes(
    session: SessionDep,
    lead: LeadDep,
    before: Annotated[RowId | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> list[ChangedBy]:
    """Who changed what, newest first, from before a known one on."""
    return [ChangedBy.model_validate(changed_by(row)) for row in policy.history(session, before, limit)]


@router.post("/changes", status_code=201)
def save(body: SavedChanges, session: SessionDep, lead: LeadDep, now: NowDep) -> Rules:
    """Put changes in force, all or none."""
    policy.save(session, _read(body), lead, body.note.strip(), now)
    return Rules.model_validate(policy_view(session))


@router.post("/replays")
def replay(body: TriedChanges, session: SessionDep, lead: LeadDep, now: NowDep) -> ReplayShape:
    """What the changes would have decided otherwise; nothing is saved."""
    edited = policy.policy_with(session, _read(body), now)
    found = replay_cases(session, policy.policy_of(session), edited, since=body.since, until=body.until)
    return ReplayShape(
        cases=found.cases,
        unread=found.unread,
        changed=found.changed,
        found=len(found.differences),
        counts=found.counts,
        items=[_difference(one) for one in found.differences[:SHOWN]],
    )


def _read(body: ChangesBody) -> list[policy.Change]:
    return [policy.Change(one.subject, one.key, one.value) for one in body.changes]


def _difference(one: Difference) -> DifferenceShape:
    return DifferenceShape(
        case_number=one.number,
        route=one.route.value,
        is_own=one.is_own,
        fields=list(one.fields),
        before=_outcome(one.before),
        after=_outcome(one.after),
    )


def _outcome(outcome: Outcome) -> OutcomeShape:
    return OutcomeShape(
        open=outcome.open,
        deadline=outcome.deadline,
        freight_payer=outcome.freight_payer.value if outcome.freight_payer else None,
        refund_fen=outcome.refund_fen,
        amount_due_fen=outcome.amount_due_fen,
        by_rule=outcome.by_rule,
        cited=outcome.cited,
    )
