"""Files are fetched from the platforms' own hosts, if they are small and come quickly; from nowhere else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from chalicelib.adapters.meta.files import RemoteFiles
from chalicelib.ports.platform import FileLost, PlatformBusy, TokenRefused
from tests.outgoing import a_picture

PNG = a_picture().content


class Told:
    """What the host answers to each path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str]] = []
        self.agents: list[str] = []
        self.slowly = 0.0
        self.origin = ""


@contextmanager
def hosting(told: Told) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            told.asked.append((self.path, self.headers.get("authorization", "")))
            told.agents.append(self.headers.get("user-agent", ""))
            status, headers, body = told.answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for start in range(0, len(body), 65_536):
                time.sleep(told.slowly)
                self.wfile.write(body[start : start + 65_536])

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        told.origin = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield
        server.shutdown()


@pytest.fixture
def host() -> Iterator[Told]:
    told = Told()
    with hosting(told):
        yield told


def files(host: Told, **changed: Any) -> RemoteFiles:
    return RemoteFiles(own_origin=host.origin, **changed)


def test_a_file_is_fetched_whole(host: Told) -> None:
    host.answers["/a/lamp.png?x=1"] = 200, {"Content-Type": "image/png"}, PNG

    fetched = files(host).fetch(f"{host.origin}/a/lamp.png?x=1")

    assert (fetched.content, fetched.name, fetched.content_type) == (PNG, "lamp.png", "image/png")
    assert host.agents == ["Bandeja"]


@pytest.mark.parametrize(
    ("told", "content", "kind"),
    [
        ("text/plain", PNG, "image/png"),
        ("image/png", b"<script>", "application/octet-stream"),
        ("text/html; charset=utf-8", b"<p>", "application/octet-stream"),
        ("image/svg+xml", b"<svg>", "application/octet-stream"),
        ("application/xhtml+xml", b"<p>", "application/octet-stream"),
        ("application/pdf", b"%PDF", "application/pdf"),
        ("audio/ogg; codecs=opus", b"OggS", "audio/ogg"),
        ("not a kind", b"x", "application/octet-stream"),
        ("image/webp", b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        ("image/jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
    ],
)
def test_what_it_is_is_seen_and_not_believed(host: Told, told: str, content: bytes, kind: str) -> None:
    host.answers["/file"] = 200, {"Content-Type": told}, content

    assert files(host).fetch(f"{host.origin}/file").content_type == kind


@pytest.mark.parametrize(
    ("disposition", "path", "name"),
    [
        ('attachment; filename="bill.pdf"', "/x", "bill.pdf"),
        ('attachment; filename="../../etc/passwd"', "/x", "passwd.pdf"),
        ("", "/a/%2E%2E%2Fb%5Cbill.pdf", "bill.pdf"),
        ("", "/", "file.pdf"),
        ("", "/" + "x" * 400, "x" * 251 + ".pdf"),
        ("attachment; filename*=UTF-8''fa%C3%A7ade%0a.pdf", "/x", "façade.pdf"),
    ],
)
def test_its_name_is_never_a_path(host: Told, disposition: str, path: str, name: str) -> None:
    host.answers[path] = 200, {"Content-Type": "application/pdf", "Content-Disposition": disposition}, b"%PDF"

    assert files(host).fetch(f"{host.origin}{path}").name == name


@pytest.mark.parametrize(
    "url",
    [
        "http://scontent.fbcdn.net/a.jpg",
        "https://fbcdn.net.example.com/a.jpg",
        "https://notfbcdn.net/a.jpg",
        "https://example.com/a.jpg",
        "https://scontent.fbcdn.net:8443/a.jpg",
        "https://scontent.fbcdn.net@example.com/a.jpg",
        "https://user:word@scontent.fbcdn.net/a.jpg",
        "https://127.0.0.1/a.jpg",
        "https://[::1]/a.jpg",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "ftp://scontent.fbcdn.net/a.jpg",
        "https://scontent.fbcdn.net\\@example.com/a.jpg",
        "https://scontent.fbcdn.net/a b.jpg",
        "https://scontent.fbcdn.net/\r\nX: y",
        "https://" + "x" * 5_000 + ".fbcdn.net/",
        "https://scontent.fbcdn.net:99999/",
        "//scontent.fbcdn.net/a.jpg",
        "",
    ],
)
def test_an_address_that_is_not_the_platforms_is_never_called(url: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host}:{port} was looked up")

    with pytest.raises(FileLost):
        RemoteFiles(resolve=never).fetch(url)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "224.0.0.1", "::"),
    ],
)
def test_a_name_of_the_platforms_that_leads_into_a_private_network_is_not_followed(address: str) -> None:
    beside = RemoteFiles(resolve=lambda host, port: ["157.240.0.1", address])
    alone = RemoteFiles(resolve=lambda host, port: [address])

    for one in (beside, alone):
        with pytest.raises(FileLost, match="private network"):
            one.fetch("https://scontent.fbcdn.net/a.jpg")


