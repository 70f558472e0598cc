"""Recognises the block of headers (From, Sent, To, Subject in any language) above a quoted mail."""

import re

from chalicelib.channels.email import quote_phrases as known

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
    r"[\s>*_|]{0,8}([^\W\d_][^:：|\n]{0,24}?)\s?[*_]{0,2}\s?(?:[:：][*_]{0,2}(?:\s|\u00a0|$|(?=[^\s/]))|\|)"
)
_LABELS_IN_LINE = re.compile(
    r"(?:^|\s)\W?(From|Sent|Date|To|Subject|Von|Gesendet|An|Betreff|De|Envoyé|À|Objet)\W?\s?:"
)
# "Ann Lee/Acme 03/14/2001 04:05 PM", or the date alone, as Lotus Notes heads what it quotes.
_NOTES_DATE = re.compile(
    r"(?<![\d./-])\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s{1,3}\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,5})?\s*\Z"
)
_DATE_ALONE = re.compile(
    r"\s*(?:\d{1,2}\.? [^\W\d_]{3,12}|[^\W\d_]{3,12} \d{1,2},) \d{4} \S{1,3} \d{1,2}[:.]\d{2}"
    r"(?: ?[AaPp][Mm])?\Z"
)
_SENDER = re.compile(r"[^<>]{0,60}<(?:mailto:)?[^<>\s]{1,100}@[^<>\s]{1,100}>\s*\Z")
_ASKED = re.compile(
    r"\W{0,3}(?:(?:your |full |first |last )?name|e-?mail(?: address)?|phone|telephone|telefon|message"
    r"|nachricht|mensaje|correo(?: electrónico)?|nombre|teléfono|nom|prénom|téléphone|nome|telefone"
    r"|mensagem|messaggio)\s?:\s",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}")
_SENT_AT = re.compile(
    r"\W{0,8}(?:sent|gesendet|envoyé|enviad[oa]|inviato|verzonden|skickat|sendt|wysłano|odesláno)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b")
_FROM_IN_LINE = re.compile(r"\s[*_]{0,2}(From|Von|De|Da|Van|Fra|Från|Od|От)\s?:[*_]{0,2}\s")
_FIELD = re.compile(r"[\s>*_]{0,8}[^\W\d_][^:：|\n]{0,24}\s?[*_]{0,2}[:：][*_]{0,2}\s")
_SENT_BY = re.compile(r"[:：][\s*]{0,4}[^\W\d].{0,60}<(?:mailto:)?[^<>\s@]{1,100}@[^<>\s]{1,100}>|\[mailto:")
_DAY_AND_TIME = re.compile(r"\b(?:19|20)\d\d\b.{1,40}?\b\d{1,2}[:.]\d{2}\b")
_WHOLE_IN_LINE = re.compile(
    r"(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el)?|Inviato|Verzonden)[*_]{0,2}\s?:.{5,120}"
    r"\s[*_]{0,2}(?:Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp)[*_]{0,2}\s?:"
)
_MOST_LINES = 16
_LONGEST = 2000
_LONGEST_HEADING = 200


def label_of(line: str) -> str:
    """from, sent, to, subject or cc when the line is a field of a quoted header block; else ""."""
    match = _LABEL_LINE.match(line[:_LONGEST])
    return _LABELS.get(match[1].strip(" *_").lower(), "") if match else ""


def header_block_end(lines: list[str], index: int) -> int:
    """The index behind a block of quoted headers (From, Sent, To, Subject in any language); else `index`."""
    first = label_of(lines[index])
    if not first or (first == "cc" and "@" not in lines[index][:_LONGEST]):  # Hotmail begins with it
        return index
    if _is_block_in_one_line(lines[index]):
        return index + 1
    found, end = _labels_below(lines, index)
    kinds = set(found)
    if first not in ("from", "sent") and end - index > len(kinds) + 2:
        return index
    is_block = "from" in kinds and (len(kinds & {"sent", "to", "subject"}) >= 2 or _is_sent_by(found))
    return (
        end if is_block and _is_of_a_mail(first, found) and not _is_form(lines, index, end, found) else index
    )


def is_foreign_block(lines: list[str], index: int) -> bool:
    """A block of fields in words that are not known: a sender's address first, soon a date with its time."""
    if not _FIELD.match(lines[index]) or not _SENT_BY.search(lines[index][:_LONGEST]):
        return False
    if index and _FIELD.match(lines[index - 1]):
        return False
    below = lines[index + 1 : index + 4]
    return len(below) == 3 and _are_fields(below[:2]) and any(map(_DAY_AND_TIME.search, below[:3]))


