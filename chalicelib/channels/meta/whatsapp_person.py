"""Who a message or status of WhatsApp is about: a phone number, or an id where the number is hidden.

Meta's documentation: "Business-scoped user IDs", "messages webhook reference", "status messages webhook
reference".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chalicelib.channels.meta.loose_json import fields, flag, identifier, inside, members, words
from chalicelib.domain.platform_event import Person

PUNCTUATION = str.maketrans("", "", "+ -().\u00a0")
# where the id of the person outside may stand, the surest first; a number goes before the newer kinds of id
WHO_WROTE = ("from", "from_user_id", "from_parent_user_id")
WHO_GETS_IT = (
    "to",
    "recipient_id",
    "to_user_id",
    "recipient_user_id",
    "to_parent_user_id",
    "parent_recipient_user_id",
    "recipient_parent_user_id",
)
WHO_IN_A_GROUP = ("recipient_participant_id", "participant_recipient_id", "recipient_participant_user_id")
WHO_BY_THEMSELVES = ("wa_id", "phone_number", "user_id", "parent_user_id")


def number(value: object) -> str:
    """A phone number as WhatsApp writes it, digits only; another id as it is."""
    text = identifier(value)
    digits = text.translate(PUNCTUATION)
    return digits if digits.isascii() and digits.isdigit() else text


def is_ours(told: object, value: object) -> bool:
    """The business wrote it: in its app, or another program did.

    The history says so itself, or names whom it went to: the number that it came from may be written
    otherwise than the one shown, as in Mexico.
    """
    past = inside(told, "history_context")
    if flag(inside(past, "from_me")) or (isinstance(past, dict) and identifier(inside(told, "to"))):
        return True
    business = number(inside(value, "metadata", "display_phone_number"))
    return business != "" and number(inside(told, "from")) == business


def person_of(told: object, value: object, *, by_us: bool) -> Person | None:
    """Who wrote `told`, or got it from us; named as in the `contacts` of `value`. `None` for nobody."""
    own = ids_of(told, by_us=by_us)
    contact = contact_of(own, value)
    of_contact = ids_of_contact(contact)
    ids = [*own, *of_contact, *_given([inside(value, "thread", "id")])]
    if not ids:
        return None
    return Person(ids[0], _name(contact), also=() if by_us else _other_ids(own, of_contact))


def _other_ids(own: list[str], of_contact: list[str]) -> tuple[str, ...]:
    """A wrong one would join two people, so a contact that is only the nearest one adds none."""
    sure = own if set(own).isdisjoint(of_contact) else [*own, *of_contact]
    return tuple(dict.fromkeys(sure))[1:]


def ids_of(told: object, *, by_us: bool) -> list[str]:
    """All ids that the message itself has for the person outside, the surest first."""
    names = (*WHO_IN_A_GROUP, *WHO_GETS_IT) if by_us else (*WHO_WROTE, *WHO_BY_THEMSELVES)
    return _given(inside(told, name) for name in names)


def ids_of_contact(contact: object) -> list[str]:
    """All ids that one of `contacts[]` has."""
    return _given(inside(contact, name) for name in WHO_BY_THEMSELVES)


def contact_of(ids: list[str], value: object) -> Mapping[str, object]:
    """The one of `contacts[]` that is meant. WhatsApp's id and the number may differ, so one alone is it."""
    contacts = [fields(one) for one in members(inside(value, "contacts"))]
    same = (one for one in contacts if not set(ids).isdisjoint(ids_of_contact(one)))
    return next(same, contacts[0] if len(contacts) == 1 else {})


def _given(ids: Iterable[object]) -> list[str]:
    return [one for one in map(number, ids) if one]


def _name(contact: Mapping[str, object]) -> str:
    profile = contact.get("profile")
    names = (words(inside(profile, name)).strip() for name in ("name", "username"))
    return next((one for one in names if one), words(contact.get("username")).strip())
