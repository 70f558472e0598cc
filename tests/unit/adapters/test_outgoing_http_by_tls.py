"""A server is who its certificate says, under the name that was typed in."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chalicelib.adapters.outgoing_http import GuardedHttp
from chalicelib.ports.outgoing_http import ServerAway
from tests.builders import NOW
from tests.certificates import a_certificate


@dataclass
class Server:
    """`asked` is what arrived there."""

    port: int
    asked: list[bytes] = field(default_factory=list)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Of a host whose certificate is for localhost; this process trusts it."""
    certificate = a_certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = Server(listening.getsockname()[1])

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _ = listening.accept()
                    with suppress(OSError), context.wrap_socket(line, server_side=True) as secured:
                        while not b"".join(made.asked).endswith(b"{}"):
                            made.asked.append(secured.recv(65_536))
                        secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

        threading.Thread(target=serve, daemon=True).start()
        yield made
        listening.shutdown(socket.SHUT_RDWR)


def http() -> GuardedHttp:
    return GuardedHttp(lambda: NOW, loopback=True, resolve=lambda host, port: ["127.0.0.1"])


def test_the_certificate_is_looked_at_under_the_name(server: Server) -> None:
    posted = http().post(f"https://localhost:{server.port}/", {}, b"{}")

    assert (posted.status, posted.body) == (200, b"ok")


def test_a_server_with_a_certificate_of_another_name_gets_nothing(server: Server) -> None:
    with pytest.raises(ServerAway, match="secured"):
        http().post(f"https://127.0.0.1:{server.port}/", {}, b"{}")

    assert server.asked == []


def test_a_server_that_nobody_vouches_for_gets_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(ServerAway, match="secured"):
        http().post(f"https://localhost:{server.port}/", {}, b"{}")

    assert server.asked == []


def test_a_server_that_does_not_greet_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        silent = GuardedHttp(
            lambda: NOW, loopback=True, seconds=0.3, resolve=lambda host, port: ["127.0.0.1"]
        )

        with pytest.raises(ServerAway, match="secured"):
            silent.post(f"https://localhost:{listening.getsockname()[1]}/", {}, b"{}")
