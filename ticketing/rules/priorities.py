"""How urgent a ticket is: 1 (now) to 4 (when there is time)."""

from ticketing.rules.categories import DEADLINE, SAFETY

PRIORITIES = (1, 2, 3, 4)
ANGRY = -2
MONEY_AT_STAKE = {("退换退款", "退款未到账"), ("支付发票", "支付异常"), ("账户会员", "登录安全")}
UNHURRIED = {"建议", "表扬"}


def priority_of(*, kind: str, category: tuple[str, str], sentiment: int, urgency: str) -> int:
    """The priority by the facets of a ticket; `sentiment` is −2 to +2.

    Safety comes before everything. A running deadline, money or an account in danger, and an angry
    complaint are next. Ideas and praise can wait.
    """
    if urgency == SAFETY or category == ("商品质量", "安全问题"):
        return 1
    if urgency == DEADLINE or category in MONEY_AT_STAKE or (kind == "投诉" and sentiment <= ANGRY):
        return 2
    return 4 if kind in UNHURRIED else 3
