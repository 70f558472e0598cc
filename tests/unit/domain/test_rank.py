"""Something moves in a list by getting a text that sorts where it is to stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.rank import rank_between


@given(st.lists(st.integers(0, 1000), max_size=200))
def test_whatever_is_put_anywhere_stands_there(places: list[int]) -> None:
    ranks: list[str] = []
    for place in places:
        at = place % (len(ranks) + 1)
        before = ranks[at - 1] if at else ""
        after = ranks[at] if at < len(ranks) else None
        ranks.insert(at, rank_between(before, after))

    assert ranks == sorted(set(ranks))


def test_ranks_stay_short() -> None:
    last = ""
    for _ in range(100):
        last = rank_between(last, None)

    assert len(last) < 25


@pytest.mark.parametrize("pair", [("i", "i"), ("j", "i"), ("", "")])
def test_there_is_nothing_between_what_is_not_in_order(pair: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="nothing between"):
        rank_between(*pair)
