"""Recognises the lines that mail programs put around quoted words: quote marks, separators, header blocks."""

import re

from chalicelib.channels.email import quote_phrases as known

_OTHER_MARK = re.compile(r"\s{0,3}(?:\|\s(?!.*\|\s*\Z)|[A-Z]{2,3}>\s|»\s)")
_DASHED = re.compile(r"^\s*[-_=*+~#<>—–─‐‑‒]{2,}\s*|\s*[-_=*+~#<>—–─‐‑‒]{2,}\s*$")
_BETWEEN_DASHES = re.compile(r"\s*[-_=*~—–─‐‑‒]{2,}\s*([^-_=*~—–─‐‑‒]{4,60}?)\s*[-_=*~—–─‐‑‒]{2,}")
_RULE = re.compile(r"\s*(?:[-_=*]{5,}|[─━—–‐]{3,})\s*\Z")

_ORIGINALS = frozenset(word.lower() for word in known.ORIGINAL)
_WEAK_ORIGINALS = frozenset(("original", "antwort", "nachricht", "reply message"))
_FORWARDS = tuple(sorted({word.lower() for word in known.FORWARDED}, key=len, reverse=True))
_LABELS: dict[str, str] = {}
for _kind, _words in (
    ("cc", known.CC_LABELS),
    ("subject", known.SUBJECT_LABELS),
    ("to", known.TO_LABELS),
    ("sent", known.SENT_LABELS),
    ("from", known.FROM_LABELS),
):
    for _word in _words:
        _LABELS[_word.lower()] = _kind
_LABEL_LINE = re.compile(
    r"[\s>*_|]{0,8}([^\W\d_][^:：\n]{0,24}?)\s?[*_]{0,2}\s?[:：][*_]{0,2}(?:\s|\u00a0|$|(?<=：))", re.UNICODE
)
_ONLY_DATE = re.compile(r"\s*(?:Sent by: .{1,50}|[\d./-]{6,10},? \d{1,2}:\d{2}.{0,12})\Z")
_LONGEST_MARK = 400
_PUNCTUATION = re.compile(r"[:：@0-9>|»_=*~#-]|[^\x00-\x7f]")


def may_be_mark(line: str) -> bool:
    """False for the lines of plain words, which are most of them."""
    return bool(_PUNCTUATION.search(line))


def is_quoted(line: str) -> bool:
    """True for a line that begins with a quote mark."""
    return line.lstrip(" \t\u00a0").startswith(">") or bool(_OTHER_MARK.match(line))


def is_rule(line: str) -> bool:
    """True for a line drawn across the page."""
    return bool(_RULE.match(line))


def is_separator(line: str) -> bool:
    """True for `-----Original Message-----` and its family: all that follows is quoted."""
    stripped = line.strip()
    if not 6 <= len(stripped) <= 400:
        return False
    if (dashed := _BETWEEN_DASHES.match(stripped)) and dashed[1].strip(" :：*_").lower() in _ORIGINALS:
        return True
    core = _DASHED.sub("", stripped).strip(" :：*_").lower()
    if core in _ORIGINALS and _DASHED.match(stripped):
        return True
    return core in _ORIGINALS and core not in _WEAK_ORIGINALS and stripped.endswith((":", "："))


def is_reply_above(line: str) -> bool:
    """True for the line above which a ticket system wants the answer."""
    lowered = line.lower()
    return len(line) < 300 and any(phrase in lowered for phrase in known.REPLY_ABOVE)


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


def header_block_end(lines: list[str], index: int) -> int:
    """The index behind a block of quoted headers (From, Sent, To, Subject in any language); else `index`."""
    first = label_of(lines[index])
    if not first or first == "cc":
        return index
    if _is_block_in_one_line(lines[index]):
        return index + 1
    kinds, end = _labels_below(lines, index)
    if kinds >= {"to", "subject"} and notes_heading_above(lines, index) < index:
        return end
    if first not in ("from", "sent") and end - index > len(kinds) + 2:
        return index
    return end if "from" in kinds and len(kinds & {"sent", "to", "subject"}) >= 2 else index


def notes_heading_above(lines: list[str], index: int) -> int:
    """Lotus Notes writes sender and date on lines of their own above To and Subject: where they begin.

    `index` when they do not stand there.
    """
    above = [position for position in range(max(0, index - 5), index) if lines[position].strip()]
    if label_of(lines[index]) != "to" or len(above) < 2 or not _ONLY_DATE.match(lines[above[-1]]):
        return index
    return above[-2]


def _labels_below(lines: list[str], index: int) -> tuple[set[str], int]:
    """The kinds of labels in the next lines, single blank lines between them allowed, and where they end."""
    kinds: set[str] = set()
    gap = False
    end = index
    for position in range(index, min(index + 16, len(lines))):
        if not lines[position].strip():
            if gap and len(kinds) >= 3:
                break
            gap = True
            continue
        if kind := label_of(lines[position]):
            kinds.add(kind)
            end = position + 1
        elif gap or position > end + 3:
            break
        gap = False
    return kinds, end


def _is_block_in_one_line(line: str) -> bool:
    """`From: a Sent: b To: c Subject: d`, as converters that lose the breaks write."""
    return len(line) < 1000 and len(set(_LABELS_IN_LINE.findall(line))) >= 3


_LABELS_IN_LINE = re.compile(
    r"(?:^|\s)\W?(From|Sent|Date|To|Subject|Von|Gesendet|An|Betreff|De|Envoyé|À|Objet)\W?\s?:"
)
