"""What stands below a person's words without being theirs: signatures, "Sent from my …", notices."""

import re

from chalicelib.channels.email.signature_phrases import (
    BANNERS,
    CLOSING,
    DEVICE,
    LEGAL,
    LIST_FOOTER,
    NOTICE,
    SECRECY,
    SENT_FROM,
    WEAK_NOTICE,
)

_DELIMITER = re.compile(r"\s{0,2}(?:--|–|—|__|\*--\*)[\s\u00a0]?\Z")
_RULE = re.compile(r"\s*[-_=*~—–─]{3,}\s*\Z")
_CONTACT = re.compile(
    r"(?:\b(?:tel|phone|ph|mobile|mob|cell|fax|direct|office|telefon|handy|mobil|tél|teléfono|móvil|telefono|skype|whatsapp"
    r"|m|t|p|f|o|d|c|e|w|email|e-mail|web|www|тел|моб|电话|電話|手机|전화)\b\.?\s?[:.+(]*\s?\+?[\d(][\d\s()./-]{5,}"
    r"|^\W*\+?[\d(][\d\s()./-]{7,}\W*$|^\W*(?:https?://|www\.)\S+\W*$|^\W*<?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?\W*$"
    r"|^\W*(?:e-?mail|web|website|w|e|mail)\s?[:.]\s?\S+$)",
    re.IGNORECASE,
)
_LONGEST_SENT_FROM = 140
_LONGEST_CONTACTS = 12
_LONGEST_LIST_FOOTER = 6


def without_signature(block: list[str]) -> list[str]:
    """The lines up to the signature or notice below them; without the banner that a company puts above."""
    lines = _without_banner(block)
    for index, line in enumerate(lines):
        if _DELIMITER.match(line) or _begins_legal_notice(lines, index):
            lines = lines[:index]
            break
    return _without_footer(lines)


def is_sent_from(line: str) -> bool:
    """True for the line a phone or program adds: short, and beginning as they all do."""
    stripped = line.strip(" \t*_[](){}<>.-—–\u200f\u200e\u00a0")
    if not 0 < len(stripped) <= _LONGEST_SENT_FROM:
        return False
    return bool(SENT_FROM.match(stripped)) and bool(DEVICE.search(stripped))


def _without_banner(lines: list[str]) -> list[str]:
    """A warning about outside senders, in the first paragraph."""
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or not BANNERS.match(lines[start].strip(" *_[](){}<>|")):
        return lines
    end = next((index for index in range(start, len(lines)) if not lines[index].strip()), len(lines))
    return lines[end:] if end < len(lines) and end - start <= 6 else lines


def _begins_legal_notice(lines: list[str], index: int) -> bool:
    """A paragraph that begins as notices do and goes on in lawyers' words."""
    if index == 0 or (lines[index - 1].strip() and not _RULE.match(lines[index - 1])):
        return False
    first = _bare(lines[index])
    meant = LEGAL if NOTICE.match(first) else SECRECY if WEAK_NOTICE.match(first) else None
    return meant is not None and bool(meant.search(" ".join(lines[index : index + 12])))


def _without_footer(lines: list[str]) -> list[str]:
    """Cut what programs add off the end, as long as there is any."""
    lines = list(lines)
    while True:
        while lines and (not lines[-1].strip() or _is_trailing_rule(lines)):
            lines.pop()
        if not lines:
            return lines
        start = _last_paragraph(lines)
        if is_sent_from(lines[-1]):
            lines.pop()
        elif (footer := _list_footer(lines, start)) < len(lines):
            del lines[footer:]
        elif start > 0 and _is_contact_block(lines, start):
            del lines[start + _closing_lines(lines[start:]) :]
        else:
            return lines


def _is_trailing_rule(lines: list[str]) -> bool:
    """A line drawn with nothing below it; directly under words it underlines them."""
    return bool(_RULE.match(lines[-1])) and (len(lines) < 2 or not lines[-2].strip())


def _list_footer(lines: list[str], start: int) -> int:
    """Where in the last paragraph a mailing list adds its own lines; the end of `lines` if it does not.

    They begin with known words, or with a rule that has the list's name below it.
    """
    if start > 0 and LIST_FOOTER.match(_bare(lines[start])):
        return start
    rule = next((index for index in range(start, len(lines)) if _RULE.match(lines[index])), len(lines))
    if (
        len(lines) - rule > _LONGEST_LIST_FOOTER
        or not lines[rule : rule + 1]
        or lines[rule].strip()[0] not in "_-"
    ):
        return len(lines)
    return rule if any("mailing list" in line.lower() for line in lines[rule + 1 :]) else len(lines)


def _is_contact_block(lines: list[str], start: int) -> bool:
    """A short last paragraph with lines of numbers and addresses: two, or one below a rule."""
    below_rule = bool(_RULE.match(lines[start]))
    paragraph = lines[start:]
    above = next((line for line in reversed(lines[:start]) if line.strip()), "")
    if above.rstrip().endswith((":", "：")):  # somebody gives their numbers
        return False
    if len(paragraph) > _LONGEST_CONTACTS or any(len(line) > 100 for line in paragraph):
        return False
    contacts = sum(bool(_CONTACT.search(line)) for line in paragraph)
    return contacts >= (1 if below_rule else 2) and contacts * 4 >= len(paragraph)


def _closing_lines(paragraph: list[str]) -> int:
    """How many lines "Regards, Tom" takes at the beginning of a paragraph that goes on as a signature."""
    if len(paragraph) < 3 or len(paragraph[0]) > 40 or not CLOSING.match(_bare(paragraph[0])):
        return 0
    return 2


def _last_paragraph(lines: list[str]) -> int:
    start = len(lines) - 1
    while start > 0 and lines[start - 1].strip():
        start -= 1
    return start


def _bare(line: str) -> str:
    return line.strip(" \t*_[](){}<>|#=-—–\"'\u00a0")
