"""The life of an after-sales case, a state machine for each kind, and what a rule may approve alone."""

from collections.abc import Mapping
from enum import StrEnum

from ticketing.errors import AlreadyDecided, IllegalMove
from ticketing.rules.aftersales_facts import Reason
from ticketing.rules.money import Fen
from ticketing.rules.routes import Route

# Money leaves by rule only up to here; above it a person looks first.
APPROVED_BY_RULE_UP_TO_FEN = 50_000
# What a shopper who sends goods back at the seller's cost gets for the parcel without another look.
FREIGHT_BY_RULE_UP_TO_FEN = 3_000
SEND_BACK_WITHIN_DAYS = 7


class Kind(StrEnum):
    """What a case is about; both returns go the same way."""

    RETURN = "return"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    REFUND_ONLY = "refund_only"
    COMPENSATION = "compensation"


KINDS: Mapping[Route, Kind] = {
    Route.NO_REASON_RETURN: Kind.RETURN,
    Route.QUALITY_RETURN: Kind.RETURN,
    Route.EXCHANGE: Kind.EXCHANGE,
    Route.REPAIR: Kind.REPAIR,
    Route.REFUND_ONLY: Kind.REFUND_ONLY,
    Route.COMPENSATION: Kind.COMPENSATION,
}


class CaseStatus(StrEnum):
    """See NAMES for the words; docs/cases.md for the picture."""

    APPLIED = "applied"
    MORE_ASKED = "more_asked"
    APPROVED = "approved"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    RETURNING = "returning"
    RECEIVED = "received"
    INSPECTED = "inspected"
    OBJECTED = "objected"
    OFFERED = "offered"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"
    OUT_OF_STOCK = "out_of_stock"
    WAITING_FOR_STOCK = "waiting_for_stock"
    RESERVED = "reserved"
    REPLACEMENT_SENT = "replacement_sent"
    QUOTED = "quoted"
    REPAIRING = "repairing"
    WAITING_FOR_PARTS = "waiting_for_parts"
    REPAIRED = "repaired"
    SENDING_BACK = "sending_back"
    SENT_BACK = "sent_back"
    CLOSED = "closed"


Moves = dict[CaseStatus, set[CaseStatus]]
S = CaseStatus

REVIEW: Moves = {
    S.APPLIED: {S.APPROVED, S.REFUSED, S.MORE_ASKED, S.CANCELLED},
    S.MORE_ASKED: {S.APPLIED, S.APPROVED, S.REFUSED, S.MORE_ASKED, S.CANCELLED},
}
PAYING: Moves = {S.REFUNDED: {S.CLOSED}}
# A parcel that the shopper refused at the door comes back without a number from him.
COMING_BACK: Moves = {
    S.APPROVED: {S.RETURNING, S.RECEIVED, S.CANCELLED},
    S.RETURNING: {S.RETURNING, S.RECEIVED, S.CANCELLED},
    S.RECEIVED: {S.INSPECTED, S.OBJECTED},
    S.OBJECTED: {S.INSPECTED, S.SENDING_BACK},
    S.SENDING_BACK: {S.SENT_BACK},
    S.SENT_BACK: {S.CLOSED},
}
EXCHANGING: Moves = {
    S.INSPECTED: {S.RESERVED, S.OUT_OF_STOCK},
    S.OUT_OF_STOCK: {S.OUT_OF_STOCK, S.WAITING_FOR_STOCK, S.RESERVED, S.REFUND_DUE},
    S.WAITING_FOR_STOCK: {S.OUT_OF_STOCK, S.RESERVED, S.REFUND_DUE},
    S.RESERVED: {S.REPLACEMENT_SENT},
    S.REPLACEMENT_SENT: {S.CLOSED},
    S.REFUND_DUE: {S.REFUNDED},
}
REPAIRING: Moves = {
    S.INSPECTED: {S.QUOTED, S.SENDING_BACK},
    S.QUOTED: {S.QUOTED, S.REPAIRING, S.SENDING_BACK},
    S.REPAIRING: {S.WAITING_FOR_PARTS, S.REPAIRED, S.SENDING_BACK},
    S.WAITING_FOR_PARTS: {S.REPAIRING, S.SENDING_BACK},
    S.REPAIRED: {S.SENT_BACK},
}


