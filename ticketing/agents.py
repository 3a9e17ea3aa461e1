"""Agents: signing in, presence, and who may do what."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from pwdlib import PasswordHash
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from ticketing import assignments, queueing
from ticketing.canned_replies import seed_replies
from ticketing.errors import AgentNotFound, GroupNotFound, LastAdmin, LoginTaken, WrongPassword
from ticketing.models import Agent, Group, Ticket
from ticketing.rules.actors import Actor

WRONG = "登录名或密码不对。"
ABSENT_AFTER = timedelta(minutes=10)
"""Without an open console or anything done: longer than a lost line, shorter than a shopper's patience."""
_passwords = PasswordHash.recommended()  # argon2id, 134 ms a check here: call in a thread


@cache
def _nobodys_hash() -> str:
    return _passwords.hash(secrets.token_urlsafe(16))


@dataclass(frozen=True)
class Known:
    """What is known of a login before its password is checked."""

    agent_id: int | None
    password_hash: str


def find_login(session: Session, login: str) -> Known:
    """The hash that a password has to fit; nobody's for an unknown login."""
    row = session.execute(
        select(Agent.id, Agent.password_hash).where(Agent.login == normal_login(login))
    ).first()
    return Known(row[0], row[1]) if row else Known(None, _nobodys_hash())


def log_in(session: Session, known: Known, password: str, now: datetime) -> Agent:
    """The active agent with this login and password, or raise WrongPassword.

    An unknown login takes as long as a wrong password and gets the same answer. The password is checked
    before the session is used: a slow check must not hold a database lock. Who serves comes to the desk
    by signing in; leads and administrators, who mostly look around, say so themselves.
    """
    is_right = _passwords.verify(password, known.password_hash)
    agent = session.get(Agent, known.agent_id) if is_right and known.agent_id is not None else None
    if agent is None or not agent.is_active or agent.password_hash != known.password_hash:
        raise WrongPassword(WRONG)
    return set_presence(session, agent, agent.is_online or agent.role == "agent", now)


def normal_login(login: str) -> str:
    """Logins are the same in any case and with spaces around."""
    return login.strip().lower()


def set_presence(session: Session, agent: Agent, is_online: bool, now: datetime) -> Agent:
    """Come to the desk or leave it; whoever waits gets somebody who is there."""
    assignments.lock_desks(session)
    agent.is_online = is_online
    agent.last_seen_at = now
    session.flush()
    queueing.give_out(session, now)
    return agent


def mark_seen(session: Session, agent_id: int, now: datetime) -> None:
    """Remember that an agent's console is open, or that he did something."""
    session.execute(update(Agent).where(Agent.id == agent_id).values(last_seen_at=now))


def sweep_absent(session: Session, now: datetime) -> int:
    """Take those from the desk whose console has been gone for ABSENT_AFTER; how many.

    Who closes the laptop cannot say goodbye, and no shopper should wait for somebody who is not there.
    """
    gone = session.scalars(
        select(Agent)
        .where(Agent.is_online, or_(Agent.last_seen_at.is_(None), Agent.last_seen_at < now - ABSENT_AFTER))
        .with_for_update(of=Agent, skip_locked=True)
    ).all()
    for agent in gone:
        agent.is_online = False
    return len(gone)


def get_agent(session: Session, agent_id: int) -> Agent:
    """One agent, or raise AgentNotFound."""
    agent = session.get(Agent, agent_id)
    if agent is None:
        raise AgentNotFound("没有找到这位客服。")
    return agent


def list_agents(session: Session) -> list[tuple[Agent, int]]:
    """Every agent, active ones first, with the number of tickets that wait for him."""
    rows = session.execute(
        select(Ticket.assignee_id, func.count())
        .where(Ticket.status.in_(assignments.AT_WORK), Ticket.assignee_id.is_not(None))
        .group_by(Ticket.assignee_id)
    )
    loads = {agent_id: count for agent_id, count in rows}
    agents = session.scalars(select(Agent).order_by(Agent.is_active.desc(), Agent.id)).all()
    return [(agent, loads.get(agent.id, 0)) for agent in agents]


def list_groups(session: Session) -> Sequence[Group]:
    """Every group."""
    return session.scalars(select(Group).order_by(Group.id)).all()


def create_agent(
    session: Session,
    *,
    login: str,
    name: str,
    password: str,
    role: str,
    group_ids: Sequence[int] = (),
    capacity: int = 5,
    refund_limit_fen: int = 0,
) -> Agent:
    """A new person with a login. Raises LoginTaken, GroupNotFound."""
    login = normal_login(login)
    if session.scalars(select(Agent.id).where(Agent.login == login)).first() is not None:
        raise LoginTaken(f"登录名 {login} 已有人使用，请换一个。")
    agent = Agent(
        login=login,
        name=name.strip(),
        password_hash=_passwords.hash(password),
        role=role,
        capacity=capacity,
        refund_limit_fen=refund_limit_fen,
        groups=_groups(session, group_ids),
    )
    session.add(agent)
    session.flush()
    return agent


