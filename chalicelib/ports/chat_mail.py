"""A mail to somebody who knows the team from a chat: from the inbox's own address, in the name that the chat
has, and answered into the same conversation."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Attachment, Direction, Mailbox, Message
from chalicelib.domain.reply_token import local_part
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Outbound, OutboundFile


@dataclass(frozen=True, slots=True)
class ChatMail:
    """What one says, to whom, and in whose name; `unique` makes its Message-ID.

    `key` and `attempt` are those of `Outbound`. `automatic`: nobody of the team wrote it.
    """

    address: str
    sender_name: str
    subject: str
    text: str
    language: str
    key: str
    unique: str
    attempt: int = 1
    signature: str = ""
    files: tuple[Attachment, ...] = ()
    automatic: bool = False


def outbound_mail(ports: Ports, head: Conversation, email: Channel, mail: ChatMail) -> Outbound:
    """The mail for its gateway; `email` is where it comes from. Raises `NoSuchFile`."""
    message = Message(
        Direction.OUT,
        mail.text,
        sender=Mailbox(email.from_address, mail.sender_name),
        to=(Mailbox(mail.address, head.contact_name),),
        subject=mail.subject,
        message_id=f"<{mail.unique}@{email.address.rpartition('@')[2]}>",
        automatic=mail.automatic,
    )
    return Outbound(
        channel=email,
        message=message,
        text=mail.text,
        key=mail.key,
        attempt=mail.attempt,
        recipients=(mail.address,),
        signature=mail.signature,
        language=mail.language,
        reply_token=local_part(ports.secrets.key("reply-token"), head.id),
        files=tuple(
            OutboundFile(one.name, one.content_type, ports.blobs.get(one.blob)) for one in mail.files
        ),
    )
