"""What the frames of a chat cost: the whole handler on the tables of the scene, and pushes to who watches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bench.edge import wired
from bench.report import SHOWN, Limit, Line
from bench.scene import ANA, SUPPORT, WORDS, Scene, scene
from chalicelib.adapters.announcing import AnnouncingConversations, Team, WatcherAnnouncer, announce_commit
from chalicelib.domain.ids import AgentId, ChannelId, ConversationId, VisitorId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.workspace import Channel
from chalicelib.ports.faces import RecentFaces
from chalicelib.ports.stores import Connection
from chalicelib.usecases.open_conversation import open_conversation
from chalicelib.usecases.reply_to_conversation import reply_to_conversation

CHAT = Channel(ChannelId("0e" * 16), SUPPORT.id, "chat", "Website", "0e" * 16)
VISITOR = VisitorId("0f" * 16)
SOCKET = "visitor-socket-0"
TEXT = (WORDS * 9)[:800]
LONG_TEXT = (WORDS * 11)[:1_000]
WATCHERS = 12
A_DAY = timedelta(days=1)
OPENED = Limit(requests=2)
"""Who watches the chat is looked up once."""

SAY = Limit(requests=4, writes=10)
"""With a row of up to 1 KB: it has 213 bytes beside the text, 3 more where the time is no whole second."""
LONG_SAY = Limit(requests=4, writes=12)
"""1,000 characters are 1,050 bytes with the keys of their row alone, so that no shorter names would help."""
TOLD = Limit(requests=6, writes=12)
"""Ten frames within ten seconds, nothing but words: the other processes are told, in two requests when this
is the first to do so."""
CONVERSATIONS = "bench-conversations"


@dataclass(slots=True)
class Posts:
    """Sockets that only count what is put on them."""

    put: list[tuple[str, Any]] = field(default_factory=list)

    def push(self, connection_id: str, frame: bytes) -> bool:
        self.put.append((connection_id, json.loads(frame)))
        return True

    def push_all(self, connection_ids: Sequence[str], frame: bytes) -> tuple[str, ...]:
        return tuple(one for one in connection_ids if not self.push(one, frame))

    def close(self, connection_id: str) -> None:
        raise AssertionError(f"{connection_id} is closed")


@dataclass(slots=True)
class Chat:
    """A visitor of the scene, in a function that is warm."""

    company: Scene
    posts: Posts
    on_frame: Any
    frames: int = 0
    told: Any = None

    def frame(self, **frame: Any) -> Any:
        """Send one; what was answered to it."""
        self.frames += 1
        context = {"connectionId": SOCKET, "eventType": "MESSAGE", "apiId": "local", "stage": "ws"}
        event = {"requestContext": context | {"domainName": "local"}, "body": json.dumps(frame)}
        self.posts.put.clear()
        self.on_frame(event, None)
        own = [put for to, put in self.posts.put if to == SOCKET and put["type"] != "entry"]
        self.told = own[-1] if own else None
        assert self.told is None or self.told["type"] != "error", self.told
        return self.told

    def later(self) -> None:
        """A new window of the frame budget; what a warm function keeps for half a minute stays kept."""
        self.company.clock.now += timedelta(seconds=11)
        self.frame(type="hello")  # which also reads again what was kept too long

    def line(self, name: str, limit: Limit = SHOWN, **frame: Any) -> Line:
        return self.company.counted(name, lambda: self.frame(**frame), limit)


def measured() -> list[Line]:
    """Each frame once, on a conversation that is on its way."""
    import app  # needs a region in the environment, which the scene sets

    with scene() as company, opened(company) as (posts, ported), wired(ported):
        chat = Chat(ported, posts, app.on_frame)
        chat.frame(type="hello")
        first = chat.line("start: a new visitor's first words", type="start", id="first", text=TEXT)
        conversation = ConversationId(chat.told["conversation"])
        lines = [first, *words(chat, conversation), *signs(chat, ported, conversation)]
        lines += watched(chat, conversation)
    return lines


def words(chat: Chat, conversation: ConversationId) -> list[Line]:
    """What is said on an existing conversation: named, not named, again, and as the fifth frame."""
    chat.later()
    chat.frame(type="say", id=an_id(0), text=TEXT)  # how visitors see the team is read for the first one
    said = {
        "say, a row of 1 KB (800 characters)": (
            SAY,
            {"id": an_id(1), "text": TEXT, "conversation": conversation},
        ),
        "say without its conversation": (SAY, {"id": an_id(2), "text": TEXT}),
        "the same again": (SAY, {"id": an_id(2), "text": TEXT}),
        "say, a text of 1,000 characters": (LONG_SAY, {"id": an_id(3), "text": LONG_TEXT}),
        "say as the fifth frame in 10 s": (SAY, {"id": an_id(4), "text": TEXT}),
    }
    lines = []
    for number, (name, (limit, frame)) in enumerate(said.items()):
        if number == 1:
            chat.later()
        chat.company.clock.now += timedelta(seconds=1)  # its place in the lists moves, as on any day
        lines.append(chat.line(name, limit, type="say", **frame))
    for number in range(5, 9):
        chat.frame(type="say", id=an_id(number), text=TEXT)
    lines.append(chat.line("say as the tenth frame in 10 s", TOLD, type="say", id=an_id(9), text=TEXT))
    assert chat.company.ports.conversations.head(conversation).seq == 11
    return lines


def an_id(number: int) -> str:
    """As long as a browser's."""
    return f"{number:032x}"


