"""Lines of calendars and address cards: `NAME;PARAM=value:value`, folded and escaped (RFC 5545, RFC 6350)."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chalicelib.channels.email.charsets import decoded

LONGEST = 500_000
MOST_LINES = 10_000
LONGEST_VALUE = 20_000
_FOLD = re.compile(rb"\r*\n[ \t]")
_WIDE_FOLD = re.compile(r"\r*\n[ \t]")
_NAME = re.compile(r"(?:[A-Za-z0-9-]{1,60}\.)?([A-Za-z0-9-]{1,60})")
_PARAM = re.compile(r";([A-Za-z0-9-]{1,60})(?:=((?:\"[^\"]*\"|[^\";:,]*)(?:,(?:\"[^\"]*\"|[^\";:,]*))*))?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CARET = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One line: `name` and the names in `params` in capitals, `value` still escaped."""

    name: str
    value: str
    params: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value with escapes undone."""
        return unescaped(self.value)

    @property
    def fields(self) -> list[str]:
        """A value of several fields, such as the N of a card, each with escapes undone."""
        return [unescaped(part) for part in re.split(r"(?<!\\);", self.value)]


def content_lines(content: bytes) -> Iterator[ContentLine]:
    """The lines of a calendar or card in any charset; what is no such line is passed over.

    At most LONGEST bytes and MOST_LINES lines are looked at.
    """
    # folds may cut inside a character, so they go before the text is decoded; UTF-16 has them after
    text = _WIDE_FOLD.sub("", decoded(_FOLD.sub(b"", content[:LONGEST])))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MOST_LINES]
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        while _is_open(line) and position < len(lines):  # quoted-printable of vCard 2.1
            line = line[:-1] + lines[position]
            position += 1
        if found := _parsed(line):
            yield found


def unescaped(value: str) -> str:
    """`\\n`, `\\,`, `\\;` and `\\\\` as what they stand for."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _is_open(line: str) -> bool:
    return line.endswith("=") and "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _parsed(line: str) -> ContentLine | None:
    named = _NAME.match(line)
    if named is None:
        return None
    params: dict[str, str] = {}
    position = named.end()
    while found := _PARAM.match(line, position):
        name, value = found[1].upper(), (found[2] or "").strip('"')
        params.setdefault(name, re.sub(r"\^[nN'^]", lambda mark: _CARET[mark[0]], value))
        position = found.end()
    if line[position : position + 1] != ":":
        return None
    value = line[position + 1 :][:LONGEST_VALUE]
    if "QUOTED-PRINTABLE" in params or params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        raw = value.encode("utf-8", "surrogateescape")
        value = decoded(quopri.decodestring(raw), params.get("CHARSET", "")).replace("\r\n", "\\n")
    return ContentLine(named[1].upper(), value, params)
