"""Who works on a ticket: by hand, or to the online agent of its group with the least to do."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ticketing import history
from ticketing.errors import AgentNotFound, GroupNotFound
from ticketing.models import Agent, Group, Ticket
from ticketing.rules import routing
from ticketing.rules.actors import SYSTEM, Actor
from ticketing.rules.routing import Desk, Team
from ticketing.rules.states import Status

AT_WORK = (Status.NEW, Status.OPEN)
"""A ticket in these waits for us and takes up a place on its agent's desk."""
FAIRNESS_WINDOW = timedelta(days=1)
"""Who got the last ticket is remembered for so long, to share few tickets evenly."""
BATCH = 200
DESKS_LOCK = 0x4855495348  # any number that nothing else in the database locks


def assign(
    session: Session, ticket: Ticket, assignee_id: int | None, by: Actor, now: datetime, *, reason: str = ""
) -> Ticket:
    """Give a ticket to an active agent, or with None back to its group's queue; one event if that changes it.

    Raises AgentNotFound. By hand nobody's capacity counts: people may agree on more.
    """
    if assignee_id == ticket.assignee_id:
        return ticket
    assignee = None if assignee_id is None else session.get(Agent, assignee_id)
    if assignee_id is not None and (assignee is None or not assignee.is_active):
        raise AgentNotFound("没有这位在职客服，请换一位。")
    former = ticket.assignee.name if ticket.assignee else None
    ticket.assignee = assignee
    session.flush()
    history.record(
        session,
        ticket,
        "assigned",
        actor=by,
        now=now,
        from_value=former,
        to_value=assignee.name if assignee else None,
        reason=reason,
        data={"assignee_id": assignee_id},
    )
    return ticket


def assign_group(session: Session, ticket: Ticket, group_id: int | None, by: Actor, now: datetime) -> Ticket:
    """Send a ticket to another group; an assignee who is not in it gives it up. Raises GroupNotFound."""
    if group_id == ticket.group_id:
        return ticket
    group = None if group_id is None else session.get(Group, group_id)
    if group_id is not None and group is None:
        raise GroupNotFound("没有这个客服组，请换一个。")
    former = ticket.group.name if ticket.group else None
    ticket.group = group
    session.flush()
    history.record(
        session,
        ticket,
        "assigned",
        actor=by,
        now=now,
        from_value=former,
        to_value=group.name if group else None,
        data={"group_id": group_id},
    )
    assignee = ticket.assignee
    if assignee and group_id not in {group.id for group in assignee.groups}:
        assign(session, ticket, None, by, now)
    return ticket


def group_for(session: Session, category1: str) -> int | None:
    """The id of the group that takes a category; None while there are no groups."""
    return routing.team_for(category1, _teams(session))


def fill(session: Session, now: datetime) -> list[Ticket]:
    """Give waiting tickets to agents with room, oldest first; those that found somebody.

    Called whenever a ticket arrives or a place gets free. Safe with several at once: see `lock_desks`.
    """
    lock_desks(session)
    desks = _desks(session, now)
    teams = _teams(session)
    overflow = [team.group_id for team in teams if not team.categories]
    given: list[Ticket] = []
    while open_to := routing.served(desks, [team.group_id for team in teams], overflow):
        waiting = _waiting(session, open_to)
        for ticket in waiting:
            agent_id = routing.pick(desks, ticket.group_id, overflow)
            if agent_id is None:
                continue
            given.append(assign(session, ticket, agent_id, SYSTEM, now))
            desks = [_one_more(desk, now) if desk.agent_id == agent_id else desk for desk in desks]
        if len(waiting) < BATCH:
            break
    return given


def lock_desks(session: Session) -> None:
    """Until the commit nobody else gives tickets out, comes or leaves: nobody gets more than fits.

    Whoever also locks tickets does so before, or skips locked ones. It is one lock and not the agents'
    rows, since who comes to the desk has changed his own row already. SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(DESKS_LOCK)))


def _one_more(desk: Desk, now: datetime) -> Desk:
    return Desk(desk.agent_id, desk.group_ids, desk.load + 1, desk.capacity, now)


def _teams(session: Session) -> list[Team]:
    return [Team(group.id, frozenset(group.categories)) for group in session.scalars(select(Group))]


def _waiting(session: Session, group_ids: Iterable[int | None]) -> Sequence[Ticket]:
    """The oldest tickets without an assignee of groups that can take one; None is "no group"."""
    known = [group_id for group_id in group_ids if group_id is not None]
    return (
        session.scalars(
            select(Ticket)
            .where(
                Ticket.assignee_id.is_(None),
                Ticket.status.in_(AT_WORK),
                Ticket.group_id.in_(known) | Ticket.group_id.is_(None),
            )
            .order_by(Ticket.opened_at, Ticket.id)
            .limit(BATCH)
            .with_for_update(of=Ticket, skip_locked=True, key_share=True)
        )
        .unique()
        .all()
    )


def _desks(session: Session, now: datetime) -> list[Desk]:
    """The online agents with their load."""
    online = session.scalars(
        select(Agent)
        .where(Agent.is_active, Agent.is_online)
        .order_by(Agent.id)
        .execution_options(populate_existing=True)
    ).all()
    at_work = Ticket.status.in_(AT_WORK)
    rows = session.execute(
        select(
            Ticket.assignee_id,
            func.sum(case((at_work, 1), else_=0)).label("load"),
            func.max(Ticket.opened_at),
        )
        .where(
            Ticket.assignee_id.in_([agent.id for agent in online]),
            at_work | (Ticket.opened_at > now - FAIRNESS_WINDOW),
        )
        .group_by(Ticket.assignee_id)
    )
    loads = {assignee_id: (int(load), last) for assignee_id, load, last in rows}
    return [
        Desk(
            agent.id,
            frozenset(group.id for group in agent.groups),
            loads.get(agent.id, (0, None))[0],
            agent.capacity,
            loads.get(agent.id, (0, None))[1],
        )
        for agent in online
    ]
