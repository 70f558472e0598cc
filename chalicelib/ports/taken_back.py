"""What somebody took back on a platform: nothing of it stays, wherever it stands in the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Entry, Message
from chalicelib.domain.platform_entries import Edited, Withdrawn
from chalicelib.domain.receipt import ExternalId, Known
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform_intake import MOST_FILES, late_file_id
from chalicelib.ports.told_since import told_since

MOST_EDITS = 30


def is_taken_back(ports: Ports, channel: Channel, message_id: str) -> bool:
    """Whether the message of that id was taken back, also before it came in."""
    id_ = ExternalId.on_channel(channel.id, message_id)
    row = ports.conversations.known([id_]).get(id_)
    return row is not None and row.is_receipt and is_gone(ports, row)


def is_gone(ports: Ports, about: Known) -> bool:
    """Whether nothing of the message at that place is left."""
    content = ports.conversations.entry(about.conversation_id, about.seq or 0).content
    return isinstance(content, Withdrawn) or (isinstance(content, Message) and content.withdrawn)


def without_it(
    ports: Ports, channel: Channel, message_id: str, about: Known, head: Conversation
) -> tuple[Entry, ...]:
    """The entries that held any of the message at `about`, with nothing in them: itself, its files that came
    later, what it was changed to. `head` is where its conversation goes on."""
    ids = [ExternalId.on_channel(channel.id, late_file_id(message_id, place)) for place in range(MOST_FILES)]
    rows = [row for row in ports.conversations.known(ids).values() if row.is_receipt]
    messages = [ports.conversations.entry(row.conversation_id, row.seq or 0) for row in (about, *rows)]
    changed = [one for one in told_since(ports, about, head) if isinstance(one.content, Edited)]
    return (*_emptied(messages), *(_wordless(one) for one in changed[:MOST_EDITS]))


def _emptied(entries: Iterable[Entry]) -> list[Entry]:
    return [
        replace(one, content=one.content.emptied()) for one in entries if isinstance(one.content, Message)
    ]


def _wordless(entry: Entry) -> Entry:
    assert isinstance(entry.content, Edited)
    return replace(entry, content=replace(entry.content, text="", full_text=None))
