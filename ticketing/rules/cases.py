"""The life of an after-sales case: which status may follow which, and what a rule may approve alone."""

from enum import StrEnum

from ticketing.errors import AlreadyDecided, IllegalMove
from ticketing.rules.aftersales_facts import Reason, Wish
from ticketing.rules.money import Fen
from ticketing.rules.routes import Route

# Money leaves by rule only up to here; above it a person looks first.
APPROVED_BY_RULE_UP_TO_FEN = 50_000
SEND_BACK_WITHIN_DAYS = 7


class CaseStatus(StrEnum):
    """待审核, 已通过, 已拒绝, 待补充, 已撤销, 已完成."""

    APPLIED = "applied"
    APPROVED = "approved"
    REFUSED = "refused"
    MORE_ASKED = "more_asked"
    CANCELLED = "cancelled"
    CLOSED = "closed"


MOVES: dict[CaseStatus, set[CaseStatus]] = {
    CaseStatus.APPLIED: {
        CaseStatus.APPROVED,
        CaseStatus.REFUSED,
        CaseStatus.MORE_ASKED,
        CaseStatus.CANCELLED,
    },
    CaseStatus.MORE_ASKED: {
        CaseStatus.APPROVED,
        CaseStatus.REFUSED,
        CaseStatus.MORE_ASKED,
        CaseStatus.CANCELLED,
    },
    CaseStatus.APPROVED: {CaseStatus.CLOSED, CaseStatus.CANCELLED},
    CaseStatus.REFUSED: set(),
    CaseStatus.CANCELLED: set(),
    CaseStatus.CLOSED: set(),
}
NAMES = {
    CaseStatus.APPLIED: "待审核",
    CaseStatus.APPROVED: "已通过",
    CaseStatus.REFUSED: "已拒绝",
    CaseStatus.MORE_ASKED: "待补充",
    CaseStatus.CANCELLED: "已撤销",
    CaseStatus.CLOSED: "已完成",
}
WAITS_FOR_A_DECISION = {CaseStatus.APPLIED, CaseStatus.MORE_ASKED}

# Which routes end with money, and where goods come back first.
PAYS = {Route.NO_REASON_RETURN, Route.QUALITY_RETURN, Route.REFUND_ONLY, Route.COMPENSATION}
GOODS_COME_BACK = {Route.NO_REASON_RETURN, Route.QUALITY_RETURN, Route.EXCHANGE, Route.REPAIR}

REASON_TEXTS = {
    Reason.NO_REASON: "不想要了",
    Reason.QUALITY: "质量问题",
    Reason.ARRIVED_DAMAGED: "收到时破损",
    Reason.WRONG_ITEM: "发错货",
    Reason.MISSING_PART: "少件",
    Reason.NOT_AS_DESCRIBED: "与描述不符",
    Reason.COUNTERFEIT: "怀疑不是正品",
    Reason.LATE: "送得太晚",
}
WISH_TEXTS = {
    Wish.RETURN: "退货",
    Wish.EXCHANGE: "换货",
    Wish.REPAIR: "维修",
    Wish.REFUND_ONLY: "仅退款",
    Wish.COMPENSATION: "赔偿",
    Wish.UNKNOWN: "售后",
}
ROUTE_TEXTS = {
    Route.NO_REASON_RETURN: "无理由退货",
    Route.QUALITY_RETURN: "质量问题退货",
    Route.EXCHANGE: "换货",
    Route.REPAIR: "维修",
    Route.REFUND_ONLY: "仅退款",
    Route.COMPENSATION: "赔偿",
}


def check_case_move(now: CaseStatus, wanted: CaseStatus) -> None:
    """Raise AlreadyDecided for a second decision, IllegalMove for anything else the table has not."""
    if wanted in MOVES[now]:
        return
    if wanted in {CaseStatus.APPROVED, CaseStatus.REFUSED, CaseStatus.MORE_ASKED}:
        raise AlreadyDecided(f"这张售后单{NAMES[now]}，不能再审核了。")
    raise IllegalMove(f"{NAMES[now]}的售后单不能改为{NAMES[wanted]}。")


def is_approved_by_rule(
    route: Route, reason: str, refund_fen: Fen | None, amount_due_fen: Fen | None
) -> bool:
    """Whether the rules alone approve an open route: no reason needed, a small and certain sum, nothing owed.

    `reason` is the decision's code. Goods that have not left count as small, certain refunds too; a parcel
    on its way must be called back by a person.
    """
    if refund_fen is None or amount_due_fen or refund_fen > APPROVED_BY_RULE_UP_TO_FEN:
        return False
    return route is Route.NO_REASON_RETURN or (route is Route.REFUND_ONLY and reason == "not_shipped")
