"""What a repair may cost, and how long its price must stand."""

from datetime import date, timedelta

from ticketing.errors import SumNotAllowed
from ticketing.rules.money import Fen

AT_LEAST_DAYS = 3
AT_MOST_DAYS = 60


def check_quote(amount_fen: Fen, valid_until: date | None, today: date, *, objected: bool) -> None:
    """Raise SumNotAllowed for a price that may not be asked, or without enough days to think about it.

    In warranty a repair is free (消保法 24 ¶2, 三包): only what the inspection objected to, such as damage by
    the shopper, may cost something. `valid_until` is the last day of the price.
    """
    if not amount_fen:
        return
    if not objected:
        raise SumNotAllowed("验货没有发现人为损坏，保修期内不能收维修费。")
    earliest, latest = today + timedelta(days=AT_LEAST_DAYS), today + timedelta(days=AT_MOST_DAYS)
    if valid_until is None or not earliest <= valid_until <= latest:
        raise SumNotAllowed(f"报价有效期要在 {AT_LEAST_DAYS} 到 {AT_MOST_DAYS} 天之间。")
