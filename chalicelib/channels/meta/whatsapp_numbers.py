"""Phone numbers as WhatsApp writes them: digits only, and in some countries in two forms.

Meta's documentation: "Phone numbers" (Cloud API), on the numbers of Brazil, Mexico and Argentina.
"""

from __future__ import annotations

import re

from chalicelib.channels.meta.loose_json import identifier

PUNCTUATION = str.maketrans("", "", "+ -().\u00a0")
# mobile numbers that come with and without a digit: in Mexico and Argentina after the code of the country, in
# Brazil after the code of the area, there only before the eight digits that a mobile number had earlier
TWO_FORMS = (
    (re.compile(r"521(\d{10})", re.ASCII), r"52\1"),
    (re.compile(r"549(\d{10})", re.ASCII), r"54\1"),
    (re.compile(r"55(\d\d)9([6-9]\d{7})", re.ASCII), r"55\1\2"),
)
LONGER_FORMS = (
    (re.compile(r"52(\d{10})", re.ASCII), r"521\1"),
    (re.compile(r"54(\d{10})", re.ASCII), r"549\1"),
    (re.compile(r"55(\d\d)([6-9]\d{7})", re.ASCII), r"55\g<1>9\2"),
)


def number(value: object) -> str:
    """A phone number as WhatsApp writes it, digits only; another id as it is."""
    text = identifier(value)
    digits = text.translate(PUNCTUATION)
    return digits if is_number(digits) else text


def is_number(id: str) -> bool:
    """False for the ids of people whose number is hidden, and of groups."""
    return id.isascii() and id.isdigit()


def common_form(id: str) -> str:
    """The same for both forms of a number, to compare it; another id as it is."""
    for form, shorter in TWO_FORMS:
        if form.fullmatch(id):
            return form.sub(shorter, id)
    return id


def other_form(id: str) -> str:
    """The same number in its other form; "" for numbers with one form, and for other ids."""
    for form, other in (*TWO_FORMS, *LONGER_FORMS):
        if form.fullmatch(id):
            return form.sub(other, id)
    return ""


def same_among(ids: list[str], others: list[str]) -> bool:
    """True if one of them is one of the others, in whichever form."""
    return not {common_form(one) for one in ids}.isdisjoint(map(common_form, others))
