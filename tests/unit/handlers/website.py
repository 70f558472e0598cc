"""A website with a chat: visitors' pages and sockets, at the edge of the house."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.ids import ChannelId, ConversationId
from chalicelib.domain.workspace import Agent, Channel
from tests.unit.handlers.house import HOST, Browser, House, Reply, Socket
from tests.unit.usecases.company import ANA, SUPPORT_INBOX

SHOP = "https://shop.example"
CHAT = Channel(ChannelId("b3" * 16), SUPPORT_INBOX.id, "chat", "Website", "b3" * 16, company="Clay Shop")
PAGE = {"url": f"{SHOP}/vases?session=secret#top", "title": "Vases"}
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148"


@dataclass
class Visitor:
    """Somebody on a page of the shop. `token` is what the page keeps."""

    house: House
    site: str = SHOP
    token: str = ""
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Browser(self.house, headers={"origin": self.site})

    def session(self, channel: str = CHAT.id) -> Reply:
        reply = self.browser.post("/chat/session", {"channel": channel, "token": self.token})
        if reply.status == 200:
            self.token = reply.json()["token"]
            self.browser.headers["x-bandeja-visitor"] = self.token
        return reply

    def ticket(self) -> str:
        if not self.token:
            self.session()
        return str(self.browser.post("/chat/ticket").json()["ticket"])

    def handshake(self, ticket: str, **headers: str) -> tuple[int, Socket]:
        sent = {"Host": HOST, "Origin": self.site, "User-Agent": PHONE, "Accept-Language": "es-ES,es;q=0.9"}
        return self.house.connect(ticket, sent | headers)

    def socket(self, **headers: str) -> Socket:
        """One more tab."""
        status, socket = self.handshake(self.ticket(), **headers)
        assert status == 200
        return socket

    def chatting(self, text: str = "Is it waterproof?") -> tuple[Socket, str]:
        """A socket, and the conversation that its first words began."""
        socket = self.socket()
        said = socket.send({"type": "start", "id": "first", "text": text, "page": PAGE})
        return socket, str(said["conversation"])


def watching(house: House, conversation: str | None = None, agent: Agent = ANA) -> Socket:
    """An agent's open screen."""
    socket = house.socket(agent)
    socket.send({"type": "watch", "inboxes": [SUPPORT_INBOX.id], "conversation": conversation})
    socket.got.clear()
    return socket


def answered(house: House, conversation: str, text: str = "Yes, it is glazed.") -> Reply:
    """Ana answers in the inbox."""
    seq = house.ports.conversations.head(ConversationId(conversation)).seq
    order = {"text": text, "last_seq": seq}
    return house.browser(ANA).post(f"/conversations/{conversation}/replies", order)


def texts(socket: Socket) -> list[tuple[str, str]]:
    """Who said what, as the frames of a visitor's socket told it."""
    entries = [frame["entry"] for frame in socket.got if frame["type"] == "entry"]
    return [(entry["by"], entry["text"]) for entry in entries if entry["kind"] == "message"]


def of_type(socket: Socket, kind: str) -> list[Any]:
    """The frames of one type that were put on a socket."""
    return [frame for frame in socket.got if frame["type"] == kind]
