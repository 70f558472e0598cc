"""What stands below a person's words without being theirs: signatures, "Sent from my …", notices."""

import re

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

_DELIMITER = re.compile(r"\s{0,2}(?:--|–|—|__|\*--\*|\|\s?\|)[\s\u00a0]?\Z")
_CONTACT = re.compile(
    r"(?:\b(?:tel|phone|ph|mobile|mob|cell|fax|direct|office|telefon|handy|mobil|tél|teléfono|móvil|telefono|skype|whatsapp"
    r"|m|t|p|f|o|d|c|e|w|email|e-mail|web|www|тел|моб|电话|電話|手机|전화)\b\.?\s?[:.+(：]*\s?\+?[\d(][\d\s()./-]{5,}"
    r"|^\W*\+?[\d(][\d\s()./-]{7,}\W*$|^\W*(?:https?://|www\.)\S+\W*$|^\W*<?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?\W*$"
    r"|^\W*(?:e-?mail|web|website|w|e|mail|邮箱)\s?[:：.]\s?\S+$)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:tel|phone|mobile|cell|fax|telefon|telefax|handy|mobil|tél|teléfono|móvil|telefono|тел|电话|電話|전화|t|m|p)\b[.:：*]{1,3}"
    r"[\s*]?\+?[\d(][\d\s()./-]{5,20}",
    re.IGNORECASE,
)
_REACHED_AT = re.compile(
    r"<?(?:https?://|www\.)[^\s<>|]{3,300}>?|<?(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,100}>?|\+?[\d(][\d\s()./-]{6,24}\d"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_PICTURE = re.compile(
    r"\s*\[(?:[^\[\]]{0,60}(?:signature|logo|image|cid:|\.(?:png|jpe?g|gif))[^\[\]]{0,200})\](?:<[^<>]{0,300}>)?\s*\Z",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*<?[^\s@<>]{1,64}@[^\s@<>]{1,100}\.[^\s@<>]{2,20}>?\s*\Z")
_URL = re.compile(r"[\s<(\[]{0,3}(?:https?://|www\.)\S{3,300}\s*\Z")
# What virus scanners of the free kind leave, in the order of their table's cells.
_SCANNED = re.compile(
    r"\W*(?:(?:https?://)?(?:www\.)?(?:avast|avg)\.com\S*|virus-free\b.{0,40}|libre de virus\b.{0,40}"
    r"|virenfrei\b.{0,40}|garanti sans virus\b.{0,40}|без вирусов\b.{0,40}|#?DAB4FAD8-\S{10,60})\W*\Z",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?:;,…。！？：]\s*\Z|^\s*(?:[-*•]|\d+[.)])\s")
_ABBREVIATED = re.compile(
    r"\b(?:Inc|Ltd|Co|Corp|Jr|Sr|D|B\.V|N\.V|S\.A|S\.L|e\.V|p\.A|r\.l|r\.o|o\.o|a\.s)\.\Z"
)
# A person tells what was sent from where; programs and jokers do not.
_TELLS = re.compile(
    r"\b(?:is|was|were|are|has|had|have|they|we|never|because|yesterday|today|arrived)\b(?!.*\b(?:excuse|typos?)\b)",
    re.IGNORECASE,
)
_LONGEST_SENT_FROM = 140
_LONGEST_EXCUSE = 60
_LONGEST_CONTACTS = 12
_LONGEST_CONTACT = 100
_LONGEST_SIGNATURE = 25
_LONGEST_CLOSING = 45
_LONGEST_NAME = 60
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
    stripped = line.strip(" \t*_[](){}<>.,;!'\"«»-—–~=\u200f\u200e\u00a0")
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
    footer = list_name_start(lines, start)
    return footer if footer < count or start == 0 else _signature_start(lines, start)


def _signature_start(lines: list[str], start: int) -> int:
    """Where a person's name, firm and numbers begin; `start`: where the last paragraph does."""
    count = len(lines)
    if (closing := _closing_above_contacts(lines)) < count:
        return closing
    if _is_contact_block(lines, start):
        return start + _closing_lines(lines[start:])
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
            return _behind_name(lines, index + 1) if any(map(_is_contact, below)) else count
        if len(lines[index]) > _LONGEST_CONTACT or _ends_signature(lines[index]):
            return count
    return count


def _ends_signature(line: str) -> bool:
    """Above a sentence, or a closing with the name below it, there is no signature."""
    return bool(_SENTENCE.search(line) or CLOSING.match(bare(line)))


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
        start + 1 if is_alone and len(lines[start].split()) == 1 and not _is_contact(lines[start]) else index
    )


