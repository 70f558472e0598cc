"""The stand-in for the Graph API alone on a free port, for tests and for trying things out."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from infra.local.answers import Request
from infra.local.fake_graph.api import FakeGraph


class _Call(BaseHTTPRequestHandler):
    """One connection, which may carry several calls."""

    protocol_version = "HTTP/1.1"
    graph: FakeGraph

    def _serve(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, path, query, headers, self.rfile.read(length))
        answer = self.graph.answer(request)
        assert isinstance(answer.body, bytes)
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = _serve  # noqa: N815 - what the standard library calls

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: what was called stands in `FakeGraph.calls`."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller who went away is no error of this server."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(graph: FakeGraph) -> Iterator[str]:
    """Its address, such as `http://127.0.0.1:40123/simulator/graph`, as long as it is served."""
    handler = type("Call", (_Call,), {"graph": graph})
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{graph.prefix}"
        server.shutdown()
        thread.join()
