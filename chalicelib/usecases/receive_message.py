"""A message came in on some channel: put it in its conversation, starting one if need be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.domain import limits
from chalicelib.domain.contact import Contact, ContactChange, Identity
from chalicelib.domain.conversation import Conversation, Step, fitting
from chalicelib.domain.entry import (
    Actor,
    Delivery,
    DeliveryOutcome,
    Entry,
    Linked,
    Returned,
    Status,
    Why,
)
from chalicelib.domain.errors import NoSuchConversation, StaleConversation
from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.domain.inbound import Bounce, InboundMessage
from chalicelib.domain.receipt import ExternalId, Known, Receipt, Taken
from chalicelib.domain.subject import base_subject
from chalicelib.ports.bundle import Ports
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit

MAIL = Actor.system("mail")
REPORTED_AMONG = 50
Stored = Mapping[ExternalId, Known]


@again_when_stale
def receive_message(ports: Ports, inbound: InboundMessage, also: tuple[Receipt, ...] = ()) -> Taken:
    """Return where it went, and whether it had been taken in before.

    Every channel delivers at least once, so a repeat is an ordinary day and not an error. Another mail
    under an id that is taken already is kept too, and says so. `also` are receipts of whoever ordered it.
    """
    stored = ports.conversations.known(_ids_of(inbound))
    receipt_id, inbound = _receipt_of(inbound, stored)
    known = stored.get(receipt_id)
    if known is not None and known.seq is not None:
        return Taken(known.conversation_id, known.seq, repeated=True, content_hash=known.content_hash)
    receipt = Receipt(receipt_id, inbound.content_hash, replaces=known)
    commit = _commit(ports, inbound, stored, receipt)
    taken = ports.conversations.commit(replace(commit, receipts=(*commit.receipts, *also)))
    if taken.repeated and taken.content_hash != inbound.content_hash:
        raise StaleConversation("another mail took this id a moment ago")
    return taken


def _ids_of(inbound: InboundMessage) -> list[ExternalId]:
    """Every id that decides where the message goes, each once; at most 100 rows in one read."""
    ids = [inbound.receipt_id, inbound.other_content_id, ExternalId.of_ours(inbound.external_id)]
    address = inbound.bounce.recipient if inbound.bounce else inbound.message.sender.address
    ids.append(ExternalId.of_bounced(address))
    if inbound.bounce and inbound.bounce.original_message_id:
        ids.append(ExternalId.of_ours(inbound.bounce.original_message_id))
    for hint in inbound.hints:
        ids += [ExternalId.on_channel(inbound.channel.id, hint), ExternalId.of_ours(hint)]
    return list(dict.fromkeys(ids))


def _receipt_of(inbound: InboundMessage, stored: Stored) -> tuple[ExternalId, InboundMessage]:
    """The id to keep it under: its own, unless another content has taken that."""
    earlier = stored.get(inbound.receipt_id)
    if earlier is None or not earlier.is_receipt or earlier.content_hash == inbound.content_hash:
        return inbound.receipt_id, inbound
    return inbound.other_content_id, inbound.explained(Why("same_id_other_content", inbound.external_id))


def _commit(ports: Ports, inbound: InboundMessage, stored: Stored, receipt: Receipt) -> Commit:
    if own := stored.get(ExternalId.of_ours(inbound.external_id)):
        head = ports.conversations.head(own.conversation_id)
        came_back = Returned(inbound.external_id, of=own.seq or 0)
        return Commit(head.record(came_back, inbound.received_at, MAIL), (receipt,))
    if inbound.bounce and (ours := _message_of_ours(ports, inbound, inbound.bounce, stored)):
        return _bounced(ports, inbound, ours, stored, receipt)
    thread = _find_thread(ports, inbound, stored)
    if thread.head:
        explained = inbound.explained(*thread.why)
        actor = Actor.contact(thread.head.contact_id)
        step = thread.head.receive(explained.to_keep, inbound.received_at, actor)
        heard = _heard_from(ports, thread.head, inbound, stored)
        return Commit(step, (receipt,), _pointers(inbound, stored), contacts=heard)
    return _start(ports, inbound.explained(*thread.why), thread, receipt, _pointers(inbound, stored))


def _message_of_ours(ports: Ports, inbound: InboundMessage, bounce: Bounce, stored: Stored) -> Entry | None:
    """What a report is about: by an id of ours anywhere in it, else by the token it was sent to.

    A token only says which conversation: there, the newest message that went to the same person.
    """
    for id_ in (bounce.original_message_id, *inbound.hints):
        known = stored.get(ExternalId.of_ours(id_))
        if known and known.seq and not known.tombstone:
            return ports.conversations.entry(known.conversation_id, known.seq)
    for token in inbound.tokens:
        if _head_on_channel(ports, inbound, token):
            _, entries = ports.conversations.thread(token, REPORTED_AMONG)
            if about := next((one for one in reversed(entries) if bounce.may_be_about(one.content)), None):
                return about
    return None


def _bounced(ports: Ports, inbound: InboundMessage, ours: Entry, stored: Stored, receipt: Receipt) -> Commit:
    """A report is an outcome of the message it is about, and no message of its own."""
    assert inbound.bounce is not None
    bounce = inbound.bounce
    state = Delivery.DELAYED if bounce.is_delay else Delivery.BOUNCED
    head = ports.conversations.head(ours.conversation_id)
    work = ports.conversations.work(head.id, [ours.seq]).get(ours.seq)
    if bounce.is_delay and work and work.outcome in (Delivery.BOUNCED, Delivery.FAILED):
        return Commit(Step(head, head), (receipt,))  # the warning was slower than the end
    is_over = work and (work.outcome or not bounce.is_delay)
    settled = (work.settled(state, reason=bounce.words),) if work and is_over else ()
    step = head.record(DeliveryOutcome(ours.seq, state, bounce.words), inbound.received_at, MAIL)
    mark = bounce.mark(ours.content, inbound.received_at)
    if mark is None or inbound.suspect:
        return Commit(step, (receipt,), work=settled)
    people = _people_at(ports, head, mark.address)
    changes = tuple(ContactChange(one, one.bounced(mark)) for one in people)
    pointer = ExternalId.of_bounced(mark.address)
    return Commit(step, (receipt,), () if pointer in stored else (pointer,), work=settled, contacts=changes)


def _heard_from(
    ports: Ports, head: Conversation, inbound: InboundMessage, stored: Stored
) -> tuple[ContactChange, ...]:
    """Who writes from an address can be reached there. People are read only where it bounced at some time."""
    address = inbound.message.sender.address
    if not inbound.proven or ExternalId.of_bounced(address) not in stored:
        return ()
    people = _people_at(ports, head, address)
    changes = (ContactChange(one, one.heard_from(address)) for one in people)
    return tuple(change for change in changes if change.before != change.after)


def _people_at(ports: Ports, head: Conversation, address: str) -> tuple[Contact, ...]:
    """Whose page says whether the address works: the conversation's contact, and who is proven to have it."""
    contact = ports.contacts.get(head.contact_id)
    if address == head.contact_address:
        return (contact,)
    owner = ports.contacts.by_identity(Identity("email", address))
    return (contact,) if owner is None or owner.id == contact.id else (contact, owner)


