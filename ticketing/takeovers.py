"""People at work in a conversation: taking it over, answering, giving it back with the shopper's consent."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import update
from sqlalchemy.orm import Session

from ticketing import assignments, promises, tickets
from ticketing.candidates import note_person
from ticketing.conversation_tickets import find_open, open_or_add
from ticketing.errors import NotOwner
from ticketing.handoffs import shopper_words
from ticketing.inbound import image_body
from ticketing.messages import append, check_text, find_message, lock, notice
from ticketing.models import Agent, Conversation, Message, Ticket
from ticketing.rules import actors
from ticketing.rules.owners import Owner, check_handover
from ticketing.rules.states import Status

AGREE, STAY = "#agree_handback", "#stay_with_person"


def take_over(session: Session, conversation_id: str, agent: Agent, now: datetime) -> Conversation:
    """Make the agent the one who speaks; of two at once exactly one succeeds.

    From the assistant or the queue anybody may take it; from a colleague only who has the ticket, or a
    lead. Again by the owner changes nothing. Raises NotOwner, ConversationClosed.
    """
    conversation = lock(session, conversation_id)
    owner = Owner(conversation.owner)
    if owner is Owner.AGENT and conversation.agent_id == agent.id:
        return conversation
    check_handover(owner, Owner.AGENT)
    ticket = find_open(session, conversation)
    if owner is Owner.AGENT and agent.role == "agent" and (ticket is None or ticket.assignee_id != agent.id):
        name = conversation.agent.name if conversation.agent else "同事"
        raise NotOwner(f"{name}正在接待这位顾客。需要接手的话，先把工单分配给自己。")
    by = actors.agent(agent.id, agent.name)
    if ticket is None:
        text = shopper_words(session, conversation.id)
        ticket = open_or_add(session, conversation, text=text, source="takeover", by=by, now=now)
    assignments.assign(session, ticket, agent.id, by, now)
    if ticket.status == Status.NEW:
        tickets.move(session, ticket, Status.OPEN, by=by, now=now)
    session.execute(
        update(Message)
        .where(Message.conversation_id == conversation.id, Message.outcome.in_(("pending", "queued")))
        .values(outcome="delivered")
    )
    conversation.owner = Owner.AGENT
    conversation.agent = agent
    conversation.form = None
    conversation.handback_asked_at = None
    conversation.taken_at = conversation.taken_at or (now if conversation.queued_at else None)
    conversation.bot_failures = 0
    session.flush()
    note_person(session, conversation.id, now)
    notice(session, conversation, "agent_joined", f"已转接 {agent.name}", now, ticket_number=ticket.number)
    return conversation


def reply(
    session: Session,
    conversation_id: str,
    agent: Agent,
    *,
    client_id: str,
    kind: Literal["text", "image"],
    text: str,
    upload_id: str | None,
    now: datetime,
) -> Message:
    """Store what an agent answers; the first answer to a queued conversation takes it over.

    Raises NotOwner when the assistant or a colleague has the word, and what a text or picture can raise.
    """
    conversation = lock(session, conversation_id)
    stored = find_message(session, conversation_id, client_id)
    if stored is not None:
        return stored
    if conversation.owner == Owner.QUEUE:
        conversation = take_over(session, conversation_id, agent, now)
    elif conversation.owner == Owner.CLOSED:
        check_handover(Owner.CLOSED, Owner.AGENT)
    elif conversation.owner == Owner.BOT:
        raise NotOwner("助手正在接待这位顾客，先点「接管」再回复。")
    elif conversation.agent_id != agent.id:
        name = conversation.agent.name if conversation.agent else "同事"
        raise NotOwner(f"{name}正在接待这位顾客，您可以写内部备注。")
    body: dict[str, Any]
    if kind == "image":
        body = image_body(session, conversation, upload_id or "", text)
    else:
        body = {"text": check_text(text)}
    message = append(
        session,
        conversation,
        author="agent",
        kind=kind,
        body=body,
        now=now,
        client_id=client_id,
        author_name=agent.name,
        agent_id=agent.id,
    )
    conversation.unanswered_since = None
    conversation.agent_read_seq = message.seq
    if conversation.ticket_id is not None:
        ticket = session.get_one(Ticket, conversation.ticket_id)
        ticket.updated_at = now
        tickets.first_answered(session, ticket, now, actors.agent(agent.id, agent.name))
    promises.propose(session, conversation, message, now)
    return message


def ask_handback(session: Session, conversation_id: str, agent: Agent, now: datetime) -> Conversation:
    """Ask the shopper whether the assistant may go on; nothing changes before the answer. Raises NotOwner."""
    conversation = lock(session, conversation_id)
    if conversation.owner != Owner.AGENT or conversation.agent_id != agent.id:
        raise NotOwner("只有正在接待的客服可以把会话交回助手。")
    if conversation.handback_asked_at is None:
        conversation.handback_asked_at = now
        notice(
            session,
            conversation,
            "handback_asked",
            f"{agent.name}想把后面的事交给智能助手，可以吗？",
            now,
            choices=[
                {"id": "agree", "title": "可以", "style": "primary"},
                {"id": "stay", "title": f"还是{agent.name}来", "style": None},
            ],
            payloads={"agree": AGREE, "stay": STAY},
        )
    return conversation


def answer_handback(session: Session, conversation: Conversation, *, agrees: bool, now: datetime) -> None:
    """What the shopper answered; an answer to a question that is over changes nothing."""
    conversation = lock(session, conversation.id)
    if conversation.owner != Owner.AGENT or conversation.handback_asked_at is None:
        return
    conversation.handback_asked_at = None
    if not agrees:
        return
    conversation.owner = Owner.BOT
    conversation.agent = None
    conversation.unanswered_since = None
    conversation.bot_failures = 0
    session.flush()
    text = "好的，后面由智能助手陪您。需要同事时，随时点「转人工」。"
    notice(session, conversation, "back_to_bot", text, now)
