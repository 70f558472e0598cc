"""Both homes send the product's own mail alike: rendered once, to one person of the team."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from chalicelib.adapters.aws.clients import new_client
from chalicelib.adapters.aws.ses import SesMail, SesNotices
from chalicelib.adapters.local.notices import OutboxNotices
from chalicelib.adapters.local.outbox import Outbox
from chalicelib.channels.email.outbound import build_notice
from chalicelib.domain.entry import Mailbox
from chalicelib.ports.outside import Notice, NoticeMailer
from tests.builders import NOW, an_id

REGION = "eu-west-1"
LINK = "https://inbox.bandeja.test/#/password/abc"


@dataclass(frozen=True, slots=True)
class Engine:
    """A mailer, and the mails that left, whole."""

    notices: NoticeMailer
    sent: Callable[[], list[bytes]]


def rendered(notice: Notice) -> bytes:
    values = {**notice.values, "language": notice.language}
    return build_notice(
        notice.template, Mailbox("bandeja@bandeja.test", "Bandeja"), notice.to, values, date=NOW
    )


@pytest.fixture(params=["outbox", "ses-moto"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "outbox":
        notices = OutboxNotices(Outbox(tmp_path), rendered, clock=lambda: NOW, new_id=an_id)
        yield Engine(notices, lambda: [path.read_bytes() for path in sorted(tmp_path.glob("*.eml"))])
        return
    with mock_aws():
        client = new_client("sesv2", REGION)
        client.create_email_identity(EmailIdentity="bandeja.test")
        backend = ses_backends[DEFAULT_ACCOUNT_ID][REGION]
        yield Engine(
            SesNotices(SesMail(client, "", lambda id_: id_), rendered),
            lambda: [mail.raw_data.encode() for mail in backend.sent_messages],
        )


def test_a_password_link_reaches_the_one_who_asked_for_it(engine: Engine) -> None:
    engine.notices.send("password_link", "bo@bandeja.test", {"link": LINK, "name": "Bo"}, "en")

    (raw,) = engine.sent()
    mail = email.message_from_bytes(raw)
    assert mail["To"] == "bo@bandeja.test"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert LINK.encode() in text


def test_the_same_notice_twice_is_two_mails(engine: Engine) -> None:
    for _ in range(2):
        engine.notices.send("password_link", "bo@bandeja.test", {"link": LINK, "name": "Bo"}, "es")

    assert len(engine.sent()) == 2
