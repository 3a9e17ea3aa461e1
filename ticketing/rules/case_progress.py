"""Where a case stands on its way: what lies ahead, who acts next, and until when."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from ticketing.rules.business_calendar import WorkingCalendar, shanghai_day
from ticketing.rules.case_steps import Side
from ticketing.rules.cases import (
    ENDED,
    SEND_BACK_WITHIN_DAYS,
    WAITS_FOR_THE_SHOPPER,
    CaseStatus,
    Kind,
)

S = CaseStatus
INSPECT_WITHIN = timedelta(hours=48)
"""What the shopper is told when he sends goods back; the law gives the seller seven days for the money."""
SEND_WITHIN = timedelta(days=1)

BACK = (S.APPLIED, S.APPROVED, S.RETURNING, S.RECEIVED, S.INSPECTED)
PATHS: Mapping[Kind, tuple[CaseStatus, ...]] = {
    Kind.RETURN: (*BACK, S.REFUNDED, S.CLOSED),
    Kind.EXCHANGE: (*BACK, S.RESERVED, S.REPLACEMENT_SENT, S.CLOSED),
    Kind.REPAIR: (*BACK, S.REPAIRING, S.REPAIRED, S.SENT_BACK, S.CLOSED),
    Kind.REFUND_ONLY: (S.APPLIED, S.APPROVED, S.REFUNDED, S.CLOSED),
    Kind.COMPENSATION: (S.APPLIED, S.APPROVED, S.REFUNDED, S.CLOSED),
}
STANDS_AT: Mapping[CaseStatus, CaseStatus] = {
    S.MORE_ASKED: S.APPLIED,
    S.OBJECTED: S.RECEIVED,
    S.OFFERED: S.RECEIVED,
    S.OUT_OF_STOCK: S.INSPECTED,
    S.WAITING_FOR_STOCK: S.INSPECTED,
    S.QUOTED: S.INSPECTED,
    S.WAITING_FOR_PARTS: S.REPAIRING,
}
"""Off the straight way: the last stage that is surely reached."""
OTHER_ENDS: Mapping[CaseStatus, tuple[CaseStatus, ...]] = {
    S.REFUND_DUE: (S.REFUNDED, S.CLOSED),
    S.REFUNDED: (S.CLOSED,),
    S.SENDING_BACK: (S.SENT_BACK, S.CLOSED),
    S.SENT_BACK: (S.CLOSED,),
}


def ahead(kind: Kind, status: CaseStatus) -> tuple[CaseStatus, ...]:
    """The stages that still come if all goes well, the next one first."""
    if status in ENDED:
        return ()
    if status in OTHER_ENDS:
        return OTHER_ENDS[status]
    path = PATHS[kind]
    return path[path.index(STANDS_AT.get(status, status)) + 1 :]


def acts_next(status: CaseStatus) -> Side | None:
    """Who has to do something now: the shopper, our people, or nobody any more."""
    if status in ENDED:
        return None
    return Side.SHOPPER if status in WAITS_FOR_THE_SHOPPER else Side.AGENT


def due_at(
    status: CaseStatus,
    since: datetime,
    calendar: WorkingCalendar,
    *,
    pickup_ends_at: datetime | None = None,
    quote_valid_until: datetime | None = None,
) -> datetime | None:
    """Until when the next thing should happen, where we have said so; `since`: when this status began."""
    if status is S.APPROVED:
        last_day = shanghai_day(since) + timedelta(days=SEND_BACK_WITHIN_DAYS)
        return calendar.deadline(last_day).at
    if status is S.RETURNING:
        return pickup_ends_at
    if status is S.QUOTED:
        return quote_valid_until
    if status in {S.RECEIVED, S.OBJECTED, S.REFUND_DUE}:
        return since + INSPECT_WITHIN
    return since + SEND_WITHIN if status in {S.RESERVED, S.REPAIRED, S.SENDING_BACK} else None
