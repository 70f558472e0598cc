"""Long texts are cut where a reader would pause, and nothing of them is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.meta.splitting import split_text, utf8_bytes, utf16_units


def test_a_text_that_fits_is_one_message() -> None:
    assert split_text(" Hello \n", 2_000) == ("Hello",)


def test_a_text_without_words_is_no_message() -> None:
    assert split_text(" \n ", 2_000) == ()


def test_it_is_cut_between_paragraphs_rather_than_lines() -> None:
    assert split_text("one two\n\nthree\nfour", 17) == ("one two", "three\nfour")


def test_it_is_cut_between_lines_rather_than_sentences() -> None:
    assert split_text("One is. Two\nThree is. Four", 22) == ("One is. Two", "Three is. Four")


def test_it_is_cut_between_sentences_rather_than_words() -> None:
    assert split_text("It is here. Come and get it", 20) == ("It is here.", "Come and get it")


def test_it_is_cut_between_words_rather_than_within() -> None:
    assert split_text("lanterns everywhere", 12) == ("lanterns", "everywhere")


def test_a_word_that_is_too_long_is_cut_somewhere() -> None:
    assert split_text("x" * 25, 10) == ("x" * 10, "x" * 10, "x" * 5)


def test_a_short_first_line_is_no_message_of_its_own() -> None:
    assert split_text("Hi\n" + "word " * 10, 30)[0].startswith("Hi\nword")


@pytest.mark.parametrize("sign", ["👩‍👩‍👧‍👦", "👍🏽", "e\u0301\u0301", "🇵🇹", "❤\ufe0f", "1\ufe0f\u20e3"])
def test_what_is_seen_as_one_sign_is_not_cut(sign: str) -> None:
    pieces = split_text(sign * 6, utf16_units(sign) * 2 + 1)

    assert "".join(pieces) == sign * 6
    assert all(piece.replace(sign, "") == "" for piece in pieces)


def test_bytes_are_counted_where_the_platform_counts_bytes() -> None:
    pieces = split_text("ñ" * 600, 1_000, utf8_bytes)

    assert [utf8_bytes(piece) for piece in pieces] == [1_000, 200]


@given(st.text(max_size=400), st.integers(10, 60), st.sampled_from([utf8_bytes, utf16_units]))
def test_no_piece_is_too_long_and_only_space_is_lost(text: str, most: int, measure: object) -> None:
    assert callable(measure)

    pieces = split_text(text, most, measure)

    assert all(measure(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
