"""What SES answers, in the product's words: refused for good, not now, or nobody knows."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

import pytest
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
    SSLError,
)

from chalicelib.adapters.aws.ses import SesGateway, SesMail, SesNotices
from chalicelib.domain import limits
from chalicelib.domain.errors import BandejaError
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId, Known
from chalicelib.domain.sending_errors import SendDelayed, SenderRefused, SendRefused, SendUnsure
from chalicelib.ports.outside import Outbound
from tests.builders import a_channel, an_answer
from tests.unit.adapters.aws.answers import Answer, Answering

URL = "http://aws.test"
TAKEN = {"MessageId": "0102018f-1-000000"}
RATE = (429, "TooManyRequestsException", "Maximum sending rate exceeded.")


def door(ses: Answering, waits: list[float] | None = None) -> SesMail:
    slept = [] if waits is None else waits
    return SesMail(ses.client, "bandeja-test", lambda id_: f"<{id_}@ses.test>", sleep=slept.append)


def an_outbound() -> Outbound:
    return Outbound(
        a_channel(),
        an_answer(),
        "It is on its way.",
        "c0de-3",
        2,
        ("carla@customer.test", "bo@customer.test"),
    )


def refusal(*answers: Answer) -> tuple[BandejaError, int]:
    """What became of a mail, and how many requests that took."""
    ses = Answering("sesv2", *answers)
    with pytest.raises(BandejaError) as told:
        door(ses).hand_over(b"mail", ["carla@customer.test"], {})
    return told.value, len(ses.requests)


def test_a_mail_is_handed_over_raw_with_its_envelope_and_its_tags() -> None:
    ses = Answering("sesv2", TAKEN)
    gateway = SesGateway(door(ses), lambda outbound: b"To: x\r\n\r\nHi", lambda ids: {})

    sent_as = gateway.send(an_outbound())

    (asked,) = ses.requests
    assert sent_as == "<0102018f-1-000000@ses.test>"
    assert base64.b64decode(asked["Content"]["Raw"]["Data"]) == b"To: x\r\n\r\nHi"
    assert asked["Destination"] == {"ToAddresses": ["carla@customer.test", "bo@customer.test"]}
    assert asked["ConfigurationSetName"] == "bandeja-test"
    assert asked["EmailTags"] == [
        {"Name": "key", "Value": "c0de-3"},
        {"Name": "attempt", "Value": "2"},
    ]


def test_a_notice_is_no_message_of_a_conversation() -> None:
    ses = Answering("sesv2", TAKEN)

    SesNotices(door(ses), lambda notice: b"").send("invitation", "bo@bandeja.test", {}, "en")

    assert ses.requests[0]["EmailTags"] == [{"Name": "notice", "Value": "invitation"}]
    assert ses.requests[0]["Destination"] == {"ToAddresses": ["bo@bandeja.test"]}


@pytest.mark.parametrize(
    "answer",
    [
        (400, "MessageRejected", "Message failed virus scan"),
        (400, "BadRequestException", "Missing final '@domain'"),
        (400, "MailFromDomainNotVerifiedException", "not set up"),
        (400, "AccountSuspendedException", "suspended"),
        (400, "SomethingNew", "no"),
    ],
    ids=lambda answer: answer[1],
)
def test_a_refusal_is_final_and_has_the_words_of_ses(answer: tuple[int, str, str]) -> None:
    error, requests = refusal(answer)

    assert isinstance(error, SendRefused)
    assert answer[2] in error.detail
    assert requests == 1


def test_a_sandboxed_account_is_told_the_next_step() -> None:
    words = "Email address is not verified. The following identities failed the check: carla@customer.test"

    sandboxed, _ = refusal((400, "MessageRejected", words))
    other, _ = refusal((400, "MessageRejected", "Message failed virus scan"))

    assert isinstance(sandboxed, SendRefused)
    assert "production access" in sandboxed.detail
    assert "production access" not in other.detail


@pytest.mark.parametrize(
    "answer",
    [
        (400, "SendingPausedException", "paused"),
        (400, "LimitExceededException", "quota"),
        (404, "NotFoundException", "Configuration set does not exist"),
        (403, "AccessDeniedException", "not authorized"),
        (403, "ExpiredTokenException", "expired"),
        (403, "InvalidSignatureException", "clock"),
        (503, "ServiceUnavailable", "busy"),
    ],
    ids=lambda answer: answer[1],
)
def test_what_is_not_the_mails_fault_is_tried_again_later(answer: tuple[int, str, str]) -> None:
    error, requests = refusal(answer)

    assert isinstance(error, SendDelayed)
    assert error.detail
    assert requests == 1


@pytest.mark.parametrize(
    "broken",
    [
        EndpointConnectionError(endpoint_url=URL),
        ConnectTimeoutError(endpoint_url=URL),
        SSLError(endpoint_url=URL, error=OSError("no")),
        NoCredentialsError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_mail_that_never_left_is_tried_again_later(broken: Exception) -> None:
    error, requests = refusal(broken)

    assert isinstance(error, SendDelayed)
    assert requests == 1


@pytest.mark.parametrize(
    "broken",
    [
        ReadTimeoutError(endpoint_url=URL),
        ConnectionClosedError(endpoint_url=URL),
        (500, "InternalFailure", "unknown"),
        (502, "BadGateway", ""),
    ],
    ids=str,
)
def test_a_mail_of_which_nobody_knows_is_never_handed_over_again(broken: Answer) -> None:
    error, requests = refusal(broken)

    assert isinstance(error, SendUnsure)
    assert requests == 1


def test_a_rate_that_is_used_up_for_a_second_is_waited_for() -> None:
    ses, waits = Answering("sesv2", RATE, RATE, TAKEN), list[float]()

    sent_as = door(ses, waits).hand_over(b"mail", ["carla@customer.test"], {})

    assert sent_as == "<0102018f-1-000000@ses.test>"
    assert len(waits) == 2
    assert sum(waits) < 4


def test_a_rate_that_stays_used_up_is_the_deliverys_business() -> None:
    error, requests = refusal(RATE, RATE, RATE)

    assert isinstance(error, SendDelayed)
    assert requests == 3


@pytest.mark.parametrize(
    ("mail", "recipients"),
    [
        (b"x" * (limits.MAIL + 1), ["carla@customer.test"]),
        (b"mail", [f"p{number}@customer.test" for number in range(51)]),
        (b"mail", ["ñandú@customer.test"]),
        (b"mail", [f"carla@{'ñ' * 70}.test"]),
        (b"mail", ["nobody"]),
    ],
    ids=["too large", "too many", "letters", "no domain", "no address"],
)
def test_what_ses_never_takes_is_not_sent_to_it(mail: bytes, recipients: list[str]) -> None:
    ses = Answering("sesv2")

    with pytest.raises(SendRefused) as told:
        door(ses).hand_over(mail, recipients, {})

    assert told.value.detail
    assert ses.requests == []


def test_an_international_domain_goes_out_as_the_wire_has_it() -> None:
    ses = Answering("sesv2", TAKEN)

    door(ses).hand_over(b"mail", ["carla@bücher.example"], {})

    assert ses.requests[0]["Destination"]["ToAddresses"] == ["carla@xn--bcher-kva.example"]


def test_what_went_out_is_known_only_from_what_ses_told() -> None:
    told = ExternalId.of_sent("c0de-3", 1)

    def known(ids: Sequence[ExternalId]) -> Mapping[ExternalId, Known]:
        known_one = Known(told, ConversationId("c0de"), 3, content_hash="<id@ses.test>")
        return {id_: known_one for id_ in ids if id_ == told}

    gateway = SesGateway(door(Answering("sesv2")), lambda outbound: b"", known)

    assert gateway.found("c0de-3", 1) == "<id@ses.test>"
    assert gateway.found("c0de-3", 2) is None


@pytest.mark.parametrize(
    ("named", "is_sender"),
    [("support@bandeja.test", True), ("Ana <Support@Bandeja.test>", True), ("carla@customer.test", False)],
)
def test_only_a_sender_that_ses_does_not_know_is_refused_as_a_sender(named: str, is_sender: bool) -> None:
    """The code is the same for a recipient while the account is in the sandbox."""
    words = f"Email address is not verified. The following identities failed the check in region X: {named}"
    ses = Answering("sesv2", (400, "MessageRejected", words))

    with pytest.raises(SendRefused) as told:
        SesGateway(door(ses), lambda outbound: b"", lambda ids: {}).send(an_outbound())

    assert isinstance(told.value, SenderRefused) is is_sender
