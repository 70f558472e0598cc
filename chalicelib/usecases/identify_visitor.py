"""The customer's own server says who a visitor is: their history follows them from browser to browser."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain import limits
from chalicelib.domain.chat_entries import Recognised
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Actor
from chalicelib.domain.errors import Blocked, NoSuchConversation
from chalicelib.domain.identity_token import Identified
from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.domain.shortening import fitting
from chalicelib.domain.visitor_token import Visitor
from chalicelib.ports.bundle import Ports
from chalicelib.ports.open_tabs import cut_off
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.visits import VISITOR, is_identified

USER, EMAIL = "user", "email"
IDENTITY = Actor.system("identity")
MOST_FOLLOW = 100


@again_when_stale
def identify_visitor(ports: Ports, visitor: Visitor, who: Identified) -> Contact:
    """The contact that the visitor is from now on. Doing it again changes nothing. Raises `Blocked`.

    What they wrote before anybody knew them goes with them; what was written on the same browser by
    somebody else who was identified stays with that person.
    """
    browser = Identity(VISITOR, visitor.id)
    before = ports.contacts.by_identity(browser)
    contact = _contact(ports, visitor, who, before)
    if before is None or before.id != contact.id:
        ports.contacts.move_identity(browser, contact.id)
    if before and not is_identified(before):
        for conversation_id in ports.lists.of_contact(before.id, MOST_FOLLOW):
            _follow(ports, conversation_id, before.id, contact)
    if contact.blocked:
        cut_off(ports, visitor.id)
        raise Blocked()
    for socket in ports.live.connections_of_visitor(visitor.id, ports.now()):
        if socket.contact_id != contact.id:
            ports.live.put_connection(replace(socket, contact_id=contact.id, conversation_id=None))
    return contact


def _contact(ports: Ports, visitor: Visitor, who: Identified, before: Contact | None) -> Contact:
    """Who it is: known by their id at the customer's, else by the proven address, else whoever wrote here.

    Nobody who wrote anonymously becomes a second person, and no address is taken from who has it.
    """
    user = Identity(USER, f"{visitor.channel_id}#{who.subject}")
    known = ports.contacts.by_identity(user)
    email = Identity(EMAIL, who.email) if who.email else None
    if known is None and email:
        known = ports.contacts.by_identity(email)
    if known is None and before and not is_identified(before):
        known = before
    name = fitting(who.name or who.email, limits.NAME)
    if known is None:
        identities = (user, *([email] if email else []))
        made = Contact(ContactId(ports.new_id()), name or who.subject, ports.now(), identities)
        ports.contacts.add(made)
        return made
    return _with_proof(ports, known, [user, *([email] if email else [])], name)


def _with_proof(ports: Ports, contact: Contact, proofs: list[Identity], name: str) -> Contact:
    """The contact with what is proven now; an address that somebody else has already stays theirs."""
    new = [proof for proof in proofs if proof not in contact.identities and _may_be_of(ports, proof, contact)]
    nameless = contact.nameless or not contact.name or contact.name == contact.claimed_email
    changed = replace(
        contact,
        identities=(*contact.identities, *new),
        name=name if nameless and name else contact.name,
        nameless=contact.nameless and not name,
    )
    if changed == contact:
        return contact
    # the log first: if this breaks off in between, it is told once more when it is run again
    _record(ports, contact, changed)
    for proof in new:
        ports.contacts.move_identity(proof, contact.id)
    ports.contacts.change_profile(changed)
    return changed


def _record(ports: Ports, before: Contact, contact: Contact) -> None:
    """In their newest conversation: another browser told it, or one that has not written yet."""
    if (before.name, before.email) == (contact.name, contact.email):
        return
    for conversation_id in ports.lists.of_contact(contact.id, 1):
        head = _head(ports, conversation_id)
        if head is None or head.contact_id != contact.id:
            return
        address = head.contact_address if before.email == contact.email else contact.email
        if (head.contact_name, head.contact_address) != (contact.name, address):
            _recognise(ports, head, contact, address)


def _may_be_of(ports: Ports, proof: Identity, contact: Contact) -> bool:
    """Nobody's yet, or theirs, since an earlier run broke off before it was in their profile."""
    whose = ports.contacts.by_identity(proof)
    return whose is None or whose.id == contact.id


def _follow(ports: Ports, conversation_id: ConversationId, before: ContactId, contact: Contact) -> None:
    head = _head(ports, conversation_id)
    shown = (contact.id, contact.name, contact.email)
    if head is None or head.contact_id != before:
        return
    if (head.contact_id, head.contact_name, head.contact_address) == shown:
        return
    _recognise(ports, head, contact, contact.email)


def _recognise(ports: Ports, head: Conversation, contact: Contact, address: str) -> None:
    entry = Recognised(
        contact.id, contact.name, address, proven=True, before=head.contact_id, email=contact.email
    )
    ports.conversations.commit(Commit(head.record(entry, ports.now(), IDENTITY)))


def _head(ports: Ports, conversation_id: ConversationId) -> Conversation | None:
    try:
        return ports.conversations.head(conversation_id)
    except NoSuchConversation:
        return None
