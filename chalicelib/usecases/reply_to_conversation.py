"""An agent answers a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Direction, Mailbox, Message
from chalicelib.domain.errors import Invalid, StaleReply
from chalicelib.domain.inbound import kept_references
from chalicelib.domain.orders import ReplyOrder
from chalicelib.domain.reason import Reason
from chalicelib.domain.receipt import ExternalId, Receipt, Taken
from chalicelib.domain.recipients import Recipients, reply_to_all
from chalicelib.domain.subject import reply_subject
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import way_out
from chalicelib.ports.merged_conversations import on_its_own
from chalicelib.ports.platform_reply import platform_reply
from chalicelib.ports.recent_chats import recent_chat
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.writing import done_before, kept_text, same_request, sender_on

CHAT = "chat"


@again_when_stale
def reply_to_conversation(ports: Ports, order: ReplyOrder) -> Taken:
    """Write the answer into the log; it is delivered because of that entry.

    Raises `StaleReply` when something came in that the agent had not seen and does not insist on
    answering over, `WindowClosed`, `ChannelPaused`, `NoOutboundAddress`, `Invalid` for a reply without words
    or recipients, `NoSuchConversation`, `ConversationIsMerged`, `KeyUsedForAnotherRequest`.
    """
    if earlier := done_before(ports, order.by):
        return earlier
    head = on_its_own(ports, order.conversation_id)
    _check(order, head)
    last = _last_message(ports, head)
    channels = ports.workspace.channels()
    if head.channel_kind == CHAT:
        return _say(ports, order, head, last)
    kind = ports.kinds.get(head.channel_kind)
    if kind and not kind.mail:
        message = platform_reply(ports, order, head, kind, way_out(ports, head, channels))
        step = head.reply(replace(message, answers=order.answers), ports.now(), order.by.agent.id)
        return same_request(ports.conversations.commit(Commit(step, order.by.receipts)), order.by.command)
    people = _recipients(order, head, last, [one for channel in channels for one in channel.addresses])
    message = _message(ports, order, way_out(ports, head, channels), people, last)
    step = head.reply(message, ports.now(), order.by.agent.id)
    own = Receipt(ExternalId.of_ours(message.message_id))
    commit = Commit(step, (*order.by.receipts, own))
    return same_request(ports.conversations.commit(commit), order.by.command)


def _say(ports: Ports, order: ReplyOrder, head: Conversation, last: Message | None) -> Taken:
    """In a chat: it stands there at once, and goes by mail to a visitor who has left and not seen it.

    Who wrote last by mail is not on the site, and is answered by mail at once.
    """
    text, cut, full_text = kept_text(ports.blobs, order.text)
    message = Message(
        Direction.OUT,
        text,
        text_cut=cut,
        full_text=full_text,
        sender=Mailbox("", order.by.agent.shown_name),
        attachments=order.attachments,
    )
    minutes = recent_chat(ports, head.channel_id).settings.continuity_minutes
    wrote_mail = last is not None and last.direction is Direction.IN and last.is_from_mail
    after = timedelta(seconds=1) if wrote_mail else timedelta(minutes=minutes)
    step = head.reply(message, ports.now(), order.by.agent.id, deliver_after=after)
    taken = ports.conversations.commit(Commit(step, order.by.receipts))
    return same_request(taken, order.by.command)


def _check(order: ReplyOrder, head: Conversation) -> None:
    if order.last_seq > head.seq:
        raise Invalid(f"This conversation ends at {head.seq}", field="last_seq")
    if head.last_inbound_seq > order.last_seq and not order.insist:
        raise StaleReply("Somebody wrote while you were typing", unseen_after=order.last_seq)
    if not order.text.strip() and not order.attachments and not order.template:
        raise Invalid("Write something or attach a file", field="text", reason=Reason("nothing_to_send"))


def _last_message(ports: Ports, head: Conversation) -> Message | None:
    seq = head.last_message_seq or head.last_inbound_seq
    if not seq:
        return None
    content = ports.conversations.entry(head.id, seq).content
    return content if isinstance(content, Message) else None


def _message(
    ports: Ports, order: ReplyOrder, channel: Channel, people: Recipients, last: Message | None
) -> Message:
    text, cut, full_text = kept_text(ports.blobs, order.text)
    thread = (*last.references, last.message_id) if last else ()
    return Message(
        direction=Direction.OUT,
        text=text,
        text_cut=cut,
        full_text=full_text,
        html=ports.blobs.put(order.html.encode()) if order.html else None,
        sender=sender_on(ports, channel, order.by.agent),
        to=people.to,
        cc=people.cc,
        bcc=people.bcc,
        subject=reply_subject(last.subject if last else ""),
        attachments=order.attachments,
        message_id=f"<{ports.new_id()}@{channel.address.rpartition('@')[2]}>",
        in_reply_to=last.message_id if last else "",
        references=kept_references(thread),
    )


def _recipients(
    order: ReplyOrder, head: Conversation, last: Message | None, ours: Iterable[str]
) -> Recipients:
    contact = Mailbox(head.contact_address, head.contact_name)
    everyone = reply_to_all(last, contact, ours) if last else Recipients((contact,))
    people = Recipients(
        everyone.to if order.to is None else order.to,
        everyone.cc if order.cc is None else order.cc,
        order.bcc or (),
    )
    if not people.addresses:
        raise Invalid(
            "Nobody would get this: name a recipient", field="to", reason=Reason("recipient_required")
        )
    return people
