"""A message of ours made whole for its gateway: text, files and history loaded from where they are kept."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Actor, ActorKind, Direction, Message
from chalicelib.domain.errors import NoSuchInbox
from chalicelib.domain.ids import AgentId
from chalicelib.domain.recipients import Recipients
from chalicelib.domain.reply_token import local_part
from chalicelib.domain.sending import filled_in, still_sends
from chalicelib.domain.sending_errors import SendRefused
from chalicelib.domain.workspace import Channel, Inbox
from chalicelib.ports.answer_window import wrote_at
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import way_out
from chalicelib.ports.outside import Outbound, OutboundFile, Quoted

MOST_QUOTED_BYTES = 100_000


def outbound_of(ports: Ports, work: DeliveryWork) -> Outbound:
    """Raises `SendRefused` when the channel is gone, `NoSuchFile` when a blob is."""
    entry = ports.conversations.entry(work.conversation_id, work.seq)
    message = entry.content
    head = ports.conversations.head(work.conversation_id)
    try:
        channel = way_out(ports, head, ports.workspace.channels())
    except NoSuchInbox as gone:
        raise SendRefused(gone.detail) from gone
    if not isinstance(message, Message):
        raise SendRefused("This is no message")
    inbox = next((one for one in ports.workspace.inboxes() if one.id == head.inbox_id), None)
    return Outbound(
        channel=channel,
        message=replace(message, sender=still_sends(channel, message.sender)),
        text=whole_text(ports, message),
        html=ports.blobs.get(message.html).decode() if message.html else "",
        key=f"{work.conversation_id}-{work.seq}",
        attempt=work.attempts,
        recipients=Recipients(message.to, message.cc, message.bcc).addresses,
        quoted=_quoted(ports, head, work.seq, message) if channel.quotes_earlier else None,
        signature=_signature(ports, channel, inbox, entry.actor),
        language=inbox.language if isinstance(inbox, Inbox) else "en",
        reply_token=local_part(ports.secrets.key("reply-token"), head.id),
        wrote_at=wrote_at(ports, head) if _has_window(ports, head) else None,
        by_person=entry.actor.kind is ActorKind.AGENT and not message.by_program,
        answers=_answered_id(ports, head, message),
        parts_sent=work.parts,
        next_try=work.next_try,
        files=tuple(
            OutboundFile(file.name, file.content_type, ports.blobs.get(file.blob), file.content_id)
            for file in message.attachments
        ),
    )


def _has_window(ports: Ports, head: Conversation) -> bool:
    kind = ports.kinds.get(head.channel_kind)
    return kind is not None and kind.window is not None


def _answered_id(ports: Ports, head: Conversation, message: Message) -> str:
    """The platform's id of the message that this one answers: theirs stands in it, ours with its work."""
    if not message.answers:
        return ""
    answered = ports.conversations.entry(head.id, message.answers).content
    if not isinstance(answered, Message):
        return ""
    if answered.message_id:
        return answered.message_id
    work = ports.conversations.work(head.id, [message.answers]).get(message.answers)
    return work.provider_id if work else ""


def _signature(ports: Ports, channel: Channel, inbox: Inbox | None, author: Actor) -> str:
    """With the name of whoever wrote it, as they are called now."""
    if inbox is None or "{" not in inbox.signature:
        return inbox.signature if inbox else ""
    names = {agent.id: agent.name for agent in ports.workspace.agents()}
    return filled_in(inbox.signature, names.get(AgentId(author.id), ""), channel.company_name)


def whole_text(ports: Ports, message: Message) -> str:
    """The newly written text without the cut that an entry has."""
    if message.direction is Direction.OUT and message.full_text:
        return ports.blobs.get(message.full_text).decode("utf-8", "replace")
    return message.text


def _quoted(ports: Ports, head: Conversation, seq: int, message: Message) -> Quoted | None:
    """The message that this one answers: the newest one before it with the Message-ID it names."""
    if not message.in_reply_to:
        return None
    for entry in reversed(ports.conversations.entries(head.id, before=seq, limit=30)):
        earlier = entry.content
        if isinstance(earlier, Message) and earlier.message_id == message.in_reply_to:
            text = earlier.text
            if earlier.full_text:
                text = ports.blobs.get(earlier.full_text)[:MOST_QUOTED_BYTES].decode("utf-8", "ignore")
            return Quoted(earlier.sender, entry.at, text)
    return None
