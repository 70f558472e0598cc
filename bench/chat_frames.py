"""What the messages of a visitor cost DynamoDB, through app.py, with a screen of an agent that is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bench.edge import wired
from bench.first_message import CHAT, CONTEXT, SOCKET, VISITOR
from bench.report import SHOWN, Limit, Line
from bench.scene import ANA, SUPPORT, Scene, scene
from chalicelib.adapters.announcing import AnnouncingConversations, Team, WatcherAnnouncer, announce_commit
from chalicelib.adapters.aws.dynamodb.chat_reads import DynamoChatReads
from chalicelib.adapters.local.sockets import OpenSocket
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.ports.faces import RecentFaces
from chalicelib.ports.stores import Connection

SAID = Limit(requests=4, writes=10)
"""Socket and head in one read, one transaction, and who watches the inbox and the conversation."""
AGAIN = Limit(requests=3)
"""The transaction is refused by the receipt, which is read then."""
KILOBYTE = "My lamp flickers. " * 55


def measured() -> list[Line]:
    """The first words, what follows, and the same sent again because its acknowledgement was lost."""
    import app  # needs a region in the environment, which the scene sets

    with scene() as made, announcing(made) as company, wired(company):
        begin(company)

        def said(name: str, frame: dict[str, Any], limit: Limit = SHOWN) -> Line:
            event = {"requestContext": CONTEXT, "body": json.dumps(frame)}
            return company.counted(name, lambda: app.on_frame(event, None), limit)

        lines = [said("a visitor's first words", {"type": "start", "id": "1", "text": "Hello"})]
        conversation = conversation_of(company)
        more = {"type": "say", "id": "2", "text": KILOBYTE, "conversation": conversation}
        lines += [
            said("… the next, 1 KB; the team's faces are read, for 30 seconds", more),
            said("… and each one after it", {**more, "id": "3"}, SAID),
            said("… that came before", {**more, "id": "3"}, AGAIN),
        ]
        assert company.ports.conversations.head(conversation).seq == 3
    return lines


@contextmanager
def announcing(made: Scene) -> Iterator[Scene]:
    """The scene with a store that tells who watches, as the product's does."""
    ports = made.ports
    team = Team(made.clock, RecentFaces(ports.workspace, made.clock))
    tell = announce_commit(WatcherAnnouncer(ports.live, ports.sockets, ports.jobs, team))
    told = AnnouncingConversations(ports.conversations, tell)
    yield replace(made, ports=replace(ports, conversations=told, chat_reads=DynamoChatReads(made.place)))


def begin(company: Scene) -> None:
    """A website, a visitor's socket, and Ana's screen, which shows the inbox."""
    company.ports.workspace.put_channel(CHAT)
    ends = company.clock() + timedelta(days=1)
    visitor = Connection(SOCKET, AgentId(""), "", ends, visitor_id=VISITOR, channel_id=CHAT.id)
    agent = Connection("screen", ANA.id, "session", ends, inboxes=(SUPPORT.id,))
    for connection in (visitor, agent):
        company.ports.live.put_connection(connection)
        taken = OpenSocket(lambda frame: True, lambda: None)
        company.ports.sockets.opened(connection.id, taken)  # type: ignore[attr-defined]  # the local home's


def conversation_of(company: Scene) -> ConversationId:
    """The one that the visitor's socket follows since their first words."""
    connection = company.ports.live.connection(SOCKET, company.clock())
    assert connection and connection.conversation_id, "nothing was said"
    return connection.conversation_id
