"""Recognises the line that a mail program writes above a quote: "On … wrote:", in any language."""

import re
from itertools import chain

from chalicelib.channels.email import quote_phrases as known
from chalicelib.channels.email.quote_marks import is_quoted

_LONGEST = 400
_MOST_LINES = 4


def _any_of(words: tuple[str, ...]) -> str:
    """Alternatives, the longest first so that none hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


_WROTE = _any_of(tuple(chain.from_iterable(known.WROTE.values())))
_DIRECTION_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
_EMAIL = re.compile(r"[^\s<>()\[\]:;,\"]+@[^\s<>()\[\]:;,\"]+|\[mailto:|<mailto:")
_TIME = re.compile(r"(?<![\d./-])\d{1,2}[:.h]\s?\d{2}(?![\d./])|\d{1,2}[時时시]|[٠-٩۰-۹]{1,2}:[٠-٩۰-۹]{2}")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}|\d{1,4}\s?[年년]|\d{1,2}\s?[月월]"
    r"|\b\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,}|[^\W\d_]{3,}\.?\s\d{1,2}\b|[٠-٩۰-۹]{4}"
)
_ENDINGS = frozenset(":：﹕-)")
_AROUND = " \t\u00a0:：﹕*_-–—.,;<>()[]\"'«»“”…\u202f"
_VERBS = tuple(
    sorted(
        {verb.lower().rstrip(_AROUND) for verb in chain.from_iterable(known.WROTE.values())},
        key=len,
        reverse=True,
    )
)
_CONTAINS_WROTE = re.compile(
    rf"(?:^|[\s,>)\]*_]|(?<=[^\x00-\x7f]))(?:{_WROTE})(?=[\s:：,(<*_]|$)", re.IGNORECASE
)
_STARTS_ON = re.compile(rf"[\s*_-]{{0,12}}(?:{_any_of(known.ON)})(?![^\W\d_])", re.IGNORECASE)
_STARTS_QUOTING = re.compile(rf"[\s*_-]{{0,6}}(?:{_any_of(known.QUOTING)})(?![^\W\d_])", re.IGNORECASE)
_ENDS_LIKE_ONE = re.compile(r"(?:[:：﹕]\W{0,4}|\s-{2,6}\s?|\bin message\s.{1,60})\Z")
# `---- Ann wrote ----`, as phones write.
_BETWEEN_DASHES = re.compile(r"-{2,}\s.{2,200}\s-{2,}\Z")
# Shortcuts: what a line must have for the slow patterns to find anything in it. Most lines have none.
_MAY_TURN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DIGIT = re.compile(r"\d")
_MAY_BE_SENDER = re.compile("@|mailto:")
_MAY_END = re.compile(r"[:：﹕]|--|in message")
_PRONOUN = re.compile(
    r"\b(?:you|i|we|he|she|they|sie|ihr|ich|wir|er|vous|nous|je|il|elle|usted|tú|yo|você|eu|mir|uns|me|us"
    r"|(?-i:your|my|our|their|his|her|votre|notre|mon|vos|nos|ihre?|meine?|unsere?|nuestr[oa]|minha|meu|seu|sua))\b",
    re.IGNORECASE,
)
_SENDER_FIRST = re.compile(r"[^<>\[\]@|:]{0,80}(?:<\S{1,100}@|\[?mailto:|<?mailto:|\S{1,60}@\S{1,60}\s)")
_STARTS_WITH_DATE = re.compile(r"\W{0,3}\d{1,4}\s?[./年월년 -]")
_SAID = re.compile(r"(?!.*\byou\b)[\w .'\"-]{2,40} said:\Z", re.IGNORECASE)
_ENDS_WITH_ADDRESS = re.compile(r"<[^<>\s]+@[^<>\s]+>\W{0,3}\Z")
_ENDS_SENTENCE = re.compile(r"[.!?。！？]\s*\Z")
_BEGINS_WITH_ADDRESS = re.compile(r"\s*\W?<[^<>\s]*@[^<>\s]+(?:>|\Z)|\s*\[mailto:")
# `2012/5/1 John Smith <john@example.org>:`, as Gmail writes in languages whose word order needs no verb.
_DATE_AND_SENDER = re.compile(
    r"\W{0,3}(?:[^\W\d_]{1,12}\.?,?\s+)?\d{1,4}\s?[-/.年년 ].{4,200}<[^<>\s]+@[^<>\s]+>\W*[:：]\W{0,3}\Z"
)
# The same on the end of a line of words, where a converter lost the break.
_IN_LINE = re.compile(
    r"\bOn (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}).{5,200}"
    r"(?:<[^<>\s]+@[^<>\s]+> wrote:|[A-Z]\w+ wrote:\s*\Z)"
)

_VERB_IN_LINE = re.compile(rf"@[^<>\s]{{1,100}}>\)?,?\s?(?:{_WROTE})\s?:(?=\s)", re.IGNORECASE)
_SENDER_IN_LINE = re.compile(r"<[^<>\s@]{1,100}@[^<>\s]{1,100}>:(?=\s)")


def attribution_end(lines: list[str], index: int) -> int:
    """The index behind the attribution that begins at `index`, 1 to 4 lines; `index` if none begins there.

    A weak attribution (a name and a verb, no date, no address) counts only in front of a quote mark.
    """
    joined = _plain(lines[index]).strip() if _may_end_near(lines, index) else ""
    if not joined or len(joined) > _LONGEST:
        return index
    may_go_on = _may_go_on(joined, lines, index)
    for end in range(index + 1, index + 1 + _MOST_LINES):
        if _is_attribution(joined, lines, end):
            return index if _begins_below(lines, index, end) else end
        if not may_go_on or end >= len(lines) or not _goes_on(joined, lines[end]):
            return index
        joined = f"{joined} {_plain(lines[end]).strip()}"
    return index


def attribution_in_line(line: str) -> int:
    """Where in a line an attribution begins that has other words around it; -1 if there is none."""
    line = line[:_LONGEST]
    if "wrote:" in line and (found := _IN_LINE.search(line)):
        return found.start()
    verb = _VERB_IN_LINE.search(line) if "@" in line else None
    if verb is None and "@" in line and _STARTS_ON.match(line):
        verb = _dated_sender_in_line(line)
    return 0 if verb and _is_attribution(_plain(line[: verb.end()]).strip(), [], 0) else -1


def _dated_sender_in_line(line: str) -> re.Match[str] | None:
    """The sender's address that ends a line's first words, where the verb stands in front of it."""
    sender = _SENDER_IN_LINE.search(line)
    if sender is None or _PRONOUN.search(line, 0, sender.start()):
        return None
    return sender if _DATE.search(line, 0, sender.start()) else None


def may_begin_attribution(line: str) -> bool:
    """True for "On" and the like, which may stand alone in the first line of a folded attribution."""
    return bool(_STARTS_ON.match(line) or _STARTS_QUOTING.match(line))


def begins_with_address(line: str) -> bool:
    """True for the second half of an attribution folded in front of the address."""
    return bool(_BEGINS_WITH_ADDRESS.match(line))


def _may_end_near(lines: list[str], index: int) -> bool:
    """Most lines have no colon at the end and no quote below: a cheap look that ends the search for them."""
    if not all(_ENDINGS.isdisjoint(line[-6:]) for line in lines[index : index + _MOST_LINES]):
        return True
    return any(is_quoted(line) for line in lines[index + 1 : index + 2 * _MOST_LINES])


def _begins_below(lines: list[str], index: int, end: int) -> bool:
    """Do the lines from `index` hold a whole attribution with a person's words above it?"""
    for start in range(index + 1, end):
        line = lines[start]
        if not _STARTS_ON.match(line) and (
            _STARTS_ON.match(lines[index]) or not _STARTS_WITH_DATE.match(line)
        ):
            continue
        joined = " ".join(_plain(line).strip() for line in lines[start:end])
        has_sender = _EMAIL.search(joined) or not _EMAIL.search(lines[index][:_LONGEST])
        if has_sender and _DATE.search(joined) and _is_attribution(joined, lines, end):
            return True
    return False


