"""What companies and mailing lists put around a person's words: legal notices, list footers, warnings."""

import re

from chalicelib.channels.email import notice_phrases as known

RULE = re.compile(r"\s*(?:[-_=*~—–─━═＝ー－‐]{3,}|[_.,]{8,}|(?:[^\w\s\"'>|.?!…]|_){8,})\s*\Z")
DRAWN = re.compile(r"\s*(?:[-_=*~—–─━═＝ー－‐#+ ]{1,100}|[_.,]{8,}|(?:[^\w\s\"'>|.?!…]|_){8,})\s*\Z")
_ENCLOSED = re.compile(r"(?:\[[^\[\]]{4,120}\]|\*{2,3}[^*]{4,120}\*{2,3})\Z")
_REACHABLE = re.compile(r"https?://|www\.|mailto:")
# The rare ones first: three that are missing end the search.
_TOPICS = (
    known.ITS_MISTAKES,
    known.ITS_SECRECY,
    known.ITS_BANS,
    known.ITS_DELETION,
    known.ITS_NOTICES,
    known.ITS_READERS,
)
_SHORTEST_NOTICE = 60
_MOST_NOTICE_LINES = 40
_LONGEST_NOTICE = 4000
_MOST_MISSING = 2
_LONGEST_FOOTER = 6
_LAST_LINES = 80
_LONGEST_NAME = 60


def notice_start(lines: list[str]) -> int:
    """Where a legal notice or a list's footer begins below a person's words; else the number of lines."""
    for index in range(max(1, len(lines) - _LAST_LINES), len(lines)):
        if not _begins_paragraph(lines, index) and not _begins_notice_below_name(lines, index):
            continue
        if _begins_legal_notice(lines, index) or _begins_list_footer(lines, index):
            return index
    return len(lines)


def without_banner(lines: list[str]) -> list[str]:
    """The lines without a warning about outside senders in the first paragraph."""
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines):
        return lines
    end = _paragraph_end(lines, start)
    if end == len(lines) or end - start > _LONGEST_FOOTER or not _is_banner(lines[start:end]):
        return lines
    return lines[end:]


def _is_banner(paragraph: list[str]) -> bool:
    """A warning, and what it warns of; in brackets or stars one of the two is enough."""
    words = " ".join(paragraph).strip()[:1000]
    if known.BANNERS.match(words.strip(" *_[](){}<>|")):
        return True
    warns, outside = known.WARNINGS.match(bare(words)), known.OUTSIDE.search(words)
    if "?" in words:  # a person asks
        return False
    if _ENCLOSED.match(words):
        return bool(outside or warns)
    return bool(warns and outside) and any(word in words.lower() for word in known.MAIL_OR_SENDER)


def bare(line: str) -> str:
    """The words of a line without what is drawn around them."""
    return line.strip(" \t*_[](){}<>|#=-—–\"'\u00a0")


def list_name_start(lines: list[str], start: int) -> int:
    """Where in the last paragraph a rule stands that has a list's name below it; else the number of lines."""
    rule = next((index for index in range(start, len(lines)) if RULE.match(lines[index])), len(lines))
    if not 0 < len(lines) - rule <= _LONGEST_FOOTER or lines[rule].strip()[0] not in "_-":
        return len(lines)
    return rule if any("mailing list" in line.lower() for line in lines[rule + 1 :]) else len(lines)


def _begins_paragraph(lines: list[str], index: int) -> bool:
    """Words below a blank line or below something drawn."""
    if not lines[index].strip() or DRAWN.match(lines[index]):
        return False
    return not lines[index - 1].strip() or bool(DRAWN.match(lines[index - 1]))


def _begins_notice_below_name(lines: list[str], index: int) -> bool:
    """Some write it directly below their short lines of name and number."""
    return (
        0 < len(lines[index - 1]) <= _LONGEST_NAME
        and len(lines[index]) > _LONGEST_NAME
        and (bool(known.NOTICE.match(bare(lines[index]))) or _names_register(lines[index].lower()))
    ) or bool(known.HEADED_NOTICE.match(lines[index].strip(" *_")))


def _begins_legal_notice(lines: list[str], index: int) -> bool:
    """A paragraph that begins as notices do and goes on in lawyers' words, or that has enough of these."""
    if index + 1 < len(lines) and _begins_notice_below_name(lines, index + 1):
        return False  # the name is the person's
    first = bare(lines[index]).removeprefix("P ")  # a tree in the font Webdings
    if known.NOTICE.match(first) and known.LEGAL.search(" ".join(lines[index : index + 12])):
        return True
    words = " ".join(lines[index : min(_paragraph_end(lines, index), index + _MOST_NOTICE_LINES)])
    if known.WEAK_NOTICE.match(first) and known.SECRECY.search(words) and "?" not in words:
        return True
    if len(words) < _SHORTEST_NOTICE:
        return False
    lowered = words[:_LONGEST_NOTICE].lower()
    return _speaks_as_notices(lowered) or _names_register(lowered)


def _names_register(lowered: str) -> bool:
    """What the law wants below a company's letters, two of it."""
    return sum(one in lowered for one in known.ITS_REGISTER) >= 2


def _speaks_as_notices(lowered: str) -> bool:
    """Does this paragraph speak of most things that legal notices speak of? They ask nothing."""
    if "?" in lowered:
        return False
    missing = 0
    for topic in _TOPICS:
        missing += not any(word in lowered for word in topic)
        if missing > _MOST_MISSING:
            return False
    return any(word in lowered for word in known.ITS_SUBJECT)


def _begins_list_footer(lines: list[str], index: int) -> bool:
    """Words that lists add; "unsubscribe" may be a person's, unless a link or a rule is with it."""
    first = bare(lines[index])
    if known.LIST_FOOTER.match(first):
        return True
    if not known.WEAK_LIST_FOOTER.match(first):
        return False
    below = " ".join(lines[index : index + _LONGEST_FOOTER])
    return bool(DRAWN.match(lines[index - 1]) and lines[index - 1].strip()) or bool(_REACHABLE.search(below))


def _paragraph_end(lines: list[str], start: int) -> int:
    return next((index for index in range(start, len(lines)) if not lines[index].strip()), len(lines))
