"""Whatever is returned in whatever pieces: never more than was paid, and the parts add up to the whole."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.ticketing.rules.aftersales_case import facts, gift, promotion
from ticketing.rules.aftersales_facts import Facts
from ticketing.rules.refunds import no_reason_refund, pro_rata, quality_refund

LINES = st.tuples(st.integers(1, 12), st.integers(1, 500_000), st.integers(0, 500_000))


def splits(quantity: int) -> st.SearchStrategy[list[int]]:
    """Ways to give so many pieces back one case after another."""
    cuts = st.sets(st.integers(1, quantity - 1)) if quantity > 1 else st.just(set[int]())
    return cuts.map(
        lambda at: [b - a for a, b in zip([0, *sorted(at)], [*sorted(at), quantity], strict=True)]
    )


@st.composite
def sequences(draw: st.DrawFn) -> tuple[Facts, list[int]]:
    """A line, some of it below the list price, and a sequence of returns that takes all of it."""
    quantity, unit, off = draw(LINES)
    paid = max(unit * quantity - off, 0)
    return facts(pieces=quantity, unit_price_fen=unit, paid_fen=paid), draw(splits(quantity))


def after(case: Facts, quantity: int, paid_back: int) -> Facts:
    """The same line when these pieces are back and paid."""
    line = replace(
        case.line,
        returned_quantity=case.line.returned_quantity + quantity,
        refunded_fen=case.line.refunded_fen + paid_back,
    )
    return replace(case, line=line)


@given(sequences())
def test_the_parts_of_a_line_add_up_to_what_was_paid(sequence: tuple[Facts, list[int]]) -> None:
    case, parts = sequence
    paid = case.line.paid_fen
    for quantity in parts:
        amount = pro_rata(case.answered("report.quantity", quantity))
        assert 0 <= amount <= case.line.paid_fen - case.line.refunded_fen
        case = after(case, quantity, amount)
    assert case.line.refunded_fen == paid


@given(sequences(), st.integers(0, 3_000), st.booleans())
def test_neither_gifts_nor_reasons_pay_more_than_was_paid(
    sequence: tuple[Facts, list[int]], gift_fen: int, for_a_fault: bool
) -> None:
    case, parts = sequence
    case = replace(case, line=replace(case.line, gifts=(gift(gift_fen, comes_back=False),)))
    for quantity in parts:
        asked = case.answered("report.quantity", quantity)
        money = quality_refund(asked) if for_a_fault else no_reason_refund(asked)
        assert money.refund_fen is not None and 0 <= money.refund_fen
        case = after(case, quantity, money.refund_fen)
        assert case.line.refunded_fen <= case.line.paid_fen
    if for_a_fault:
        assert case.line.refunded_fen == case.line.paid_fen


@given(sequences(), st.integers(1, 400_000), st.data())
def test_a_broken_promotion_never_pays_more_than_the_line(
    sequence: tuple[Facts, list[int]], threshold: int, data: st.DataObject
) -> None:
    case, parts = sequence
    off = data.draw(st.integers(0, threshold))
    case = replace(case, order=replace(case.order, promotion=promotion(threshold, off)))
    for quantity in parts:
        money = no_reason_refund(case.answered("report.quantity", quantity))
        assert money.refund_fen is not None
        case = after(case, quantity, money.refund_fen)
        assert 0 <= case.line.refunded_fen <= case.line.paid_fen
