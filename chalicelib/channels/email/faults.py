"""Where a mail is broken, by line: for people who look at the raw text of one that could not be taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from chalicelib.channels.email.encoded_words import ENCODED_WORD
from chalicelib.channels.email.header_params import HeaderValue, content_type_of

PART_END = "MAIL-PART-END"
NO_BOUNDARY = "MAIL-NO-BOUNDARY"
BOUNDARY_UNUSED = "MAIL-BOUNDARY-UNUSED"
BASE64 = "MAIL-BASE64"
HEADER_LINE = "MAIL-HEADER-LINE"
HEADER_WORD = "MAIL-HEADER-WORD"

LOOKED_AT = 256_000  # bytes; as many as the raw view shows
MOST = 20
DEEPEST = 20
LONGEST_FIELD = 4_000
LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|\Z)")
FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
OTHER_LINES = re.compile(rb"From |>From |\xef\xbb\xbf")  # mbox, and a byte order mark
NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
NO_BASE64_WORD = re.compile(r"[^A-Za-z0-9+/=\s]")
SURROGATES = "surrogateescape"


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` says what, `line` (from 1) where. `part` is counted from 1 in the order of the mail, 0 is its
    own head. `whole`: the part whose text is whole all the same, 0 when there is none."""

    code: str
    line: int
    part: int = 0
    whole: int = 0


@dataclass(slots=True)
class _Part:
    """What is known of the part that is being read. `type_line`: where its Content-Type stands."""

    number: int
    starts: int
    fields: dict[bytes, bytes] = field(default_factory=dict)
    type_line: int = 0
    kind: HeaderValue = field(default_factory=HeaderValue)
    is_base64: bool = False


@dataclass(slots=True)
class _Level:
    """A multipart that is open: its boundary, and the part that opened it."""

    boundary: bytes
    opened_by: _Part
    seen: bool = False


def faults_of(raw: bytes) -> tuple[Fault, ...]:
    """What is wrong with the form of a mail, by line, at most 20. Never raises.

    Lines are looked at in the first 256,000 bytes; whether a boundary comes later is looked up in the rest.
    """
    scan = _Scan(raw)
    for number, line in enumerate(_lines(raw[:LOOKED_AT]), 1):
        scan.read(number, line)
    scan.end()
    whole = scan.whole
    found = sorted(scan.found, key=lambda fault: fault.line)[:MOST]
    return tuple(replace(fault, whole=0 if fault.part == whole else whole) for fault in found)


def _lines(data: bytes) -> Iterator[bytes]:
    """Without their ends, which may be of any kind, as the raw view counts them."""
    for match in LINE.finditer(data):
        if match[1] or match[2]:
            yield match[1]


class _Scan:
    """Reads line by line, and keeps no more than the part and the multiparts it is in."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._part: _Part | None = _Part(0, 1)
        self._last = self._part
        self._in_head = True
        self._levels: list[_Level] = []
        self._count = 0
        self._name = b""
        self._broken: set[tuple[str, int]] = set()
        self.found: list[Fault] = []
        self.whole = 0

    def read(self, number: int, line: bytes) -> None:
        """The next line."""
        if self._levels and line.startswith(b"--") and self._is_boundary(number, line.rstrip()):
            return
        if self._part is None:
            return
        if not self._in_head:
            if self._part.is_base64 and NO_BASE64.search(line):
                self._report(BASE64, number, self._part)
        elif line.strip():
            self._read_head(number, line, self._part)
        else:
            self._head_ends(self._part)

    def end(self) -> None:
        """What is still open: parts that never end, boundaries that never came."""
        if self._in_head and self._part:
            self._head_ends(self._part)
        rest = self._raw[LOOKED_AT:]
        for level in self._levels:
            if level.seen and rest.find(b"--" + level.boundary) < 0:
                self._report(PART_END, self._last.starts, self._last)
                return
            if not level.seen and rest.find(b"--" + level.boundary) < 0:
                self._report(BOUNDARY_UNUSED, level.opened_by.type_line, level.opened_by)
                return
        if not self._levels and self._part and not rest:
            self._is_whole(self._part)

    def _is_boundary(self, number: int, line: bytes) -> bool:
        for depth in range(len(self._levels) - 1, -1, -1):
            boundary = b"--" + self._levels[depth].boundary
            if line in (boundary, boundary + b"--"):
                self._between(depth, number, is_end=line != boundary)
                return True
        return False

    def _between(self, depth: int, number: int, *, is_end: bool) -> None:
        """A part ends here; another one begins, unless the whole multipart does."""
        if self._part:
            self._is_whole(self._part)
        if len(self._levels) > depth + 1:  # a multipart within was left open
            within = self._levels[depth + 1]
            code, line = (
                (PART_END, self._last.starts)
                if within.seen
                else (BOUNDARY_UNUSED, within.opened_by.type_line)
            )
            self._report(code, line, self._last if within.seen else within.opened_by)
        del self._levels[depth + 1 :]
        self._levels[depth].seen = True
        if is_end:
            del self._levels[depth:]
            self._part, self._in_head = None, False
            return
        self._count += 1
        self._part = self._last = _Part(self._count, number)
        self._in_head, self._name = True, b""

    def _read_head(self, number: int, line: bytes, part: _Part) -> None:
        match = FIELD.fullmatch(line)
        if line[:1] in (b" ", b"\t"):
            value = part.fields.get(self._name, b"")
            part.fields[self._name] = (value + line)[:LONGEST_FIELD]
        elif match:
            self._name = match[1].lower()
            part.fields[self._name] = match[2][:LONGEST_FIELD]
            if self._name == b"content-type":
                part.type_line = number
        elif number > 1 or not OTHER_LINES.match(line):
            self._report(HEADER_LINE, number, part)
        if _has_broken_word(line):
            self._report(HEADER_WORD, number, part)

    def _head_ends(self, part: _Part) -> None:
        part.kind = content_type_of(part.fields.get(b"content-type", b"").decode("ascii", SURROGATES))
        encoding = part.fields.get(b"content-transfer-encoding", b"").strip().lower()
        is_container = part.kind.value.startswith(("multipart/", "message/"))
        part.is_base64 = encoding == b"base64" and not is_container
        self._in_head = part.kind.value == "message/rfc822" and encoding != b"base64"
        if self._in_head:
            part.fields, self._name = {}, b""
        elif part.kind.value.startswith("multipart/"):
            self._opens(part)

    def _opens(self, part: _Part) -> None:
        boundary = part.kind.params.get("boundary", "").encode("utf-8", SURROGATES).rstrip()
        if not boundary:
            self._report(NO_BOUNDARY, part.type_line or part.starts, part)
        elif len(self._levels) < DEEPEST:
            self._levels.append(_Level(boundary, part))
            self._part = None

    def _is_whole(self, part: _Part) -> None:
        is_text = part.kind.value.startswith("text/") and not self._in_head
        if is_text and not self.whole and (BASE64, part.number) not in self._broken:
            self.whole = part.number or 1

    def _report(self, code: str, line: int, part: _Part) -> None:
        """Each kind once for a part: the first line is where to look."""
        if (code, part.number) not in self._broken and len(self.found) < MOST:
            self._broken.add((code, part.number))
            self.found.append(Fault(code, line, part.number))


def _has_broken_word(line: bytes) -> bool:
    """An encoded word in base64 (RFC 2047) that holds something else."""
    if b"=?" not in line:
        return False
    text = line[:LONGEST_FIELD].decode("ascii", SURROGATES)
    words = (match[3] for match in ENCODED_WORD.finditer(text) if match[2])
    return any(NO_BASE64_WORD.search(word) is not None for word in words)
