"""Texts made short enough to be kept beside many others: as long as a head or a list can hold."""

from __future__ import annotations

from chalicelib.domain import limits


def preview_of(text: str) -> str:
    """The first words of a text on one line."""
    line = " ".join(text[: limits.PREVIEW_CHARACTERS * 8].split())
    if len(line) > limits.PREVIEW_CHARACTERS:
        line = line[: limits.PREVIEW_CHARACTERS - 1] + "…"
    return fitting(line, limits.PREVIEW)


def fitting(text: str, most_bytes: int) -> str:
    """The beginning of `text` that has at most `most_bytes` as UTF-8; lone surrogates become "?"."""
    stored = text.encode("utf-8", "replace")
    return stored[:most_bytes].decode("utf-8", "ignore")