def _goes_on(joined: str, line: str) -> bool:
    """Can this be the next line of a folded attribution?"""
    if not line.strip() or len(joined) + len(line) > _LONGEST or line.lstrip().startswith(("---", "___")):
        return False
    return not is_quoted(line) or (line.startswith(">") and _is_open(joined))


def _is_open(joined: str) -> bool:
    """Was the line folded between an address and its `>`?"""
    return joined.rfind("<") > joined.rfind(">") and "@" in joined[joined.rfind("<") :]


def _plain(line: str) -> str:
    """Without the marks for writing directions, which stand anywhere in Hebrew and Arabic."""
    return line.translate(_DIRECTION_MARKS) if _MAY_TURN.search(line) else line


def _may_go_on(first: str, lines: list[str], index: int) -> bool:
    """Can this line be the first of a folded attribution?"""
    if index + 1 < len(lines) and _BEGINS_WITH_ADDRESS.match(lines[index + 1]):
        return True
    date, time, _ = _facts(first)
    if date or time or _SENDER_FIRST.match(first):
        return True
    return bool(_STARTS_ON.match(first) or _STARTS_QUOTING.match(first)) and not _ENDS_SENTENCE.search(first)


def _facts(line: str) -> tuple[bool, bool, bool]:
    """Whether a date, a time and a sender's address stand in it."""
    has_digit = bool(_DIGIT.search(line))
    return (
        has_digit and bool(_DATE.search(line)),
        has_digit and bool(_TIME.search(line)),
        bool(_MAY_BE_SENDER.search(line)) and bool(_EMAIL.search(line)),
    )


