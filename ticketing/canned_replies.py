"""Sentences that agents keep at hand, with the names and numbers of the conversation filled in."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.errors import NameTaken, TextEmpty
from ticketing.messages import get_conversation
from ticketing.models import Agent, CannedReply, Ticket

CUSTOMER, AGENT, ORDER, TICKET = "{顾客}", "{客服}", "{订单号}", "{工单号}"
VARIABLES = (CUSTOMER, AGENT, ORDER, TICKET)


def list_replies(session: Session) -> Sequence[CannedReply]:
    """Every canned reply by shortcut."""
    return session.scalars(select(CannedReply).order_by(CannedReply.shortcut)).all()


def create_reply(session: Session, *, shortcut: str, title: str, body: str) -> CannedReply:
    """A new one. Raises NameTaken for a shortcut in use, TextEmpty."""
    shortcut, title, body = shortcut.strip().lstrip("/").strip(), title.strip(), body.strip()
    if not (shortcut and title and body):
        raise TextEmpty("快捷词、标题和内容都要填写。")
    if session.scalars(select(CannedReply.id).where(CannedReply.shortcut == shortcut)).first() is not None:
        raise NameTaken(f"快捷词「{shortcut}」已在使用，请换一个。")
    reply = CannedReply(shortcut=shortcut, title=title, body=body)
    session.add(reply)
    session.flush()
    return reply


def values_for(session: Session, agent: Agent, conversation_id: str | None) -> dict[str, str]:
    """What the variables stand for in a conversation; one that has nothing to stand for is left out."""
    values = {AGENT: agent.name}
    if conversation_id is None:
        return values
    conversation = get_conversation(session, conversation_id)
    values[CUSTOMER] = conversation.customer.name
    ticket = session.get(Ticket, conversation.ticket_id) if conversation.ticket_id else None
    packet_orders = (conversation.handoff or {}).get("orders") or []
    if ticket is not None:
        values[TICKET] = ticket.number
    if ticket is not None and ticket.orders:
        values[ORDER] = ticket.orders[0].order_number
    elif packet_orders:
        values[ORDER] = packet_orders[0]["number"]
    return values


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text with its variables replaced; an unknown one stays to be seen and filled by hand."""
    parts = body.split("{")
    # Left to right and once: a customer who calls himself {客服} stays what he is.
    for number, part in enumerate(parts[1:], 1):
        name, closed, rest = part.partition("}")
        variable = "{" + name + closed
        parts[number] = values[variable] + rest if closed and variable in values else "{" + part
    return "".join(parts)


SEEDED = (
    ("你好", "开场", "{顾客}您好，我是{客服}，前面的记录我都看到了，这就帮您处理。"),
    ("稍等", "请等一下", "我正在核对，大约需要两三分钟，核对好马上告诉您。"),
    ("查物流", "核对物流", "订单 {订单号} 的物流我这边正在和快递核实，有结果第一时间回复您。"),
    ("催发货", "催发货", "订单 {订单号} 已经为您加急，仓库出库后会有短信通知。"),
    ("退货", "退货说明", "可以退的。您在订单 {订单号} 里申请退货，寄回后仓库签收，退款原路返回。"),
    ("退款", "退款时效", "退款已经提交，原路退回，银行一般 1 到 3 个工作日入账。"),
    ("补发", "补发", "给您添麻烦了，少的那件我已安排补发，单号出来就发给您。"),
    ("拍照", "请顾客拍照", "麻烦拍一张商品和外包装的照片发过来，我马上为您登记。"),
    ("工单", "告知工单", "您的问题记在工单 {工单号} 里，我会一直跟到解决。"),
    ("致歉", "致歉", "这次确实是我们没做好，对不起。我来负责跟进，处理到您满意为止。"),
    ("结束", "收尾", "{顾客}，还有别的需要我帮忙吗？没有的话，之后有问题随时回到这里找我。"),
)


def seed_replies(session: Session) -> None:
    """The first canned replies; those that exist stay as they are."""
    known = set(session.scalars(select(CannedReply.shortcut)))
    for shortcut, title, body in SEEDED:
        if shortcut not in known:
            session.add(CannedReply(shortcut=shortcut, title=title, body=body))
    session.flush()
