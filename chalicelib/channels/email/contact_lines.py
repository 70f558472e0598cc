"""The lines by which a person can be reached: numbers, addresses and names, as signatures have them."""

import re

from chalicelib.channels.email.notices import RULE, bare
from chalicelib.channels.email.signature_phrases import CLOSING

_CONTACT = re.compile(
    r"(?:\b(?:tel|phone|ph|mobile|mob|cell|fax|direct|office|telefon|handy|mobil|tél|teléfono|móvil|telefono|skype|whatsapp"
    r"|m|t|p|f|o|d|c|e|w|email|e-mail|web|www|тел|моб|电话|電話|手机|전화)\b\.?\s?[:.+(：]*\s?\+?[\d(][\d\s()./-]{5,}"
    r"|^\W*\+?[\d(][\d\s()./-]{7,}\W*$|^\W*(?:https?://|www\.)\S+\W*$|^\W*<?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?\W*$"
    r"|^\W*(?:e-?mail|web|website|w|e|mail|邮箱)\s?[:：.]\s?\S+$)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:tel|phone|mobile|cell|fax|telefon|telefax|handy|mobil|tél|teléfono|móvil|telefono|тел|电话|電話|전화|t|m|p)\b[.:：*]{1,3}"
    r"[\s*]?\+?[\d(][\d\s()./-]{5,20}"
    r"|^\W*\+?[\d(][\d\s()./-]{5,20}\s?\(?\b(?:mobile|cell|office|direct|fax|tel|phone|work|home|mobil)\b\W*$",
    re.IGNORECASE,
)
_REACHED_AT = re.compile(
    r"<?(?:https?://|www\.)[^\s<>|]{3,300}>?|<?(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,100}>?"
    r"|(?<![\d./-])(?!(?:19|20)\d\d-\d\d-|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b)\+?[\d(][\d\s()./-]{6,24}\d"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ADDRESS = re.compile(r"\s*<?[^\s@<>]{1,64}@[^\s@<>]{1,100}\.[^\s@<>]{2,20}>?\s*\Z")
URL = re.compile(r"[\s<(\[]{0,3}(?:https?://|www\.)\S{3,300}\s*\Z")
SENTENCE = re.compile(r"[.!?:;,…。！？：]\s*\Z|^\s*(?:[-*•]|\d+[.)])\s")
_ABBREVIATED = re.compile(
    r"\b(?:Inc|Ltd|Co|Corp|Jr|Sr|D|B\.V|N\.V|S\.A|S\.L|e\.V|p\.A|r\.l|r\.o|o\.o|a\.s)\.\Z"
)
_LONGEST_CONTACTS = 12
LONGEST_CONTACT = 100
_LONGEST_NAME = 60
_MOST_PARTED = 3


def is_contact(line: str) -> bool:
    """A short line with numbers or addresses and hardly any words."""
    if len(line) > LONGEST_CONTACT:
        return False
    if _CONTACT.search(line):
        return True
    rest, found = _REACHED_AT.subn(" ", line)
    words = len(_WORD.findall(rest))
    return found > 0 and (words <= 2 or (words <= 5 and ("<http" in line or "|" in line)))


def is_contact_block(lines: list[str], start: int) -> bool:
    """A short last paragraph with lines of numbers and addresses: two, or one below a rule."""
    below_rule = bool(RULE.match(lines[start]))
    paragraph = lines[start:]
    above = next((line for line in reversed(lines[:start]) if line.strip()), "")
    if above.rstrip().endswith((":", "：")) or paragraph[0].rstrip().endswith((":", "：")):
        # somebody gives numbers or links
        return False
    if len(paragraph) > _LONGEST_CONTACTS or any(len(line) > LONGEST_CONTACT for line in paragraph):
        return False
    if len(paragraph) == 1 and start > 2 and not "".join(lines[start - 3 : start]).strip():
        return bool(_ADDRESS.match(paragraph[0]))  # Foxmail's, far below the words
    if not below_rule and all(URL.match(line) for line in paragraph):
        return False
    contacts = sum(map(is_contact, paragraph))
    if not above and contacts == len(paragraph):  # an answer of numbers alone
        return False
    is_card = _is_business_card(paragraph) or (closing_lines(paragraph) and " | " in paragraph[-1])
    fewest = 1 if below_rule or is_card else 2
    return contacts >= fewest and contacts * 4 >= len(paragraph)


def _is_business_card(paragraph: list[str]) -> bool:
    """A name, no sentences, and a number that is called one ("Tel: …")."""
    name = paragraph[0]
    if (
        len(paragraph) < 2
        or not are_names(paragraph)
        or any(map(str.isdigit, name))
        or len(name.split(" | ")[0].split()) > 4
    ):
        return False
    if " | " in name:
        return any(map(is_contact, paragraph[1:]))
    return any(_LABELLED.search(line) or (" | " in line and is_contact(line)) for line in paragraph[1:])


def is_parted_card(paragraph: list[str]) -> bool:
    """Name, firm and number parted by strokes, in few lines, and no rows of a table."""
    if len(paragraph) > _MOST_PARTED or any(line.count(" | ") < 2 or line[0] == "|" for line in paragraph):
        return False
    return any(map(_REACHED_AT.search, paragraph))


def are_names(lines: list[str]) -> bool:
    """Short lines, none of them a sentence."""
    return all(
        len(line) <= _LONGEST_NAME and (not SENTENCE.search(line) or _ABBREVIATED.search(line))
        for line in lines
    )


def closing_lines(paragraph: list[str]) -> int:
    """How many lines "Regards, Tom" takes at the beginning of a paragraph that goes on as a signature."""
    if len(paragraph) < 3 or len(paragraph[0]) > 40 or not CLOSING.match(bare(paragraph[0])):
        return 0
    return 2
