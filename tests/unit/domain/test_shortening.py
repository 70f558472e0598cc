"""Texts are cut to what fits, and never in the middle of a character."""

from __future__ import annotations

from chalicelib.domain import limits
from chalicelib.domain.shortening import fitting, preview_of


def test_a_preview_is_one_line_with_an_ellipsis() -> None:
    assert preview_of("Hello\n\n  there") == "Hello there"
    assert preview_of("word " * 100).endswith("…")
    assert len(preview_of("word " * 100)) <= limits.PREVIEW_CHARACTERS


def test_a_cut_text_never_ends_in_half_a_character() -> None:
    assert fitting("aé", 2) == "a"
    assert fitting("\ud800x", 10) == "?x"
