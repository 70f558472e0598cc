"""Who a message or status of WhatsApp is about: a phone number, or an id where the number is hidden.

Meta's documentation: "Business-scoped user IDs", "messages webhook reference", "status messages webhook
reference".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chalicelib.channels.meta.loose_json import fields, first, flag, identifier, inside, members, words
from chalicelib.channels.meta.whatsapp_new_id import ids_before, new_id_in
from chalicelib.channels.meta.whatsapp_numbers import common_form, is_number, number, other_form, same_among
from chalicelib.domain.platform_event import Person

# whose a call is
DIRECTIONS = {"USER_INITIATED": False, "BUSINESS_INITIATED": True}
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
WHO_IN_A_GROUP = (
    "recipient_participant_id",
    "participant_recipient_id",
    "recipient_participant_user_id",
    "recipient_participant_parent_user_id",
)
WHO_BY_THEMSELVES = ("wa_id", "phone_number", "user_id", "parent_user_id")


def is_ours(told: object, value: object) -> bool:
    """The business wrote it, or called: in its app, or another program did.

    A call and the history say so themselves, or name whom it went to. Where only a number tells, it may be
    written in the other of its forms.
    """
    direction = words(inside(told, "direction")).upper()
    if direction in DIRECTIONS:
        return DIRECTIONS[direction]
    past = inside(told, "history_context")
    if flag(inside(past, "from_me")) or (isinstance(past, dict) and identifier(inside(told, "to"))):
        return True
    writer, business = (
        common_form(number(one))
        for one in (inside(told, "from"), inside(value, "metadata", "display_phone_number"))
    )
    return writer == business != "" or _is_of_the_other(told, value)


def _is_of_the_other(told: object, value: object) -> bool:
    """The history has talks of two only: a number that is not the one outside is the business, also one that
    it had earlier. Of ids nothing is said, for the one outside may have several."""
    if inside(told, "history_context", "from_me") is False:
        return False
    writer, outside = number(inside(told, "from")), number(inside(value, "thread", "id"))
    return is_number(writer) and is_number(outside) and not same_among([writer], [outside])


def person_of(told: object, value: object, *, by_us: bool) -> Person | None:
    """Who wrote `told`, or got it from us; named as in the `contacts` of `value`. `None` for nobody."""
    own = ids_of(told, by_us=by_us)
    contact = contact_of(own, value)
    of_contact = ids_of_contact(contact)
    ids = [*own, *of_contact, *_given([inside(value, "thread", "id")])]
    if not ids:
        return None
    of_one = not by_us or _is_to_one(told)
    return Person(ids[0], _name(contact), also=_other_ids(own, of_contact) if of_one else ())


def is_to_a_group(told: object) -> bool:
    """A message of ours to many, which names no person."""
    return bool(identifier(inside(told, "group_id"))) or words(inside(told, "recipient_type")) == "group"


def _is_to_one(told: object) -> bool:
    """A message of ours to one person. What a status names beside them may be a group."""
    return first(told, "to", "to_user_id") is not None and not is_to_a_group(told)


def _other_ids(own: list[str], of_contact: list[str]) -> tuple[str, ...]:
    """A wrong one would join two people, so a contact that is only the nearest one adds none.

    The other form of a number is nobody else's: in these countries no line has the number without its digit.
    """
    sure = [*own, *of_contact] if same_among(own, of_contact) else own
    forms = [form for form in map(other_form, sure) if form]
    return tuple(dict.fromkeys([*sure, *forms]))[1:]


def ids_of(told: object, *, by_us: bool) -> list[str]:
    """All ids that the message itself has for the person outside, the surest first.

    What they are called from now on is none of them yet.
    """
    names = (*WHO_IN_A_GROUP, *WHO_GETS_IT) if by_us else (*WHO_WROTE, *WHO_BY_THEMSELVES)
    earlier = [] if by_us else ids_before(told)
    ids = _given([*(inside(told, name) for name in names), *earlier])
    new = number(new_id_in(told))
    return [one for one in ids if one != new] or ids


def ids_of_contact(contact: object) -> list[str]:
    """All ids that one of `contacts[]` has."""
    return _given(inside(contact, name) for name in WHO_BY_THEMSELVES)


def contact_of(ids: list[str], value: object) -> Mapping[str, object]:
    """The one of `contacts[]` that is meant. WhatsApp's id and the number may differ, so one alone is it."""
    contacts = [fields(one) for one in members(inside(value, "contacts"))]
    same = (one for one in contacts if same_among(ids, ids_of_contact(one)))
    return next(same, contacts[0] if len(contacts) == 1 else {})


def _given(ids: Iterable[object]) -> list[str]:
    return [one for one in map(number, ids) if one]


def _name(contact: Mapping[str, object]) -> str:
    profile = contact.get("profile")
    names = (words(inside(profile, name)).strip() for name in ("name", "username"))
    return next((one for one in names if one), words(contact.get("username")).strip())
