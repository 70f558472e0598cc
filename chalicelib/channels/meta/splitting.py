"""A long text as several messages, none longer than the platform takes, cut where a reader would pause."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

Measure = Callable[[str], int]

# where a cut is best: after a paragraph, a line, a sentence, a word
PAUSES = (
    re.compile(r"\n[ \t]*\n\s*"),
    re.compile(r"\n\s*"),
    re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])"),
    re.compile(r"\s+"),
)
JOINER = "\u200d"
MODIFIERS = range(0x1F3FB, 0x1F400)
VARIANTS = range(0xFE00, 0xFE10)
TAGS = range(0xE0020, 0xE0080)
FLAGS = range(0x1F1E6, 0x1F200)


def utf16_units(text: str) -> int:
    """How long a text is for platforms that count as JavaScript does: never less than its characters."""
    return len(text) + sum(1 for sign in text if sign > "\uffff")


def utf8_bytes(text: str) -> int:
    """How long a text is for platforms that count bytes."""
    return len(text.encode("utf-8", "replace"))


def split_text(text: str, most: int, measure: Measure = utf16_units) -> tuple[str, ...]:
    """The text in pieces of at most `most`; none for a text without words.

    A pause is used only when it leaves a piece at least a third full, so that a line near the beginning
    does not make a message of its own.
    """
    pieces: list[str] = []
    rest = text.strip()
    while rest:
        if measure(rest) <= most:
            pieces.append(rest)
            break
        end = _fitting(rest, most, measure)
        cut = _pause(rest, end) or _whole_sign(rest, end)
        if piece := rest[:cut].rstrip():
            pieces.append(piece)
        rest = rest[cut:].lstrip()
    return tuple(pieces)


def _fitting(text: str, most: int, measure: Measure) -> int:
    """The largest number of characters from the beginning that fit."""
    least, beyond = 1, min(len(text), most) + 1
    while beyond - least > 1:
        middle = (least + beyond) // 2
        if measure(text[:middle]) <= most:
            least = middle
        else:
            beyond = middle
    return least


def _pause(text: str, end: int) -> int:
    """Where to cut at or before `end`; 0 if nobody would pause there."""
    window = text[: end + 1]  # a space right after the last sign that fits is a good end too
    for pause in PAUSES:
        ends = [found.start() for found in pause.finditer(window) if end // 3 <= found.start() <= end]
        if ends:
            return ends[-1]
    return 0


def _whole_sign(text: str, end: int) -> int:
    """A cut at or before `end` that leaves what is seen as one sign together, as far as it is short."""
    for cut in range(end, max(end - 20, 0), -1):
        if not _belongs_together(text, cut):
            return cut
    return end


def _belongs_together(text: str, cut: int) -> bool:
    if cut >= len(text):
        return False
    before, after = text[cut - 1], text[cut]
    point = ord(after)
    if JOINER in (before, after) or unicodedata.combining(after):
        return True
    if point in MODIFIERS or point in VARIANTS or point in TAGS or after == "\u20e3":
        return True
    return point in FLAGS and _flags_before(text, cut) % 2 == 1


def _flags_before(text: str, cut: int) -> int:
    count = 0
    while count < cut and ord(text[cut - 1 - count]) in FLAGS:
        count += 1
    return count
