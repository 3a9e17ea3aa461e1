"""What a shopper reads about his tickets."""

from datetime import datetime

from ticketing.models import Ticket, TicketEvent
from ticketing.rules.states import ENDED, NAMES, PAUSED, Status
from ticketing.wording import before

UNTOLD = {"note", "classified", "sla", "promise"}
"""Events that are ours alone."""


def promise_text(ticket: Ticket, now: datetime) -> str:
    """By when somebody answers: the ticket's real due time."""
    if ticket.first_answer_due_at is None:
        return "同事会尽快回复您"
    return f"同事会在{before(ticket.first_answer_due_at, now)}回复您"


def due_text(ticket: Ticket, now: datetime) -> str:
    """What the shopper may expect next, in the ticket's present state."""
    status = Status(ticket.status)
    if status in ENDED:
        return f"{NAMES[status]}，还有问题可以随时告诉我们"
    if status in PAUSED:
        return "在等您补充信息，收到后接着处理"
    due_at = ticket.resolution_due_at if ticket.first_answered_at else ticket.first_answer_due_at
    if due_at is None:
        return "正在处理"
    if due_at < now:
        return "比承诺的时间晚了，已经标记为优先处理"
    return f"{before(due_at, now)}{'给您处理结果' if ticket.first_answered_at else '会有同事回复您'}"


def event_text(event: TicketEvent) -> str | None:
    """One line of the history in plain words; None for what is not a shopper's to read."""
    if event.kind in UNTOLD:
        return None
    if event.kind == "opened":
        return "工单已建立"
    if event.kind == "moved" and event.to_value:
        return f"状态改为{NAMES[Status(event.to_value)]}"
    if event.kind == "assigned":
        return "已安排同事跟进" if event.to_value else "正在重新安排同事"
    if event.kind == "replied":
        return "同事已经回复"
    return "有新的进展"
