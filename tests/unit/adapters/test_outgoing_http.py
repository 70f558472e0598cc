"""Other people's servers are called within bounds, and none within a private network."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.adapters.outgoing_http import GuardedHttp
from chalicelib.ports.outgoing_http import AddressRefused, ServerAway, ServerSilent
from tests.builders import NOW

TAKEN = b"HTTP/1.1 204 No Content\r\n\r\n"
Say = Callable[[socket.socket], None]


class Server:
    """One raw server of this machine: what it was sent, and how it answers."""

    def __init__(self, say: Say) -> None:
        self.asked: list[bytes] = []
        self.say = say
        self.over = threading.Event()
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?x=1"

    def serve(self, listening: socket.socket) -> None:
        while not self.over.is_set():
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line:
                self.asked.append(whole_request(line))
                with suppress(OSError):  # the caller may have hung up
                    self.say(line)


def whole_request(line: socket.socket) -> bytes:
    read = b""
    while b"\r\n\r\n" not in read:
        read += line.recv(65_536)
    head, _, body = read.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += line.recv(65_536)
    return head + b"\r\n\r\n" + body


@contextmanager
def serving(say: Say | bytes) -> Iterator[Server]:
    answer: Say = (lambda line: line.sendall(say)) if isinstance(say, bytes) else say
    server = Server(answer)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.port = listening.getsockname()[1]
        thread = threading.Thread(target=server.serve, args=[listening], daemon=True)
        thread.start()
        yield server
        server.over.set()
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def http(**changed: Any) -> GuardedHttp:
    return GuardedHttp(lambda: NOW, **{"loopback": True, **changed})


def answer(headers: str = "", body: bytes = b"", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body


def test_what_is_posted_arrives_as_it_was() -> None:
    with serving(answer(body=b"{}")) as server:
        posted = http().post(server.url, {"Content-Type": "application/json", "X-One": "1"}, b'{"a": 1}')

    (asked,) = server.asked
    head, _, body = asked.partition(b"\r\n\r\n")
    assert (posted.status, posted.body, posted.is_taken, posted.wait) == (200, b"{}", True, None)
    assert head.startswith(b"POST /hook?x=1 HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{server.port}".encode() in head
    assert b"User-Agent: Bandeja\r\n" in head
    assert b"X-One: 1" in head
    assert b"cookie" not in head.lower()
    assert body == b'{"a": 1}'


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with serving(answer("Location: http://127.0.0.1:1/\r\n", status="302 Found")) as server:
        posted = http().post(server.url, {}, b"")

    assert (posted.status, posted.is_taken, len(server.asked)) == (302, False, 1)


@pytest.mark.parametrize("framing", ["Content-Length: 100000\r\n", ""])
def test_only_the_beginning_of_an_answer_is_read(framing: str) -> None:
    with serving(f"HTTP/1.1 400 Bad\r\n{framing}\r\n".encode() + b"x" * 100_000) as server:
        posted = http().post(server.url, {}, b"")

    assert (posted.status, posted.body) == (400, b"x" * 2_000)


def test_an_answer_that_breaks_off_is_an_answer() -> None:
    with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf") as server:
        posted = http().post(server.url, {}, b"")

    assert (posted.status, posted.body) == (200, b"half")


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("0", timedelta()),
        ("Mon, 02 Mar 2026 09:31:00 GMT", timedelta(minutes=1)),
        ("Mon, 02 Mar 2020 09:31:00 GMT", timedelta()),
        ("99999999999999", timedelta(days=1)),
        ("Mon, 02 Mar 2126 09:31:00 GMT", timedelta(days=1)),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_a_server_may_ask_for_patience(told: str, wait: timedelta | None) -> None:
    with serving(answer(f"Retry-After: {told}\r\n", status="503 Busy")) as server:
        assert http().post(server.url, {}, b"").wait == wait


def test_nobody_there_means_that_nothing_has_arrived() -> None:
    with serving(TAKEN) as server:
        pass

    with pytest.raises(ServerAway):
        http().post(server.url, {}, b"")


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 ", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000]
)
def test_a_server_that_hangs_up_or_talks_nonsense_may_have_taken_it(said: bytes) -> None:
    with serving(said) as server, pytest.raises(ServerSilent):
        http().post(server.url, {}, b"")


def silence(line: socket.socket) -> None:
    line.recv(1)


def test_a_server_that_says_nothing_is_given_up() -> None:
    began = time.monotonic()

    with serving(silence) as server, pytest.raises(ServerSilent):
        http(seconds=0.3).post(server.url, {}, b"")

    assert time.monotonic() - began < 5


@pytest.mark.parametrize("begins", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_is_given_up(begins: bytes) -> None:
    """Each piece comes in time, and there is no end to them. What it said first may be its answer."""

    def drip(line: socket.socket) -> None:
        line.sendall(begins)
        while not server.over.wait(0.02):
            line.sendall(b"X")

    with serving(drip) as server:
        began = time.monotonic()
        with nullcontext() if begins else pytest.raises(ServerSilent):
            assert http(seconds=1.5).post(server.url, {}, b"").status == 200

        assert time.monotonic() - began < 5


def test_a_look_up_that_takes_too_long_is_given_up() -> None:
    over = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        over.wait(20)
        return ["127.0.0.1"]

    began = time.monotonic()
    with pytest.raises(ServerAway):
        http(seconds=0.2, resolve=slow).post("https://program.example/", {}, b"")
    over.set()

    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "url",
    [
        *("", "ftp://program.example/", "http://program.example/", "https://program.example:8443/"),
        *("https://user:word@program.example/", "https://program.example/\r\nX: y", "file:///etc/passwd"),
        *("https://prögram.example/", "https://program.example\\@other.example/", "http://192.168.1.1/"),
        *(
            "http://169.254.169.254/latest/meta-data/",
            "http://localhost.example/",
            "http://127.0.0.1.example/",
        ),
    ],
)
def test_an_address_of_another_form_is_not_even_looked_up(url: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host}:{port} was looked up")

    with pytest.raises(AddressRefused):
        http(resolve=never).check(url)
    with pytest.raises(AddressRefused):
        http(resolve=never).post(url, {}, b"")


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fc00::1", "64:ff9b::7f00:1"]
)
@pytest.mark.parametrize("loopback", [True, False])
def test_a_name_that_leads_into_a_private_network_is_not_called(address: str, loopback: bool) -> None:
    """Not even to this machine: only its own names may."""
    guarded = http(loopback=loopback, resolve=lambda host, port: ["157.240.0.1", address])

    with pytest.raises(AddressRefused, match="private network"):
        guarded.check("https://program.example/")
    with pytest.raises(AddressRefused, match="private network"):
        guarded.post("https://program.example/", {}, b"")


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://0/"])
def test_this_machine_is_called_only_at_home(url: str) -> None:
    """`0` and its like are names that every resolver takes for this machine."""
    with pytest.raises(AddressRefused):
        http(loopback=False).check(url)
    with pytest.raises(AddressRefused):
        http(loopback=False).post(url, {}, b"")


def test_at_home_its_own_name_may_not_lead_elsewhere() -> None:
    with pytest.raises(AddressRefused):
        http(resolve=lambda host, port: ["192.168.1.1"]).post("http://localhost:1/", {}, b"")


def test_the_name_is_looked_up_once_and_that_address_is_called() -> None:
    """Whoever answers the second question differently gains nothing by it."""
    asked: list[str] = []

    def once(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    with serving(TAKEN) as server:
        url = server.url.replace("127.0.0.1", "localhost")
        assert http(resolve=once).post(url, {}, b"").status == 204

    assert asked == ["localhost"]


def test_a_name_that_nobody_knows_may_be_known_later() -> None:
    unknown = http(resolve=lambda host, port: [])

    unknown.check("https://program.example/")
    with pytest.raises(ServerAway):
        unknown.post("https://program.example/", {}, b"")