@dataclass(frozen=True)
class AgentChange:
    """What to change; None leaves a field as it is."""

    name: str | None = None
    role: str | None = None
    is_active: bool | None = None
    group_ids: Sequence[int] | None = None
    capacity: int | None = None
    refund_limit_fen: int | None = None
    password: str | None = None


def change_agent(session: Session, agent_id: int, change: AgentChange, *, by: Actor, now: datetime) -> Agent:
    """Change an agent. A new password or leaving ends all sessions; who leaves gives the open tickets back.

    Raises AgentNotFound, GroupNotFound, and LastAdmin when nobody would be left to manage agents.
    """
    agent = get_agent(session, agent_id)
    leaves = change.is_active is False and agent.is_active
    held = _held(session, agent) if leaves else []
    assignments.lock_desks(session)
    session.refresh(agent)
    if agent.role == "admin" and (leaves or change.role not in {None, "admin"}):
        _check_other_admin(session, agent)
    for field in ("name", "role", "is_active", "capacity", "refund_limit_fen"):
        if (value := getattr(change, field)) is not None:
            setattr(agent, field, value)
    if change.group_ids is not None:
        agent.groups = _groups(session, change.group_ids)
    if change.password is not None:
        agent.password_hash = _passwords.hash(change.password)
    if change.password is not None or leaves:
        agent.token_version += 1
    session.flush()
    if leaves:
        agent.is_online = False
        for ticket in held:
            assignments.assign(session, ticket, None, by, now, reason=f"{agent.name}已停用")
    assignments.fill(session, now)
    return agent


def _held(session: Session, agent: Agent) -> Sequence[Ticket]:
    held = select(Ticket).where(Ticket.assignee_id == agent.id, Ticket.status.in_(assignments.AT_WORK))
    locked = held.order_by(Ticket.id).with_for_update(of=Ticket, key_share=True)
    return session.scalars(locked).unique().all()


def _check_other_admin(session: Session, agent: Agent) -> None:
    # Two administrators cannot remove each other at once: the desks are locked.
    admins = session.scalars(select(Agent.id).where(Agent.role == "admin", Agent.is_active)).all()
    if set(admins) <= {agent.id}:
        raise LastAdmin("至少要留一位管理员，请先指定另一位。")


def _groups(session: Session, group_ids: Sequence[int]) -> list[Group]:
    wanted = set(group_ids)
    groups = list(session.scalars(select(Group).where(Group.id.in_(wanted)).order_by(Group.id)))
    if len(groups) != len(wanted):
        raise GroupNotFound("没有这个客服组，请刷新后再选。")
    return groups


GROUPS = {
    "售前组": ["商品咨询", "账户会员"],
    "物流组": ["物流", "订单"],
    "售后组": ["退换退款", "维修保修", "商品质量", "支付发票"],
    "综合组": [],
}
AGENT_LIMIT_FEN, LEAD_LIMIT_FEN, ADMIN_LIMIT_FEN = 20_000, 200_000, 1_000_000
SEEDED = (
    ("xiaolin", "小林", "agent", ("物流组", "售后组", "综合组"), 8, AGENT_LIMIT_FEN),
    ("xiaochen", "陈晨", "agent", ("售前组", "售后组", "综合组"), 8, AGENT_LIMIT_FEN),
    ("zhoumin", "周敏", "lead", tuple(GROUPS), 5, LEAD_LIMIT_FEN),
    ("admin", "管理员", "admin", (), 0, ADMIN_LIMIT_FEN),
)


def seed_agents(session: Session, passwords: Mapping[str, str], now: datetime) -> None:
    """The demo's groups, agents (`SEEDED`) with the given passwords by login, and canned replies.

    What exists stays, but for a password that no longer fits the given one: then the given one counts.
    """
    groups = {group.name: group for group in session.scalars(select(Group))}
    for name, categories in GROUPS.items():
        if name not in groups:
            groups[name] = Group(name=name, categories=categories)
            session.add(groups[name])
    session.flush()
    known = {agent.login: agent for agent in session.scalars(select(Agent))}
    for login, name, role, group_names, capacity, limit in SEEDED:
        if login not in known:
            create_agent(
                session,
                login=login,
                name=name,
                password=passwords[login],
                role=role,
                group_ids=[groups[group].id for group in group_names],
                capacity=capacity,
                refund_limit_fen=limit,
            )
        elif login in passwords and not _passwords.verify(passwords[login], known[login].password_hash):
            known[login].password_hash = _passwords.hash(passwords[login])
            known[login].token_version += 1
    seed_replies(session)
