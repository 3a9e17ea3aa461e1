"""A repair after the inspection: free in warranty, else at an agreed price, and home again."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.builders import an_agent
from tests.ticketing.cases import LATER, a_case, an_order, statuses, told
from tests.ticketing.test_case_returns import at_the_warehouse, inspect
from ticketing import case_endings, case_repairs
from ticketing.case_forms import agent_steps, shopper_steps
from ticketing.errors import FeeNotPaid, QuoteExpired, SumNotAllowed, TextEmpty
from ticketing.models import AftersalesCase
from ticketing.rules.aftersales_facts import Reason
from ticketing.rules.routes import Route

WASHER = "p3001"
UNTIL = date(2026, 11, 30)


def a_repair(session: Session) -> AftersalesCase:
    """Gao's washing machine, at the warehouse."""
    case = a_case(session, "gao", WASHER, Route.REPAIR, reason=Reason.QUALITY)
    return at_the_warehouse(session, case)


def diagnose(session: Session, case: AftersalesCase, amount_fen: int = 0, until: date | None = None) -> None:
    """The drain pump."""
    case_repairs.diagnose(
        session, case, agent=an_agent(session), findings="排水泵坏了", parts=["排水泵"],
        amount_fen=amount_fen, valid_until=until, now=LATER,
    )  # fmt: skip


def damaged(session: Session) -> AftersalesCase:
    """The washing machine with a damage that the warranty does not cover."""
    case = a_repair(session)
    inspect(session, case, is_ok=False, findings="外壳摔裂，属于人为损坏")
    return case


def test_a_repair_in_warranty_is_free_and_counts_for_the_next_time(session: Session) -> None:
    case, agent = a_repair(session), an_agent(session)
    inspect(session, case)
    assert case.status == "inspected"
    diagnose(session, case)
    assert case.status == "repairing" and "免费维修" in told(session, case)[-1]
    with pytest.raises(TextEmpty):
        case_repairs.wait_for_parts(session, case, agent=agent, note="", now=LATER)
    case_repairs.wait_for_parts(session, case, agent=agent, note="等排水泵，约 5 天", now=LATER)
    case_repairs.parts_arrived(session, case, agent=agent, now=LATER)
    case_repairs.repaired(session, case, agent=agent, note="换了排水泵", now=LATER)
    home = LATER + timedelta(days=6)
    case_repairs.send_back(
        session, case, agent=agent, carrier="jd", number="JD0123456789012", fee_received=False, now=home
    )
    case_endings.close(session, case, agent=agent, note="", now=home)
    way = "inspected quoted repairing waiting_for_parts repairing repaired sent_back closed"
    assert statuses(case)[-8:] == way.split()
    line = an_order(session, "gao", WASHER).lines[0]
    assert (line.repairs_done, line.repair_days) == (1, 6)


def test_a_repair_in_warranty_cannot_get_a_price(session: Session) -> None:
    case = a_repair(session)
    inspect(session, case)
    with pytest.raises(SumNotAllowed):
        diagnose(session, case, 12000, UNTIL)
    (form,) = [step for step in agent_steps(case, an_agent(session)) if step["step"] == "diagnose"]
    assert "amount_fen" not in [field["name"] for field in form["asks"]]


@pytest.mark.parametrize("until", [None, date(2026, 11, 21), date(2027, 6, 1)])
def test_a_price_stands_long_enough_to_think_about_it(session: Session, until: date | None) -> None:
    with pytest.raises(SumNotAllowed):
        diagnose(session, damaged(session), 12000, until)


def test_a_price_that_is_agreed_to_is_due_before_the_goods_go_home(session: Session) -> None:
    case, agent = damaged(session), an_agent(session)
    diagnose(session, case, 12000, UNTIL)
    assert case.status == "quoted"
    assert "¥120.00" in told(session, case)[-1] and "11月30日前有效" in told(session, case)[-1]
    case_repairs.accept_quote(session, case, now=LATER)
    case_repairs.repaired(session, case, agent=agent, note="", now=LATER)
    (form,) = agent_steps(case, agent)
    assert [field["name"] for field in form["asks"]] == ["carrier", "parcel_number", "fee_received"]
    with pytest.raises(FeeNotPaid):
        send_home(session, case, fee_received=False)
    send_home(session, case, fee_received=True)
    assert case.status == "sent_back"


def test_a_declined_price_sends_the_goods_home_unrepaired(session: Session) -> None:
    case = damaged(session)
    diagnose(session, case, 12000, UNTIL)
    case_repairs.decline_quote(session, case, now=LATER)
    send_home(session, case, fee_received=False)
    assert statuses(case)[-3:] == ["quoted", "sending_back", "sent_back"]
    assert an_order(session, "gao", WASHER).lines[0].repairs_done == 0


def test_a_price_whose_time_is_over_binds_nobody_and_may_be_named_anew(session: Session) -> None:
    case = damaged(session)
    diagnose(session, case, 12000, UNTIL)
    too_late = LATER + timedelta(days=30)
    with pytest.raises(QuoteExpired):
        case_repairs.accept_quote(session, case, now=too_late)
    assert "accept_quote" not in [step["step"] for step in shopper_steps(session, case, too_late)]
    diagnose(session, case, 9000, date(2026, 12, 5))
    case_repairs.accept_quote(session, case, now=LATER)
    assert case.status == "repairing"


def test_what_cannot_be_repaired_goes_home_with_the_reason(session: Session) -> None:
    case, agent = a_repair(session), an_agent(session)
    inspect(session, case)
    with pytest.raises(TextEmpty):
        case_repairs.stop_repair(session, case, agent=agent, note=" ", now=LATER)
    case_repairs.stop_repair(session, case, agent=agent, note="主板停产，修不了", now=LATER)
    assert case.status == "sending_back" and "主板停产" in told(session, case)[-1]


def send_home(session: Session, case: AftersalesCase, *, fee_received: bool) -> None:
    """A parcel to the shopper."""
    case_repairs.send_back(
        session, case, agent=an_agent(session), carrier="jd", number="JD0123456789012",
        fee_received=fee_received, now=LATER,
    )  # fmt: skip
