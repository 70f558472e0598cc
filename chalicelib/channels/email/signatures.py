"""What stands below a person's words without being theirs: signatures, "Sent from my …", notices."""

import re

from chalicelib.channels.email.contact_lines import (
    LONGEST_CONTACT,
    SENTENCE,
    URL,
    are_names,
    closing_lines,
    is_contact,
    is_contact_block,
    is_parted_card,
)
from chalicelib.channels.email.notices import DRAWN, RULE, bare, list_name_start, notice_start, without_banner
from chalicelib.channels.email.signature_phrases import (
    APP,
    CLOSING,
    DEVICE,
    DEVICE_NAME,
    SENT,
    SENT_FROM,
    SENT_FROM_END,
)

_DELIMITER = re.compile(r"\s{0,2}(?:- --|\\?--|[–—]-?|-[–—]|__|\*--\*|\|\s?\|)[\s\u00a0]?\Z")
_PICTURE = re.compile(
    r"\s*\[(?:[^\[\]]{0,60}(?:signature|logo|image|cid:|\.(?:png|jpe?g|gif))[^\[\]]{0,200})\]\s?(?:<[^<>]{0,300}>)?\s*\Z",
    re.IGNORECASE,
)
# What virus scanners of the free kind leave, in the order of their table's cells.
_SCANNED = re.compile(
    r"\W*(?:(?:https?://)?(?:www\.)?(?:avast|avg)\.com\S*|virus-free\b.{0,40}|libre de virus\b.{0,40}"
    r"|virenfrei\b.{0,40}|garanti sans virus\b.{0,40}|без вирусов\b.{0,40}|#?DAB4FAD8-\S{10,60})\W*\Z",
    re.IGNORECASE,
)
# A person tells what was sent from where; programs and jokers do not.
_TELLS = re.compile(
    r"\b(?:is|was|were|are|has|had|have|they|we|never|because|yesterday|today|arrived)\b(?!.*\b(?:excuse|typos?)\b)",
    re.IGNORECASE,
)
_LONGEST_SENT_FROM = 140
_LONGEST_EXCUSE = 60
_LONGEST_SIGNATURE = 25
_LONGEST_CLOSING = 60
_MOST_NAMES = 8
_LONG_RULE = 20
_MOST_AD_LINES = 5


def without_signature(block: list[str], *, is_below_quote: bool = False) -> list[str]:
    """The lines up to the signature or notice below them; without the banner that a company puts above.

    `is_below_quote`: the first line may begin a notice too.
    """
    lines = without_banner(block)
    if is_below_quote:
        lines = ["", *lines]
    notice = notice_start(lines[: _delimiter(lines)])
    return _without_footer(lines[:notice], cut=notice < len(lines))


def _delimiter(lines: list[str]) -> int:
    """Where "-- " stands, and not in a block of code; else the number of lines."""
    in_code = False
    for index, line in enumerate(lines):
        if line.startswith("```"):
            in_code = not in_code
        elif not in_code and _DELIMITER.match(line):
            return index
    return len(lines)


def is_sent_from(line: str) -> bool:
    """True for the line a phone or program adds: short, and beginning as they all do."""
    stripped = line.strip(" \t*_[](){}<>.,;!'\"«»-—–~=\u200f\u200e\u00a0\u200b\u2060\u2063\ufeff")
    if not 0 < len(stripped) <= _LONGEST_SENT_FROM or _TELLS.search(stripped):
        return False
    if APP.search(stripped):
        return True
    if SENT_FROM.match(stripped) or SENT_FROM_END.search(stripped):
        return bool(DEVICE.search(stripped))
    return bool(SENT.match(stripped)) and bool(DEVICE_NAME.search(stripped))


def _without_footer(lines: list[str], *, cut: bool) -> list[str]:
    """Cut what programs add off the end, as long as there is any. `cut`: something was cut off already."""
    while True:
        while lines and (not lines[-1].strip(" \t|") or _is_trailing_rule(lines, cut)):
            lines.pop()
        if not lines:
            return lines
        keep = _lines_above_footer(lines)
        if keep == len(lines):
            return lines
        del lines[keep:]
        cut = True


def _lines_above_footer(lines: list[str]) -> int:
    """How many lines stand above what a program or a signature adds at the end; all if it adds nothing."""
    count = len(lines)
    if is_sent_from(lines[-1]) or _is_logo(lines) or _SCANNED.match(lines[-1][:400]):
        return count - 1
    if count > 1 and _is_rest_of_sent_from(lines[-2], lines[-1]):
        return count - 2
    start = _last_paragraph(lines)
    if (above := _sent_from_above_names(lines, start)) < count:
        return above
    footer = list_name_start(lines, start)
    return footer if footer < count or start == 0 else _signature_start(lines, start)


