"""Who is on a website with the chat open, and what is known of who writes in a chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.contact import Contact
from chalicelib.domain.errors import NoSuchInbox
from chalicelib.domain.ids import ContactId, ConversationId, VisitorId
from chalicelib.domain.visits import ON_SITE
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.open_tabs import CHAT, everybody_on_site, is_the_same
from chalicelib.ports.stores import VisitorOnSite
from chalicelib.ports.visits import VISITOR, is_identified

MOST_LISTED = 100
STILL_HERE = timedelta(seconds=90)
"""A tab says every 30 seconds that it is there: who missed it three times has left. The end of a socket says
so at once, where it comes: a browser that lost its line tells nothing."""


@dataclass(frozen=True, slots=True)
class LiveVisitor:
    """A visitor of the last minutes. `contact` is who they are, once they have written."""

    channel: Channel
    here: VisitorOnSite
    contact: Contact | None

    @property
    def seen_at(self) -> datetime:
        """When their browser told last that it is there."""
        return self.here.expires_at - ON_SITE


@dataclass(frozen=True, slots=True)
class VisitorCard:
    """Who writes in a chat. `here` is what their browser told, while they are on the site."""

    contact: Contact
    here: VisitorOnSite | None
    online: bool


def visitors_on_site(ports: Ports, inbox: str) -> list[LiveVisitor]:
    """Those of the last minutes on the chats of an inbox, or of all (""), who came last first, at most 100.

    Whoever is blocked is not among them. Raises `NoSuchInbox`.
    """
    if inbox and all(known.id != inbox for known in ports.workspace.inboxes()):
        raise NoSuchInbox(field="inbox")
    now = ports.now()
    chats = [one for one in ports.workspace.channels() if one.kind == CHAT]
    asked = [one for one in chats if inbox in ("", one.inbox_id)]
    here = [(channel, visitor) for channel in asked for visitor in ports.live.visitors(channel.id, now)]
    newest = sorted(here, key=lambda one: one[1].since, reverse=True)[:MOST_LISTED]
    people = ports.contacts.several([one.contact_id for _, one in newest if one.contact_id])
    found = [LiveVisitor(channel, one, _contact_of(one, people)) for channel, one in newest]
    return [one for one in found if one.contact is None or one.contact.blocked is None]


def _contact_of(visitor: VisitorOnSite, people: Mapping[ContactId, Contact]) -> Contact | None:
    return people.get(visitor.contact_id) if visitor.contact_id else None


def is_here(visitor: LiveVisitor, now: datetime) -> bool:
    """Whether their browser was heard of just now, and not that it left."""
    return not visitor.here.left and now - visitor.seen_at < STILL_HERE


def visitor_card(ports: Ports, conversation_id: ConversationId) -> VisitorCard:
    """Raises `NoSuchConversation`."""
    head = ports.conversations.head(conversation_id)
    contact, now = ports.contacts.get(head.contact_id), ports.now()
    here = _on_site(ports, contact)
    online = here is not None and bool(ports.live.connections_of_visitor(here.visitor_id, now))
    return VisitorCard(contact, here, online)


def _on_site(ports: Ports, contact: Contact) -> VisitorOnSite | None:
    """Where they were seen last. Whoever is known by more than a browser may have come by any."""
    now = ports.now()
    chats = [one.id for one in ports.workspace.channels() if one.kind == CHAT]
    browsers = [VisitorId(one.value) for one in contact.identities if one.kind == VISITOR]
    found = [ports.live.visitor(chat, one, now) for chat in chats for one in browsers]
    if is_identified(contact):
        found += [one for one in everybody_on_site(ports) if is_the_same(one, contact)]
    return max(filter(None, found), key=lambda one: one.expires_at, default=None)
