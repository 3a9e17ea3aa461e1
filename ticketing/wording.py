"""How sums and due times are said to a shopper."""

from datetime import datetime, timedelta

from ticketing.rules.money import Fen
from ticketing.shop.cards import SHANGHAI


def yuan(fen: Fen) -> str:
    """`¥1,299.00`."""
    return f"¥{fen / 100:,.2f}"


def before(due_at: datetime, now: datetime) -> str:
    """`今天 18:00 前`, `明天 10:00 前`, `11月25日 10:00 前`."""
    due, today = due_at.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    near = {today: "今天", today + timedelta(days=1): "明天"}
    return f"{near.get(due.date(), f'{due.month}月{due.day}日')} {due:%H:%M} 前"
