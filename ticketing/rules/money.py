"""Money: whole fen, never a fraction of one."""

from typing import TypeAlias

Fen: TypeAlias = int


def share(amount: Fen, part: int, whole: int) -> Fen:
    """`amount × part ÷ whole`, half a fen rounded up; all of them ≥ 0, `whole` > 0."""
    return (2 * amount * part + whole) // (2 * whole)
