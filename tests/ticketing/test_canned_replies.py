"""Ready replies and their variables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, a_ticket, an_agent
from tests.conftest import NOW
from ticketing.canned_replies import SEEDED, VARIABLES, create_reply, filled, list_replies, values_for
from ticketing.errors import ConversationNotFound, NameTaken, TextEmpty


def test_variables_are_filled_from_the_conversation(session: Session) -> None:
    agent, customer = an_agent(session), a_customer(session, NOW, name="李女士")
    conversation = a_conversation(session, customer, NOW)
    ticket = a_ticket(
        session,
        NOW,
        customer=customer,
        conversation_id=conversation.id,
        order_numbers=["2611180000001"],
    )
    text = filled(
        "{顾客}您好，我是{客服}，订单 {订单号} 见 {工单号}。", values_for(session, agent, conversation.id)
    )
    assert text == f"李女士您好，我是{agent.name}，订单 2611180000001 见 {ticket.number}。"


def test_the_order_of_the_packet_is_used_when_the_ticket_has_none(session: Session) -> None:
    conversation = a_conversation(session, a_customer(session, NOW), NOW)
    conversation.handoff = {"orders": [{"number": "2611180000009"}]}
    assert filled("{订单号}", values_for(session, an_agent(session), conversation.id)) == "2611180000009"


def test_what_is_not_known_stays_to_be_seen(session: Session) -> None:
    agent = an_agent(session)
    assert filled("{客服}：{顾客} {订单号} {天气} {", values_for(session, agent, None)) == (
        f"{agent.name}：{{顾客}} {{订单号}} {{天气}} {{"
    )
    with pytest.raises(ConversationNotFound):
        values_for(session, agent, "c_nothing")


def test_a_name_that_looks_like_a_variable_stays_a_name() -> None:
    assert filled("{顾客}{客服}", {"{顾客}": "{客服}", "{客服}": "小林"}) == "{客服}小林"


@given(st.text("{}顾客服 a", max_size=30), st.dictionaries(st.sampled_from(VARIABLES), st.text(max_size=5)))
def test_a_text_without_known_variables_is_unchanged(body: str, values: dict[str, str]) -> None:
    if not any(variable in body for variable in values):
        assert filled(body, values) == body


def test_a_shortcut_is_taken_once(session: Session) -> None:
    reply = create_reply(session, shortcut="/谢谢 ", title="致谢", body="谢谢您")
    assert (reply.shortcut, list(list_replies(session))) == ("谢谢", [reply])
    with pytest.raises(NameTaken):
        create_reply(session, shortcut="谢谢", title="又一个", body="谢谢")
    with pytest.raises(TextEmpty):
        create_reply(session, shortcut="/", title="空", body="x")


def test_the_seeded_replies_use_only_known_variables() -> None:
    for _, _, body in SEEDED:
        assert "{" not in filled(body, dict.fromkeys(VARIABLES, ""))
        assert "！" not in body
