"""What was drawn with characters is told apart from what was written."""

from __future__ import annotations

from time import process_time

import pytest

from chalicelib.domain.fixed_width import LOOKED_AT, is_fixed_width


@pytest.mark.parametrize(
    "drawn",
    [
        "Item     Qty   Price\nLamp       2   30.00\nBulb      10    1.50",
        "Name      Town\nAna       Lugo\nBo        Vigo",
        "> Name      Town\n> Ana       Lugo\n> Bo        Vigo",
        "a\tb\tc\n1\t2\t3\n4\t5\t6",
        "+------+-----+\n| Lamp |   2 |\n+------+-----+",
        "┌──┬──┐\n│ a│ b│\n└──┴──┘",
        "Hello,\n\n /\\_/\\\n( o.o )\n > ^ <\n\nAna",
    ],
)
def test_tables_and_drawings_keep_their_columns(drawn: str) -> None:
    assert is_fixed_width(drawn)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Hello.  I am fine.\nYes.  And you?\nSo what.  Fine.  Bye.",
        "- one\n- two\n- three",
        "1. first\n2. second\n3. third",
        "Dear all,\n\n---------\n---------\n---------\nBye",
        "> quoted\n> lines\n> only",
        "    indented\n    words\n    only",
        "https://a.test/x\nhttps://b.test/y\nhttps://c.test/z",
    ],
)
def test_ordinary_words_flow(written: str) -> None:
    assert not is_fixed_width(written)


def test_only_the_beginning_is_looked_at() -> None:
    began = process_time()

    assert not is_fixed_width("x\n" * LOOKED_AT + "+--+\n|  |\n+--+\n" * 100)
    is_fixed_width(("a" + "  b" * 100_000 + "\n") * 10)

    assert process_time() - began < 2
