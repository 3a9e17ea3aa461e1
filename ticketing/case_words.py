"""What a shopper reads about his after-sales case, and where its ticket belongs."""

from ticketing.models import AftersalesCase
from ticketing.rules.cases import GOODS_COME_BACK, ROUTE_TEXTS, SEND_BACK_WITHIN_DAYS, CaseStatus
from ticketing.rules.routes import Payer, Route
from ticketing.shop import ReturnAddress
from ticketing.wording import yuan

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


def category_of(route: Route) -> tuple[str, str]:
    """The ticket category of a case."""
    return CATEGORIES[route]


def next_step(case: AftersalesCase, address: ReturnAddress, answer_by: str | None) -> str:
    """What happens now; `answer_by` is when somebody looks at a case that waits for a person."""
    status, route = CaseStatus(case.status), Route(case.route)
    if status is CaseStatus.APPROVED and route in GOODS_COME_BACK:
        return f"{_send_back(case, route, address)}{AFTERWARDS[route]}。"
    if status is CaseStatus.CLOSED and case.refund_fen is not None:
        return f"{yuan(case.refund_fen)} 已原路退回，一般 1 到 3 个工作日到账。"
    if status is CaseStatus.APPLIED:
        when = f"会在{answer_by}" if answer_by else "会尽快"
        return f"同事{when}看完您的申请，结果在这里告诉您。"
    if status is CaseStatus.MORE_ASKED:
        return "请在这里补充说明或照片，我们收到就继续处理。"
    if status is CaseStatus.REFUSED:
        return "有不同意见，可以直接说「转人工」。"
    return "已经处理好了。" if status is CaseStatus.CLOSED else "申请已撤销，需要时可以重新提。"


def decision_text(case: AftersalesCase, note: str, address: ReturnAddress) -> str:
    """What the chat says after a person decided."""
    status = CaseStatus(case.status)
    what = f"{ROUTE_TEXTS[Route(case.route)]}申请（{case.number}）"
    if status is CaseStatus.REFUSED:
        return f"很抱歉，您的{what}没有通过：{note} {next_step(case, address, None)}"
    if status is CaseStatus.MORE_ASKED:
        return f"您的{what}还需要补充：{note} {next_step(case, address, None)}"
    said = f"{note} " if note else ""
    return f"您的{what}通过了。{said}{next_step(case, address, None)}"


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