def _sent_from_above_names(lines: list[str], start: int) -> int:
    """Where "Sent from my …" stands, a signature under it; in a paragraph of its own only above numbers."""
    count = len(lines)
    start = max(start, count - _MOST_NAMES)
    is_apart = start > 2 and is_sent_from(lines[start - 2]) and any(map(is_contact, lines[start:]))
    first = start - 2 if is_apart else start
    for index in range(first, count - 1):
        if are_names(lines[index + 1 :]) and is_sent_from(lines[index]):
            return index if any(line.strip() for line in lines[:index]) else count
    return count


def _signature_start(lines: list[str], start: int) -> int:
    """Where a person's name, firm and numbers begin; `start`: where the last paragraph does."""
    count = len(lines)
    if (closing := _closing_above_contacts(lines)) < count:
        return closing
    if start > 0 and is_parted_card(lines[start:]):
        return start
    if is_contact_block(lines, start):
        return start + closing_lines(lines[start:])
    if 0 < start < count - 1 and _PICTURE.match(lines[start][:300]) and are_names(lines[start + 1 :]):
        return start
    return _rule_above_names(lines)


def _is_logo(lines: list[str]) -> bool:
    """A picture at the end that no words lead to."""
    above = next((line for line in reversed(lines[:-1]) if line.strip()), "")
    return bool(_PICTURE.match(lines[-1][:300])) and not above.rstrip().endswith((":", "："))


def _closing_above_contacts(lines: list[str]) -> int:
    """Behind a "Kind regards" on its own, below which stand no sentences but a way to reach the person.

    A first name alone below it was written by the person.
    """
    count = len(lines)
    for index in range(count - 1, max(0, count - 1 - _LONGEST_SIGNATURE), -1):
        if _is_closing_alone(lines, index):
            below = [line for line in lines[index + 1 :] if line.strip()]
            return _behind_name(lines, index + 1) if any(map(is_contact, below)) else count
        if len(lines[index]) > LONGEST_CONTACT or _ends_signature(lines[index]):
            return count
    return count


def _ends_signature(line: str) -> bool:
    """Above a sentence, or a closing with the name below it, there is no signature."""
    return bool(SENTENCE.search(line) or CLOSING.match(bare(line)))


def _is_closing_alone(lines: list[str], index: int) -> bool:
    line = lines[index]
    if len(line) > _LONGEST_CLOSING or "".join(lines[index + 1 : index + 2]).strip() or line.endswith("."):
        return False
    return bool(CLOSING.match(bare(line)))


def _behind_name(lines: list[str], index: int) -> int:
    """Behind a paragraph of one name, when more follows; else `index`."""
    start = next((at for at in range(index, len(lines)) if lines[at].strip()), len(lines))
    is_alone = start + 1 < len(lines) and not lines[start + 1].strip()
    return (
        start + 1 if is_alone and len(lines[start].split()) == 1 and not is_contact(lines[start]) else index
    )


def _is_rest_of_sent_from(first: str, second: str) -> bool:
    """Its second line: a link, the words that did not fit, or an excuse for the spelling."""
    if URL.match(second):
        return is_sent_from(first)
    return len(second) <= _LONGEST_EXCUSE and bool(first.strip()) and is_sent_from(f"{first} {second}")


def _is_trailing_rule(lines: list[str], cut: bool) -> bool:
    """A line drawn with nothing below it. Directly under words it underlines them, if nothing was cut off."""
    if cut:
        return bool(DRAWN.match(lines[-1]))
    return bool(RULE.match(lines[-1])) and (len(lines) < 2 or not lines[-2].strip())


def _rule_above_names(lines: list[str]) -> int:
    """Where a rule stands alone above a few short lines, none a sentence, or a long one above a link."""
    count = len(lines)
    for rule in range(count - 2, max(0, count - 2 - _MOST_NAMES), -1):
        if not lines[rule].strip():
            return count
        if RULE.match(lines[rule]):
            below = lines[rule + 1 :]
            is_apart = not lines[rule - 1].strip() or any(map(is_contact, below))
            is_signed = is_apart and are_names(below)
            return rule if is_signed or _is_advertisement(lines[rule:]) else count
    return count


def _is_advertisement(lines: list[str]) -> bool:
    """The provider's own words: a long rule, then few lines of which one is a link."""
    is_long = len(lines[0].strip()) >= _LONG_RULE and len(lines) <= _MOST_AD_LINES + 1
    return is_long and any("http://" in line or "https://" in line for line in lines[1:])


def _last_paragraph(lines: list[str]) -> int:
    start = len(lines) - 1
    while start > 0 and lines[start - 1].strip():
        start -= 1
    return start