@dataclass(frozen=True, slots=True)
class _Thread:
    """What was found: the conversation to join, or why a new one is started and what it is linked to."""

    head: Conversation | None
    why: tuple[Why, ...]
    linked: tuple[Linked, ...] = ()


def _find_thread(ports: Ports, inbound: InboundMessage, stored: Stored) -> _Thread:
    """The signed token, then In-Reply-To, then References; never the subject alone, never for a stranger."""
    if inbound.suspect:
        return _Thread(None, (inbound.suspect,))
    refused = _Thread(None, (Why("started_new"),))
    by_hint = _conversations_by_hint(inbound, stored)
    for conversation_id, why in [
        *((token, Why("matched_token")) for token in inbound.tokens),
        *by_hint.items(),
    ]:
        head = _head_on_channel(ports, inbound, conversation_id)
        if head is None:
            continue
        if _is_stranger(ports, head, inbound):
            refused = _refusal(head, "stranger_quoted")
        elif why.code == "matched_token" and head.id not in by_hint and not _same_subject(head, inbound):
            refused = _refusal(head, "subject_changed")
        else:
            return _Thread(head, (why,))
    return refused


def _refusal(head: Conversation, code: str) -> _Thread:
    linked = Linked(head.id, head.number, code)
    return _Thread(None, (Why(code, str(head.number)),), (linked,))


