"""Address cards that WhatsApp sends as a vCard only, read as far as their plain lines go (RFC 6350)."""

from __future__ import annotations

import quopri
import re

LINES = ("TEL", "EMAIL", "URL", "ORG", "TITLE", "ADR", "BDAY")
FOLD = re.compile(r"\r?\n[ \t]")
BETWEEN_FIELDS = re.compile(r"(?<!\\);")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# in `N`: family name, given name, further ones, what stands before and after
AS_SPOKEN = (3, 1, 2, 0, 4)


def read_vcard(text: str) -> tuple[str, list[str]]:
    """The name, and all that can be done with it, one a line."""
    name, name_in_pieces, lines = "", "", []
    for line in FOLD.sub("", text).splitlines():
        kind, told = _read(line)
        if kind == "FN":
            name = " ".join(told)
        elif kind == "N":
            pieces = [*told, "", "", "", "", ""]
            name_in_pieces = _together([pieces[place] for place in AS_SPOKEN])
        elif kind in LINES:
            lines.append(_together(told))
    return name or name_in_pieces, lines


def _read(line: str) -> tuple[str, list[str]]:
    """What kind of line it is, and its fields without escapes."""
    name, _, value = line.partition(":")
    kind, _, parameters = name.partition(";")
    if "QUOTED-PRINTABLE" in parameters.upper():  # of vCard 2.1
        value = quopri.decodestring(value.encode()).decode("utf-8", "replace")
    told = [_unescaped(one).strip() for one in BETWEEN_FIELDS.split(value)]
    return kind.rpartition(".")[2].upper(), told


def _unescaped(value: str) -> str:
    return ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)


def _together(pieces: list[str]) -> str:
    return " ".join(one for one in pieces if one)
