"""Contact cards sent in WhatsApp: a name, and all that can be done with it, one a line.

Meta's documentation: "Contacts messages webhook reference".
"""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import fields, first, inside, members, plain_words, words
from chalicelib.channels.whatsapp.vcards import read_vcard
from chalicelib.domain.platform_entries import Part

NAMES = ("prefix", "first_name", "middle_name", "last_name", "suffix")
MANY = {"phones": ("phone", "wa_id"), "emails": ("email",), "urls": ("url",)}
ADDRESS = ("street", "zip", "city", "state", "country")


def card(contact: object) -> Part:
    """The card as a part; one that came as a vCard only is read as far as its plain lines go."""
    lines = [_labelled(one, *names) for kind, names in MANY.items() for one in members(inside(contact, kind))]
    lines += [_address(one) for one in members(inside(contact, "addresses"))]
    lines += [plain_words([inside(contact, "org", name) for name in ("title", "department", "company")])]
    lines += [words(inside(contact, "birthday"))]
    name = _name(contact)
    if not (name and any(lines)):
        told = read_vcard(words(inside(contact, "vcard")))
        name, lines = name or told[0], lines if any(lines) else told[1]
    return Part("contact", title=name, text="\n".join(one for one in lines if one))


def _name(contact: object) -> str:
    whole = words(inside(contact, "name", "formatted_name"))
    return whole or " ".join(filter(None, (words(inside(contact, "name", name)) for name in NAMES)))


def _labelled(one: object, *names: str) -> str:
    value, label = words(first(one, *names)), words(inside(one, "type"))
    return f"{value} ({label.lower()})" if value and label else value


def _address(one: object) -> str:
    line = ", ".join(filter(None, (words(inside(one, name)) for name in ADDRESS)))
    label = words(inside(one, "type"))
    return f"{line} ({label.lower()})" if line and label else line


def app_contact(told: object) -> str:
    """Name and number of a contact that was changed in the WhatsApp Business app (`smb_app_state_sync`)."""
    contact = fields(inside(told, "contact"))
    return " ".join(
        filter(None, (words(first(contact, "full_name", "first_name")), words(contact.get("phone_number"))))
    )
