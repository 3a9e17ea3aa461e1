"""Agents: passwords, presence, change and the demo's people."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import a_group, a_ticket, an_agent
from tests.conftest import NOW
from ticketing import agents
from ticketing.agents import ABSENT_AFTER, AgentChange
from ticketing.errors import AgentNotFound, LastAdmin, LoginTaken, WrongPassword
from ticketing.models import Agent, CannedReply, Group
from ticketing.rules.actors import SYSTEM

PASSWORDS = {"xiaolin": "p-xiaolin", "xiaochen": "p-xiaochen", "zhoumin": "p-zhoumin", "admin": "p-admin"}


def log_in(session: Session, login: str, password: str) -> Agent:
    return agents.log_in(session, agents.find_login(session, login), password, NOW)


def test_an_unknown_login_costs_as_much_as_a_wrong_password(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    agents.create_agent(session, login="meimei", name="梅梅", password="right-password", role="agent")
    checked: list[str] = []
    real = agents._passwords

    class Watched:
        def verify(self, password: str, hashed: str) -> bool:
            checked.append(hashed.split("$")[1])
            return real.verify(password, hashed)

        def hash(self, password: str) -> str:
            return real.hash(password)

    monkeypatch.setattr(agents, "_passwords", Watched())
    for login in ("meimei", "nobody"):
        with pytest.raises(WrongPassword, match=agents.WRONG):
            log_in(session, login, "wrong")
    assert checked == ["argon2id", "argon2id"]


@pytest.mark.parametrize(("role", "comes"), [("agent", True), ("lead", False), ("admin", False)])
def test_who_serves_comes_to_the_desk_by_signing_in(session: Session, role: str, comes: bool) -> None:
    agents.create_agent(session, login="meimei", name="梅梅", password="right-password", role=role)
    assert log_in(session, "meimei", "right-password").is_online is comes


def test_a_password_that_changed_meanwhile_no_longer_fits(session: Session) -> None:
    agent = agents.create_agent(session, login="meimei", name="梅梅", password="right-password", role="agent")
    known = agents.find_login(session, "meimei")
    agents.change_agent(session, agent.id, AgentChange(password="other-password"), by=SYSTEM, now=NOW)
    with pytest.raises(WrongPassword):
        agents.log_in(session, known, "right-password", NOW)


def test_coming_online_takes_waiting_tickets_up_to_the_capacity(session: Session) -> None:
    agent = an_agent(session, groups=[a_group(session)], is_online=False, capacity=2)
    waiting = [a_ticket(session, NOW + timedelta(minutes=number)) for number in range(3)]
    agents.set_presence(session, agent, True, NOW + timedelta(hours=1))
    assert [ticket.assignee for ticket in waiting] == [agent, agent, None]
    assert agents.list_agents(session) == [(agent, 2)]
    agents.set_presence(session, agent, False, NOW + timedelta(hours=2))
    assert not agent.is_online


def test_who_closes_the_laptop_is_taken_from_the_desk(session: Session) -> None:
    agent = agents.set_presence(session, an_agent(session, is_online=False), True, NOW)
    assert agents.sweep_absent(session, NOW + ABSENT_AFTER) == 0
    agents.mark_seen(session, agent.id, NOW + timedelta(minutes=1))
    assert agents.sweep_absent(session, NOW + ABSENT_AFTER + timedelta(minutes=1)) == 0
    assert agents.sweep_absent(session, NOW + ABSENT_AFTER + timedelta(minutes=1, seconds=1)) == 1
    assert not agent.is_online


def test_more_capacity_takes_more_at_once(session: Session) -> None:
    agent = an_agent(session, groups=[a_group(session)], capacity=1)
    waiting = [a_ticket(session, NOW) for _ in range(3)]
    agents.change_agent(session, agent.id, AgentChange(capacity=3), by=SYSTEM, now=NOW)
    assert [ticket.assignee for ticket in waiting] == [agent, agent, agent]


def test_who_leaves_gives_the_tickets_to_colleagues_and_ends_the_sessions(session: Session) -> None:
    group = a_group(session)
    leaver = an_agent(session, groups=[group])
    ticket = a_ticket(session, NOW)
    assert ticket.assignee == leaver
    stayer = an_agent(session, groups=[group])
    version = leaver.token_version
    agents.change_agent(session, leaver.id, AgentChange(is_active=False), by=SYSTEM, now=NOW)
    assert (leaver.is_online, leaver.token_version, ticket.assignee) == (False, version + 1, stayer)


def test_the_last_administrator_cannot_leave_or_step_down(session: Session) -> None:
    admin = an_agent(session, role="admin")
    for change in (AgentChange(is_active=False), AgentChange(role="agent")):
        with pytest.raises(LastAdmin):
            agents.change_agent(session, admin.id, change, by=SYSTEM, now=NOW)
    an_agent(session, role="admin")
    agents.change_agent(session, admin.id, AgentChange(role="agent"), by=SYSTEM, now=NOW)
    assert admin.role == "agent"


def test_a_login_is_unique_in_any_case(session: Session) -> None:
    agents.create_agent(session, login="MeiMei", name="梅梅", password="right-password", role="agent")
    with pytest.raises(LoginTaken):
        agents.create_agent(session, login=" meimei ", name="别人", password="right-password", role="agent")


def test_an_unknown_agent_cannot_be_changed(session: Session) -> None:
    with pytest.raises(AgentNotFound):
        agents.change_agent(session, 999_999, AgentChange(name="谁"), by=SYSTEM, now=NOW)


def test_the_demos_people_are_seeded_once(session: Session) -> None:
    for _ in range(2):
        agents.seed_agents(session, PASSWORDS, NOW)
        assert session.scalar(select(func.count()).select_from(Agent)) == 4
        assert session.scalar(select(func.count()).select_from(Group)) == 4
        assert session.scalar(select(func.count()).select_from(CannedReply)) == 11
    lin = log_in(session, "xiaolin", "p-xiaolin")
    assert (lin.name, lin.role, lin.refund_limit_fen, lin.token_version) == ("小林", "agent", 20_000, 1)
    assert {group.name for group in lin.groups} == {"物流组", "售后组", "综合组"}


def test_a_newly_made_up_demo_password_counts(session: Session) -> None:
    agents.seed_agents(session, PASSWORDS, NOW)
    agents.seed_agents(session, PASSWORDS | {"admin": "p-other"}, NOW)
    with pytest.raises(WrongPassword):
        log_in(session, "admin", "p-admin")
    assert log_in(session, "admin", "p-other").token_version == 2


def test_every_category_has_a_group_in_the_demo(session: Session) -> None:
    agents.seed_agents(session, PASSWORDS, NOW)
    teams = {group.name: group.id for group in session.scalars(select(Group))}
    assert a_ticket(session, NOW, category=("物流", "运费")).group_id == teams["物流组"]
    assert a_ticket(session, NOW, category=("商品咨询", "库存")).group_id == teams["售前组"]
    assert a_ticket(session, NOW, category=("服务投诉", "快递员")).group_id == teams["综合组"]
