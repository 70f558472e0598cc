"""A pause that a platform asked for is kept, whatever answers come in between."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.adapters.meta.pauses import NONE, Pauses
from tests.unit.usecases.company import NOON

MINUTE = timedelta(minutes=1)


def test_an_answer_that_was_on_its_way_does_not_end_a_longer_pause() -> None:
    pauses = Pauses()

    pauses.told("page", (5 * MINUTE, 5 * MINUTE), NOON)
    pauses.told("page", (NONE, NONE), NOON)
    pauses.told("page", (NONE, MINUTE), NOON)

    assert pauses.before_message("page", NOON) == 5 * MINUTE
    assert pauses.before_others("page", NOON) == 5 * MINUTE


def test_a_pause_ends_and_is_each_accounts_own() -> None:
    pauses = Pauses()

    pauses.told("page", (MINUTE, 2 * MINUTE), NOON)

    assert pauses.before_message("page", NOON + MINUTE) == NONE
    assert pauses.before_others("page", NOON + MINUTE) == MINUTE
    assert pauses.before_others("another", NOON) == NONE
