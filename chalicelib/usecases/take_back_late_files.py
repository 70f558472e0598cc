"""A file of a message that was taken back came in at the same moment: it goes, too."""

from __future__ import annotations

from chalicelib.domain.conversation import Step
from chalicelib.domain.receipt import ExternalId
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on
from chalicelib.ports.stores import Commit
from chalicelib.ports.taken_back import without_it


def take_back_late_files(ports: Ports, channel: Channel, message_id: str) -> None:
    """Its files are emptied where they stand. Nothing happens for a message that is not known."""
    id_ = ExternalId.on_channel(channel.id, message_id)
    about = ports.conversations.known([id_]).get(id_)
    if about is None or not about.is_receipt:
        return
    head = where_it_goes_on(ports, about.conversation_id)
    emptied = without_it(ports, channel, message_id, about, head)
    ports.conversations.commit(Commit(Step(head, head), rewritten=emptied))
