"""What a cold function pays for the first message of a visitor: a process of its own takes one frame.

Its tables are this process's (moto), behind a door on the loopback that also takes what it pushes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from moto.core.models import botocore_stubber

from bench import imports
from bench.report import Limit, Line
from bench.scene import REGION, SUPPORT, Scene, scene
from chalicelib.domain.contact import Identity
from chalicelib.domain.entry import Message
from chalicelib.domain.ids import AgentId, ChannelId, VisitorId
from chalicelib.domain.workspace import Channel
from chalicelib.ports.stores import Connection

CHAT = Channel(ChannelId("0d" * 16), SUPPORT.id, "chat", "Shop", "0d" * 16)
VISITOR = VisitorId("0e" * 16)
SOCKET = "socket"
WORDS = "My lamp flickers"
NAME = "chat: with its first message"
LIMIT = Limit(ratio=36, modules=660)

FRAME = {"type": "say", "id": "first", "text": WORDS}
CONTEXT = {
    "connectionId": SOCKET,
    "eventType": "MESSAGE",
    "apiId": "bench",
    "stage": "socket",
    "domainName": "bench.test",
}
EVENT = {"requestContext": CONTEXT, "body": json.dumps(FRAME)}
STATEMENT = f"import app; assert app.on_frame({EVENT!r}, None)['statusCode'] == 200"


def line(runs: int, writer: str = "plain") -> Line:
    """As the function that takes frames runs it; `writer` as in the template."""
    pairs = []
    for _ in range(runs + 1):  # the first writes the .pyc files
        bare, said = imports.run(""), said_in_a_process(writer)
        pairs.append((bare, said))
    return imports.compared(NAME, pairs[1:], LIMIT)


def said_in_a_process(writer: str = "plain") -> imports.Import:
    """One message, and what was imported for it. It is in the log then."""
    with scene() as company, door() as address:
        company.ports.workspace.put_inbox(SUPPORT)
        company.ports.workspace.put_channel(CHAT)
        ends = company.clock() + timedelta(days=3_650)
        company.ports.live.put_connection(
            Connection(SOCKET, AgentId(""), "", ends, visitor_id=VISITOR, channel_id=CHAT.id)
        )
        ran = imports.run(STATEMENT, environment(address, writer))
        assert words_of(company) == [WORDS]
        return ran


def environment(address: str, writer: str) -> dict[str, str]:
    """The settings of a function, on the tables of the scene."""
    nouns = ("conversations", "contacts", "workspace", "live")
    unused = (
        "BLOB_BUCKET",
        "MAIL_QUEUE",
        "DELIVERY_QUEUE",
        "FOLLOWUPS_QUEUE",
        "WEBHOOKS_QUEUE",
        "EVENTS_QUEUE",
        "SECRETS_PATH",
        "MAIL_DOMAIN",
    )
    return {
        **dict.fromkeys((*unused, "SENDING_DOMAIN", "USER_POOL_ID", "USER_POOL_CLIENT_ID"), "unused"),
        **{f"{noun.upper()}_TABLE": f"bench-{noun}" for noun in nouns},
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_ENDPOINT_URL": address,
        "WS_ENDPOINT": f"{address}/socket",
        "DYNAMODB_WRITER": writer,
    }


def words_of(company: Scene) -> list[str]:
    """What the visitor has said."""
    contact = company.ports.contacts.by_identity(Identity("visitor", VISITOR))
    assert contact, "nobody was kept"
    (conversation,) = company.ports.lists.of_contact(contact.id, 10)
    contents = [entry.content for entry in company.ports.conversations.entries(conversation)]
    return [content.text for content in contents if isinstance(content, Message)]


@contextmanager
def door() -> Iterator[str]:
    """Where another process finds the tables of this one, and sockets that take everything."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # noqa: N802 - the name that http.server calls
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, told = (200, b"") if self.path.startswith("/socket") else answered(self.headers, body)
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.0")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            """A measurement does not chatter."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answered(headers: Any, body: bytes) -> tuple[int, bytes]:
    """What moto says to a request for DynamoDB."""
    sent = HTTPHeaders()
    for name, value in headers.items():
        if name.lower() not in {"host", "content-length"}:
            sent[name] = value
    url = f"https://dynamodb.{REGION}.amazonaws.com/"
    asked = AWSPreparedRequest("POST", url, sent, body, stream_output=False)
    ask: Callable[..., Any] = botocore_stubber
    answer = ask(event_name="before-send.dynamodb", request=asked)
    return int(answer.status_code), bytes(answer.content)
