"""The life of a ticket: which status may follow which."""

from enum import StrEnum

from ticketing.errors import IllegalMove


class Status(StrEnum):
    """新建, 处理中, 等待顾客, 等待第三方, 已解决, 已关闭."""

    NEW = "new"
    OPEN = "open"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_THIRD_PARTY = "waiting_third_party"
    RESOLVED = "resolved"
    CLOSED = "closed"


MOVES: dict[Status, set[Status]] = {
    Status.NEW: {Status.OPEN, Status.RESOLVED, Status.CLOSED},
    Status.OPEN: {Status.WAITING_CUSTOMER, Status.WAITING_THIRD_PARTY, Status.RESOLVED},
    Status.WAITING_CUSTOMER: {Status.OPEN, Status.WAITING_THIRD_PARTY, Status.RESOLVED},
    Status.WAITING_THIRD_PARTY: {Status.OPEN, Status.WAITING_CUSTOMER, Status.RESOLVED},
    Status.RESOLVED: {Status.OPEN, Status.CLOSED},
    Status.CLOSED: {Status.OPEN},
}
ENDED = {Status.RESOLVED, Status.CLOSED}
PAUSED = {Status.WAITING_CUSTOMER}
"""Service clocks stand still here. A third party's delay is ours: there they run."""


def is_reopening(now: Status, wanted: Status) -> bool:
    """Whether the move brings an ended ticket back to work."""
    return now in ENDED and wanted not in ENDED


def check_move(now: Status, wanted: Status, reason: str = "") -> None:
    """Raise IllegalMove unless the table has the move; reopening also needs a reason."""
    if wanted not in MOVES[now]:
        raise IllegalMove(f"{NAMES[now]}的工单不能直接改为{NAMES[wanted]}。")
    if is_reopening(now, wanted) and not reason.strip():
        raise IllegalMove("重新打开工单要写明原因。")


NAMES = {
    Status.NEW: "新建",
    Status.OPEN: "处理中",
    Status.WAITING_CUSTOMER: "等待顾客",
    Status.WAITING_THIRD_PARTY: "等待第三方",
    Status.RESOLVED: "已解决",
    Status.CLOSED: "已关闭",
}
"""What people read in a refusal; the pages have their own catalogue."""