def _conversations_by_hint(inbound: InboundMessage, stored: Stored) -> dict[ConversationId, Why]:
    found: dict[ConversationId, Why] = {}
    mentioned = stored.get(inbound.receipt_id)
    if mentioned and not mentioned.is_receipt:  # what quotes it was faster than the mail itself
        found[mentioned.conversation_id] = Why("matched_references", inbound.external_id)
    for hint in inbound.hints:
        answered = hint == inbound.message.in_reply_to
        why = Why("matched_in_reply_to" if answered else "matched_references", hint)
        for id_ in (ExternalId.of_ours(hint), ExternalId.on_channel(inbound.channel.id, hint)):
            row = stored.get(id_)
            if row and not row.tombstone:
                found.setdefault(row.conversation_id, why)
    return dict(list(found.items())[:5])


def _head_on_channel(
    ports: Ports, inbound: InboundMessage, conversation_id: ConversationId
) -> Conversation | None:
    """A thread belongs to the channel it began on: an id quoted to another channel does not open it."""
    try:
        head = ports.conversations.head(conversation_id)
    except NoSuchConversation:
        return None
    return head if head.channel_id == inbound.channel.id else None


def _is_stranger(ports: Ports, head: Conversation, inbound: InboundMessage) -> bool:
    address = inbound.message.sender.address
    if head.has_participant(address) or inbound.message.automatic and not address:
        return False
    inboxes = {inbox.id: inbox for inbox in ports.workspace.inboxes()}
    inbox = inboxes.get(head.inbox_id)
    return not (inbox and inbox.strangers_may_join)


def _same_subject(head: Conversation, inbound: InboundMessage) -> bool:
    return base_subject(inbound.message.subject) == base_subject(head.subject)


def _pointers(inbound: InboundMessage, stored: Stored) -> tuple[ExternalId, ...]:
    """Ids that were mentioned and had no row: what quotes them later finds this conversation."""
    mentioned = [(ExternalId.on_channel(inbound.channel.id, hint), hint) for hint in inbound.hints]
    return tuple(
        id_ for id_, hint in mentioned if id_ not in stored and ExternalId.of_ours(hint) not in stored
    )


def _start(
    ports: Ports,
    inbound: InboundMessage,
    thread: _Thread,
    receipt: Receipt,
    pointers: tuple[ExternalId, ...],
) -> Commit:
    message, channel = inbound.to_keep, inbound.channel
    contact, is_new = _contact_of(ports, inbound)
    first = Conversation(
        id=ConversationId(ports.new_id()),
        number=ports.workspace.next_number("conversation"),
        inbox_id=channel.inbox_id,
        channel_id=channel.id,
        channel_kind=channel.kind,
        contact_id=contact.id,
        contact_name=contact.name,
        contact_address=fitting(message.sender.address, limits.ADDRESS),
        subject=fitting(message.subject, limits.SUBJECT),
        started_at=inbound.received_at,
        last_activity_at=inbound.received_at,
        status=Status.SPAM if inbound.suspect else Status.OPEN,
    )
    step = Step.begin(first).add(message, inbound.received_at, Actor.contact(contact.id))
    for link in thread.linked:
        step = step.add(link, inbound.received_at, MAIL)
    heard = contact.heard_from(message.sender.address)
    changed = (ContactChange(contact, heard),) if heard != contact else ()
    return Commit(step, (receipt,), pointers, contact if is_new else None, contacts=changed)


def _contact_of(ports: Ports, inbound: InboundMessage) -> tuple[Contact, bool]:
    """The person who wrote, and whether they are new. Only a proven address finds or makes an identity."""
    sender = inbound.message.sender
    fresh = Contact(
        ContactId(ports.new_id()), fitting(sender.name or sender.address, limits.NAME), ports.now()
    )
    if not sender.address or not inbound.proven:
        return replace(fresh, claimed_email=sender.address), True
    identity = Identity("email", sender.address)
    if known := ports.contacts.by_identity(identity):
        return known, False
    return replace(fresh, identities=(identity,)), True
