"""Recognises the lines that mail programs write around quoted words: attributions, separators, blocks."""

import re
from itertools import chain

from chalicelib.channels.email import quote_phrases as phrases


def _any_of(words: "chain[str] | tuple[str, ...]") -> str:
    """Alternatives, the longest first so that none hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


_WROTE = _any_of(chain.from_iterable(phrases.WROTE.values()))
_ON = _any_of(phrases.ON)
_EMAIL = re.compile(r"[^\s<>()\[\]:;,\"]+@[^\s<>()\[\]:;,\"]+")
_DATE_OR_TIME = re.compile(
    r"\b\d{1,2}[:.h]\s?\d{2}\b|\b(?:19|20)\d\d\b|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,4}\s?[年년]|\d{1,2}[月월]|\b\d{1,2}\.?\s+\w{3,}"
)
_ENDS_WROTE = re.compile(
    rf"(?:^|[\s,>)\]\"'«»”]|(?<=[^\x00-\x7f])|님이\s)(?:{_WROTE})[^\w\n]{{0,6}}[:：]?\s*\Z", re.IGNORECASE
)
_CONTAINS_WROTE = re.compile(rf"(?:^|[\s,>)\]]|(?<=[^\x00-\x7f]))(?:{_WROTE})(?=[\s:：,(<]|$)", re.IGNORECASE)
_STARTS_ON = re.compile(rf"[\s*_>]{{0,6}}(?:{_ON})(?![a-z])", re.IGNORECASE)
_ENDS_COLON = re.compile(r"[:：]\s*[*_]?\s*\Z")
_QUOTE = re.compile(r"\s{0,4}(?:>|\|\s|[A-Za-z]{1,4}>|»)")
_DASHED = re.compile(r"^\s*[-_=*+~#<>—–─]{2,}\s*|\s*[-_=*+~#<>—–─]{2,}\s*$")
_RULE = re.compile(r"\s*(?:[-_=*]{5,}|[─━—]{3,})\s*\Z")

_ORIGINALS = frozenset(word.lower() for word in phrases.ORIGINAL)
_FORWARDS = tuple(sorted({word.lower() for word in phrases.FORWARDED}, key=len, reverse=True))
_LABELS: dict[str, str] = {}
for _kind, _words in (
    ("cc", phrases.CC_LABELS),
    ("subject", phrases.SUBJECT_LABELS),
    ("to", phrases.TO_LABELS),
    ("sent", phrases.SENT_LABELS),
    ("from", phrases.FROM_LABELS),
):
    for _word in _words:
        _LABELS[_word.lower()] = _kind
_LABEL_LINE = re.compile(
    r"[\s>*_|]{0,8}([^\W\d_][^:：\n]{0,24}?)\s?[*_]{0,2}\s?[:：][*_]{0,2}(?:\s|\u00a0|$|(?<=：))", re.UNICODE
)
_LONGEST_MARK = 400
_PUNCTUATION = re.compile(r"[:：@0-9>|»_=*~#—─━-]|[^\x00-\x7f]")


def may_be_mark(line: str) -> bool:
    """False for the lines of plain words, which are most of them."""
    return bool(_PUNCTUATION.search(line))


def is_quoted(line: str) -> bool:
    """True for a line that begins with a quote mark."""
    return line.lstrip(" \t\u00a0").startswith(">") or bool(_OTHER_MARK.match(line))


_OTHER_MARK = re.compile(r"\s{0,3}(?:\|\s|[A-Z]{2,3}>\s|»\s)")


def is_rule(line: str) -> bool:
    """True for a line drawn across the page."""
    return bool(_RULE.match(line))


def is_separator(line: str) -> bool:
    """True for `-----Original Message-----` and its family: all that follows is quoted."""
    stripped = line.strip()
    if not 6 <= len(stripped) <= 200:
        return False
    core = _DASHED.sub("", stripped).strip(" :：*_").lower()
    if core in _ORIGINALS:
        return core != stripped.lower() or stripped.endswith((":", "："))
    return False


def is_forward(line: str) -> bool:
    """True for the line above a forwarded mail."""
    stripped = line.strip(" \t*_>")
    if not 6 <= len(stripped) <= 200:
        return False
    core = _DASHED.sub("", stripped).strip(" :：*_").lower()
    if not core.startswith(_FORWARDS):
        return False
    rest = core[len(next(word for word in _FORWARDS if core.startswith(word))) :]
    dashed = stripped.startswith(("--", "==", "__", "~~")) or stripped.endswith("--")
    return dashed or (not rest.strip(" :：.") and stripped.endswith((":", "：")))


def label_of(line: str) -> str:
    """from, sent, to, subject or cc when the line is a field of a quoted header block; else ""."""
    if len(line) > 2000:
        line = line[:2000]
    match = _LABEL_LINE.match(line)
    return _LABELS.get(match[1].strip(" *_").lower(), "") if match else ""


def attribution_end(lines: list[str], index: int) -> int:
    """The index behind the attribution that begins at `index` ("On … wrote:", 1 to 4 lines); else `index`.

    A weak attribution (a name and a verb, no date, no address) counts only in front of a quote mark.
    """
    first = lines[index]
    if len(first) > _LONGEST_MARK or not first.strip():
        return index
    joined = first.strip()
    may_go_on = bool(_STARTS_ON.match(first) or _EMAIL.search(joined) or _DATE_OR_TIME.search(joined))
    for end in range(index + 1, index + 5):
        if _is_attribution(joined, lines, end):
            return end
        if not may_go_on or end >= len(lines) or len(joined) > _LONGEST_MARK:
            return index
        line = lines[end].strip()
        if not line or is_quoted(line):
            return index
        joined = f"{joined} {line}"
    return index


def _is_attribution(joined: str, lines: list[str], end: int) -> bool:
    tail = joined[-60:]
    ends_colon = bool(_ENDS_COLON.search(tail))
    has_verb = bool(_ENDS_WROTE.search(tail)) or (ends_colon and bool(_CONTAINS_WROTE.search(joined)))
    if not has_verb and not ends_colon:
        return False
    has_date = bool(_DATE_OR_TIME.search(joined))
    has_email = bool(_EMAIL.search(joined))
    before_quote = _next_is_quoted(lines, end)
    if has_verb and ends_colon and has_date and (has_email or before_quote or bool(_STARTS_ON.match(joined))):
        return True
    if has_verb and has_email and (ends_colon or before_quote):
        return True
    if before_quote:
        return ends_colon and ((has_verb and len(joined) < 120) or (has_date and has_email))
    return ends_colon and has_date and has_email and bool(_BARE.match(joined))


# `2012/5/1 John Smith <john@example.org>:`, as older Gmail wrote in many languages.
_BARE = re.compile(r"\W{0,3}(?:\d{4}\s?[-/.年년]|\d{1,2}[./ -]).{4,200}<[^<>\s]+@[^<>\s]+>\W*[:：]\s*\Z")


def _next_is_quoted(lines: list[str], index: int) -> bool:
    """Is the next line with words in it a quoted one? Looks at most three lines ahead."""
    for line in lines[index : index + 3]:
        if line.strip():
            return is_quoted(line)
    return False


def header_block_end(lines: list[str], index: int) -> int:
    """The index behind a block of quoted headers (From, Sent, To, Subject in any language); else `index`."""
    if label_of(lines[index]) not in ("from", "sent"):
        return index
    kinds: set[str] = set()
    blanks = 0
    end = index
    for position in range(index, min(index + 16, len(lines))):
        line = lines[position]
        if not line.strip():
            blanks += 1
            if blanks > 1 and kinds >= {"from"} and len(kinds) >= 3:
                break
            if blanks > 6:
                break
            continue
        kind = label_of(line)
        if kind:
            kinds.add(kind)
            end = position + 1
        elif blanks or not kinds:
            break
        else:
            end = position + 1  # a recipient list folded over several lines
    strong = "from" in kinds and len(kinds & {"sent", "to", "subject"}) >= 2
    return end if strong else index
