from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

from chalicelib.adapters.local.outbox import Outbox, message_id_of
from tests.builders import NOW

MAIL = b"From: a@x.test\r\nMessage-ID: <1@x.test>\r\n\r\nHello\r\n"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_mail_lies_in_the_order_in_which_it_went_out(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)

    outbox.keep(MAIL, ["b@y.test"], ("later-2", 1), NOW + timedelta(seconds=1))
    outbox.keep(MAIL, ["b@y.test"], ("c-1", 1), NOW)

    assert names(tmp_path) == ["20260302T093000000000-c-1-1.eml", "20260302T093001000000-later-2-1.eml"]


def test_the_first_line_names_the_envelope_with_bcc(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)

    outbox.keep(MAIL, ["b@y.test", "hidden@z.test"], ("c-1", 1), NOW)

    (path,) = tmp_path.iterdir()
    assert path.read_bytes() == b"X-Bandeja-Envelope-To: b@y.test, hidden@z.test\r\n" + MAIL
    assert message_from_bytes(path.read_bytes())["Message-ID"] == "<1@x.test>"


def test_an_address_cannot_begin_a_header(tmp_path: Path) -> None:
    Outbox(tmp_path).keep(MAIL, ["b@y.test\r\nBcc: c@z.test"], ("c-1", 1), NOW)

    (path,) = tmp_path.iterdir()
    assert message_from_bytes(path.read_bytes())["Bcc"] is None


def test_the_same_attempt_twice_is_one_file(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)

    for seconds in range(3):
        outbox.keep(MAIL, ["b@y.test"], ("c-1", 1), NOW + timedelta(seconds=seconds))
    outbox.keep(MAIL, ["b@y.test"], ("c-1", 2), NOW)

    assert len(names(tmp_path)) == 2


def test_an_attempt_is_found_by_its_exact_name(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox")
    assert outbox.find("c-1", 1) is None

    outbox.keep(MAIL, ["b@y.test"], ("c-1", 1), NOW)

    assert outbox.find("c-1", 1) is not None
    assert outbox.find("c-1", 11) is None
    assert outbox.find("1", 1) is None


def test_a_message_id_is_read_from_the_header_only() -> None:
    assert message_id_of(b"Subject: x\r\nmessage-id:\r\n <a@b>\r\n\r\n") == "<a@b>"
    assert message_id_of(b"Subject: x\r\n\r\nMessage-ID: <a@b>\r\n") == ""
