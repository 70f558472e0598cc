"""A visitor with the chat open looks at a page, or is still there."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.ids import ConversationId
from chalicelib.domain.visits import ON_SITE, page_of, with_page
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection, VisitorOnSite


def note_visit(
    ports: Ports,
    connection: Connection,
    *,
    title: str = "",
    url: str = "",
    conversation_id: ConversationId | None = None,
) -> VisitorOnSite | None:
    """Keep it for five minutes; `None` when the socket is no visitor's."""
    if connection.visitor_id is None or connection.channel_id is None:
        return None
    now = ports.now()
    here = ports.live.visitor(connection.channel_id, connection.visitor_id, now)
    here = here or VisitorOnSite(connection.visitor_id, connection.channel_id, now, now + ON_SITE)
    page = page_of(title, url)
    now_here = replace(
        here,
        expires_at=now + ON_SITE,
        left=False,
        pages=with_page(here.pages, page) if page else here.pages,
        contact_id=connection.contact_id,
        conversation_id=conversation_id or here.conversation_id,
    )
    ports.live.put_visitor(now_here)
    return now_here
