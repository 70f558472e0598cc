"""What to call a visitor who gave no name."""

from __future__ import annotations

from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports

NAMELESS = {"en": "Visitor", "es": "Visitante"}


def nameless(ports: Ports, channel: Channel, visitor_id: str) -> str:
    """In the language of the team, with enough of the id to tell two of them apart."""
    languages = {inbox.id: inbox.language for inbox in ports.workspace.inboxes()}
    return f"{NAMELESS.get(languages.get(channel.inbox_id, 'en'), NAMELESS['en'])} {visitor_id[-4:]}"
