"""What a platform tells of a person goes into their profile and, where it shows, into their conversation."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain import limits
from chalicelib.domain.chat_entries import Recognised
from chalicelib.domain.contact import Contact
from chalicelib.domain.errors import AlreadyThere
from chalicelib.domain.platform_event import Person, PlatformContact
from chalicelib.domain.receipt import ExternalId, Taken
from chalicelib.domain.shortening import fitting, is_blank
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on
from chalicelib.ports.person_thread import PLATFORM, contact_of_person, name_for, readable
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit


@again_when_stale
def learn_of_person(ports: Ports, channel: Channel, told: PlatformContact) -> Contact:
    """The contact as it is now; what is not told stays. Their conversation is called by the new name.

    The address is a claim: it proves nothing, and finds nobody.
    """
    person = readable(told.person)
    contact, is_new = contact_of_person(ports, channel, person)
    if is_new:
        try:
            ports.contacts.add(contact)
        except AlreadyThere:  # they write at this very moment
            contact, _ = contact_of_person(ports, channel, person)
    name = fitting(person.name, limits.NAME)
    changed = replace(
        contact,
        name=name or contact.name,
        nameless=contact.nameless and not name,
        claimed_email=person.email or contact.claimed_email,
    )
    # the log first: if this breaks off in between, it is told once more when it is run again
    _record(ports, channel, contact, changed, person.id)
    if changed != contact:
        ports.contacts.change_profile(changed)
    return changed


@again_when_stale
def learn_name(ports: Ports, channel: Channel, person: Person, taken: Taken) -> None:
    """What their message, `taken` in just now, calls them is the name of somebody who had none, as whoever
    was known by an echo or the history only. Nothing is read for all others."""
    kind = ports.kinds.get(channel.kind)
    if is_blank(person.name) or taken.with_whom not in {name_for(kind, channel, id_) for id_ in person.ids}:
        return
    head = where_it_goes_on(ports, taken.conversation_id)
    contact = ports.contacts.get(head.contact_id)
    if contact.nameless:  # first: if this breaks off in between, their next message names the conversation
        contact = replace(contact, name=fitting(person.name, limits.NAME), nameless=False)
        ports.contacts.change_profile(contact)
    entry = Recognised(contact.id, contact.name, head.contact_address, before=contact.id, email=contact.email)
    ports.conversations.commit(Commit(head.record(entry, ports.now(), PLATFORM)))


def _record(ports: Ports, channel: Channel, before: Contact, contact: Contact, person_id: str) -> None:
    """In their conversation, where there is one: without any, nobody has heard of them yet."""
    pointer = ExternalId.of_person(channel.id, person_id)
    found = ports.conversations.known([pointer]).get(pointer)
    if found is None:
        return
    head = where_it_goes_on(ports, found.conversation_id)
    same = head.contact_name == contact.name and before.email == contact.email
    if head.contact_id != contact.id or same:
        return
    entry = Recognised(contact.id, contact.name, head.contact_address, before=contact.id, email=contact.email)
    ports.conversations.commit(Commit(head.record(entry, ports.now(), PLATFORM)))
