"""How much comes back: a share of what was really paid, to the fen, and never more than that."""

from ticketing.rules.aftersales_facts import Facts
from ticketing.rules.money import Fen, share
from ticketing.rules.routes import Sum

# 消保法 25: within seven days after the seller has the goods back.
REFUND_DUE_DAYS = 7
# 消保法 55: three times the price, at least ¥500.
FRAUD_TIMES = 3
FRAUD_AT_LEAST_FEN = 50_000


def pro_rata(facts: Facts) -> Fen:
    """The returned pieces' share of what was paid for the line; the last pieces get all that remains."""
    line, quantity = facts.line, facts.report.quantity
    remains = max(line.paid_fen - line.refunded_fen, 0)
    if quantity == line.left:
        return remains
    return min(share(line.paid_fen, quantity, line.quantity), remains)


def no_reason_refund(facts: Facts) -> Sum:
    """Without a reason: a promotion that breaks is undone, and gifts that stay with the shopper are paid."""
    amount = _promotion_undone(facts) if _breaks_promotion(facts) else pro_rata(facts)
    if facts.report.quantity == facts.line.left:
        amount -= sum(gift.price_fen for gift in facts.line.gifts if not gift.comes_back)
    return Sum(refund_fen=max(amount, 0), amount_due_fen=max(-amount, 0))


def quality_refund(facts: Facts) -> Sum:
    """For a quality reason: the share, and the shipping paid when nothing of the order is kept."""
    shipping = 0 if _keeps_pieces(facts) else facts.order.shipping_paid_fen
    return Sum(refund_fen=pro_rata(facts) + shipping)


def fraud_compensation(facts: Facts) -> Sum:
    """On top of the refund (消保法 55)."""
    return Sum(refund_fen=max(FRAUD_TIMES * pro_rata(facts), FRAUD_AT_LEAST_FEN))


def _keeps_pieces(facts: Facts) -> bool:
    return facts.report.quantity < facts.line.left or any(
        other.id != facts.line.id for other in facts.order.lines
    )


def _kept_fen(facts: Facts) -> Fen:
    """What stays with the shopper, at unit prices: all other lines and the rest of this one."""
    line = facts.line
    others = sum(other.unit_price_fen * other.quantity for other in facts.order.lines if other.id != line.id)
    return others + line.unit_price_fen * (line.left - facts.report.quantity)


def _breaks_promotion(facts: Facts) -> bool:
    promotion = facts.order.promotion
    if promotion is None:
        return False
    line, kept = facts.line, _kept_fen(facts)
    whole = kept + line.unit_price_fen * (line.returned_quantity + facts.report.quantity)
    return kept < promotion.threshold_fen <= whole


def _promotion_undone(facts: Facts) -> Fen:
    """What was paid for the goods less what the kept ones cost without the promotion; may be negative."""
    line = facts.line
    amount = facts.order.paid_goods_fen - _kept_fen(facts) - line.refunded_fen
    return min(amount, max(line.paid_fen - line.refunded_fen, 0))