def signs(chat: Chat, company: Scene, conversation: ConversationId) -> list[Line]:
    """What is no words."""
    chat.later()
    seen = company.ports.conversations.head(conversation).seq
    order = ReplyOrder(conversation, Order(ANA, None), "On its way.", last_seq=seen)
    answered = company.counted(
        "answer of an agent in a chat", lambda: reply_to_conversation(company.ports, order)
    )
    with company.meter.counting() as cost:
        chat.frame(type="typing", conversation=conversation, on=True)
    assert CONVERSATIONS not in cost.tables, cost.tables
    typing = Line("typing, none of it on conversations", len(cost.requests), cost.reads, cost.writes)
    opened_by_agent = company.counted(
        "a chat is opened by an agent",
        lambda: open_conversation(company.ports, conversation, seen + 2),
        OPENED,
    )
    lines = [
        answered,
        typing,
        opened_by_agent,
        chat.line("seen", type="seen", conversation=conversation, seq=seen + 2),
        chat.line("ping", type="ping", conversation=conversation),
    ]
    chat.later()
    lines.append(chat.line("resume", type="resume", conversation=conversation, after=seen))
    assert [entry["kind"] for entry in chat.told["entries"]] == ["joined", "message"]
    return lines


def watched(chat: Chat, conversation: ConversationId) -> list[Line]:
    """The same words with many who watch: as many posts, and not one request more."""
    live, ends = chat.company.ports.live, chat.company.clock() + A_DAY
    for number in range(WATCHERS):
        live.put_connection(
            Connection(f"agent-{number}", AgentId(f"{number:032x}"), "Ana", ends, (SUPPORT.id,), conversation)
        )
    chat.later()
    chat.frame(type="say", id=an_id(10), text=TEXT)
    line = chat.line(f"say, {WATCHERS} agents watch", SAY, type="say", id=an_id(11), text=TEXT)
    posts = [(to, put["type"]) for to, put in chat.posts.put]
    expected = {(f"agent-{number}", "changed") for number in range(WATCHERS)}
    expected |= {(SOCKET, "entry"), (SOCKET, "said")}
    if len(posts) != len(expected) or set(posts) != expected:
        line = replace(line, wrong=(f"{len(posts)} posts to {WATCHERS} agents and the visitor: {posts}",))
    return [line]


@contextmanager
def opened(company: Scene) -> Iterator[tuple[Posts, Scene]]:
    """The scene with a website: commits are told to whoever watches, the visitor's socket is open."""
    posts, ports = Posts(), company.ports
    team = Team(company.clock, RecentFaces(ports.workspace, company.clock))
    tell = announce_commit(WatcherAnnouncer(ports.live, posts, ports.jobs, team))
    ports.workspace.put_channel(CHAT)
    ends = company.clock() + A_DAY
    ports.live.put_connection(
        Connection(SOCKET, AgentId(""), "", ends, visitor_id=VISITOR, channel_id=CHAT.id)
    )
    told = replace(ports, conversations=AnnouncingConversations(ports.conversations, tell), sockets=posts)
    yield posts, replace(company, ports=told)
