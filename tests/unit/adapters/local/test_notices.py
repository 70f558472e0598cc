from __future__ import annotations

from pathlib import Path

import pytest

from chalicelib.adapters.local.notices import OutboxNotices
from chalicelib.adapters.local.outbox import Outbox
from chalicelib.domain.sending_errors import SendRefused
from chalicelib.ports.outside import Notice
from tests.builders import NOW


def rendered(notice: Notice) -> bytes:
    return f"Subject: {notice.template} {notice.language}\r\n\r\n{notice.values['link']}\r\n".encode()


def test_a_notice_lies_in_the_outbox_like_all_mail(tmp_path: Path) -> None:
    notices = OutboxNotices(Outbox(tmp_path), rendered, clock=lambda: NOW, new_id=lambda: "n1")

    notices.send("invitation", "ana@bandeja.test", {"link": "http://x.test/#/join"}, "es")

    (path,) = tmp_path.iterdir()
    assert path.name == "20260302T093000000000-notice-n1-1.eml"
    assert path.read_bytes().startswith(
        b"X-Bandeja-Envelope-To: ana@bandeja.test\r\nSubject: invitation es\r\n"
    )


def test_a_notice_that_the_relay_refused_is_not_kept_as_sent(tmp_path: Path) -> None:
    def refuse(mail: bytes, to: str) -> None:
        raise SendRefused(f"{to} is not known")

    notices = OutboxNotices(
        Outbox(tmp_path), rendered, clock=lambda: NOW, new_id=lambda: "n1", hand_over=refuse
    )

    with pytest.raises(SendRefused):
        notices.send("invitation", "ana@bandeja.test", {"link": ""}, "en")

    assert list(tmp_path.iterdir()) == []
