"""What routes ask for: the session (the only commit), the time, the settings, and who is calling.

What waits for nothing is asynchronous, since a plain function costs a way to a thread and back.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated, cast

from fastapi import Depends, Header, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from api.gates import Gates
from api.settings import Settings
from api.tokens import BadToken, read
from ticketing.database import read_only
from ticketing.errors import RoleTooLow
from ticketing.models import Agent, Customer

READING = {"GET", "HEAD"}
RANKS = {"agent": 1, "lead": 2, "admin": 3}
bearer = HTTPBearer(auto_error=False)


async def get_turn(request: Request) -> AsyncIterator[None]:
    """A place at the database, waited for on the event loop and held until the commit (api/gates.py)."""
    gates: Gates = request.app.state.gates
    async with gates.readers if request.method in READING else gates.writers:
        yield


def get_session(
    request: Request, _turn: Annotated[None, Depends(get_turn, scope="function")]
) -> Iterator[Session]:
    """One transaction a request, committed before the answer leaves."""
    with request.app.state.sessions.begin() as session:
        yield read_only(session) if request.method in READING else session


async def get_settings(request: Request) -> Settings:
    """The settings that the app was made with."""
    return cast(Settings, request.app.state.settings)


def clock() -> datetime:
    """The time in the server's processes."""
    return datetime.now(UTC)


async def get_now() -> datetime:
    """The time of a request."""
    return clock()


SessionDep = Annotated[Session, Depends(get_session, scope="function")]
SettingsDep = Annotated[Settings, Depends(get_settings)]
NowDep = Annotated[datetime, Depends(get_now)]
TokenDep = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
IdempotencyKey = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=120)]

ConversationId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,40}$", examples=["c_Zk3v0d1xTq2m5b8r"])]


def customer_of(session: Session, settings: Settings, token: str, now: datetime) -> Customer:
    """The shopper behind a token, or raise BadToken."""
    claims = read(settings.secret_key.get_secret_value(), "shopper", token, now)
    customer = session.get(Customer, int(claims.subject))
    if customer is None:
        raise BadToken("bad_token", "登录信息无效，请重新打开客服窗口。")
    return customer


def agent_of(session: Session, settings: Settings, token: str, now: datetime) -> Agent:
    """The active agent behind a token whose version still counts, or raise BadToken."""
    claims = read(settings.secret_key.get_secret_value(), "agent", token, now)
    agent = session.get(Agent, int(claims.subject))
    if agent is None or not agent.is_active or agent.token_version != claims.version:
        raise BadToken("bad_token", "登录已失效，请重新登录。")
    return agent


def check_service(settings: Settings, token: str, now: datetime) -> None:
    """Accept a service token, or raise BadToken."""
    read(settings.service_secret.get_secret_value(), "service", token, now)


def _given(token: HTTPAuthorizationCredentials | None) -> str:
    if token is None:
        raise BadToken("not_signed_in", "请先登录。")
    return token.credentials


def check_signed(settings: Settings, token: HTTPAuthorizationCredentials | None, now: datetime) -> None:
    """Accept any token of a shopper or agent by its signature alone, or raise BadToken."""
    key = settings.secret_key.get_secret_value()
    try:
        read(key, "shopper", _given(token), now)
    except BadToken as not_a_shopper:
        if not_a_shopper.code != "bad_token":
            raise
        read(key, "agent", _given(token), now)


def get_shopper(session: SessionDep, settings: SettingsDep, now: NowDep, token: TokenDep) -> Customer:
    """The calling shopper."""
    return customer_of(session, settings, _given(token), now)


def get_agent(
    request: Request, session: SessionDep, settings: SettingsDep, now: NowDep, token: TokenDep
) -> Agent:
    """The calling agent, lead or administrator; whoever changes something is seen to be there."""
    agent = agent_of(session, settings, _given(token), now)
    if request.method not in READING:
        agent.last_seen_at = now
    return agent


def check_rank(agent: Agent, wanted: str) -> Agent:
    """The agent again if the role is `wanted` or higher, else raise RoleTooLow."""
    if RANKS[agent.role] < RANKS[wanted]:
        raise RoleTooLow("这个操作需要组长或管理员。" if wanted == "lead" else "这个操作需要管理员。")
    return agent


async def get_lead(agent: Annotated[Agent, Depends(get_agent)]) -> Agent:
    """The calling lead or administrator."""
    return check_rank(agent, "lead")


async def get_admin(agent: Annotated[Agent, Depends(get_agent)]) -> Agent:
    """The calling administrator."""
    return check_rank(agent, "admin")


async def get_service(settings: SettingsDep, now: NowDep, token: TokenDep) -> None:
    """Nothing but the proof that the action server calls."""
    check_service(settings, _given(token), now)


def get_shopper_or_agent(
    session: SessionDep, settings: SettingsDep, now: NowDep, token: TokenDep
) -> Customer | Agent:
    """Either side of a conversation."""
    try:
        return customer_of(session, settings, _given(token), now)
    except BadToken as not_a_shopper:
        if not_a_shopper.code == "token_expired":
            raise
        return agent_of(session, settings, _given(token), now)


def get_agent_or_service(
    session: SessionDep, settings: SettingsDep, now: NowDep, token: TokenDep
) -> Agent | None:
    """The calling agent, or None for the service."""
    try:
        check_service(settings, _given(token), now)
    except BadToken as not_the_service:
        if not_the_service.code == "token_expired":
            raise
        return agent_of(session, settings, _given(token), now)
    return None


ShopperDep = Annotated[Customer, Depends(get_shopper)]
AgentDep = Annotated[Agent, Depends(get_agent)]
LeadDep = Annotated[Agent, Depends(get_lead)]
AdminDep = Annotated[Agent, Depends(get_admin)]
ShopperOrAgentDep = Annotated[Customer | Agent, Depends(get_shopper_or_agent)]
AgentOrServiceDep = Annotated[Agent | None, Depends(get_agent_or_service)]
ServiceOnly = Depends(get_service)
