"""A visitor's page opens a socket with its ticket: they are on the site now, and can talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain import chat_ticket
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.errors import Blocked, NoSuchChannel, NotSignedIn, WrongOrigin
from chalicelib.domain.ids import AgentId
from chalicelib.domain.session_token import digest
from chalicelib.domain.visitor_token import Visitor
from chalicelib.domain.visits import ON_SITE, device_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.open_tabs import cut_off
from chalicelib.ports.recent_chats import chat_with_settings
from chalicelib.ports.stores import Connection, VisitorOnSite
from chalicelib.ports.visits import KEY, check_not_blocked, contact_of_visitor

LONGEST = timedelta(hours=2)  # as long as API Gateway lets a socket live; the page comes again


@dataclass(frozen=True, slots=True)
class Browser:
    """What its first request tells: `country` of two letters or "", `language` as it prefers."""

    user_agent: str = ""
    country: str = ""
    language: str = ""


def join_chat(
    ports: Ports, connection_id: str, ticket: str, browser: Browser, may_show: Callable[[ChatSettings], bool]
) -> Connection:
    """Keep the socket. `may_show` is asked with the channel's settings whether the page may have the chat.

    Raises `NotSignedIn` for a ticket that was used or has ended, `WrongOrigin`, `Blocked`.
    """
    visitor = _visitor(ports, ticket)
    try:
        settings = chat_with_settings(ports, visitor.channel_id).settings
    except NoSuchChannel as gone:
        raise NotSignedIn() from gone
    if not may_show(settings):
        raise WrongOrigin()
    contact, now = contact_of_visitor(ports, visitor), ports.now()
    check_not_blocked(contact)
    connection = Connection(
        connection_id,
        AgentId(""),
        "",
        now + LONGEST,
        visitor_id=visitor.id,
        channel_id=visitor.channel_id,
        contact_id=contact.id if contact else None,
    )
    ports.live.put_connection(connection)
    if contact and ports.contacts.get(contact.id).blocked:  # while it opened: who blocked saw no socket
        cut_off(ports, visitor.id)
        raise Blocked()
    here = ports.live.visitor(visitor.channel_id, visitor.id, now)
    here = here or VisitorOnSite(visitor.id, visitor.channel_id, now, now + ON_SITE)
    ports.live.put_visitor(replace(_seen_by(here, browser, now), contact_id=connection.contact_id))
    return connection


def _visitor(ports: Ports, ticket: str) -> Visitor:
    """Whose ticket it is; once. Nothing is read for one that we did not sign."""
    value = None
    if chat_ticket.is_ours(ports.secrets.key(KEY), ticket):
        value = ports.live.use_ticket(digest(ticket), ports.now())
    visitor = chat_ticket.visitor_of(value) if value else None
    if visitor is None:
        raise NotSignedIn("This ticket has been used or has ended")
    return visitor


def _seen_by(here: VisitorOnSite, browser: Browser, now: datetime) -> VisitorOnSite:
    return replace(
        here,
        expires_at=now + ON_SITE,
        left=False,
        country=browser.country,
        device=device_of(browser.user_agent),
        language=browser.language[:35],
    )
