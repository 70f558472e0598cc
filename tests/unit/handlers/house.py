"""The whole edge over the local home's adapters: requests go in as HTTP, frames as events of a socket."""

from __future__ import annotations

import importlib
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from chalicelib.adapters.local.sockets import InProcessSockets, OpenSocket
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Actor, Message
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.domain.workspace import Agent, AgentState, Role
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import UploadSlot
from chalicelib.ports.stores import Commit
from chalicelib.usecases.sign_in import sign_in
from infra.local.answers import Request
from infra.local.api_gateway import LocalApi
from tests.builders import a_beginning, a_contact, a_conversation, a_message, a_receipt, an_answer
from tests.unit.usecases.company import ANA, NOON, SUPPORT, SUPPORT_INBOX

HOST = "127.0.0.1:8000"
SITE = f"http://{HOST}"
PASSWORD = "a long enough password"
ADA = Agent(AgentId("c0" * 16), "Ada", "ada@bandeja.test", Role.ADMIN, AgentState.ACTIVE, NOON)
NOBODYS_ID = "0" * 32


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def problem(self) -> tuple[int, str, str]:
        """Status, code and field of a problem."""
        assert self.headers["content-type"] == "application/problem+json"
        told = self.json()
        assert told["status"] == self.status
        return self.status, told["code"], told.get("field", "")


@dataclass
class Browser:
    """Somebody at a browser: signed in when `cookie` is set."""

    house: House
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, query: Mapping[str, Any] | None = None, **headers: str) -> Reply:
        return self.send("GET", path, query=query, headers=headers)

    def post(self, path: str, body: Any = None, *, key: str = "") -> Reply:
        headers = {"idempotency-key": key} if key else {}
        raw = b"" if body is None else json.dumps(body).encode()
        return self.send("POST", path, raw=raw, headers=headers)

    def send(
        self,
        method: str,
        path: str,
        *,
        raw: bytes = b"",
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        sent = {"host": HOST, "content-type": "application/json", **self.headers}
        sent |= {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if self.cookie:
            sent["cookie"] = f"theme=dark; bandeja={self.cookie}"
        question = urlencode(query or {})
        answer = self.house.api.answer(Request(method, f"/api{path}", question, sent, raw))
        assert isinstance(answer.body, bytes)
        return Reply(answer.status, {name.lower(): value for name, value in answer.headers}, answer.body)


@dataclass
class Socket:
    """A browser's socket: `got` are the frames that were put on it."""

    house: House
    id: str
    got: list[Any] = field(default_factory=list)
    is_open: bool = True

    def send(self, frame: Any) -> Any:
        """Send a frame (JSON, or raw text) and answer the last one that came back, if any."""
        text = frame if isinstance(frame, str) else json.dumps(frame)
        self.house.event("on_frame", "MESSAGE", self.id, body=text)
        return self.got[-1] if self.got else None

    def leave(self) -> None:
        self._sockets.forget(self.id)
        self.house.event("on_disconnect", "DISCONNECT", self.id)

    def listen(self) -> None:
        def deliver(frame: bytes) -> bool:
            self.got.append(json.loads(frame))
            return True

        self._sockets.opened(self.id, OpenSocket(deliver, self._shut))

    def _shut(self) -> None:
        self.is_open = False

    @property
    def _sockets(self) -> InProcessSockets:
        sockets = self.house.ports.sockets
        assert isinstance(sockets, InProcessSockets)
        return sockets


class House:
    """The edge, with Ada (an admin), Ana (an agent) and others of the company behind it."""

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        self.app = importlib.import_module("app")
        self.api = LocalApi(self.app.app)
        self._numbers = itertools.count(1)
        ports.workspace.add_agent(ADA)
        for agent in (ADA, ANA):
            ports.passwords.set(agent.id, PASSWORD)

    def browser(self, agent: Agent | None = None) -> Browser:
        """A browser in which `agent` has signed in, or nobody."""
        token = sign_in(self.ports, agent.email, PASSWORD, source="test").token if agent else ""
        return Browser(self, token)

    def began(self, message: Message | None = None, **changed: Any) -> Conversation:
        """A conversation with its first mail in."""
        contact: Contact = a_contact()
        contact = replace(
            contact, identities=(Identity("email", f"carla{next(self._numbers)}@customer.test"),)
        )
        head = a_conversation(
            **{
                "inbox_id": SUPPORT_INBOX.id,
                "channel_id": SUPPORT.id,
                "contact_id": contact.id,
                "started_at": self.ports.now(),
                "last_activity_at": self.ports.now(),
                **changed,
            }
        )
        step = a_beginning(head, message or a_message())
        self.ports.conversations.commit(Commit(step, (a_receipt(),), contact=contact))
        return self.ports.conversations.head(head.id)

    def wrote(self, conversation_id: ConversationId, text: str = "Any news?") -> int:
        """The contact writes again; the `seq` of that."""
        head = self.ports.conversations.head(conversation_id)
        step = head.receive(a_message(text), self.ports.now(), Actor.contact(head.contact_id))
        return self.ports.conversations.commit(Commit(step, (a_receipt(),))).seq

    def answered(self, conversation_id: ConversationId, **changed: Any) -> int:
        """The team answers; the `seq` of that."""
        head = self.ports.conversations.head(conversation_id)
        step = head.reply(an_answer(**changed), self.ports.now(), ANA.id)
        return self.ports.conversations.commit(Commit(step, (a_receipt(),))).seq

    def upload(self, slot: UploadSlot | Mapping[str, Any], content: bytes) -> None:
        """Put a file where `POST /uploads` said."""
        fields = slot.fields if isinstance(slot, UploadSlot) else slot["fields"]
        self.ports.blobs.take_upload(fields, [content])  # type: ignore[attr-defined]  # the folder's own door

    def connect(self, ticket: str, headers: Mapping[str, str] | None = None) -> tuple[int, Socket]:
        """Open a socket; the status of the handshake, and the socket."""
        socket = Socket(self, f"socket-{next(self._numbers)}")
        sent = {"Host": HOST, "Origin": SITE} if headers is None else headers
        asked = {"headers": dict(sent), "queryStringParameters": {"ticket": ticket} if ticket else None}
        answer = self.event("on_connect", "CONNECT", socket.id, **asked)
        if answer["statusCode"] == 200:
            socket.listen()
        return answer["statusCode"], socket

    def socket(self, agent: Agent) -> Socket:
        """An open socket of `agent`."""
        status, socket = self.connect(self.browser(agent).post("/socket-ticket").json()["ticket"])
        assert status == 200
        return socket

    def event(self, handler: str, kind: str, connection_id: str, **more: Any) -> Any:
        """What API Gateway calls for a socket."""
        context = {
            "connectionId": connection_id,
            "eventType": kind,
            "apiId": "local",
            "stage": "ws",
            "domainName": HOST,
        }
        return getattr(self.app, handler)({"requestContext": context, **more}, None)


def moment(text: str) -> datetime:
    """A time of the API."""
    return datetime.fromisoformat(text)
