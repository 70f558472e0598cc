"""Texts made short enough to be kept beside many others: as long as a head or a list can hold."""

from __future__ import annotations

import unicodedata

from chalicelib.domain import limits

# letters and signs by their category, of which nothing is to be seen
INVISIBLE = "\u115f\u1160\u3164\uffa0\u2800"
# control and format characters, marks on letters that are not there, blanks; not what is newer than this code
NOTHING = ("Cc", "Cf", "Mn", "Mc", "Me", "Zs", "Zl", "Zp")


def is_blank(text: str) -> bool:
    """Whether a reader sees nothing of it: no letter, digit or sign."""
    return all(one in INVISIBLE or unicodedata.category(one) in NOTHING for one in text)


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
