"""The list of conversations: one view of one inbox or of all, newest activity first."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.entry import Status
from chalicelib.domain.errors import NoSuchInbox
from chalicelib.domain.ids import AgentId, InboxId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import ListPage, Shelf, position_of

STATUS_OF_VIEW = {"open": Status.OPEN, "closed": Status.CLOSED, "spam": Status.SPAM}


def shelf_of(view: str, inbox_id: InboxId, agent_id: AgentId) -> Shelf:
    """Where the rows of a view stand: `open mine unassigned closed spam`."""
    if view in STATUS_OF_VIEW:
        return Shelf(inbox_id, status=STATUS_OF_VIEW[view])
    return Shelf(inbox_id, owner=agent_id if view == "mine" else None)


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """Which rows: a view of one inbox (`""`: of all), after a position that an earlier page gave."""

    view: str
    inbox: str = ""
    after: str | None = None
    limit: int = 25


def conversation_list(ports: Ports, agent_id: AgentId, asked: ListQuestion) -> ListPage:
    """Rows of all inboxes are merged. Raises `NoSuchInbox`, and `Invalid` for a senseless `after`.

    `next` is the position of the last row when there are more.
    """
    inboxes = [known.id for known in ports.workspace.inboxes() if asked.inbox in ("", known.id)]
    if asked.inbox and not inboxes:
        raise NoSuchInbox(field="inbox")
    pages = [
        ports.lists.page(shelf_of(asked.view, inbox_id, agent_id), after=asked.after, limit=asked.limit)
        for inbox_id in inboxes
    ]
    if len(pages) == 1:
        return pages[0]
    # an index that lags may show a row on two shelves while it moves
    merged = {row.id: row for page in pages for row in page.rows}
    rows = sorted(merged.values(), key=position_of, reverse=True)
    more = len(rows) > asked.limit or any(page.next for page in pages)
    kept = tuple(rows[: asked.limit])
    return ListPage(kept, position_of(kept[-1]) if more and kept else None)
