"""What a mail is, by hundreds of mail systems: bounces, delays, complaints, receipts, answers by machines."""

from base64 import b64encode

import pytest

from chalicelib.channels.email.inbound import read_mail
from tests.samples.mail.families import Family, families
from tests.samples.mail.machine_subjects import HEADERS_OF_MACHINES, HEADERS_OF_PEOPLE, OF_MACHINES, OF_PEOPLE

BOUNCES = families("bounce")
DELAYS = families("delay")
COMPLAINTS = families("complaint")
CHALLENGES = families("challenge")
RECEIPTS = families("receipt")
ORDINARY = families("ordinary")
# Nothing but the empty envelope sender says that a mail system speaks.
ONLY_WITH_NOTHING = {"forwarded-wrapper", "php-script", "report inside a mail by a list's owner"}
# A person's words in a mail without an envelope sender, which no server that we know would bring.
ONLY_WITH_ENVELOPE = {"r6", "r10", "r13"}


def _each(kinds: dict[str, Family]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("family", kinds.values(), ids=kinds)


@_each(BOUNCES)
def test_bounce_says_whom_it_did_not_reach_why_and_which_mail(family: Family) -> None:
    mail = read_mail(family.raw())

    assert mail.is_bounce and mail.is_automatic
    assert not (mail.is_delay or mail.is_auto_reply or mail.is_challenge or mail.is_read_receipt)
    assert mail.bounce is not None
    assert {
        "recipient": mail.bounce.recipient,
        "status": mail.bounce.status,
        "class": mail.bounce.reason_class,
        "original": mail.bounce.original_message_id or "-",
    } == family.expected


@_each({name: one for name, one in BOUNCES.items() if name not in ONLY_WITH_NOTHING})
def test_bounce_is_recognised_where_no_server_noted_the_envelope(family: Family) -> None:
    assert read_mail(family.raw(returned_to=None)).is_bounce


@_each(DELAYS)
def test_warning_of_a_delay_is_no_bounce(family: Family) -> None:
    mail = read_mail(family.raw())

    assert mail.is_delay and mail.is_automatic
    assert not mail.is_bounce
    assert mail.bounce is not None and mail.bounce.action == "delayed"
    assert (mail.bounce.recipient, mail.bounce.status) == (
        family.expected["recipient"],
        family.expected["status"],
    )


@_each(COMPLAINTS)
def test_complaint_that_a_provider_passes_on_is_a_feedback_report(family: Family) -> None:
    mail = read_mail(family.raw())

    assert mail.is_feedback_report and mail.is_automatic
    assert not (mail.is_bounce or mail.is_auto_reply)


@_each(CHALLENGES)
def test_filter_that_wants_a_proof_is_a_challenge(family: Family) -> None:
    mail = read_mail(family.raw())

    assert mail.is_challenge and mail.is_automatic
    assert not mail.is_bounce


@_each(RECEIPTS)
def test_receipt_in_any_form_is_a_read_receipt(family: Family) -> None:
    mail = read_mail(family.raw("<tom@example.org>"))

    assert mail.is_read_receipt and mail.is_automatic
    assert not mail.is_bounce


@_each(ORDINARY)
def test_mail_about_bounces_is_none(family: Family) -> None:
    mail = read_mail(family.raw("<tom@example.org>"))

    assert not (mail.is_bounce or mail.is_delay or mail.is_feedback_report)
    assert not (mail.is_read_receipt or mail.is_challenge or mail.is_auto_reply)


@_each({name: one for name, one in ORDINARY.items() if name not in ONLY_WITH_ENVELOPE})
def test_mail_about_bounces_is_none_without_its_envelope_either(family: Family) -> None:
    mail = read_mail(family.raw(returned_to=None))

    assert not (mail.is_bounce or mail.is_delay)


@pytest.mark.parametrize("subject", OF_MACHINES)
def test_auto_reply_is_known_by_its_subject_in_thirty_languages(subject: str) -> None:
    assert read_mail(_with_subject(subject, "Return-Path: <>\n")).is_auto_reply


@pytest.mark.parametrize("subject", OF_PEOPLE)
def test_subject_that_speaks_of_absences_is_no_auto_reply(subject: str) -> None:
    mail = read_mail(_with_subject(subject, "Return-Path: <tom@example.org>\n"))

    assert not (mail.is_auto_reply or mail.is_automatic)


@pytest.mark.parametrize("header", HEADERS_OF_MACHINES)
def test_auto_reply_is_known_by_its_header(header: str) -> None:
    assert read_mail(_with_subject("Re: Your order", f"{header}\n")).is_auto_reply


@pytest.mark.parametrize("header", HEADERS_OF_PEOPLE)
def test_header_that_people_send_too_makes_no_auto_reply(header: str) -> None:
    mail = read_mail(_with_subject("Re: Your order", f"{header}\n"))

    assert not (mail.is_auto_reply or mail.is_automatic)


def test_answer_by_a_machine_that_speaks_of_a_closed_mailbox_is_no_bounce() -> None:
    raw = _with_subject("Automatic reply: Your order", "Return-Path: <>\n") + (
        b"The mailbox ann@example.org does not exist any more, please write to bo@example.org.\n\n"
        b"-----Original Message-----\nFrom: Support <support@bandeja.test>\n"
    )

    mail = read_mail(raw)

    assert mail.is_auto_reply and not mail.is_bounce


def test_address_that_exchange_wrapped_is_unwrapped() -> None:
    raw = (
        BOUNCES["postfix"]
        .raw()
        .replace(
            b"Final-Recipient: rfc822; tom@example.org",
            b"Final-Recipient: rfc822; IMCEASMTP-tom+40example+2Eorg@gateway.example",
        )
    )

    bounce = read_mail(raw).bounce

    assert bounce is not None and bounce.recipient == "tom@example.org"


def _with_subject(subject: str, headers: str) -> bytes:
    encoded = b64encode(subject.encode()).decode()
    people = "From: Tom <tom@example.org>\nTo: support@bandeja.test\n"
    return f"{headers}{people}Subject: =?utf-8?B?{encoded}?=\n\nBack soon.\n".encode()
