from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chalicelib.adapters.local.mail_gateway import RelayGateway
from chalicelib.adapters.local.outbox import Outbox
from chalicelib.adapters.local.smtp_relay import SmtpRelay
from chalicelib.domain.sending_errors import SendDelayed, SendRefused, SendUnsure
from chalicelib.ports.outside import Outbound
from tests.builders import NOW
from tests.unit.adapters.local.test_mail_gateway import an_outbound

HANG_UP = ""


@dataclass
class Script:
    """What a relay answers: to a command by its first word, `.` for the end of the mail."""

    answers: dict[str, str] = field(default_factory=dict)
    heard: list[bytes] = field(default_factory=list)
    mail: bytes = b""


@contextmanager
def relay_that(**answers: str) -> Iterator[tuple[SmtpRelay, Script]]:
    """A relay on a real socket that answers 250 unless told otherwise."""
    script = Script(answers)
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=serve, args=(listening, script), daemon=True)
    thread.start()
    try:
        yield SmtpRelay("127.0.0.1", listening.getsockname()[1], timeout=5), script
    finally:
        listening.close()
        thread.join(5)


def serve(listening: socket.socket, script: Script) -> None:
    try:
        line, _ = listening.accept()
    except OSError:
        return
    with line, line.makefile("rwb") as file:
        say(file.write, file.flush, "220 relay")
        while command := file.readline():
            script.heard.append(command.strip())
            word = command.split()[0].decode().upper()
            usual = (
                "250-relay\r\n250 8BITMIME" if word == "EHLO" else "354 go on" if word == "DATA" else "250 ok"
            )
            answer = script.answers.get(word, usual)
            if answer == HANG_UP:
                return
            say(file.write, file.flush, answer)
            if answer.startswith("354"):
                while (part := file.readline()) and part != b".\r\n":
                    script.mail += part
                if not part or (answer := script.answers.get("end", "250 queued")) == HANG_UP:
                    return
                say(file.write, file.flush, answer)


def say(write: Callable[[bytes], int], flush: Callable[[], None], answer: str) -> None:
    write(f"{answer}\r\n".encode())
    flush()


MAIL = b"Subject: x\r\n\r\n.a line with a dot\r\nend\r\n"


def test_mail_is_handed_over_with_its_dots_and_line_ends() -> None:
    with relay_that() as (relay, script):
        relay.send(b"Subject: x\n\n.a line with a dot\nend\n", "s@b.test", ["a@y.test", "b@y.test"])

    assert script.mail == MAIL.replace(b"\r\n.a", b"\r\n..a")
    assert [line.lower() for line in script.heard[1:4]] == [
        b"mail from:<s@b.test>",
        b"rcpt to:<a@y.test>",
        b"rcpt to:<b@y.test>",
    ]


def test_a_recipient_refused_for_ever_refuses_the_mail_before_anybody_gets_it() -> None:
    with (
        relay_that(RCPT="550 no such person") as (relay, script),
        pytest.raises(SendRefused, match="no such person"),
    ):
        relay.send(MAIL, "s@b.test", ["a@y.test"])

    assert script.mail == b""


@pytest.mark.parametrize(
    "answers", [{"RCPT": "451 later"}, {"MAIL": "421 busy"}, {"DATA": "450 no"}, {"end": "452 full"}]
)
def test_a_refusal_for_now_delays_the_mail(answers: dict[str, str]) -> None:
    with relay_that(**answers) as (relay, _), pytest.raises(SendDelayed):
        relay.send(MAIL, "s@b.test", ["a@y.test"])


def test_a_mail_refused_for_its_content_is_refused() -> None:
    with (
        relay_that(end="554 looks like spam") as (relay, _),
        pytest.raises(SendRefused, match="looks like spam"),
    ):
        relay.send(MAIL, "s@b.test", ["a@y.test"])


@pytest.mark.parametrize("at", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_line_that_breaks_before_the_mail_delays_it(at: str) -> None:
    with relay_that(**{at: HANG_UP}) as (relay, _), pytest.raises(SendDelayed):
        relay.send(MAIL, "s@b.test", ["a@y.test"])


def test_a_line_that_breaks_after_the_mail_leaves_it_unsure() -> None:
    with relay_that(end=HANG_UP) as (relay, _), pytest.raises(SendUnsure):
        relay.send(MAIL, "s@b.test", ["a@y.test"])


def test_a_relay_that_is_not_there_delays_the_mail() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(SendDelayed, match="cannot be reached"):
        SmtpRelay("127.0.0.1", port, timeout=5).send(MAIL, "s@b.test", ["a@y.test"])


def test_an_address_beyond_ascii_needs_a_relay_that_takes_it() -> None:
    with relay_that() as (relay, _), pytest.raises(SendRefused, match="beyond ASCII"):
        relay.send(MAIL, "s@b.test", ["año@y.test"])


def built(outbound: Outbound) -> bytes:
    return b"Message-ID: <1@bandeja.test>\r\n\r\nHello\r\n"


def test_only_what_went_out_through_the_relay_is_found(tmp_path: Path) -> None:
    with relay_that(end=HANG_UP) as (relay, _):
        gateway = RelayGateway(relay, Outbox(tmp_path), built, lambda: NOW)
        with pytest.raises(SendUnsure):
            gateway.send(an_outbound())
    assert gateway.found("c-1", 1) is None

    with relay_that() as (relay, _):
        RelayGateway(relay, Outbox(tmp_path), built, lambda: NOW).send(an_outbound())
    assert gateway.found("c-1", 1) == "<1@bandeja.test>"
