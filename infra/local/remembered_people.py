"""What the product remembers of people on platforms, for a stand-in that forgot them at its end."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.receipt import ExternalId
from chalicelib.ports.answer_window import wrote_at
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on


def remembered(ports: Ports, kind: str, address: str, person_id: str) -> tuple[str, datetime] | None:
    """Name of the person who wrote to this account, and when they wrote last; `None` for nobody known."""
    channels = ports.workspace.channels()
    channel = next((one for one in channels if (one.kind, one.address) == (kind, address)), None)
    if channel is None:
        return None
    thread = ExternalId.of_person(channel.id, person_id)
    known = ports.conversations.known([thread]).get(thread)
    if known is None or known.tombstone:
        return None
    head = where_it_goes_on(ports, known.conversation_id)
    at = wrote_at(ports, head)
    return (head.contact_name, at) if at else None
