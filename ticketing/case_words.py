"""What a shopper reads about his case: what happened, what happens next; and where its ticket belongs."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from ticketing.models import AftersalesCase, CaseEvent
from ticketing.rules.case_steps import Step
from ticketing.rules.cases import (
    GOODS_COME_BACK,
    KINDS,
    NAMES,
    ROUTE_TEXTS,
    SEND_BACK_WITHIN_DAYS,
    CaseStatus,
    Kind,
)
from ticketing.rules.routes import Payer, Route
from ticketing.shop import ReturnAddress
from ticketing.shop.cards import SHANGHAI
from ticketing.wording import yuan

S = CaseStatus
CATEGORIES = {
    Route.NO_REASON_RETURN: ("退换退款", "退货"),
    Route.QUALITY_RETURN: ("退换退款", "退货"),
    Route.EXCHANGE: ("退换退款", "换货"),
    Route.REPAIR: ("维修保修", "报修"),
    Route.REFUND_ONLY: ("退换退款", "仅退款"),
    Route.COMPENSATION: ("服务投诉", "虚假宣传"),
}
FREIGHT = {
    Payer.SHOPPER: "寄回的运费需要您先付",
    Payer.SELLER: "运费我们出，请先垫付，验收后一起退给您",
    Payer.INSURANCE: "运费由运费险赔付，请先垫付",
}
AFTERWARDS = {
    Route.NO_REASON_RETURN: "仓库签收验货后 48 小时内退款，最晚不超过 7 天",
    Route.QUALITY_RETURN: "仓库签收验货后 48 小时内退款，最晚不超过 7 天",
    Route.EXCHANGE: "仓库签收验货后，当天给您寄出新的",
    Route.REPAIR: "检测修好后寄回给您，修之前有费用会先跟您确认",
}
STEP_TEXTS = {
    Step.APPROVE: "通过",
    Step.REFUSE: "拒绝",
    Step.ASK_MORE: "请顾客补充",
    Step.PROPOSE: "申请他人批准",
    Step.APPROVE_PROPOSAL: "批准付款",
    Step.REJECT_PROPOSAL: "驳回付款",
    Step.RECEIVE: "登记收货",
    Step.INSPECT: "验货",
    Step.ACCEPT_GOODS: "按验货通过处理",
    Step.OFFER: "提出部分退款",
    Step.REFUSE_GOODS: "拒绝并寄还",
    Step.REFUND: "退款",
    Step.RESERVE: "备货",
    Step.SEND_REPLACEMENT: "寄出新品",
    Step.DIAGNOSE: "填检测结果",
    Step.WAIT_FOR_PARTS: "等配件",
    Step.PARTS_ARRIVED: "配件到了",
    Step.REPAIRED: "修好了",
    Step.STOP_REPAIR: "不修了，寄还",
    Step.SEND_BACK: "寄还给顾客",
    Step.CLOSE: "办结",
    Step.ADD_DETAILS: "补充说明",
    Step.GIVE_PARCEL: "填快递单号",
    Step.BOOK_PICKUP: "约上门取件",
    Step.ACCEPT_OFFER: "同意这个金额",
    Step.DECLINE_OFFER: "不同意",
    Step.WAIT_FOR_STOCK: "等到货",
    Step.CHOOSE_VARIANT: "换别的款式",
    Step.CHOOSE_REFUND: "直接退款",
    Step.ACCEPT_QUOTE: "同意报价，请维修",
    Step.DECLINE_QUOTE: "不修了，寄回给我",
    Step.CONFIRM_RECEIPT: "收到了",
    Step.CANCEL: "撤销申请",
}
HAPPENED = {
    S.APPLIED: "申请已提交",
    S.MORE_ASKED: "还需要补充",
    S.APPROVED: "申请通过了",
    S.REFUSED: "申请没有通过",
    S.CANCELLED: "申请已撤销",
    S.RETURNING: "商品在寄回的路上",
    S.RECEIVED: "仓库收到了寄回的商品",
    S.INSPECTED: "验货通过",
    S.OBJECTED: "验货时发现问题",
    S.OFFERED: "我们提出部分退款",
    S.REFUND_DUE: "改为退款",
    S.REFUNDED: "已退款",
    S.OUT_OF_STOCK: "要换的款式缺货",
    S.WAITING_FOR_STOCK: "等到货后换",
    S.RESERVED: "换的商品已经备好",
    S.REPLACEMENT_SENT: "换的商品寄出了",
    S.QUOTED: "检测完成",
    S.REPAIRING: "开始维修",
    S.WAITING_FOR_PARTS: "在等配件",
    S.REPAIRED: "修好了",
    S.SENDING_BACK: "商品准备寄还给您",
    S.SENT_BACK: "商品寄还给您了",
    S.CLOSED: "办完了",
}
DONE_BY_STEP = {
    Step.ADD_DETAILS: "补充了说明",
    Step.GIVE_PARCEL: "商品寄出了",
    Step.BOOK_PICKUP: "约好了上门取件",
    Step.ACCEPT_OFFER: "同意了退款金额",
    Step.DECLINE_OFFER: "没有同意退款金额",
    Step.ACCEPT_QUOTE: "同意了报价，开始维修",
    Step.DECLINE_QUOTE: "不修了，准备寄还",
    Step.PARTS_ARRIVED: "配件到了，继续维修",
    Step.PROPOSE: "申请他人批准付款",
    Step.APPROVE_PROPOSAL: "付款已批准",
    Step.REJECT_PROPOSAL: "付款被驳回",
}
INTERNAL = {Step.PROPOSE, Step.APPROVE_PROPOSAL, Step.REJECT_PROPOSAL}
"""Between colleagues; the shopper hears what came of it."""
REFUND_TAKES = "一般 1 到 3 个工作日到账。"


def category_of(route: Route) -> tuple[str, str]:
    """The ticket category of a case."""
    return CATEGORIES[route]


def is_internal(event: CaseEvent) -> bool:
    """Whether the line is for colleagues alone."""
    return event.step in INTERNAL


def event_text(event: CaseEvent) -> str:
    """One line of the history in plain words, without its note."""
    if event.step and (step := Step(event.step)) in DONE_BY_STEP:
        return DONE_BY_STEP[step]
    return HAPPENED[CaseStatus(event.to_value)]


def told(case: AftersalesCase, events: Sequence[CaseEvent], address: ReturnAddress) -> str:
    """What the chat says of new events, in one line, with what comes next."""
    shown = [event for event in events if not is_internal(event) and event.to_value != S.CLOSED] or events[
        -1:
    ]
    lines = [f"{event_text(event)}{f'：{event.note}' if event.note else ''}" for event in shown]
    what = "，".join(line.rstrip("。") for line in lines)
    return f"您的{ROUTE_TEXTS[Route(case.route)]}（{case.number}）{what}。{next_step(case, address, None)}"


def timeline_text(case: AftersalesCase, next_text: str) -> str:
    """到哪一步了, in a few lines: what happened with its day, then what comes."""
    lines = [
        f"{_day(event.at)} {event_text(event)}{f'：{event.note}' if event.note else ''}"
        for event in case.events
        if not is_internal(event)
    ]
    return "\n".join([*lines, f"现在：{NAMES[CaseStatus(case.status)]}。{next_text}"])


def next_step(case: AftersalesCase, address: ReturnAddress, answer_by: str | None) -> str:
    """What happens now; `answer_by` is when somebody looks at a case that waits for a person."""
    status, route = CaseStatus(case.status), Route(case.route)
    if status is S.APPROVED and route in GOODS_COME_BACK:
        return f"{_send_back(case, route, address)}{AFTERWARDS[route]}。"
    if status is S.CLOSED:
        return _ended(case)
    if status is S.APPLIED:
        when = f"会在{answer_by}" if answer_by else "会尽快"
        return f"同事{when}看完您的申请，结果在这里告诉您。"
    if status is S.RETURNING and "pickup" in case.progress:
        return f"快递员会在{pickup_text(case.progress['pickup'])}上门，请把商品和配件装好。"
    if status is S.OFFERED:
        return f"如果可以，我们退您 {yuan(case.progress['offer']['refund_fen'])}；不同意也没关系，我们再看。"
    if status is S.QUOTED:
        quote = case.progress["quote"]
        until = _day_of(quote["valid_until"])
        return f"修好要 {yuan(quote['amount_fen'])}，{until}前有效。修不修您定，不修就原样寄还。"
    if status is S.OUT_OF_STOCK:
        return f"可以等到货、换别的款式，或者直接退 {yuan(case.progress['instead_fen'])}，您选一个。"
    return NEXT[status]


NEXT = {
    S.MORE_ASKED: "请在这里补充说明或照片，我们收到就继续处理。",
    S.APPROVED: "马上给您办。",
    S.REFUSED: "有不同意见，可以直接说「转人工」。",
    S.CANCELLED: "申请已撤销，需要时可以重新提。",
    S.RETURNING: "仓库收到后 48 小时内验货，有结果马上告诉您。",
    S.RECEIVED: "正在验货，48 小时内给您结果。",
    S.INSPECTED: "接下来的事我们来办，有进展马上告诉您。",
    S.OBJECTED: "同事会看怎么处理，先跟您商量再定。",
    S.REFUND_DUE: "退款正在审核，批了马上退给您。",
    S.REFUNDED: f"钱已原路退回，{REFUND_TAKES}",
    S.WAITING_FOR_STOCK: "到货了马上给您换；不想等了，也可以换款式或直接退款。",
    S.RESERVED: "24 小时内给您寄出。",
    S.REPLACEMENT_SENT: "请留意签收，收到后点「收到了」就好。",
    S.REPAIRING: "修好了马上寄回给您。",
    S.WAITING_FOR_PARTS: "配件一到就接着修。",
    S.REPAIRED: "24 小时内寄回给您。",
    S.SENDING_BACK: "24 小时内寄出，寄出后告诉您单号。",
    S.SENT_BACK: "请留意签收，收到后点「收到了」就好。",
}


def pickup_text(pickup: dict[str, Any]) -> str:
    """`11月20日 13:00–18:00`."""
    begins, ends = (datetime.fromisoformat(pickup[name]) for name in ("begins_at", "ends_at"))
    return f"{_day(begins)} {begins.astimezone(SHANGHAI):%H:%M}–{ends.astimezone(SHANGHAI):%H:%M}"


def decision_text(case: AftersalesCase, note: str, address: ReturnAddress) -> str:
    """What the chat says after a person decided."""
    status = CaseStatus(case.status)
    what = f"{ROUTE_TEXTS[Route(case.route)]}申请（{case.number}）"
    if status is S.REFUSED:
        return f"很抱歉，您的{what}没有通过：{note} {next_step(case, address, None)}"
    if status is S.MORE_ASKED:
        return f"您的{what}还需要补充：{note} {next_step(case, address, None)}"
    said = f"{note} " if note else ""
    return f"您的{what}通过了。{said}{next_step(case, address, None)}"


def _ended(case: AftersalesCase) -> str:
    if "sent_back" in case.progress or "replacement" in case.progress:
        return "已经办完了，有问题随时说。"
    if case.refund_fen:
        how = "已赔付给您" if KINDS[Route(case.route)] is Kind.COMPENSATION else "已原路退回"
        return f"{yuan(case.refund_fen)} {how}，{REFUND_TAKES}"
    return "已经处理好了。"


def _send_back(case: AftersalesCase, route: Route, address: ReturnAddress) -> str:
    decided = next(each for each in case.decision["routes"] if each["route"] == route)
    payer = decided["freight_payer"]
    freight = f"，{FREIGHT[Payer(payer)]}" if payer else ""
    if case.facts["question"]["dates"]["received_at"] is None:
        return "包裹到了可以直接拒收，或者收下后按售后单寄回；"
    return (
        f"请在 {SEND_BACK_WITHIN_DAYS} 天内寄到：{address.address}，{address.receiver}收，"
        f"电话 {address.phone}，包裹里放一张写着 {case.number} 的纸{freight}。"
    )


def _day(at: datetime) -> str:
    day = at.astimezone(SHANGHAI)
    return f"{day.month}月{day.day}日"


def _day_of(valid_until: str) -> str:
    """The last whole day before an instant that is too late."""
    return _day(datetime.fromisoformat(valid_until) - timedelta(microseconds=1))
