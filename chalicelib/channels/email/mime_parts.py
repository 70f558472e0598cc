"""The tree of a mail's parts, walked once from front to back by offsets into the raw bytes."""

import re
from dataclasses import dataclass, field
from itertools import islice

from chalicelib.channels.email.encoded_words import header_string
from chalicelib.channels.email.header_block import HeaderBlock, read_headers, read_root_headers
from chalicelib.channels.email.header_params import HeaderValue, content_type_of, parse_value

MOST_PARTS = 12_000
DEEPEST = 1_000
_LONGEST_BOUNDARY = 1_000
_MANY_MISSES = 1_000
_MOST_SEARCHES = 50
_LIKELY_BOUNDARY = re.compile(
    rb"^--([^\s][^\r\n]{0,200}+)\r{0,9}\n(?=content-[a-z-]+[ \t]*:)", re.IGNORECASE | re.MULTILINE
)
_DASHED_LINE = re.compile(rb"^--([^\s][^\r\n]{0,200}+)\r{0,9}$", re.MULTILINE)


@dataclass(slots=True)
class Container:
    """A multipart that is open or was: `subtype` is mixed, alternative, related, signed, report ..."""

    subtype: str
    boundary: bytes
    parent: "Container | None"
    depth: int
    children: int = 0
    headers: HeaderBlock = field(default_factory=HeaderBlock)
    start: int = 0

    def within(self, subtype: str) -> "Container | None":
        """The nearest container of this subtype, this one included."""
        at: Container | None = self
        while at is not None and at.subtype != subtype:
            at = at.parent
        return at


@dataclass(slots=True)
class Leaf:
    """A part that has no parts: its headers, its type, and where its content stands in the mail.

    `is_first`: nothing stands before it in its container.
    """

    headers: HeaderBlock
    content_type: HeaderValue
    start: int
    end: int
    container: Container | None
    is_first: bool = True
    disposition: HeaderValue = field(init=False)

    def __post_init__(self) -> None:
        self.disposition = parse_value(header_string(self.headers.first(b"content-disposition")))

    def read_raw_names(self, charset: str) -> None:
        """A name in raw 8-bit bytes (against RFC 2045) once more, in the charset that it is likely in."""
        for name, param, found in (
            (b"content-type", "name", self.content_type),
            (b"content-disposition", "filename", self.disposition),
        ):
            value = self.headers.first(name)
            if value is not None and not value.isascii() and param in found.params:
                again = parse_value(header_string(value, charset)).params
                found.params[param] = again.get(param, found.params[param])

    @property
    def encoding(self) -> str:
        """The Content-Transfer-Encoding as written; "" for none."""
        return header_string(self.headers.first(b"content-transfer-encoding"))


@dataclass(slots=True)
class Tree:
    """The root's headers and type, and every leaf in order."""

    headers: HeaderBlock
    content_type: HeaderValue
    leaves: list[Leaf]


def walk_parts(raw: bytes) -> Tree:
    """The parts of a mail. A boundary that never appears is replaced by the one in the body."""
    headers, body = read_root_headers(raw)
    kind = content_type_of(header_string(headers.first(b"content-type")))
    if not kind.value.startswith("multipart/"):
        return Tree(headers, kind, [Leaf(headers, kind, body, len(raw), None)])
    boundary = kind.params.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()
    leaves = _Walk(raw).run(Container(kind.value[10:], boundary, None, 1, 0, headers, body))
    if not leaves and (used := _boundary_in(raw, body)):
        leaves = _Walk(raw).run(Container(kind.value[10:], used, None, 1, 0, headers, body))
    if leaves:
        return Tree(headers, kind, leaves)
    closed = raw.find(b"--" + boundary + b"--", body) if boundary else -1
    return Tree(
        headers, kind, [Leaf(headers, _as_text(kind), body, closed if closed >= 0 else len(raw), None)]
    )


def _boundary_in(raw: bytes, body: int) -> bytes:
    """What the body uses as its boundary: the line before a part's header, or one that is closed later."""
    if used := _LIKELY_BOUNDARY.search(raw, max(0, body - 1)):
        return used[1].rstrip()
    for line in islice(_DASHED_LINE.finditer(raw, max(0, body - 1), body + 4096), _MOST_SEARCHES):
        if raw.find(b"\n--" + (boundary := line[1].rstrip()) + b"--", line.end() - 1) >= 0:
            return boundary
    return b""


def _as_text(kind: HeaderValue) -> HeaderValue:
    return HeaderValue(
        "text/plain", {name: value for name, value in kind.params.items() if name == "charset"}
    )


