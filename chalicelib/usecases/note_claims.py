"""A visitor says who they are and where to answer. Anybody can type any address: it proves nothing."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain import limits
from chalicelib.domain.chat_entries import Recognised
from chalicelib.domain.contact import Consent, Contact
from chalicelib.domain.entry import Actor
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.shortening import fitting
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit


def email_typed(text: str) -> str:
    """The address in lower case, "" for none. Raises `Invalid` for what cannot be one."""
    email = fitting(text.strip().lower(), limits.ADDRESS)
    local, at, domain = email.partition("@")
    if email and (not (local and at and domain) or any(letter.isspace() for letter in email)):
        raise Invalid("An address has a name, an @ and a domain", field="email")
    return email


@again_when_stale
def note_claims(
    ports: Ports, conversation_id: ConversationId, *, email: str, name: str, consents: tuple[Consent, ...]
) -> Contact:
    """The contact as it is now; the conversation shows the address. What is left empty stays,
    and the same agreement on the same page is one.

    Raises `Invalid`, `NoSuchConversation`. Who is known by proof keeps the proven address.
    """
    address = email_typed(email)
    head = where_it_goes_on(ports, conversation_id)
    contact = ports.contacts.get(head.contact_id)
    known = {(one.text, one.page) for one in contact.consents}
    agreed = tuple(one for one in consents if (one.text, one.page) not in known)
    shown = fitting(name or (address if address and contact.nameless else contact.name), limits.NAME)
    changed = replace(
        contact,
        name=shown,
        nameless=contact.nameless and not name,
        claimed_email=address or contact.claimed_email,
        consents=(*contact.consents, *agreed)[-limits.CONSENTS :],
    )
    if changed != contact:
        ports.contacts.change_profile(changed)
    if (head.contact_name, head.contact_address) != (shown, changed.email):
        entry = Recognised(contact.id, shown, changed.email, before=contact.id, email=changed.email)
        step = head.record(entry, ports.now(), Actor.contact(contact.id))
        ports.conversations.commit(Commit(step))
    return changed
