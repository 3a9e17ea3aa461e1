"""Timed to-dos: what the law asks by when while a case runs, what was promised, and how each one stands."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ticketing.errors import IllegalMove
from ticketing.rules.business_calendar import Deadline, WorkingCalendar, shanghai_day
from ticketing.rules.routes import Route

WARNING_PERCENT = 20
"""A warning is given when so much of the time is left, but neither sooner nor later than these:"""
LONGEST_WARNING = timedelta(days=3)
SHORTEST_WARNING = timedelta(minutes=15)


class Kind(StrEnum):
    """法定退款, 法定处理, 维修期限, 配件期限, 保修到期, 客服承诺, 助手承诺."""

    REFUND_DUE = "refund_due"
    STALLING = "stalling"
    REPAIR_DUE = "repair_due"
    PARTS_DUE = "parts_due"
    WARRANTY_END = "warranty_end"
    PROMISED_BY_AGENT = "promised_by_agent"
    PROMISED_BY_BOT = "promised_by_bot"


PROMISED = frozenset({Kind.PROMISED_BY_AGENT, Kind.PROMISED_BY_BOT})
STATUTORY = frozenset(Kind) - PROMISED
NAMES = {
    Kind.REFUND_DUE: "退款法定期限",
    Kind.STALLING: "售后处理法定期限",
    Kind.REPAIR_DUE: "维修期限",
    Kind.PARTS_DUE: "等配件期限",
    Kind.WARRANTY_END: "保修到期",
    Kind.PROMISED_BY_AGENT: "客服的承诺",
    Kind.PROMISED_BY_BOT: "助手的承诺",
}


class State(StrEnum):
    """待确认, 进行中, 将到期, 已逾期, 已兑现, 已取消."""

    PROPOSED = "proposed"
    OPEN = "open"
    WARNED = "warned"
    BREACHED = "breached"
    KEPT = "kept"
    DROPPED = "dropped"


S = State
MOVES: dict[State, set[State]] = {
    S.PROPOSED: {S.OPEN, S.DROPPED},
    S.OPEN: {S.WARNED, S.BREACHED, S.KEPT, S.DROPPED},
    S.WARNED: {S.BREACHED, S.KEPT, S.DROPPED},
    S.BREACHED: {S.KEPT, S.DROPPED},
    S.KEPT: set(),
    S.DROPPED: set(),
}
STATE_NAMES = {
    S.PROPOSED: "待确认",
    S.OPEN: "进行中",
    S.WARNED: "将到期",
    S.BREACHED: "已逾期",
    S.KEPT: "已兑现",
    S.DROPPED: "已取消",
}
RUNNING = frozenset({S.OPEN, S.WARNED, S.BREACHED})
"""Still owed: a breached one too, until somebody keeps it late or drops it with a reason."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What the law asks in one part of a case's life, by the names of `CaseStatus`.

    `days` is counted from the day on which the case first came to `counts_from`, or from now where that is
    None; `days` None: until the deadline of the case's own decision. Entering a status of `kept_by` or
    `dropped_by` ends it.
    """

    kind: Kind
    rule: str
    days: int | None
    routes: Set[Route]
    starts_at: Set[str]
    kept_by: Set[str]
    dropped_by: Set[str] = frozenset({"cancelled"})
    counts_from: str | None = None


RETURNS = frozenset({Route.NO_REASON_RETURN, Route.QUALITY_RETURN})
EXCHANGE, REPAIR = frozenset({Route.EXCHANGE}), frozenset({Route.REPAIR})
MONEY_ALONE = frozenset({Route.REFUND_ONLY, Route.COMPENSATION})
DECIDED = frozenset({"approved", "refused"})

CLOCKS = (
    Clock(Kind.STALLING, "quality.stalling", 15, RETURNS | EXCHANGE | REPAIR, {"applied"}, DECIDED),
    Clock(Kind.STALLING, "quality.stalling", 15, MONEY_ALONE, {"applied"}, {"refused", "refunded", "closed"}),
    # Who agreed to wait for new stock is not being put off.
    Clock(
        Kind.STALLING,
        "quality.stalling",
        15,
        EXCHANGE,
        {"received", "reserved"},
        {"replacement_sent", "refunded", "sent_back"},
        {"cancelled", "waiting_for_stock", "refund_due"},
    ),
    Clock(
        Kind.REFUND_DUE,
        "no_reason.refund",
        7,
        RETURNS,
        {"received"},
        {"refunded"},
        {"cancelled", "sending_back"},
    ),
    Clock(Kind.REFUND_DUE, "no_reason.refund", 7, EXCHANGE, {"refund_due"}, {"refunded"}),
    # 三包: 30 days are the repairer's, 90 when parts are missing; both from the day the goods came in.
    Clock(
        Kind.REPAIR_DUE,
        "sanbao.home_appliance.slow_repair",
        30,
        REPAIR,
        {"received"},
        {"repaired", "sending_back", "sent_back"},
        {"cancelled", "waiting_for_parts"},
    ),
    Clock(
        Kind.PARTS_DUE,
        "sanbao.home_appliance.slow_repair",
        90,
        REPAIR,
        {"waiting_for_parts"},
        {"repaired", "sending_back", "sent_back"},
        counts_from="received",
    ),
    # Whoever decides too late lets the shopper's own term run out.
    Clock(Kind.WARRANTY_END, "", None, EXCHANGE | REPAIR, {"applied"}, DECIDED),
)


def starting(route: Route, status: str) -> Iterator[Clock]:
    """The clocks that begin when a case of this route comes to this status."""
    return (clock for clock in CLOCKS if route in clock.routes and status in clock.starts_at)


def ending(kind: Kind, route: Route, status: str) -> State | None:
    """What becomes of a running commitment when its case comes to this status: kept, dropped, or None."""
    clocks = [clock for clock in CLOCKS if clock.kind is kind and route in clock.routes]
    if any(status in clock.kept_by for clock in clocks):
        return State.KEPT
    return State.DROPPED if any(status in clock.dropped_by for clock in clocks) else None


def statutory_deadline(clock: Clock, since: datetime, calendar: WorkingCalendar) -> Deadline:
    """When the clock's days are over: the day of `since` is day 0, a last day off moves (民法典 201, 203)."""
    if clock.days is None:
        raise ValueError(f"{clock.kind} has no days of its own")
    return calendar.deadline(shanghai_day(since) + timedelta(days=clock.days))


def warn_at(made_at: datetime, due_at: datetime) -> datetime:
    """When to warn: in the last fifth of the time, within the bounds above, never before it was made."""
    margin = (due_at - made_at) * WARNING_PERCENT / 100
    margin = max(min(margin, LONGEST_WARNING), SHORTEST_WARNING)
    return max(made_at, due_at - margin)


def judge(state: State, warns_at: datetime, due_at: datetime, now: datetime) -> State:
    """How a commitment stands now; only time moves it here, and never back."""
    if state not in {State.OPEN, State.WARNED}:
        return state
    if now >= due_at:
        return State.BREACHED
    return State.WARNED if now >= warns_at else state


def next_check(state: State, warns_at: datetime, due_at: datetime) -> datetime | None:
    """When a judged one has to be judged again; None if time can do no more to it."""
    return {State.OPEN: warns_at, State.WARNED: due_at}.get(state)


def check_commitment_move(now: State, wanted: State) -> None:
    """Raise IllegalMove unless the table has the move."""
    if wanted not in MOVES[now]:
        raise IllegalMove(f"这项承诺{STATE_NAMES[now]}，不能改为{STATE_NAMES[wanted]}。")
