"""What the intake of mail needs to know about this home: for mail that arrives, and for mail let in later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.domain.errors import NoSuchConversation
from chalicelib.domain.ids import ChannelId, ConversationId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.workspace import Channel, Quarantined
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.receive_message import receive_message

if TYPE_CHECKING:
    from chalicelib.channels.email.intake import MailRoom
    from chalicelib.usecases.release_quarantined import Door


def mail_room(ports: Ports) -> MailRoom:
    """Our channels, where content goes, and whose reply tokens are ours."""
    from chalicelib.channels.email.intake import MailRoom  # no other entry point pays for it

    return MailRoom(
        ports.workspace.channels(),
        ports.blobs,
        ports.secrets.key("reply-token"),
        lambda conversation_id: _channel_of(ports, conversation_id),
    )


def quarantine_door(ports: Ports) -> Door:
    """The way in for mail that a person lets in."""
    from chalicelib.usecases.release_quarantined import Door  # no other entry point pays for it

    def read(
        item: Quarantined, raw: bytes, channel: Channel | None, *, salvaged: bool
    ) -> tuple[InboundMessage, ...]:
        from dataclasses import replace

        from chalicelib.channels.email.intake import take_in
        from chalicelib.channels.email.notification import read_notification
        from chalicelib.channels.email.salvage import salvage

        room = replace(mail_room(ports), picked=channel)
        return take_in(read_notification(item.event), raw, replace(room, read=salvage) if salvaged else room)

    return Door(read, receive_message)


def _channel_of(ports: Ports, conversation_id: ConversationId) -> ChannelId | None:
    try:
        return ports.conversations.head(conversation_id).channel_id
    except NoSuchConversation:
        return None