def are_foreign_fields(lines: list[str], index: int) -> bool:
    """Fields in words that are not known, one with an address: so below words between dashes."""
    below = [line[:_LONGEST] for line in lines[index : index + 6] if line.strip()]
    return len(below) >= 3 and _are_fields(below[:2]) and any("@" in line for line in below[:4])


def _are_fields(lines: list[str]) -> bool:
    return all(map(_FIELD.match, lines))


def is_notes_heading(lines: list[str], index: int) -> bool:
    """Lotus Notes writes sender and date, then To, cc and Subject, often without colons and far apart.

    True for the line with the date; the sender may stand in it or on the line above.
    """
    line = lines[index]
    if len(line) > _LONGEST_HEADING or not _NOTES_DATE.search(line):
        return False
    kinds = {_bare_label(below) for below in lines[index + 1 : index + 1 + _MOST_LINES]}
    return kinds >= {"to", "subject"}


def is_dated_sender(lines: list[str], index: int) -> bool:
    """Postbox writes the sender and, on a line of its own, the date."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return (
        len(below) < _LONGEST_HEADING and bool(_DATE_ALONE.match(below)) and bool(_SENDER.match(lines[index]))
    )


def has_sender(heading: str) -> bool:
    """False for a Notes heading that is nothing but a date."""
    match = _NOTES_DATE.search(heading)
    return bool(match and heading[: match.start()].strip())


def block_in_line(lines: list[str], index: int) -> int:
    """Where in a line of other words a header block begins, in it or going on below; -1 if none does."""
    line = lines[index][:_LONGEST]
    match = _FROM_IN_LINE.search(line)
    if match is None or label_of(line):
        return -1
    if _WHOLE_IN_LINE.search(line, match.start()):
        return match.start()
    found, _ = _labels_below(lines, index + 1)
    return match.start() if "sent" in found and len(set(found) & {"to", "subject"}) else -1


def _bare_label(line: str) -> str:
    return label_of(line) or (_LABELS.get(line.strip().lower(), "") if len(line) < _LONGEST_HEADING else "")


def _labels_below(lines: list[str], index: int) -> tuple[dict[str, str], int]:
    """The labelled lines below by kind, single blank lines between them allowed, and where they end."""
    found: dict[str, str] = {}
    gap = False
    end = index
    for position in range(index, min(index + _MOST_LINES, len(lines))):
        if not lines[position].strip():
            if gap and len(found) >= 3:
                break
            gap = True
            continue
        if kind := label_of(lines[position]):
            found[kind] = lines[position]
            end = position + 1
        elif gap or position > end + 3:
            break
        gap = False
    return found, end


def _is_of_a_mail(first: str, found: dict[str, str]) -> bool:
    """Journeys are ordered in the same words: a mail has an address, a date with time or year, a subject."""
    if any("@" in line[:_LONGEST] for line in found.values()) or _DATED.search(
        found.get("sent", "")[:_LONGEST]
    ):
        return True
    has_day_alone = any(map(str.isdigit, found.get("sent", "")[:_LONGEST]))
    return "subject" in found and first in ("from", "sent") and not has_day_alone


def _is_form(lines: list[str], index: int, end: int, found: dict[str, str]) -> bool:
    """A person's own list in these words: it goes on above, or was led to, and has no address and no time.

    What a form on a web site sends names what no mail has.
    """
    if any(map(_ASKED.match, lines[index : end + 1])):
        return True
    if any("@" in line[:_LONGEST] for line in found.values()) or _TIME.search(found.get("sent", "")):
        return False
    top = index
    while top > max(0, index - _MOST_LINES) and _FIELD.match(lines[top - 1]):
        top -= 1
    if any(not label_of(line) for line in lines[top:index]):
        return True
    above = next((line for line in reversed(lines[max(0, top - 2) : top]) if line.strip()), "")
    return above.endswith((":", "："))


def _is_sent_by(found: dict[str, str]) -> bool:
    """Two lines are enough when one has an address and the other a date, or says when it was sent."""
    sent = found.get("sent", "")[:_LONGEST]
    if "@" in found.get("from", ""):
        return bool(_DATED.search(sent))
    return bool(_SENT_AT.match(sent) and _DAY_AND_TIME.search(sent))


def _is_block_in_one_line(line: str) -> bool:
    """`From: a Sent: b To: c Subject: d`, as converters that lose the breaks write."""
    return len(line) < 1000 and len(set(_LABELS_IN_LINE.findall(line))) >= 3
