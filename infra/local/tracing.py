"""Where a mail went: for the simulator's page, which shows what became of what it sent."""

from __future__ import annotations

from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId
from chalicelib.ports.bundle import Ports


def trace(ports: Ports, message_id: str) -> tuple[str, int] | None:
    """The conversation that took the mail, and how many entries it made over all channels."""
    ids = [ExternalId.on_channel(channel.id, message_id) for channel in ports.workspace.channels()]
    taken = [known for known in ports.conversations.known(ids).values() if known.is_receipt]
    if not taken:
        return None
    first: ConversationId = taken[0].conversation_id
    return first, len(taken)
