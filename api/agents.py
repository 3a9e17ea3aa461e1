"""Agents over HTTP: signing in, presence, colleagues, and their administration."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field, SecretStr

from api.deps import AdminDep, AgentDep, NowDep, SessionDep, SettingsDep
from api.limits import check_login
from api.text_fields import Line, RowId, Words
from api.ticket_shapes import Named
from api.tokens import issue
from ticketing import agents
from ticketing.agents import AgentChange
from ticketing.database import read_only
from ticketing.models import Agent
from ticketing.rules import actors

router = APIRouter(tags=["agents"])
Role = Literal["agent", "lead", "admin"]
Password = Annotated[SecretStr, Field(min_length=10, max_length=128)]
Capacity = Annotated[int, Field(ge=0, le=100)]
Fen = Annotated[int, Field(ge=0, le=100_000_000)]
Groups = Annotated[list[RowId], Field(max_length=50)]


class Login(BaseModel):
    """What a person types in."""

    login: Words
    password: Annotated[SecretStr, Field(min_length=1, max_length=128)]


class AgentShape(BaseModel):
    """An agent as colleagues see one."""

    id: int
    login: str
    name: str
    role: Role
    is_online: bool
    is_active: bool
    capacity: int
    groups: list[Named]
    refund_limit_fen: int


class BusyAgent(AgentShape):
    """With the number of tickets that wait for him."""

    open_tickets: int


class AgentSession(BaseModel):
    """A signed-in agent."""

    token: str
    expires_at: datetime
    agent: AgentShape


class Presence(BaseModel):
    """At the desk or not."""

    is_online: bool


class NewAgent(BaseModel):
    """A new person with a login."""

    login: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{2,40}$")]
    name: Annotated[Line, Field(max_length=40)]
    password: Password
    role: Role = "agent"
    group_ids: Groups = Field(default_factory=list)
    capacity: Capacity = 5
    refund_limit_fen: Fen = 0


class ChangedAgent(BaseModel):
    """What to change; a field that is left out or null stays."""

    name: Annotated[Line, Field(max_length=40)] | None = None
    role: Role | None = None
    is_active: bool | None = None
    group_ids: Groups | None = None
    capacity: Capacity | None = None
    refund_limit_fen: Fen | None = None
    password: Password | None = None


class Agents(BaseModel):
    """All agents."""

    items: list[BusyAgent]


class GroupList(BaseModel):
    """All groups."""

    items: list[Named]


@router.post("/agents/sessions", status_code=201)
def log_in(
    login: Login, request: Request, session: SessionDep, settings: SettingsDep, now: NowDep
) -> AgentSession:
    """Sign in; 401 does not say what was wrong."""
    check_login(request, agents.normal_login(login.login))
    with request.app.state.sessions.begin() as looking:
        known = agents.find_login(read_only(looking), login.login)
    agent = agents.log_in(session, known, login.password.get_secret_value(), now)
    token, expires_at = issue(
        settings.secret_key.get_secret_value(),
        "agent",
        str(agent.id),
        now,
        role=agent.role,
        ver=agent.token_version,
    )
    return AgentSession(token=token, expires_at=expires_at, agent=shape_of(agent))


@router.get("/me")
def show_me(agent: AgentDep) -> AgentShape:
    """The signed-in agent."""
    return shape_of(agent)


@router.put("/me/presence")
def set_presence(presence: Presence, session: SessionDep, now: NowDep, agent: AgentDep) -> AgentShape:
    """Come to the desk or leave it."""
    return shape_of(agents.set_presence(session, agent, presence.is_online, now))


@router.get("/agents")
def list_agents(session: SessionDep, agent: AgentDep) -> Agents:
    """All colleagues with their load."""
    rows = agents.list_agents(session)
    return Agents(items=[BusyAgent(**shape_of(one).model_dump(), open_tickets=load) for one, load in rows])


@router.get("/groups")
def list_groups(session: SessionDep, agent: AgentDep) -> GroupList:
    """All groups."""
    return GroupList(items=[Named(id=group.id, name=group.name) for group in agents.list_groups(session)])


@router.post("/agents", status_code=201)
def create_agent(new: NewAgent, session: SessionDep, admin: AdminDep) -> AgentShape:
    """A new agent; administrators only."""
    values = new.model_dump() | {"password": new.password.get_secret_value()}
    return shape_of(agents.create_agent(session, **values))


@router.patch("/agents/{agent_id}")
def change_agent(
    agent_id: Annotated[int, Path(ge=1, le=2_147_483_647)],
    changed: ChangedAgent,
    session: SessionDep,
    now: NowDep,
    admin: AdminDep,
) -> AgentShape:
    """Change an agent; administrators only. A new password and leaving end all sessions."""
    password = changed.password.get_secret_value() if changed.password else None
    change = AgentChange(**(changed.model_dump() | {"password": password}))
    by = actors.agent(admin.id, admin.name)
    return shape_of(agents.change_agent(session, agent_id, change, by=by, now=now))


def shape_of(agent: Agent) -> AgentShape:
    """An agent without the password."""
    return AgentShape(
        id=agent.id,
        login=agent.login,
        name=agent.name,
        role=agent.role,  # type: ignore[arg-type]
        is_online=agent.is_online,
        is_active=agent.is_active,
        capacity=agent.capacity,
        groups=[Named(id=group.id, name=group.name) for group in agent.groups],
        refund_limit_fen=agent.refund_limit_fen,
    )
