"""A shirt that arrived on Thursday 2026-11-12, and one line for what is decided about it."""

from dataclasses import fields, replace
from datetime import datetime, timedelta

from ticketing.holidays import announced_calendar
from ticketing.rules.aftersales import Decisions, decide
from ticketing.rules.aftersales_facts import (
    Category,
    Condition,
    Dates,
    Facts,
    Fault,
    Gift,
    Line,
    Marked,
    Order,
    OrderLine,
    Promotion,
    Reason,
    Report,
    Wish,
)
from ticketing.rules.business_calendar import SHANGHAI
from ticketing.rules.routes import Route, RouteDecision

RECEIVED = "2026-11-12 15:00"
KINDS = {"category": Category, "reason": Reason, "fault": Fault, "wish": Wish}
SECTIONS = ("condition", "report", "history", "promises")
INTACT = Condition(*[False] * len(fields(Condition)))


def at(text: str | None) -> datetime | None:
    """`2026-11-12 15:00[:30]`, a wall clock in Shanghai; None stays None."""
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def facts(received: str | None = RECEIVED, now: str | None = None, **changes: object) -> Facts:
    """The shirt, opened and intact, one day after it came; `changes` by field name, `pieces` of the line."""
    received_at = at(received)
    base = received_at or at(RECEIVED)
    day_before = base - timedelta(days=1)
    shipped_at = at(changes.pop("shipped_at")) if "shipped_at" in changes else day_before
    quantity = changes.pop("pieces", 1)
    unit = changes.pop("unit_price_fen", 12_900)
    paid = changes.pop("paid_fen", unit * quantity)
    others = changes.pop("others", ())
    line = Line("1", Category(changes.pop("category", "clothing")), unit, quantity, paid)
    order = Order(
        changes.pop("paid_goods_fen", paid + sum(each.paid_fen for each in others)),
        (OrderLine("1", unit, quantity, paid), *others),
    )
    built = Facts(
        now=at(now) or base + timedelta(days=1),
        line=line,
        order=order,
        dates=Dates(
            ordered_at=base - timedelta(days=3),
            shipped_at=shipped_at,
            received_at=received_at,
            installed_at=at(changes.pop("installed_at", None)),
        ),
        condition=replace(INTACT, opened=True, parts_complete=True),
        report=Report(wish=Wish.RETURN, fault=Fault.NONE),
    )
    changes["exchanged_at"] = at(changes.get("exchanged_at"))
    for name, value in changes.items():
        built = _with(built, name, KINDS[name](value) if name in KINDS else value)
    return built


def unknown(*names: str) -> dict[str, None]:
    """Conditions that nobody has told."""
    return dict.fromkeys(names)


def gift(price_fen: int, *, comes_back: bool) -> Gift:
    """A pair of socks."""
    return Gift("袜子", price_fen, comes_back)


def other_line(unit_price_fen: int, quantity: int = 1, paid_fen: int | None = None) -> OrderLine:
    """Another line of the same order."""
    return OrderLine(
        "2", unit_price_fen, quantity, unit_price_fen * quantity if paid_fen is None else paid_fen
    )


def promotion(threshold_fen: int, off_fen: int) -> Promotion:
    """满减."""
    return Promotion(threshold_fen, off_fen)


def marked(*names: str) -> tuple[Marked, ...]:
    """What the shop had said of the goods."""
    return tuple(Marked(name) for name in names)


def decided(case: Facts) -> Decisions:
    """By the calendar that the service uses."""
    return decide(case, announced_calendar())


def route(case: Facts, name: str) -> RouteDecision:
    """One route of the answer."""
    return next(each for each in decided(case).routes if each.route == Route(name))


def told(case: Facts, name: str) -> str:
    """One route in one line: `open until 2026-11-20 shopper 12900`, `unknown[report.serious] …`, `closed`.

    `until` is the midnight that is too late; a `?` behind it is provisional.
    """
    decision = route(case, name)
    words = [{True: "open", False: "closed", None: "unknown"}[decision.open]]
    words[0] += f"[{','.join(decision.missing_facts)}]" if decision.missing_facts else ""
    if decision.deadline:
        moment = decision.deadline.at
        assert moment.tzinfo is SHANGHAI and (moment.hour, moment.minute, moment.second) == (0, 0, 0)
        words += ["until", f"{moment.date()}{'?' if decision.deadline.provisional else ''}"]
    if decision.freight_payer:
        words.append(decision.freight_payer.value)
    if decision.money and decision.money.refund_fen is not None:
        words.append(str(decision.money.refund_fen))
    return " ".join(words)


def _with(case: Facts, name: str, value: object) -> Facts:
    if name in {each.name for each in fields(Line)} - {"quantity"}:
        return replace(case, line=replace(case.line, **{name: value}))
    if name in {each.name for each in fields(Order)}:
        return replace(case, order=replace(case.order, **{name: value}))
    section = next(each for each in SECTIONS if hasattr(getattr(case, each), name))
    return case.answered(f"{section}.{name}", value)
