"""A product that listens to the stand-in's webhooks, and keeps what it was told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from infra.local.fake_graph.company import PAGE_ID
from infra.local.fake_graph.state import FakeState
from infra.local.fake_graph.webhooks import signed


@contextmanager
def product(state: FakeState, account: str = PAGE_ID) -> Iterator[list[bytes]]:
    """Takes what is signed by the account's app, and refuses the rest, as the product's webhook does."""
    kept: list[bytes] = []
    secret = state.accounts[account].app_secret

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802 - what the standard library calls
            body = self.rfile.read(int(self.headers["content-length"]))
            right = self.headers["x-hub-signature-256"] == signed(body, secret)
            if right:
                kept.append(body)
            self.send_response(200 if right else 403)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        state.accounts[account].callback = f"http://127.0.0.1:{server.server_address[1]}/webhooks/meta/1"
        yield kept
        server.shutdown()