def test_a_name_that_cannot_be_looked_up_may_be_later() -> None:
    with pytest.raises(PlatformBusy):
        RemoteFiles(resolve=lambda host, port: []).fetch("https://scontent.fbcdn.net/a.jpg")


def test_the_graph_api_of_our_own_is_trusted_on_this_machine_only(host: Told) -> None:
    host.answers["/file"] = 200, {}, PNG
    outside = files(host, resolve=lambda name, port: ["157.240.0.1"])

    with pytest.raises(FileLost):
        outside.fetch(f"{host.origin}/file")
    with pytest.raises(FileLost):
        RemoteFiles(own_origin="").fetch(f"{host.origin}/file")


def test_a_redirect_is_followed_without_the_token(host: Told) -> None:
    host.answers["/first"] = 302, {"Location": "/second"}, b""
    host.answers["/second"] = 200, {}, PNG

    fetched = files(host).fetch(f"{host.origin}/first", token="secret")

    assert fetched.content == PNG
    assert host.asked == [("/first", "Bearer secret"), ("/second", "")]


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:1/", "https://example.com/", "http://169.254.169.254/", "file:///etc/passwd", ""],
)
def test_a_redirect_to_somewhere_else_is_not_followed(host: Told, location: str) -> None:
    host.answers["/first"] = 302, {"Location": location}, b""

    with pytest.raises(FileLost):
        files(host).fetch(f"{host.origin}/first")


def test_redirects_come_to_an_end(host: Told) -> None:
    for number in range(5):
        host.answers[f"/{number}"] = 302, {"Location": f"/{number + 1}"}, b""

    with pytest.raises(FileLost):
        files(host).fetch(f"{host.origin}/0")

    assert len(host.asked) == 4


@pytest.mark.parametrize("headers", [{}, {"Transfer-Encoding": "identity", "Content-Length": ""}])
def test_a_file_that_is_too_large_is_not_taken(host: Told, headers: dict[str, str]) -> None:
    host.answers["/file"] = 200, headers, b"x" * 1_000

    with pytest.raises(FileLost, match="larger"):
        files(host, most=999).fetch(f"{host.origin}/file")

    assert len(files(host, most=1_000).fetch(f"{host.origin}/file").content) == 1_000


def test_a_file_that_says_it_is_too_large_is_not_even_begun(host: Told) -> None:
    host.answers["/file"] = 200, {"Content-Length": "2000"}, b"x"

    with pytest.raises(FileLost, match="larger"):
        files(host, most=999).fetch(f"{host.origin}/file")


def test_a_file_that_comes_only_in_part_is_asked_for_again_later(host: Told) -> None:
    host.answers["/file"] = 200, {"Content-Length": "2000"}, b"x" * 1_000

    with pytest.raises(PlatformBusy):
        files(host).fetch(f"{host.origin}/file")


def test_a_file_that_drips_is_given_up(host: Told) -> None:
    host.answers["/file"] = 200, {}, b"x" * 65_536 * 20
    host.slowly = 0.05

    with pytest.raises(PlatformBusy, match="slowly"):
        files(host, whole_seconds=0.2).fetch(f"{host.origin}/file")


@pytest.mark.parametrize(
    ("status", "token", "kind"),
    [
        *((status, "", FileLost) for status in (400, 401, 403, 404, 410)),
        *((status, "", PlatformBusy) for status in (429, 500, 503)),
        (401, "secret", TokenRefused),
        (403, "secret", FileLost),
    ],
)
def test_a_status_says_whether_to_try_again(
    host: Told, status: int, token: str, kind: type[Exception]
) -> None:
    host.answers["/file"] = status, {}, b""

    with pytest.raises(kind):
        files(host).fetch(f"{host.origin}/file", token=token)


def test_nobody_there_means_later() -> None:
    with pytest.raises(PlatformBusy):
        RemoteFiles(own_origin="http://127.0.0.1:1").fetch("http://127.0.0.1:1/file")
