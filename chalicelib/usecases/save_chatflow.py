"""An admin saves a chatflow: its name, or what is drafted. Visitors see nothing of it yet."""

from __future__ import annotations

from chalicelib.domain.chatflow import Chatflow, Content
from chalicelib.domain.content_checks import check_draft
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import chatflow_there, put_next


def save_chatflow(
    ports: Ports, chatflow_id: str, version: int, *, name: str | None, draft: Content | None
) -> Chatflow:
    """The chatflow as it is now; `None` leaves as it is.

    Raises `NoSuchChatflow`, `ChangedMeanwhile` when somebody saved in between, `Invalid`.
    """
    flow = chatflow_there(ports, chatflow_id)
    if draft is not None:
        check_draft(draft, "draft")
    name, draft = name or flow.name, draft or flow.draft
    is_there = (name, draft) == (flow.name, flow.draft)
    return put_next(ports, flow, flow if is_there else flow.changed(name=name, draft=draft), version)
