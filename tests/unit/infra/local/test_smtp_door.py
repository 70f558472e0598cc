from __future__ import annotations

import json
import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.domain import limits
from chalicelib.domain.workspace import Channel
from infra.local.arriving import Arrivals, Envelope
from infra.local.smtp_door import MailDoor, SmtpServer
from tests.builders import NOW, a_channel

MAIL = b"From: ann@x.test\r\nSubject: hi\r\n\r\n.dots\r\n..and more\r\n"
TO = "support@bandeja.test"
Channels = Callable[[], tuple[Channel, ...]]


@dataclass
class Door:
    """An open door, and what came through it."""

    port: int
    blobs: FolderBlobs
    jobs: SqliteJobs

    def taken(self) -> list[tuple[list[str], bytes]]:
        """Envelope recipients and raw mail of each job."""
        found = []
        for job in self.jobs.receive("mail", count=100, visibility_seconds=1):
            receipt = json.loads(json.loads(job.body)["Message"])["receipt"]
            name = receipt["action"]["objectKey"].removeprefix("incoming/")
            found.append((receipt["recipients"], self.blobs.get_incoming(name)))
        return found


class BrokenArrivals(Arrivals):
    def take(self, envelope: Envelope, raw: bytes) -> str:
        raise RuntimeError("a mistake of ours")


def no_channels() -> tuple[Channel, ...]:
    raise RuntimeError("the database is busy")


@contextmanager
def door_at(
    folder: Path, kind: type[Arrivals] = Arrivals, channels: Channels = lambda: (a_channel(),)
) -> Iterator[Door]:
    ids = count()
    blobs = FolderBlobs(folder, link_key=b"k" * 32, clock=lambda: NOW)
    jobs = SqliteJobs(None, lambda: NOW)
    arrivals = kind(blobs, jobs, lambda: NOW, lambda: f"mail-{next(ids)}")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = SmtpServer(MailDoor(arrivals, channels), listening)
        server.start()
        try:
            yield Door(listening.getsockname()[1], blobs, jobs)
        finally:
            server.stop(2)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with door_at(tmp_path) as opened:
        yield opened


def test_a_mail_is_kept_byte_by_byte(door: Door) -> None:
    with smtplib.SMTP("127.0.0.1", door.port, timeout=5) as line:
        line.sendmail("ann@x.test", [TO, "support+vip@bandeja.test"], MAIL)

    assert door.taken() == [([TO, "support+vip@bandeja.test"], MAIL)]


def test_unknown_recipients_are_refused_and_the_others_get_their_mail(door: Door) -> None:
    with smtplib.SMTP("127.0.0.1", door.port, timeout=5) as line:
        refused = line.sendmail("ann@x.test", ["nobody@bandeja.test", TO], MAIL)

    assert refused["nobody@bandeja.test"][0] == 550
    assert door.taken() == [([TO], MAIL)]


def test_a_bounce_has_no_sender_and_is_taken(door: Door) -> None:
    with smtplib.SMTP("127.0.0.1", door.port, timeout=5) as line:
        line.sendmail("", [TO], MAIL)

    assert len(door.taken()) == 1


def test_the_door_names_its_limit_and_what_it_can(door: Door) -> None:
    with smtplib.SMTP("127.0.0.1", door.port, timeout=5) as line:
        line.ehlo()

        assert line.esmtp_features["size"] == str(limits.MAIL)
        assert line.has_extn("8bitmime")
        assert line.has_extn("smtputf8")


def test_a_mail_that_says_it_is_too_large_is_refused_at_once(door: Door) -> None:
    with smtplib.SMTP("127.0.0.1", door.port, timeout=5) as line:
        line.ehlo()
        code, _ = line.mail("ann@x.test", [f"SIZE={limits.MAIL + 1}"])

    assert code == 552


def test_a_mail_that_is_too_large_without_saying_so_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAIL", 10_000)
    with door_at(tmp_path) as door, smtplib.SMTP("127.0.0.1", door.port, timeout=5) as line:
        line.helo()
        line.mail("ann@x.test")
        line.rcpt(TO)
        code, _ = line.data(b"x" * 70 + b"\r\n" + (b"y" * 70 + b"\r\n") * 200)

        assert code == 552
        assert door.taken() == []
        line.sendmail("ann@x.test", [TO], MAIL)
        assert len(door.taken()) == 1


def test_lines_longer_than_mail_should_have_are_taken(door: Door) -> None:
    long = b"Subject: x\r\n\r\n" + b"x" * 300_000 + b"\r\n"

    with smtplib.SMTP("127.0.0.1", door.port, timeout=5) as line:
        line.sendmail("ann@x.test", [TO], long)

    assert door.taken() == [([TO], long)]


def test_letters_beyond_ascii_are_taken_as_they_are(door: Door) -> None:
    raw = "Subject: ¡Olé!\r\n\r\nñ\r\n".encode() + b"\xff\r\n"

    with smtplib.SMTP("127.0.0.1", door.port, timeout=5) as line:
        line.sendmail("añã@x.test", [TO], raw, mail_options=["SMTPUTF8", "BODY=8BITMIME"])

    assert door.taken() == [([TO], raw)]


def test_a_mail_that_cannot_be_kept_is_to_be_sent_again(tmp_path: Path) -> None:
    with door_at(tmp_path, BrokenArrivals) as door, smtplib.SMTP("127.0.0.1", door.port, timeout=5) as line:
        for _ in range(2):  # the line goes on after it
            with pytest.raises(smtplib.SMTPDataError) as told:
                line.sendmail("ann@x.test", [TO], MAIL)
            assert told.value.smtp_code == 451


def test_while_the_channels_cannot_be_read_nobody_is_told_that_they_do_not_exist(tmp_path: Path) -> None:
    with (
        door_at(tmp_path, channels=no_channels) as door,
        smtplib.SMTP("127.0.0.1", door.port, timeout=5) as line,
        pytest.raises(smtplib.SMTPRecipientsRefused) as told,
    ):
        line.sendmail("ann@x.test", [TO], MAIL)

    assert told.value.recipients[TO][0] == 451


def test_nonsense_gets_an_answer_and_no_traceback(door: Door) -> None:
    with socket.create_connection(("127.0.0.1", door.port), timeout=5) as line, line.makefile("rwb") as file:
        file.readline()
        for command in (b"\xff\xfe\r\n", b"MAIL\r\n", b"DATA\r\n", b"RCPT TO:<>\r\n", b"x" * 5_000 + b"\r\n"):
            file.write(command)
            file.flush()
            assert file.readline()[:1] in (b"4", b"5")


def test_the_door_closes_soon_also_with_somebody_in_it(tmp_path: Path) -> None:
    with door_at(tmp_path) as door:
        line = smtplib.SMTP("127.0.0.1", door.port, timeout=5)
        line.ehlo()

    with pytest.raises((smtplib.SMTPException, OSError)):
        line.sendmail("ann@x.test", [TO], MAIL)
    line.close()
