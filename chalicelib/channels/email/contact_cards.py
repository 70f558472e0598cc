"""Address cards in mail (vCard 2.1 to 4.0, RFC 6350): who it is, and how to reach them."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalicelib.channels.email.content_lines import ContentLine, content_lines

MOST_CARDS = 20
MOST_OF_EACH = 10


@dataclass(slots=True)
class ContactCard:
    """One person or organisation; what the card does not say is empty."""

    name: str = ""
    organisation: str = ""
    title: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)


def read_contact_cards(content: bytes) -> list[ContactCard]:
    """The cards of a file, at most MOST_CARDS; those that say nothing are left out. Never raises."""
    cards: list[ContactCard] = []
    for line in content_lines(content):
        if line.name == "BEGIN" and line.value.strip().upper() == "VCARD":
            if len(cards) == MOST_CARDS:
                break
            cards.append(ContactCard())
        elif cards:
            _add(cards[-1], line)
    return [card for card in cards if card.name or card.emails or card.phones or card.organisation]


def _add(card: ContactCard, line: ContentLine) -> None:
    if line.name == "FN":
        card.name = line.text.strip()[:200] or card.name
    elif line.name == "N" and not card.name:
        family, given, *_ = [*line.fields, "", ""]
        card.name = f"{given.strip()} {family.strip()}".strip()[:200]
    elif line.name == "ORG":
        card.organisation = ", ".join(part.strip() for part in line.fields if part.strip())[:200]
    elif line.name == "TITLE":
        card.title = line.text.strip()[:200]
    elif line.name in ("EMAIL", "TEL"):
        _reached(card, line)


def _reached(card: ContactCard, line: ContentLine) -> None:
    found = card.emails if line.name == "EMAIL" else card.phones
    value = line.text.strip().removeprefix("mailto:").removeprefix("tel:")[:320]
    if value and value not in found and len(found) < MOST_OF_EACH:
        found.append(value)
