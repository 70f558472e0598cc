"""A server of other people's on this machine: it takes signed webhooks, or refuses them as a test says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """`got` are all calls as they came, `taken` those that were answered with 2xx. `answer` says with which
    status (and headers, and `told` as JSON) the next call is answered; 0: the line breaks without a word."""

    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], int] = lambda event: 200  # noqa: E731 - it takes everything
    headers: dict[str, str] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def posts(self) -> list[dict[str, Any]]:
        """Everything that was posted, taken or not."""
        return [json.loads(body) for _, body in self.got]

    @property
    def types(self) -> list[str]:
        return [event["type"] for event in self.taken]

    @property
    def texts(self) -> list[str]:
        """What was said in the messages that were taken, in their order."""
        return [event["data"]["message"]["text"] for event in self.taken if "message" in event["data"]]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Until it is left, it listens on a port of its own."""
    here, lock = Receiver(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            with lock:
                here.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                event = json.loads(body)
                status = here.answer(event)
                if 200 <= status < 300:
                    here.taken.append(event)
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in here.headers.items():
                self.send_header(name, value)
            said = json.dumps(here.told).encode() if here.told else b""
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *said: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
