from __future__ import annotations

from pathlib import Path

import pytest

from chalicelib.adapters.local.mail_gateway import OutboxGateway
from chalicelib.adapters.local.outbox import Outbox
from chalicelib.domain.entry import Direction, Message
from chalicelib.domain.sending_errors import SendDelayed
from chalicelib.domain.workspace import Channel
from chalicelib.ports.outside import Outbound
from tests.builders import CHANNEL, INBOX, NOW

SUPPORT = Channel(CHANNEL, INBOX, "email", "Support", "support@bandeja.test")


def an_outbound(attempt: int = 1) -> Outbound:
    message = Message(Direction.OUT, "Hello", message_id="<1@bandeja.test>")
    return Outbound(SUPPORT, message, "Hello", "c-1", attempt, ("b@y.test",))


def built(outbound: Outbound) -> bytes:
    return f"Message-ID: {outbound.message.message_id}\r\n\r\n{outbound.text}\r\n".encode()


def test_what_was_sent_is_found_after_a_crash(tmp_path: Path) -> None:
    gateway = OutboxGateway(Outbox(tmp_path), built, lambda: NOW)
    assert gateway.found("c-1", 1) is None

    sent = gateway.send(an_outbound())

    assert sent == "<1@bandeja.test>"
    assert gateway.found("c-1", 1) == sent
    assert gateway.found("c-1", 2) is None


def test_a_disk_that_cannot_be_written_delays_the_mail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way of the folder")
    gateway = OutboxGateway(Outbox(tmp_path / "file" / "outbox"), built, lambda: NOW)

    with pytest.raises(SendDelayed, match="cannot be written"):
        gateway.send(an_outbound())
