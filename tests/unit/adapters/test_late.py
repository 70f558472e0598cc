"""What is made on demand: once, by whoever asks first, and not at all for whoever does not."""

from __future__ import annotations

from chalicelib.adapters.late import Late, late


class Made:
    """Counts how often it was made."""

    count = 0

    def __init__(self) -> None:
        Made.count += 1

    def answer(self) -> int:
        return 42


def test_a_thing_is_made_by_the_first_question_and_then_kept() -> None:
    before = Made.count
    thing = late(Made)
    assert Made.count == before

    assert [thing.answer(), thing.answer()] == [42, 42]
    assert Made.count == before + 1


def test_things_by_name_are_made_one_by_one() -> None:
    before = Made.count
    things = Late({"a": Made, "b": Made})

    assert things["a"] is things["a"]
    assert (sorted(things), Made.count) == (["a", "b"], before + 1)
