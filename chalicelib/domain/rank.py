"""Text that sorts between two others, so that something moves by changing itself alone."""

from __future__ import annotations

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def rank_between(before: str, after: str | None) -> str:
    """A rank with `before` < it < `after`; "" stands for the beginning, `None` for the end.

    Ranks are the digits of a fraction in base 36 without zeros at the end. Raises `ValueError` unless
    `before` < `after`.
    """
    if after is not None and before >= after:
        raise ValueError("There is nothing between these ranks")
    shared = 0
    while after is not None and shared < len(after) and _digit(before, shared) == DIGITS.index(after[shared]):
        shared += 1
    start = after[:shared] if after else ""
    low = _digit(before, shared)
    high = DIGITS.index(after[shared]) if after else len(DIGITS)
    if high - low > 1:
        return start + DIGITS[(low + high) // 2]
    # the two digits are neighbours: anything that goes on from the lower one and is greater than `before`
    return start + DIGITS[low] + rank_between(before[shared + 1 :], None)


def _digit(rank: str, place: int) -> int:
    return DIGITS.index(rank[place]) if place < len(rank) else 0
