"""Files come by TLS from the host that was named, though an address that was looked at is what is called."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.meta.files import RemoteFiles
from chalicelib.ports.platform import FetchedFile, PlatformBusy
from tests.certificates import a_certificate

NAMED, OTHER = "files.lamps.test", "files.others.test"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = self.headers["host"].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Of a host whose certificate is for `NAMED`; this process trusts it."""
    certificate = a_certificate(tmp_path, NAMED)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Server(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def fetched(host: str, port: int) -> FetchedFile:
    origin = f"https://{host}:{port}"
    return RemoteFiles(own_origin=origin, resolve=lambda name, at: ["127.0.0.1"]).fetch(f"{origin}/file")


def test_the_certificate_is_looked_at_under_the_name_and_not_the_address(port: int) -> None:
    assert fetched(NAMED, port).content == f"{NAMED}:{port}".encode()


def test_a_host_with_a_certificate_of_another_name_is_not_believed(port: int) -> None:
    with pytest.raises(PlatformBusy):
        fetched(OTHER, port)


def test_a_host_that_nobody_vouches_for_is_not_believed(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(PlatformBusy):
        fetched(NAMED, port)
