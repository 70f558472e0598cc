"""What stands below a person's words without being theirs: signatures, "Sent from my …", notices."""

import re

from chalicelib.channels.email.signature_phrases import DISCLAIMERS, LIST_FOOTERS, SENT_FROM

_DELIMITER = re.compile(r"\s{0,2}(?:--|–|—|__|-- ?\*?)\s?\Z")
_SENT_FROM = tuple(phrase.lower() for phrase in SENT_FROM)
_RULE = re.compile(r"\s*[-_=*~—–─]{3,}\s*\Z")
_LONGEST_SENT_FROM = 120


def without_signature(block: list[str]) -> list[str]:
    """The block up to the signature below it; the whole block where nothing else would be left."""
    end = len(block)
    for index, line in enumerate(block):
        if _begins_signature(block, index, line):
            end = index
            break
    kept = _without_footer(block[:end])
    return kept if any(line.strip() for line in kept) or end == 0 else kept


def _begins_signature(block: list[str], index: int, line: str) -> bool:
    return bool(_DELIMITER.match(line)) and index + 1 <= len(block)


def _without_footer(lines: list[str]) -> list[str]:
    """Cut "Sent from my …" lines and notices off the end, as long as there are any."""
    lines = list(lines)
    changed = True
    while changed:
        changed = False
        while lines and (not lines[-1].strip() or _RULE.match(lines[-1])):
            lines.pop()
        start = _last_paragraph(lines)
        if lines and is_sent_from(lines[-1]):
            lines.pop()
            changed = True
        elif lines and is_notice(lines[start]):
            del lines[start:]
            changed = True
    return lines


def _last_paragraph(lines: list[str]) -> int:
    start = len(lines) - 1
    while start > 0 and lines[start - 1].strip():
        start -= 1
    return max(start, 0)


def is_sent_from(line: str) -> bool:
    """True for the line a phone or program adds: short, and beginning as they all do."""
    stripped = line.strip(" \t*_[](){}<>.-—–\u200f\u200e").lower()
    return 0 < len(stripped) <= _LONGEST_SENT_FROM and stripped.startswith(_SENT_FROM)


def is_notice(line: str) -> bool:
    """True for the first line of a confidentiality, environment, virus or mailing-list notice."""
    stripped = line.strip(" \t*_[](){}<>|#=-—–\"'").lower()
    return stripped.startswith(DISCLAIMERS) or stripped.startswith(LIST_FOOTERS)
