"""What the assistant knows of a shopper, and the tickets it writes for him."""

from collections.abc import Callable

from sqlalchemy import func, select

from tests.api.seam import Seam
from tests.builders import an_agent
from tests.conftest import NOW
from ticketing import tickets
from ticketing.models import Ticket
from ticketing.rules.actors import agent as agent_actor

SeamOf = Callable[[str | None], Seam]
LATE = {"text": "物流四天没动了，帮我催一下", "category": ["物流", "在途延误"], "kind": "请求"}


def test_the_context_names_the_shopper_his_likely_order_and_what_is_at_work(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    with seam.sessions.begin() as session:
        an_agent(session, is_online=False)
    context = seam.get("context").json()
    assert context["customer"] == {"name": "林晓晴", "level": "金卡会员", "is_signed_in": True}
    assert context["recent_order"]["status"] == "shipped" and context["people_online"] is False
    assert context["open_tickets"] == []
    seam.post("tickets", LATE)
    assert [ticket["status"] for ticket in seam.get("context").json()["open_tickets"]] == ["new"]


def test_a_visitor_has_a_context_without_orders(seam_of: SeamOf) -> None:
    context = seam_of(None).get("context").json()
    assert context["customer"] == {"name": "访客", "level": None, "is_signed_in": False}
    assert context["recent_order"] is None


def test_a_complaint_gets_a_number_and_a_time(seam_of: SeamOf) -> None:
    seam = seam_of("tang")
    body = {**LATE, "order_numbers": [seam.order("shipped").number]}
    answer = seam.post("tickets", body, key="turn-1")
    ticket = answer.json()
    assert answer.status_code == 201 and ticket["number"].startswith("TK-261118")
    assert ticket["category"] == ["物流", "在途延误"] and ticket["promise_text"].startswith("同事会在今天 ")
    assert seam.post("tickets", body, key="turn-1").json() == ticket
    with seam.sessions.begin() as session:
        assert session.scalar(select(func.count()).select_from(Ticket)) == 1


def test_without_a_category_the_text_decides_and_danger_is_never_missed(seam_of: SeamOf) -> None:
    seam = seam_of("gao")
    number = seam.post("tickets", {"text": "洗衣机漏电，手被电了一下"}).json()["number"]
    with seam.sessions.begin() as session:
        assert tickets.get_ticket(session, number).urgency == "安全"


def test_a_ticket_names_only_own_orders(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    body = {**LATE, "order_numbers": [seam.order("shipped", "tang").number]}
    assert seam.post("tickets", body).json()["error"] == "order_not_found"
    assert seam_of(None).post("tickets", LATE).status_code == 201
    unknown = seam.post("tickets", {**LATE, "category": ["物流", "没有这类"]})
    assert unknown.status_code == 400 and unknown.json()["error"] == "unknown_category"


def test_progress_is_told_in_the_shoppers_words_and_notes_stay_ours(seam_of: SeamOf) -> None:
    seam = seam_of("tang")
    number = seam.post("tickets", LATE).json()["number"]
    with seam.sessions.begin() as session:
        agent = an_agent(session)
        by = agent_actor(agent.id, agent.name)
        ticket = tickets.get_ticket(session, number)
        tickets.move(session, ticket, "open", by=by, now=NOW)
        tickets.note(session, ticket, "快递网点说找不到了，别告诉他", by=by, now=NOW)
    answer = seam.get("tickets", number=number)
    (progress,) = answer.json()["items"]
    assert progress["status_text"] == "处理中" and "别告诉" not in answer.text
    assert progress["last_event_text"] and progress["due_text"].endswith("会有同事回复您")


def test_anothers_ticket_is_not_found(seam_of: SeamOf) -> None:
    number = seam_of("tang").post("tickets", LATE).json()["number"]
    lin = seam_of("lin")
    assert lin.get("tickets", number=number).json()["error"] == "ticket_not_found"
    assert lin.get("tickets").json() == {"items": []}