class _Walk:
    """One pass over the lines that begin with two dashes, with the boundaries that are open.

    The leaf that reaches MOST_PARTS takes all that is left.
    """

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._leaves: list[Leaf] = []
        self._open: dict[bytes, list[Container]] = {}
        self._stack: list[Container] = []
        self._leaf: Leaf | None = None
        self._searches = 0

    def run(self, root: Container) -> list[Leaf]:
        """Every leaf under `root`; [] when not one boundary was found."""
        if not root.boundary:
            return []
        self._push(root)
        position = root.start - 1  # the newline before the body, so that a delimiter may stand first
        while self._stack and len(self._leaves) < MOST_PARTS and (found := self._next_delimiter(position)):
            at, line_end, container, closing = found
            self._finish_leaf(at)
            self._close_above(container)
            if closing:
                self._pop()
                position = line_end
            else:
                position = self._begin_part(container, line_end + 1)
        self._finish_leaf(len(self._raw))
        while self._stack:
            self._pop()
        return self._leaves

    def _next_delimiter(self, position: int) -> tuple[int, int, Container, bool] | None:
        """(offset of the newline before it, offset of its own line end, container, is it the closing one)."""
        raw = self._raw
        misses = 0
        while True:
            at = -1 if position < 0 and raw.startswith(b"--") else raw.find(b"\n--", max(position, 0))
            if at < 0 and position >= 0:
                return None
            start = at + 3
            line_end = raw.find(b"\n", start)
            line_end = len(raw) if line_end < 0 else line_end
            line = raw[start : min(line_end, start + _LONGEST_BOUNDARY)].rstrip()
            if line in self._open:
                return at, line_end, self._open[line][-1], False
            if line.endswith(b"--") and line[:-2].rstrip() in self._open:
                return at, line_end, self._open[line[:-2].rstrip()][-1], True
            position = line_end if line_end > at else at + 1
            misses += 1
            if misses == _MANY_MISSES and self._searches < _MOST_SEARCHES:
                position = self._before_next_open(position)

    def _before_next_open(self, position: int) -> int:
        """Past the lines that only look like delimiters, at the speed of one pattern search."""
        self._searches += 1
        boundaries = b"|".join(re.escape(boundary) for boundary in self._open)
        found = re.compile(rb"\n--(?:" + boundaries + rb")(?:--)?[ \t]*+\r*+(?:\n|\Z)").search(
            self._raw, position
        )
        return found.start() if found else len(self._raw)

    def _begin_part(self, container: Container, start: int) -> int:
        """Read the headers of the part at `start`; returns where the search for delimiters goes on."""
        container.children += 1
        headers, body = read_headers(self._raw, start, self._header_limit(start))
        default = "message/rfc822" if container.subtype == "digest" else "text/plain"
        kind = content_type_of(header_string(headers.first(b"content-type")), default)
        boundary = kind.params.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()
        if (
            kind.value.startswith("multipart/")
            and not boundary
            and (used := _LIKELY_BOUNDARY.search(self._raw, body, body + 4096))
        ):
            boundary = b"" if used[1].rstrip() in self._open else used[1].rstrip()
        if kind.value.startswith("multipart/") and boundary and container.depth < DEEPEST:
            self._push(Container(kind.value[10:], boundary, container, container.depth + 1, 0, headers, body))
        else:
            if kind.value.startswith("multipart/") and container.depth < DEEPEST:
                kind = _as_text(kind)
            self._leaf = Leaf(headers, kind, body, body, container, container.children == 1)
            self._leaves.append(self._leaf)
        return body - 1

    def _header_limit(self, start: int) -> int:
        """Headers never run over a delimiter: the next one, if it comes before the blank line."""
        raw = self._raw
        dashes = raw.find(b"\n--", start - 1)
        if (
            dashes < 0
            or raw.find(b"\n\n", start - 1, dashes + 1) >= 0
            or raw.find(b"\n\r\n", start - 1, dashes + 1) >= 0
        ):
            return len(raw)
        found = self._next_delimiter(start - 1)
        return found[0] + 1 if found else len(raw)

    def _push(self, container: Container) -> None:
        self._stack.append(container)
        self._open.setdefault(container.boundary, []).append(container)

    def _pop(self) -> None:
        container = self._stack.pop()
        same = self._open[container.boundary]
        same.pop()
        if not same:
            del self._open[container.boundary]
        if not container.children and container.parent and len(self._leaves) < MOST_PARTS:
            self._keep_unopened(container)

    def _keep_unopened(self, container: Container) -> None:
        """A multipart whose boundary never came: what stands in it is read as text."""
        end = self._ended_at
        if self._raw[container.start : end].strip():
            leaf = Leaf(container.headers, _as_text(HeaderValue()), container.start, end, container.parent)
            self._leaves.append(leaf)

    _ended_at = 0

    def _close_above(self, container: Container) -> None:
        while self._stack and self._stack[-1] is not container:
            self._pop()

    def _finish_leaf(self, at: int) -> None:
        """Content ends before the line break that belongs to the delimiter."""
        end = at
        if end < len(self._raw):
            while end > 0 and self._raw[end - 1 : end] == b"\r":
                end -= 1
        self._ended_at = max(end, 0)
        if self._leaf is not None:
            self._leaf.end = max(self._leaf.start, end)
            self._leaf = None
