"""Both homes hand mail to the world alike: once for each try, under an id that answers will quote."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.message import Message as Mime
from pathlib import Path

import pytest
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from chalicelib.adapters.aws.clients import new_client
from chalicelib.adapters.aws.ses import SesGateway, SesMail
from chalicelib.adapters.local.mail_gateway import OutboxGateway
from chalicelib.adapters.local.outbox import Outbox
from chalicelib.channels.email.message_ids import ses_message_id
from chalicelib.channels.email.outbound import build_mail
from chalicelib.domain import limits
from chalicelib.domain.entry import Mailbox
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId, Known
from chalicelib.domain.sending_errors import SendDelayed, SendRefused
from chalicelib.ports.outside import Gateway, Outbound, OutboundFile
from tests.builders import NOW, a_channel, an_answer, an_id

REGION = "eu-west-1"


@dataclass(frozen=True, slots=True)
class Engine:
    """A gateway, and what lies beyond it.

    `sent` are the mails that left, each with the addresses of its envelope. `told` does what follows from
    the provider's word that it took a try, which comes later.
    """

    gateway: Gateway
    sent: Callable[[], list[tuple[list[str], Mime]]]
    told: Callable[[str, int, str], None]


def written(outbound: Outbound) -> bytes:
    return build_mail(outbound, date=NOW)


def outbox_engine(folder: Path) -> Engine:
    def sent() -> list[tuple[list[str], Mime]]:
        mails = [email.message_from_bytes(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]
        return [(mail["X-Bandeja-Envelope-To"].split(", "), mail) for mail in mails]

    gateway = OutboxGateway(Outbox(folder), written, lambda: NOW)
    return Engine(gateway, sent, lambda key, attempt, id_: None)


def ses_engine() -> Engine:
    client = new_client("sesv2", REGION)
    client.create_email_identity(EmailIdentity="bandeja.test")
    known: dict[ExternalId, Known] = {}

    def sent() -> list[tuple[list[str], Mime]]:
        mails = ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages
        return [(mail.destinations, email.message_from_string(mail.raw_data)) for mail in mails]

    def told(key: str, attempt: int, sent_as: str) -> None:
        id_ = ExternalId.of_sent(key, attempt)
        known[id_] = Known(id_, ConversationId("c0de"), 3, content_hash=sent_as)

    ses = SesMail(client, "", lambda id_: ses_message_id(id_, REGION))
    gateway = SesGateway(ses, written, lambda ids: {id_: known[id_] for id_ in ids if id_ in known})
    return Engine(gateway, sent, told)


@pytest.fixture(params=["outbox", "ses-moto"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "outbox":
        yield outbox_engine(tmp_path / "outbox")
        return
    with mock_aws():
        yield ses_engine()


def an_outbound(**changed: object) -> Outbound:
    message = an_answer(cc=(Mailbox("bo@customer.test", "Bo"),), bcc=(Mailbox("hidden@customer.test"),))
    recipients = ("carla@customer.test", "bo@customer.test", "hidden@customer.test")
    outbound = Outbound(a_channel(), message, "It is on its way. ñ", f"{an_id()}-3", 1, recipients)
    return replace(outbound, **changed)  # type: ignore[arg-type]  # fields of Outbound


def test_a_mail_goes_out_whole_to_everybody_of_its_envelope(engine: Engine) -> None:
    file = OutboundFile("bill.pdf", "application/pdf", b"%PDF-1.7")

    engine.gateway.send(an_outbound(files=(file,)))

    ((recipients, mail),) = engine.sent()
    assert {"carla@customer.test", "bo@customer.test", "hidden@customer.test"} <= set(recipients)
    assert "hidden@" not in mail.as_string().partition("\n\n")[2]
    assert "hidden@" not in "".join(str(mail[name]) for name in ("To", "Cc", "Bcc"))
    (bill,) = [part for part in mail.walk() if part.get_filename() == "bill.pdf"]
    assert bill.get_payload(decode=True) == b"%PDF-1.7"


def test_the_id_is_one_that_answers_can_quote(engine: Engine) -> None:
    sent_as = [engine.gateway.send(an_outbound()) for _ in range(2)]

    assert len(set(sent_as)) == 2
    assert all(id_.startswith("<") and id_.endswith(">") and "@" in id_ for id_ in sent_as)


def test_what_was_sent_is_found_once_the_provider_has_told_so(engine: Engine) -> None:
    outbound = an_outbound()
    sent_as = engine.gateway.send(outbound)

    engine.told(outbound.key, 1, sent_as)

    assert engine.gateway.found(outbound.key, 1) == sent_as


def test_what_nobody_sent_is_never_found(engine: Engine) -> None:
    outbound = an_outbound()
    engine.told(outbound.key, 1, engine.gateway.send(outbound))

    assert engine.gateway.found(outbound.key, 2) is None
    assert engine.gateway.found(f"{an_id()}-3", 1) is None


def test_what_cannot_go_out_says_why(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(engine.gateway, OutboxGateway):
        (tmp_path / "outbox").write_bytes(b"no folder")
        expected: type[Exception] = SendDelayed
    else:
        monkeypatch.setattr(limits, "MAIL", 10)
        expected = SendRefused

    with pytest.raises(expected) as told:
        engine.gateway.send(an_outbound())

    assert str(told.value)


def test_a_sender_that_ses_does_not_know_is_refused_with_a_reason() -> None:
    with mock_aws():
        ses = SesMail(new_client("sesv2", REGION), "", lambda id_: id_)
        gateway = SesGateway(ses, written, lambda ids: {})

        with pytest.raises(SendRefused, match="Amazon SES refused it"):
            gateway.send(an_outbound())
