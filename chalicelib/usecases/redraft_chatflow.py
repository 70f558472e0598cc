"""An admin goes back: what a chatflow showed once is its draft again. Visitors see nothing of it yet."""

from __future__ import annotations

from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.errors import NoSuchChatflow
from chalicelib.domain.reason import Reason
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import chatflow_there, put_next


def redraft_chatflow(ports: Ports, chatflow_id: str, seq: int, version: int | None) -> Chatflow:
    """The chatflow as it is now; `seq` names the publication.

    Raises `NoSuchChatflow`, also for a publication that is kept no longer, and `ChangedMeanwhile`.
    """
    flow = chatflow_there(ports, chatflow_id)
    found = next((one for one in ports.workspace.publications(flow.id) if one.seq == seq), None)
    if found is None:
        raise NoSuchChatflow(
            "What was published then is not kept any more", field="seq", reason=Reason("publication_gone")
        )
    is_there = found.content == flow.draft
    return put_next(ports, flow, flow if is_there else flow.changed(draft=found.content), version)