def _is_attribution(joined: str, lines: list[str], end: int) -> bool:
    tail = joined[-60:]
    ends = bool(_MAY_END.search(tail) and _ENDS_LIKE_ONE.search(tail))
    verb = ends_verb = _ends_with_verb(tail)
    if not verb and not ends and not (">" in tail and _ENDS_WITH_ADDRESS.search(tail)):
        return False
    if ends_verb and _BETWEEN_DASHES.match(joined):
        return True
    verb = verb or (ends and bool(_CONTAINS_WROTE.search(joined) or _STARTS_QUOTING.match(joined)))
    date, time, sender = _facts(joined)
    if next_is_quoted(lines, end):
        return _is_one_above_quote(joined, verb, ends, (date, time, sender))
    if verb and ends:
        return sender or _is_dated(joined, date, time, ends_verb)
    if ends_verb and sender and date and time:  # WP's, without a colon
        return bool(_STARTS_ON.match(joined)) and not _PRONOUN.search(joined)
    return ends and sender and bool(_DATE_AND_SENDER.match(joined))


def _ends_with_verb(text: str) -> bool:
    """True when the last word is a "wrote"; in scripts with spaces it must be a word of its own."""
    core = text.lower().rstrip(_AROUND)
    if not core.endswith(_VERBS):
        return False
    verb = next(verb for verb in _VERBS if core.endswith(verb))
    before = core[: len(core) - len(verb)][-1:]
    return not before or before >= "\u2e80" or not before.isalpha()


def _is_dated(joined: str, date: bool, time: bool, ends_verb: bool) -> bool:
    """Without a sender's address and without quote marks, a program's line has a date and no "you" or "I"."""
    if _PRONOUN.search(joined):
        return False
    return (date and time) or ((date or time) and ends_verb and bool(_STARTS_ON.match(joined)))


def _is_one_above_quote(joined: str, verb: bool, ends: bool, found: tuple[bool, bool, bool]) -> bool:
    """In front of a quote mark less is needed. `found`: a date, a time, a sender's address."""
    date, time, sender = found
    if _SAID.match(joined):
        return True
    if verb:
        return (ends and len(joined) < 160) or sender or date
    if ends:
        return (date or time) and (sender or (date and time))
    return date and sender


def next_is_quoted(lines: list[str], index: int) -> bool:
    """Is the next line with words in it a quoted one? Looks at most four lines ahead."""
    return is_quoted(next_words(lines, index))


def next_words(lines: list[str], index: int) -> str:
    """The next line with words in it, at most four lines ahead; else ""."""
    return next((line for line in lines[index : index + 4] if line.strip()), "")
