"""The management endpoint of a socket API on the loopback, as API Gateway's reference describes it.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

LARGEST_MESSAGE = 128 * 1024
PREFIX = "/ws/@connections/"


class ManagementApi:
    """`open` are the sockets by id, each with the frames put on it; `most` is how many waited at once.

    A request that finds something in `refusals` is answered that status and code instead.
    """

    def __init__(self) -> None:
        self.open: dict[str, list[bytes]] = {}
        self.refusals: list[tuple[int, str]] = []
        self.requests = 0
        self.most = 0
        self.together = threading.Barrier(1)
        self._waiting = 0
        self._lock = threading.Lock()

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, str]:
        """The status, and the code of an error."""
        with self._lock:
            self.requests += 1
            self._waiting += 1
            self.most = max(self.most, self._waiting)
        with suppress(threading.BrokenBarrierError):
            self.together.wait(timeout=5)
        with self._lock:
            self._waiting -= 1
            return self._answered(method, unquote(path.removeprefix(PREFIX)), body)

    def _answered(self, method: str, connection_id: str, body: bytes) -> tuple[int, str]:
        if self.refusals:
            return self.refusals.pop(0)
        if connection_id not in self.open:
            return 410, "GoneException"
        if method == "DELETE":
            del self.open[connection_id]
            return 204, ""
        if len(body) > LARGEST_MESSAGE:
            return 413, "PayloadTooLargeException"
        self.open[connection_id].append(body)
        return 200, ""


@contextmanager
def management_api() -> Iterator[tuple[ManagementApi, str]]:
    """A running one and its address."""
    api = ManagementApi()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # noqa: N802 - the name that http.server calls
            self._handle("POST")

        def do_DELETE(self) -> None:  # noqa: N802 - the name that http.server calls
            self._handle("DELETE")

        def _handle(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, code = api.answer(method, self.path, body)
            told = json.dumps({"message": code}).encode() if code else b""
            self.send_response(status)
            if code:
                self.send_header("x-amzn-ErrorType", code)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            """Tests do not chatter."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield api, f"http://127.0.0.1:{server.server_address[1]}/ws"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
