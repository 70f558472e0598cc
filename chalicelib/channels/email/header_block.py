"""The header block of a mail or of one of its parts: where it ends and which fields it has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_FIELDS = 5_000
LONGEST_VALUE = 1_000_000
FARTHEST_START = 8_192

# A value goes on in lines that begin with white space, or with a parameter that nobody indented.
_FIELD = re.compile(
    rb"^([!-9;-~]{1,200})[ \t]*:[ \t]*(.*+(?:\n(?:[ \t]|(?i:boundary|charset|filename|name)[ \t]*=).*+)*+)",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(rb"\r*\n")
_BLOCK_END = re.compile(rb"\n\r*(?:\n|\Z)")
_BARE_RETURN = re.compile(rb"\r(?![\r\n])")
_RETURN_IN_FIELD = re.compile(rb"\r(?![\r\n \t]|[!-9;-~]{1,200}[ \t]*:)")
_BEFORE_MAIL = re.compile(rb"(?:[ \t\r\n]*\n|>?From (?![ \t]*:)[^\n]*\n)+")
_FOLD = re.compile(r"\r*\n[ \t]+")
_MAIL_FIELDS = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|message-id|mime-version|content-type)[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_SURE_NAME = re.compile(rb"(?:from|to|cc|date|subject|sender|received|[a-z]+-[a-z0-9-]+)\Z")


@dataclass(slots=True)
class HeaderBlock:
    """Fields by lower-case name, in their order, still as bytes; `names` keeps the order of all."""

    fields: dict[bytes, list[bytes]] = field(default_factory=dict)
    order: list[tuple[bytes, bytes]] = field(default_factory=list)

    def first(self, name: bytes) -> bytes | None:
        """The value of the first field of this name, folded as it came; None if there is none."""
        values = self.fields.get(name)
        return values[0] if values else None

    def all(self, name: bytes) -> list[bytes]:
        """The values of every field of this name."""
        return self.fields.get(name, [])

    def add(self, name: bytes, value: bytes) -> None:
        self.fields.setdefault(name.lower(), []).append(value)
        self.order.append((name, value))


def unfolded(value: str) -> str:
    """One line of a folded header value (RFC 5322, 2.2.3): every fold becomes one space."""
    if "\n" in value:
        value = _FOLD.sub(" ", value)
    return value.replace("\r", "").replace("\n", " ").replace("\0", "").strip()


def with_line_ends(raw: bytes) -> bytes:
    """The mail with a header in lines, where it has carriage returns alone (old Macs, hostile senders).

    Every byte keeps its place: a return becomes a line end, or a space where no field can begin behind it.
    """
    if b"\r" not in raw:
        return raw
    if b"\n" not in raw:
        return raw.replace(b"\r", b"\n")
    found = _BLOCK_END.search(raw, 0, LONGEST_VALUE)
    end = found.end() if found else min(len(raw), LONGEST_VALUE)
    head = raw[:end]
    if not _BARE_RETURN.search(head):
        return raw
    if len(_BARE_RETURN.findall(head)) < head.count(b"\n"):
        head = _RETURN_IN_FIELD.sub(b" ", head)
    return _BARE_RETURN.sub(b"\n", head) + raw[end:]


def read_root_headers(raw: bytes) -> tuple[HeaderBlock, int]:
    """The headers of a whole mail and the offset of its body; skips mbox lines and junk in front."""
    found = _BEFORE_MAIL.match(raw)
    start = found.end() if found else 0
    if not _FIELD.match(raw, start):
        behind_junk = _MAIL_FIELDS.search(raw, start, start + FARTHEST_START)
        if behind_junk is None:
            return HeaderBlock(), start
        start = behind_junk.start()
    return read_headers(raw, start, len(raw))


def read_headers(raw: bytes, start: int, limit: int) -> tuple[HeaderBlock, int]:
    """The header block that begins at `start`, and the offset where the body begins (never past `limit`).

    Where the blank line is missing, the block ends where lines stop looking like fields.
    """
    block = HeaderBlock()
    end, body = _extent(raw, start, limit)
    last = start
    for match in _fields(raw, start, end):
        block.add(match[1], match[2][:LONGEST_VALUE])
        last = match.end() + 1
        if len(block.order) >= MOST_FIELDS:
            return block, body
    if raw[last : min(end, last + 4096)].strip():
        return block, last
    return block, body


def _extent(raw: bytes, start: int, limit: int) -> tuple[int, int]:
    """Where the lines of the block end, and where the body begins behind the blank line."""
    if at_once := _BLANK_LINE.match(raw, start, limit):
        return start, at_once.end()
    found = _BLOCK_END.search(raw, start, limit)
    return (found.start(), found.end()) if found else (limit, limit)


def _fields(raw: bytes, start: int, end: int) -> Iterator[re.Match[bytes]]:
    """Fields one after the other; behind a junk line only those whose names are surely names of headers.

    A line that begins with two dashes is no junk: parts begin there.
    """
    expected = start
    for match in _FIELD.finditer(raw, start, end):
        if match.start() != expected and (
            expected == start or not _SURE_NAME.match(match[1].lower()) or raw.startswith(b"--", expected)
        ):
            return
        yield match
        expected = match.end() + 1
