"""What a bounce or a delay is about: which message of ours, and at whose address mail does not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.domain.contact import Contact, ContactChange, Identity, Unreachable
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Delivery, DeliveryOutcome, Entry, Why
from chalicelib.domain.ids import ContactId
from chalicelib.domain.inbound import Bounce, InboundMessage
from chalicelib.domain.receipt import ExternalId, Receipt
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import chain_from, elsewhere
from chalicelib.ports.stores import Commit
from chalicelib.ports.thread_finding import Clue, Stored, chain_on_channel

REPORTED_AMONG = 50
MAIL = Actor.system("mail")


def report_commit(ports: Ports, inbound: InboundMessage, stored: Stored, receipt: Receipt) -> Commit | None:
    """A report is an outcome of the message it is about, and no message of its own.

    `None` when it is no report, or about no message of ours.
    """
    bounce = inbound.bounce
    ours = _message_of_ours(ports, inbound, bounce, stored) if bounce else None
    if bounce is None or ours is None:
        return None
    state = Delivery.DELAYED if bounce.is_delay else Delivery.BOUNCED
    chain = chain_from(ports, ours.conversation_id)
    wrote, head = chain[0], chain[-1]
    work = ports.conversations.work(wrote.id, [ours.seq]).get(ours.seq)
    if bounce.is_delay and work and work.outcome in (Delivery.BOUNCED, Delivery.FAILED):
        return Commit(Step(head, head), (receipt,))  # the warning was slower than the end
    is_over = work and (work.outcome or not bounce.is_delay)
    settled = (work.settled(state, reason=bounce.words),) if work and is_over else ()
    about = elsewhere(head, wrote.id)
    outcome = DeliveryOutcome(ours.seq, state, bounce.words, of_conversation=about)
    step = head.record(outcome, inbound.received_at, MAIL)
    mark = bounce.mark(ours.content, inbound.received_at)
    marks = () if mark is None or inbound.suspect else (mark,)
    commit = Commit(step, (receipt,), work=settled)
    return remembering(ports, commit, wrote, marks, stored)


def remembering(
    ports: Ports, commit: Commit, wrote: Conversation, marks: Sequence[Unreachable], stored: Stored
) -> Commit:
    """The commit, which also keeps on the people's pages what was learned of their addresses.

    `wrote` is the conversation that the message went out from, wherever it goes on by now.
    """
    people: dict[ContactId, ContactChange] = {}
    for mark in marks:
        for one in _people_at(ports, wrote, mark.address):
            change = people.get(one.id, ContactChange(one, one))
            people[one.id] = replace(change, after=change.after.bounced(mark))
    pointers = dict.fromkeys(ExternalId.of_bounced(mark.address) for mark in marks)
    return replace(
        commit,
        pointers=tuple(pointer for pointer in pointers if pointer not in stored),
        contacts=tuple(people.values()),
    )


def heard_from(
    ports: Ports, head: Conversation, inbound: InboundMessage, stored: Stored
) -> tuple[ContactChange, ...]:
    """Who writes from an address can be reached there. People are read only where it bounced at some time."""
    address = inbound.message.sender.address
    if not inbound.proven or ExternalId.of_bounced(address) not in stored:
        return ()
    people = _people_at(ports, head, address)
    changes = (ContactChange(one, one.heard_from(address)) for one in people)
    return tuple(change for change in changes if change.before != change.after)


def _message_of_ours(ports: Ports, inbound: InboundMessage, bounce: Bounce, stored: Stored) -> Entry | None:
    """By an id of ours anywhere in the report, else by the token it was sent to.

    A token only says which conversation: there, the newest message that went to the same person.
    """
    for id_ in (bounce.original_message_id, *inbound.hints):
        known = stored.get(ExternalId.of_ours(id_))
        if known and known.seq and not known.tombstone:
            return ports.conversations.entry(known.conversation_id, known.seq)
    for token in inbound.tokens:
        if chain_on_channel(ports, inbound, Clue(token, Why("matched_token"))):
            _, entries = ports.conversations.thread(token, REPORTED_AMONG)
            if about := next((one for one in reversed(entries) if bounce.may_be_about(one.content)), None):
                return about
    return None


def _people_at(ports: Ports, head: Conversation, address: str) -> tuple[Contact, ...]:
    """Whose page says whether the address works: the conversation's contact, and who is proven to have it."""
    contact = ports.contacts.get(head.contact_id)
    if address == head.contact_address:
        return (contact,)
    owner = ports.contacts.by_identity(Identity("email", address))
    return (contact,) if owner is None or owner.id == contact.id else (contact, owner)
