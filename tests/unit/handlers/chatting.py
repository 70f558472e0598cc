"""A website with a chat in front of the edge: its visitors come with a browser and open sockets."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.adapters.announcing import AnnouncingConversations, Team, WatcherAnnouncer, announce_commit
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.faces import RecentFaces
from tests.unit.handlers.house import HOST, Browser, House, Reply, Socket
from tests.unit.usecases.company import SUPPORT_INBOX

SHOP = "https://shop.example"
CHAT = Channel(ChannelId("b9" * 16), SUPPORT_INBOX.id, "chat", "Website", "website")
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"


def with_pushes(ports: Ports) -> Ports:
    """The ports as the product has them: whatever is committed is told to whoever watches."""
    team = Team(ports.clock, RecentFaces(ports.workspace, ports.clock))
    announcer = WatcherAnnouncer(ports.live, ports.sockets, ports.jobs, team)
    return replace(
        ports, conversations=AnnouncingConversations(ports.conversations, announce_commit(announcer))
    )


@dataclass
class Guest:
    """A visitor of the shop, with the browser they come by and the sockets of its tabs."""

    house: House
    token: str
    id: str
    browser: Browser
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def post(self, path: str, body: Any = None) -> Reply:
        return self.browser.post(f"/chat/{path}", body)

    def tab(self, **headers: str) -> Socket:
        """A tab with the chat open."""
        status, socket = self.knock(**headers)
        assert status == 200
        return socket

    def knock(self, **headers: str) -> tuple[int, Socket]:
        """Try to open a socket."""
        ticket = self.post("ticket").json()["ticket"]
        sent = {"Host": HOST, "Origin": SHOP, "User-Agent": PHONE, "Accept-Language": "es-ES,es;q=0.9"}
        return self.house.connect(ticket, {**sent, **headers})

    def starts(self, socket: Socket, text: str = "Is it in stock?", **more: Any) -> str:
        """The first words; the id of the conversation that they begin."""
        said = socket.send({"type": "start", "id": f"m{next(self._numbers)}", "text": text, **more})
        assert said["type"] == "said", said
        return str(said["conversation"])


def visit(house: House) -> Guest:
    """Somebody comes to the shop and opens the chat."""
    browser = Browser(house, headers={"origin": SHOP})
    opened = browser.post("/chat/session", {"channel": CHAT.id})
    assert opened.status == 200, opened.json()
    told = opened.json()
    browser.headers["x-bandeja-visitor"] = told["token"]
    return Guest(house, told["token"], told["visitor"], browser)


def open_shop(ports: Ports, **settings: Any) -> None:
    """The chat channel of the shop, open for its visitors."""
    ports.workspace.put_channel(CHAT)
    ports.workspace.put_chat_settings(ChatSettings(CHAT.id).changed(origins=(SHOP,), **settings))
