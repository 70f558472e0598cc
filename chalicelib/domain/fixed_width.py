"""Plain text that was drawn: tables and pictures of characters, which only a fixed width keeps together."""

from __future__ import annotations

import re

LOOKED_AT = 400
LONGEST_LINE = 300
_QUOTE = re.compile(r"(?:> ?)+")
_GAP = re.compile(r"(?<=\S)(?: {2,}|\t+)(?=\S)")
_RULE = re.compile(
    r"\+[-=]{2,}\+|[\u2500-\u257f].*[\u2500-\u257f]|^\s*\|.*\|\s*$|^\s*[-=_]{3,}(?: +[-=_]{3,})+\s*$"
)
_DRAWN = frozenset("/\\|_-=+*#<>()[]{}'`.:;^~\u2588\u2591\u2592\u2593")
_IN_A_ROW = 3


def is_fixed_width(text: str) -> bool:
    """Whether at least three lines below each other form columns or a drawing."""
    columns: dict[tuple[str, int], int] = {}
    drawn = 0
    for line in text.split("\n")[:LOOKED_AT]:
        line = _QUOTE.sub("", line, count=1).rstrip() if line.startswith(">") else line.rstrip()
        line = line[:LONGEST_LINE]
        columns = {edge: columns.get(edge, 0) + 1 for edge in _edges(line)}
        drawn = drawn + 1 if _RULE.search(line) or _is_drawn(line) else 0
        if drawn >= _IN_A_ROW or _IN_A_ROW in columns.values():
            return True
    return False


def _edges(line: str) -> set[tuple[str, int]]:
    """Where words begin behind a gap, and where they end before one or at the end: numbers align there."""
    gaps = list(_GAP.finditer(line))
    lefts = {("left", gap.end()) for gap in gaps}
    return lefts | {("right", end) for end in (*(gap.start() for gap in gaps[1:]), len(line)) if gaps}


def _is_drawn(line: str) -> bool:
    """Mostly strokes, and more than one kind: a line of dashes alone is a ruler between paragraphs."""
    marks = [character for character in line if not character.isspace()]
    strokes = [mark for mark in marks if mark in _DRAWN]
    return len(strokes) >= 3 and len(set(strokes)) >= 2 and len(strokes) * 10 >= len(marks) * 6
