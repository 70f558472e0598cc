"""A visitor is blocked at the very moment at which they open a socket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.errors import Blocked
from chalicelib.domain.ids import ChannelId, ContactId, VisitorId
from chalicelib.domain.visitor_token import Visitor
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.block_contact import block_contact
from chalicelib.usecases.issue_chat_ticket import issue_chat_ticket
from chalicelib.usecases.join_chat import Browser, join_chat
from tests.builders import an_id
from tests.unit.usecases.company import ANA, NOON, SUPPORT_INBOX

CHAT = Channel(ChannelId("b9" * 16), SUPPORT_INBOX.id, "chat", "Website", "website")


class Meanwhile:
    """A store in which something happens right before a socket is kept."""

    def __init__(self, live: Any, happens: Callable[[], None]) -> None:
        self._live = live
        self._happens = happens

    def put_connection(self, connection: Any) -> None:
        self._happens()
        self._live.put_connection(connection)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._live, name)


def test_a_socket_that_opens_while_its_visitor_is_blocked_does_not_stay(ports: Ports) -> None:
    ports.workspace.put_channel(CHAT)
    ports.workspace.put_chat_settings(ChatSettings(CHAT.id).changed())
    visitor = Visitor(VisitorId(an_id()), CHAT.id)
    mallory = Contact(ContactId(an_id()), "Mallory", NOON, (Identity("visitor", visitor.id),))
    ports.contacts.add(mallory)
    ticket, _ = issue_chat_ticket(ports, visitor, source="test")
    racing = replace(ports, live=Meanwhile(ports.live, lambda: block_contact(ports, mallory.id, ANA.id)))

    with pytest.raises(Blocked):
        join_chat(racing, "socket-1", ticket, Browser(), lambda settings: True)

    assert ports.live.connection("socket-1", NOON) is None
    assert ports.live.connections_of_visitor(visitor.id, NOON) == ()
