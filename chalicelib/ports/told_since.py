"""What was told of one message after it came in: reactions, changes."""

from __future__ import annotations

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Entry
from chalicelib.domain.platform_entries import Edited, Reacted
from chalicelib.domain.receipt import Known
from chalicelib.ports.bundle import Ports

LOOKED_AT = 300  # platforms let people change their words for some minutes only
PAGE = 100


def told_since(ports: Ports, about: Known, head: Conversation) -> list[Entry]:
    """Reactions to and changes of the message at `about`, oldest first: of the `LOOKED_AT` entries after it,
    and of as many newest ones of `head`, where its conversation goes on after a merge."""
    after = _after(ports, about)
    newest = [] if head.id == about.conversation_id else _newest(ports, head)
    return [one for one in (*after, *newest) if _is_of(one, about)]


def _after(ports: Ports, about: Known) -> list[Entry]:
    found: list[Entry] = []
    last = about.seq or 0
    for _ in range(LOOKED_AT // PAGE):
        page = ports.conversations.entries(about.conversation_id, after=last, limit=PAGE)
        found += page
        if len(page) < PAGE:
            break
        last = page[-1].seq
    return found


def _newest(ports: Ports, head: Conversation) -> list[Entry]:
    found: list[Entry] = []
    before = head.seq + 1
    for _ in range(LOOKED_AT // PAGE):
        page = ports.conversations.entries(head.id, before=before, limit=PAGE)
        found = [*page, *found]
        if len(page) < PAGE:
            break
        before = page[0].seq
    return found


def _is_of(entry: Entry, about: Known) -> bool:
    told = entry.content
    if not isinstance(told, Edited | Reacted):
        return False
    return (told.of_conversation or entry.conversation_id, told.of) == (about.conversation_id, about.seq)
