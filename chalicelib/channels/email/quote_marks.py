"""Recognises the lines that mail programs put around quoted words: quote marks and separators."""

import re

from chalicelib.channels.email import quote_phrases as known

_OTHER_MARK = re.compile(
    r"\s{0,3}(?:\|\s[^|]*\Z|[A-ZА-Я]{1,3}>\s|»\s|\|>|:\s\w)|\s{0,8}[A-Z][\w.]{1,14}>\s+\S"
)
# `>>> import lamp`, what is typed at the prompt of Python.
_TYPED = re.compile(r">>> (?:import |from \w|def |class |for |with |[\w.]{1,40} ?(?:=|\(|\[))")
_DRAWN_SIGNS = frozenset("|»:")
_LONGEST_DRAWN = 20
_HIDDEN = frozenset(known.HIDDEN)
_HIDDEN_ENDS = ("]", "-")
_AROUND_HIDDEN = " []-"
_LONGEST_HIDDEN = 80
_REPLY_ABOVE = re.compile("|".join(re.escape(phrase) for phrase in known.REPLY_ABOVE))
_DASHED = re.compile(r"^\s*[-_=*+~#<>—–─‐‑‒]{2,}\s*|\s*[-_=*+~#<>—–─‐‑‒]{2,}\s*$")
_BETWEEN_DASHES = re.compile(r"\s*[-_=*~—–─‐‑‒]{2,}\s*([^-_=*~—–─‐‑‒]{4,60}?)\s*[-_=*~—–─‐‑‒]{2,}")
_RULE = re.compile(r"\s*(?:[-_=*]{3,}|\* \* \*|[─━—–‐]{3,})\s*\Z")

_ORIGINALS = frozenset(word.lower() for word in known.ORIGINAL)
_WEAK_ORIGINALS = frozenset(("original", "antwort", "nachricht", "reply message"))
_FORWARDS = tuple(sorted({word.lower() for word in known.FORWARDED}, key=len, reverse=True))
# `>>> Ann Lee <ann@example.org> 14.03.2022 16:05 >>>`, as GroupWise writes above words without marks.
_GROUPWISE = re.compile(
    r"\s{0,3}>{3}\s?[^\s>].{0,200}\d{1,2}[:.]\d{2}.{0,160}"
    r"(?:>{3}|\b(?:wrote|schrieb|writes|escribió|a écrit)\s?:)\s*\Z"
)
_FIELD_BEHIND = re.compile(r"-{3,}\s{0,3}\S{1,20}\s?[:：]")
_TICKET_LINE = re.compile(r"\s*##-\s.{5,200}\s-##")
_DRAWN = frozenset("-_=*+~#<>—–─‐‑‒")
_LONGEST_IN_LINE = 2000
_LONGEST_DASHED = 120
# Latin letters and the dashes and quotation marks between words say nothing; other scripts may.
_PUNCTUATION = re.compile(
    r"[:@0-9>|»_=*~#\[-]|[^\x00-\u024f\u2010-\u201f\u2026]|\A\s*[\u2010-\u2015]|[\u2010-\u2015]\s*\Z"
    r"|\b[Aa](?:bove|BOVE)\b"
)


def may_be_mark(line: str) -> bool:
    """False for the lines of plain words, which are most of them."""
    return bool(_PUNCTUATION.search(line))


def is_quoted(line: str) -> bool:
    """True for a line that begins with a quote mark."""
    return line.lstrip(" \t\u00a0").startswith(">") or is_drawn_quote(line) or _is_hidden_quote(line)


def _is_hidden_quote(line: str) -> bool:
    """True for the words that Gmail shows in the place of a quote."""
    return line[-1:] in _HIDDEN_ENDS and len(line) < _LONGEST_HIDDEN and line.strip(_AROUND_HIDDEN) in _HIDDEN


def are_prompts(lines: list[str]) -> bool:
    """Are all marked lines typed at Python's prompt? An old mail hardly ever has a third level alone."""
    marked = [line for line in lines if line.startswith(">")]
    return all(line.startswith(">>>") and not line.startswith(">>>>") for line in marked) and any(
        map(_TYPED.match, marked)
    )


def is_drawn_quote(line: str) -> bool:
    """True for the rarer marks (`| `, `TB> `), which pictures in signatures are drawn with too."""
    return _may_be_drawn(line.lstrip()) and bool(_OTHER_MARK.match(line))


def _may_be_drawn(words: str) -> bool:
    """A cheap look, since most lines are nobody's quote."""
    return words[:1] in _DRAWN_SIGNS or ">" in words[:_LONGEST_DRAWN]


def is_rule(line: str) -> bool:
    """True for a line drawn across the page."""
    return bool(_RULE.match(line))


def is_separator(line: str) -> bool:
    """True for `-----Original Message-----` and its family: all that follows is quoted."""
    stripped = line.strip()
    if not 6 <= len(stripped) <= 400 or not _may_separate(stripped):
        return False
    if (dashed := _BETWEEN_DASHES.match(stripped)) and dashed[1].strip(" :：*_").lower() in _ORIGINALS:
        return True
    core = _DASHED.sub("", stripped).strip(" :：*_").lower()
    if core in _ORIGINALS and _DASHED.match(stripped):
        return True
    return core in _ORIGINALS and core not in _WEAK_ORIGINALS and stripped.endswith((":", "："))


def _may_separate(stripped: str) -> bool:
    """A cheap look: something drawn around the words, or a colon behind them."""
    return stripped[0] in _DRAWN or stripped[-1] in _DRAWN or stripped[-1] in ":："


def is_between_dashes(line: str) -> bool:
    """True for any words between dashes: in front of a header block they separate the old mail."""
    return len(line) <= _LONGEST_DASHED and bool(_BETWEEN_DASHES.match(line))


def separator_in_line(line: str) -> int:
    """Where `-----Original Message-----` stands behind other words, as converters write; -1 if nowhere."""
    at = line.find("-----", 0, _LONGEST_IN_LINE)
    behind = line[at : at + 400] if at > 0 else ""
    return at if _FIELD_BEHIND.search(behind) and is_separator(behind) else -1


def is_groupwise(line: str) -> bool:
    """True for the heading of GroupWise, whose quotes have no marks."""
    return line.lstrip().startswith(">>>") and bool(_GROUPWISE.match(line[:300]))


def names_original(line: str) -> bool:
    """True for "Original Message" without dashes, as some write it above a header block."""
    words = line.strip(" \t:：*_").lower()
    return words in _ORIGINALS and words not in _WEAK_ORIGINALS


def is_reply_above(line: str) -> bool:
    """True for the line above which a ticket system wants the answer."""
    lowered = line.lower()
    if _TICKET_LINE.match(line[:300]):
        return True
    return len(line) < 300 and bool(_REPLY_ABOVE.search(lowered))


def is_forward(line: str) -> bool:
    """True for the line above a forwarded mail."""
    stripped = line.strip(" \t*_>")
    if not 6 <= len(stripped) <= 200 or not _may_separate(line.strip()):
        return False
    core = _DASHED.sub("", stripped).strip(" :：*_").lower()
    if not core.startswith(_FORWARDS):
        return False
    rest = core[len(next(word for word in _FORWARDS if core.startswith(word))) :]
    dashed = stripped.startswith(("--", "==", "__", "~~")) or stripped.endswith("--")
    return dashed or (not rest.strip(" :：.") and stripped.endswith((":", "：")))
