"""A message is about something else than its thread: an agent makes it a conversation of its own."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain import limits
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Direction, Entry, Linked, Mailbox, Message, Why
from chalicelib.domain.errors import Invalid, StaleConversation
from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.domain.orders import Order
from chalicelib.domain.receipt import ExternalId, Known, Receipt, Taken
from chalicelib.domain.reply_token import PREFIX
from chalicelib.domain.shortening import fitting
from chalicelib.ports.bundle import Ports
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before

MOST_FOLLOWING = 3
"""A mail's receipt names the last entry of its commit: the message, or what followed from it."""


@again_when_stale
def split_off_message(ports: Ports, conversation_id: ConversationId, seq: int, by: Order) -> Taken:
    """Begin a conversation with this message; both are linked, and the thread it came to keeps it too.

    Answers to it go on in the new conversation. Once done it stays done: again answers the same
    conversation. Raises `NoSuchConversation`, `NoSuchEntry`, `Invalid` for anything but a message of a
    person outside, `KeyUsedForAnotherRequest`.
    """
    if earlier := done_before(ports, by):
        return earlier
    head = ports.conversations.head(conversation_id)
    entry = ports.conversations.entry(conversation_id, seq)
    message = entry.content
    if not isinstance(message, Message) or message.direction is not Direction.IN:
        raise Invalid("Only a message that came in can become a conversation of its own", field="seq")
    once = ExternalId.of_job(head.id, seq, "split_off_message")
    mail = ExternalId.on_channel(head.channel_id, message.message_id)
    known = ports.conversations.known([once, mail])
    if done := known.get(once):
        return Taken(done.conversation_id, done.seq or 0, repeated=True)
    step, contact = _beginning(ports, head, entry, message)
    receipts = (*by.receipts, Receipt(once), *_moved(known.get(mail), head, seq))
    taken = ports.conversations.commit(Commit(step, receipts, contact=contact))
    if taken.repeated:
        raise StaleConversation("Somebody did the same a moment ago")
    return taken


def _moved(known: Known | None, head: Conversation, seq: int) -> tuple[Receipt, ...]:
    """Who quotes the mail from now on finds the new conversation. Another mail of the same id stays."""
    if known is None or known.seq is None or known.conversation_id != head.id:
        return ()
    if not seq <= known.seq <= seq + MOST_FOLLOWING:
        return ()
    return (Receipt(known.external_id, known.content_hash, replaces=known, of=1),)


def _beginning(
    ports: Ports, head: Conversation, entry: Entry, message: Message
) -> tuple[Step, Contact | None]:
    sender = message.sender
    contact_id, contact_name, contact = _contact_of(ports, head, sender)
    first = Conversation(
        id=ConversationId(ports.new_id()),
        number=ports.workspace.next_number("conversation"),
        inbox_id=head.inbox_id,
        channel_id=head.channel_id,
        channel_kind=head.channel_kind,
        contact_id=contact_id,
        contact_name=contact_name,
        contact_address=fitting(sender.address, limits.ADDRESS),
        subject=fitting(message.subject, limits.SUBJECT),
        started_at=entry.at,
        last_activity_at=entry.at,
    )
    came_to = [why for why in message.why if why.code == "came_to"]
    why = (*came_to, Why("made_its_own", str(head.number)))
    people = first.newcomers((sender.address, *_people_outside(ports, message)))
    joined = tuple(one for one in people if one != sender.address)
    actor = Actor.contact(contact_id)
    step = Step.begin(first).add(replace(message, why=why, joined=joined), entry.at, actor)
    link = Linked(head.id, head.number, "made_its_own", of=entry.seq)
    return step.add(link, ports.now(), Actor.system("mail")), contact


def _contact_of(ports: Ports, head: Conversation, sender: Mailbox) -> tuple[ContactId, str, Contact | None]:
    """Who wrote it, and the contact to keep if nobody knew them. An address in a thread proves nothing."""
    if sender.address == head.contact_address:
        return head.contact_id, head.contact_name, None
    known = ports.contacts.by_identity(Identity("email", sender.address)) if sender.address else None
    if known:
        return known.id, known.name, None
    name = fitting(sender.name or sender.address, limits.NAME)
    fresh = Contact(ContactId(ports.new_id()), name, ports.now(), claimed_email=sender.address)
    return fresh.id, fresh.name, fresh


def _people_outside(ports: Ports, message: Message) -> list[str]:
    ours = {one for channel in ports.workspace.channels() for one in channel.addresses}
    people = [mailbox.address for mailbox in (*message.to, *message.cc)]
    return [one for one in people if one not in ours and not one.startswith(PREFIX)]