def _together(*parts: Moves) -> Moves:
    """All parts in one table, with every status; what no part names does not move."""
    return {status: set().union(*(part.get(status, set()) for part in parts)) for status in CaseStatus}


MOVES: Mapping[Kind, Moves] = {
    Kind.RETURN: _together(
        REVIEW,
        COMING_BACK,
        PAYING,
        {S.INSPECTED: {S.REFUNDED}, S.OBJECTED: {S.OFFERED}, S.OFFERED: {S.INSPECTED, S.OBJECTED}},
    ),
    Kind.EXCHANGE: _together(REVIEW, COMING_BACK, PAYING, EXCHANGING),
    Kind.REPAIR: _together(REVIEW, COMING_BACK, REPAIRING, {S.OBJECTED: {S.QUOTED}}),
    Kind.REFUND_ONLY: _together(REVIEW, PAYING, {S.APPROVED: {S.REFUNDED}}),
    Kind.COMPENSATION: _together(REVIEW, PAYING, {S.APPROVED: {S.REFUNDED}}),
}
NAMES = {
    S.APPLIED: "待审核",
    S.MORE_ASKED: "待补充",
    S.APPROVED: "已通过",
    S.REFUSED: "已拒绝",
    S.CANCELLED: "已撤销",
    S.RETURNING: "寄回中",
    S.RECEIVED: "已收货，验货中",
    S.INSPECTED: "验货通过",
    S.OBJECTED: "验货有问题，待处理",
    S.OFFERED: "待顾客确认退款金额",
    S.REFUND_DUE: "待退款",
    S.REFUNDED: "已退款",
    S.OUT_OF_STOCK: "缺货，待顾客选择",
    S.WAITING_FOR_STOCK: "等到货",
    S.RESERVED: "已备货，待寄出",
    S.REPLACEMENT_SENT: "新品已寄出",
    S.QUOTED: "待顾客确认报价",
    S.REPAIRING: "维修中",
    S.WAITING_FOR_PARTS: "等配件",
    S.REPAIRED: "已修好，待寄回",
    S.SENDING_BACK: "待寄还",
    S.SENT_BACK: "已寄还",
    S.CLOSED: "已完成",
}
ENDED = {S.REFUSED, S.CANCELLED, S.CLOSED}
WAITS_FOR_A_DECISION = {S.APPLIED, S.MORE_ASKED}
WAITS_FOR_THE_SHOPPER = {
    S.MORE_ASKED,
    S.APPROVED,
    S.OFFERED,
    S.OUT_OF_STOCK,
    S.QUOTED,
    S.REPLACEMENT_SENT,
    S.SENT_BACK,
}

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
ROUTE_TEXTS = {
    Route.NO_REASON_RETURN: "无理由退货",
    Route.QUALITY_RETURN: "质量问题退货",
    Route.EXCHANGE: "换货",
    Route.REPAIR: "维修",
    Route.REFUND_ONLY: "仅退款",
    Route.COMPENSATION: "赔偿",
}


def check_case_move(kind: Kind, now: CaseStatus, wanted: CaseStatus) -> None:
    """Raise AlreadyDecided for a second decision, IllegalMove for anything else the table has not."""
    if wanted in MOVES[kind][now]:
        return
    if wanted in {S.APPROVED, S.REFUSED, S.MORE_ASKED}:
        raise AlreadyDecided(f"这张售后单{NAMES[now]}，不能再审核了。")
    raise IllegalMove(f"{NAMES[now]}的售后单不能改为{NAMES[wanted]}。")


def is_approved_by_rule(
    route: Route,
    reason: str,
    refund_fen: Fen | None,
    amount_due_fen: Fen | None,
    *,
    up_to_fen: Fen = APPROVED_BY_RULE_UP_TO_FEN,
) -> bool:
    """Whether the rules alone approve an open route: no reason needed, a small and certain sum, nothing owed.

    `reason` is the decision's code. Goods that have not left count as small, certain refunds too; a parcel
    on its way must be called back by a person.
    """
    if refund_fen is None or amount_due_fen or refund_fen > up_to_fen:
        return False
    return route is Route.NO_REASON_RETURN or (route is Route.REFUND_ONLY and reason == "not_shipped")
