"""An agent writes to somebody first, which starts a conversation."""

from __future__ import annotations

from chalicelib.domain import limits
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Assigned, Direction, Mailbox, Message, Why
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.domain.orders import NewMailOrder
from chalicelib.domain.reason import Reason
from chalicelib.domain.receipt import ExternalId, Receipt, Taken
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import email_channel
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before, kept_text, same_request, sender_on


@again_when_stale
def start_conversation(ports: Ports, order: NewMailOrder) -> Taken:
    """Write the first message into a new log; it is delivered because of that entry.

    Raises `Invalid` for a mail without words or recipients, `NoSuchInbox`, `KeyUsedForAnotherRequest`.
    """
    if earlier := done_before(ports, order.by):
        return earlier
    if not order.to or not order.to[0].address:
        raise Invalid(
            "Nobody would get this: name a recipient", field="to", reason=Reason("recipient_required")
        )
    if not order.text.strip() and not order.attachments:
        raise Invalid("Write something or attach a file", field="text", reason=Reason("nothing_to_send"))
    channel = email_channel(ports, order.inbox_id)
    contact, is_new = _contact(ports, order.to[0])
    message = _message(ports, order, channel)
    now, agent = ports.now(), Actor.agent(order.by.agent.id)
    step = Step.begin(_head(ports, order, channel, contact))
    step = step.add(Assigned(order.by.agent.id, (Why("assigned_by_reply"),)), now, agent).add(
        message, now, agent
    )
    receipts = (*order.by.receipts, Receipt(ExternalId.of_ours(message.message_id)))
    commit = Commit(step.deliver(step.after.seq), receipts, contact=contact if is_new else None)
    return same_request(ports.conversations.commit(commit), order.by.command)


def _contact(ports: Ports, person: Mailbox) -> tuple[Contact, bool]:
    """An agent's word is evidence: the address becomes an identity."""
    identity = Identity("email", person.address)
    if known := ports.contacts.by_identity(identity):
        return known, False
    name = fitting(person.name or person.address, limits.NAME)
    return Contact(ContactId(ports.new_id()), name, ports.now(), (identity,)), True


def _message(ports: Ports, order: NewMailOrder, channel: Channel) -> Message:
    text, cut, full_text = kept_text(ports.blobs, order.text)
    return Message(
        direction=Direction.OUT,
        text=text,
        text_cut=cut,
        full_text=full_text,
        html=ports.blobs.put(order.html.encode()) if order.html else None,
        sender=sender_on(ports, channel, order.by.agent),
        to=order.to,
        cc=order.cc,
        bcc=order.bcc,
        subject=" ".join(order.subject.split()),
        attachments=order.attachments,
        message_id=f"<{ports.new_id()}@{channel.address.rpartition('@')[2]}>",
    )


def _head(ports: Ports, order: NewMailOrder, channel: Channel, contact: Contact) -> Conversation:
    now = ports.now()
    return Conversation(
        id=ConversationId(ports.new_id()),
        number=ports.workspace.next_number("conversation"),
        inbox_id=channel.inbox_id,
        channel_id=channel.id,
        channel_kind=channel.kind,
        contact_id=contact.id,
        contact_name=contact.name,
        contact_address=fitting(order.to[0].address, limits.ADDRESS),
        subject=fitting(" ".join(order.subject.split()), limits.SUBJECT),
        started_at=now,
        last_activity_at=now,
    )