def _is_contact(line: str) -> bool:
    """A line with numbers or addresses and hardly any words."""
    if _CONTACT.search(line):
        return True
    rest, found = _REACHED_AT.subn(" ", line)
    words = len(_WORD.findall(rest))
    return found > 0 and (words <= 2 or (words <= 5 and ("<http" in line or "|" in line)))


def _is_rest_of_sent_from(first: str, second: str) -> bool:
    """Its second line: a link, the words that did not fit, or an excuse for the spelling."""
    if _URL.match(second):
        return is_sent_from(first)
    return len(second) <= _LONGEST_EXCUSE and bool(first.strip()) and is_sent_from(f"{first} {second}")


def _is_trailing_rule(lines: list[str], cut: bool) -> bool:
    """A line drawn with nothing below it. Directly under words it underlines them, if nothing was cut off."""
    if cut:
        return bool(DRAWN.match(lines[-1]))
    return bool(RULE.match(lines[-1])) and (len(lines) < 2 or not lines[-2].strip())


def _is_contact_block(lines: list[str], start: int) -> bool:
    """A short last paragraph with lines of numbers and addresses: two, or one below a rule."""
    below_rule = bool(RULE.match(lines[start]))
    paragraph = lines[start:]
    above = next((line for line in reversed(lines[:start]) if line.strip()), "")
    if above.rstrip().endswith((":", "：")) or paragraph[0].rstrip().endswith((":", "：")):
        # somebody gives numbers or links
        return False
    if len(paragraph) > _LONGEST_CONTACTS or any(len(line) > _LONGEST_CONTACT for line in paragraph):
        return False
    if len(paragraph) == 1 and start > 2 and not "".join(lines[start - 3 : start]).strip():
        return bool(_ADDRESS.match(paragraph[0]))  # Foxmail's, far below the words
    if not below_rule and all(_URL.match(line) for line in paragraph):
        return False
    contacts = sum(map(_is_contact, paragraph))
    if not above and contacts == len(paragraph):  # an answer of numbers alone
        return False
    fewest = 1 if below_rule or _is_business_card(paragraph) else 2
    return contacts >= fewest and contacts * 4 >= len(paragraph)


def _is_business_card(paragraph: list[str]) -> bool:
    """A name, no sentences, and a number that is called one ("Tel: …")."""
    name = paragraph[0]
    if (
        len(paragraph) < 2
        or not _are_names(paragraph)
        or any(map(str.isdigit, name))
        or len(name.split(" | ")[0].split()) > 4
    ):
        return False
    if " | " in name:
        return any(map(_is_contact, paragraph[1:]))
    return any(_LABELLED.search(line) for line in paragraph[1:])


def _rule_above_names(lines: list[str]) -> int:
    """Where a rule stands alone above a few short lines, none a sentence, or a long one above a link."""
    count = len(lines)
    for rule in range(count - 2, max(0, count - 2 - _MOST_NAMES), -1):
        if not lines[rule].strip():
            return count
        if RULE.match(lines[rule]):
            is_signed = not lines[rule - 1].strip() and _are_names(lines[rule + 1 :])
            return rule if is_signed or _is_advertisement(lines[rule:]) else count
    return count


def _are_names(lines: list[str]) -> bool:
    return all(
        len(line) <= _LONGEST_NAME and (not _SENTENCE.search(line) or _ABBREVIATED.search(line))
        for line in lines
    )


def _is_advertisement(lines: list[str]) -> bool:
    """The provider's own words: a long rule, then few lines of which one is a link."""
    is_long = len(lines[0].strip()) >= _LONG_RULE and len(lines) <= _MOST_AD_LINES + 1
    return is_long and any("http://" in line or "https://" in line for line in lines[1:])


def _closing_lines(paragraph: list[str]) -> int:
    """How many lines "Regards, Tom" takes at the beginning of a paragraph that goes on as a signature."""
    if len(paragraph) < 3 or len(paragraph[0]) > 40 or not CLOSING.match(bare(paragraph[0])):
        return 0
    return 2


def _last_paragraph(lines: list[str]) -> int:
    start = len(lines) - 1
    while start > 0 and lines[start - 1].strip():
        start -= 1
    return start
