"""A shop on one origin and a Bandeja on another, both made of routes: the widget's other side in its tests.

What the server would say is kept in plain lists; a test may cut the line, add messages or refuse.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Page, Route, WebSocketRoute

from chalicelib.domain.targeting import EVERYBODY
from chalicelib.domain.targeting_patterns import patterns_of
from infra.local.static_files import content_type_of

SHOP = "https://shop.example"
BANDEJA = "https://chat.example"
CHANNEL = "01890000000070008000000000000001"
DIST = Path(__file__).resolve().parents[2] / "web" / "widget" / "dist"
POLICY = "; ".join(
    [
        "default-src 'none'",
        f"script-src 'self' {BANDEJA}",
        "style-src 'self'",
        f"img-src 'self' {BANDEJA}",
        f"connect-src 'self' {BANDEJA} wss://chat.example",
        "require-trusted-types-for 'script'",
        "trusted-types shop",
    ]
)
MAYA = {"id": "a1", "name": "Maya", "avatar": ""}
AT = "2026-11-25T10:04:00Z"
Frame = dict[str, Any]


def a_flow(**changes: Any) -> Frame:
    """A live chatflow that greets everybody."""
    flow: Frame = {
        "id": "f1",
        "target": patterns_of(EVERYBODY),
        "display": {
            "show": "bubble",
            "after_seconds": None,
            "scroll_percent": None,
            "exit_intent": False,
            "small_screens": True,
        },
        "heading": {"en": "Hello. How can we help?", "es": "Hola. ¿En qué podemos ayudarte?"},
        "welcome": {"en": "Ask me about any piece.", "es": "Pregúntame por cualquier pieza."},
        "email": {"ask": "never", "required": False},
        "consent": None,
        "language": "auto",
        "rating": True,
        "faces": ["a1", "a2", "a3"],
        "yield_when_away": False,
    }
    display = {**flow["display"], **changes.pop("display", {})}
    return {**flow, **changes, "display": display}


def a_config(**changes: Any) -> Frame:
    """What the server writes behind the launcher."""
    panel = json.loads((DIST / "server" / "files.json").read_text())["panel"]
    look = {"color": "#1e5b57", "side": "right", "text": {}, "theme": "auto", **changes.pop("look", {})}
    return {
        "channel": CHANNEL,
        "api": f"{BANDEJA}/api",
        "site": BANDEJA,
        "country": "ES",
        "available": True,
        "away": {"mode": "message", "text": {}, "back_at": None},
        "reply_time": "minutes",
        "look": look,
        "uploads": True,
        "languages": ["en", "es"],
        "privacy_url": f"{SHOP}/privacy",
        "company": "Clay Shop",
        "panel": panel,
        "faces": [
            {
                "id": "a1",
                "name": "Maya Sol",
                "avatar": "",
                "meeting_url": f"{SHOP}/call",
                "meeting_text": "15 minutes, by video",
            },
            {"id": "a2", "name": "Leo Paz", "avatar": ""},
            {"id": "a3", "name": "Jo Otero", "avatar": ""},
        ],
        "chatflows": [a_flow()],
        **changes,
    }


@dataclass
class FakeChat:
    """The server's side."""

    config: Frame = field(default_factory=a_config)
    requests: list[str] = field(default_factory=list)
    heard: list[Frame] = field(default_factory=list)
    sockets: list[WebSocketRoute] = field(default_factory=list)
    conversations: dict[str, list[Frame]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    read: dict[str, int] = field(default_factory=dict)
    reachable: bool = True
    answers: bool = True
    email: str = ""
    refusal: str = ""
    picture: bytes = b""
    # whether the shop's page allows pictures of the chat's server
    pictures: bool = True

    def serve(self, context: BrowserContext) -> None:
        context.route("**/*", self._http)
        context.route_web_socket("**/socket*", self._socket)

    # what the team does

    def team_says(self, conversation: str, text: str, **more: Any) -> None:
        self.add(conversation, by="agent", text=text, agent=MAYA, **more)

    def add(self, conversation: str, **values: Any) -> None:
        """An entry, which every open socket hears of."""
        entries = self.conversations.setdefault(conversation, [])
        prev = entries[-1]["seq"] if entries else 0
        entry = {
            "seq": prev + 1,
            "at": AT,
            "by": "system",
            "kind": "message",
            "id": f"e{prev + 1}",
            "text": "",
            "agent": None,
            "files": [],
            "score": 0,
            **values,
        }
        entries.append(entry)
        if entry["kind"] == "closed":
            self.closed.add(conversation)
        self.tell({"type": "entry", "conversation": conversation, "prev": prev, "entry": entry})

    def tell(self, frame: Frame) -> None:
        for socket in self.sockets:
            socket.send(json.dumps(frame))

    def cut(self) -> None:
        """All sockets end, as at a deploy."""
        sockets, self.sockets = self.sockets, []
        for socket in sockets:
            socket.close()

    def said(self, kind: str) -> list[Frame]:
        return [frame for frame in self.heard if frame["type"] == kind]

    # what the widget asks

    def _http(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" == SHOP:
            self._shop(route, url.path)
        elif not self.reachable:
            route.abort("connectionfailed")
        else:
            self.requests.append(f"{route.request.method} {url.path}")
            self._bandeja(route, url.path, parse_qs(url.query))

    def _shop(self, route: Route, path: str) -> None:
        name = "index.html" if path in ("/", "/other") else path.removeprefix("/")
        file = DIST / "site" / "demo" / name
        if not file.is_file():
            route.fulfill(status=404, body="")
            return
        policy = POLICY if self.pictures else POLICY.replace(f"img-src 'self' {BANDEJA}", "img-src 'self'")
        headers = {"content-type": content_type_of(file), "content-security-policy": policy}
        route.fulfill(status=200, headers=headers, body=file.read_bytes())

    def _bandeja(self, route: Route, path: str, query: dict[str, list[str]]) -> None:
        if path == "/api/chat/widget.js":
            launcher = (DIST / "server" / "launcher.js").read_text()
            script = f"{launcher}({json.dumps(self.config)});"
            route.fulfill(status=200, headers={"content-type": "text/javascript"}, body=script)
        elif path == "/uploads":
            route.fulfill(status=204, headers={"access-control-allow-origin": SHOP})
        elif path.startswith("/files/"):
            route.fulfill(status=200, headers={"content-type": "image/png"}, body=self.picture)
        elif path.startswith("/widget/"):
            file = DIST / "site" / path.removeprefix("/")
            headers = {"content-type": content_type_of(file), "access-control-allow-origin": "*"}
            route.fulfill(status=200, headers=headers, body=file.read_bytes())
        else:
            self._api(route, path.removeprefix("/api/chat/"))

    def _api(self, route: Route, path: str) -> None:
        body: Frame = route.request.post_data_json or {}
        status, answer = 200, Frame()
        if path == "session":
            answer = self._session()
        elif path == "ticket":
            answer = {"ticket": "t", "expires_at": AT, "socket_url": "wss://chat.example/socket?ticket=t"}
        elif path == "uploads":
            answer = {"id": "slot1", "url": f"{BANDEJA}/uploads", "fields": {"key": "k"}}
        elif path.startswith("conversations/"):
            identity = path.removeprefix("conversations/")
            entries = self.conversations[identity]
            answer = {"conversation": identity, "seq": len(entries), "entries": entries}
        elif path == "email":
            self.email = body["email"]
        elif path.startswith("attachments/"):
            answer = {"url": f"{BANDEJA}/files/{path.removeprefix('attachments/')}"}
        elif path == "identify" and self.refusal:
            status, answer = 422, {"code": "Invalid", "detail": self.refusal}
        self.heard.append({"type": f"POST {path}", **body})
        headers = {"content-type": "application/json", "access-control-allow-origin": SHOP}
        route.fulfill(status=status, headers=headers, body=json.dumps(answer))

    def _session(self) -> Frame:
        return {
            "token": "token1",
            "visitor": "v1",
            "channel": CHANNEL,
            "name": "",
            "email": self.email,
            "identified": False,
            "available": self.config["available"],
            "conversations": self._summaries(),
        }

    def _summaries(self) -> list[Frame]:
        return [
            {
                "id": name,
                "number": number,
                "subject": entries[0]["text"][:60],
                "preview": entries[-1]["text"],
                "by": "visitor" if entries[-1]["by"] == "visitor" else "agent",
                "at": entries[-1]["at"],
                "unread": sum(
                    entry["by"] == "agent" and entry["seq"] > self.read.get(name, 0) for entry in entries
                ),
                "closed": name in self.closed,
                "seq": entries[-1]["seq"],
            }
            for number, (name, entries) in enumerate(self.conversations.items(), 1)
            if entries
        ]

    def _socket(self, socket: WebSocketRoute) -> None:
        if not self.reachable:
            socket.close()
            return
        self.sockets.append(socket)
        socket.on_message(lambda text: self._frame(socket, json.loads(str(text))))
        socket.on_close(lambda *_: self.sockets.remove(socket) if socket in self.sockets else None)

    def _frame(self, socket: WebSocketRoute, frame: Frame) -> None:
        self.heard.append(frame)
        kind = frame["type"]
        if kind == "hello":
            said = {
                "type": "hello",
                "visitor": "v1",
                "channel": CHANNEL,
                "available": self.config["available"],
            }
            socket.send(
                json.dumps({**said, "away_text": "", "agents": [], "conversations": self._summaries()})
            )
        elif kind in ("start", "say") and self.answers:
            self._message(socket, frame)
        elif kind == "resume":
            entries = self.conversations[frame["conversation"]]
            missed = [entry for entry in entries if entry["seq"] > frame["after"]]
            said = {"type": "resumed", "conversation": frame["conversation"], "seq": len(entries)}
            socket.send(json.dumps({**said, "entries": missed}))
        elif kind == "seen":
            self.read[frame["conversation"]] = frame["seq"]
        elif kind == "ping":
            socket.send(json.dumps({"type": "pong", "conversation": None, "seq": None}))
        elif kind == "rate":
            self.add(frame["conversation"], kind="rated", by="visitor", score=frame["score"])
        elif kind == "close":
            self.add(frame["conversation"], kind="closed", by="visitor")

    def _message(self, socket: WebSocketRoute, frame: Frame) -> None:
        known = next(
            (
                (name, entry)
                for name, entries in self.conversations.items()
                for entry in entries
                if entry["id"] == frame["id"]
            ),
            None,
        )
        if known is None:
            name = frame.get("conversation") or f"c{len(self.conversations) + 1}"
            files = [
                {"id": one, "name": "rim-crack.jpg", "content_type": "image/jpeg", "size": 9}
                for one in frame.get("files", [])
            ]
            self.add(name, by="visitor", id=frame["id"], text=frame["text"], files=files)
            known = name, self.conversations[name][-1]
        name, entry = known
        said = {"type": "said", "id": frame["id"], "conversation": name, "seq": entry["seq"]}
        socket.send(json.dumps(said))


def shop_page(page: Page, **asked: str) -> None:
    """Open the shop, which loads the chat from another origin."""
    query = "&".join(
        f"{name}={value}" for name, value in {"channel": CHANNEL, "server": BANDEJA, **asked}.items()
    )
    page.goto(f"{SHOP}/?{query}")
