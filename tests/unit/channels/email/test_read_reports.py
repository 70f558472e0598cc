"""Bounces, delays, complaints, receipts and auto-replies are told apart from what people write."""

import pytest

from chalicelib.channels.email.inbound import read_mail
from tests.samples.mail import reports


@pytest.mark.parametrize("family", reports.BOUNCES)
def test_bounce_names_who_was_not_reached_and_why(family: str) -> None:
    raw, recipient, status = reports.BOUNCES[family]

    mail = read_mail(raw)

    assert mail.is_bounce and mail.is_automatic
    assert not (mail.is_auto_reply or mail.is_delay or mail.is_feedback_report)
    assert mail.bounce is not None
    assert (mail.bounce.recipient, mail.bounce.status) == (recipient, status)
    assert mail.bounce.action == "failed"


@pytest.mark.parametrize("family", reports.PLAIN_BOUNCES)
def test_bounce_in_plain_words_is_recognised(family: str) -> None:
    mail = read_mail(reports.plain_bounce(family))

    assert mail.is_bounce and mail.bounce is not None
    assert (mail.bounce.recipient, mail.bounce.status) == (
        "tom@example.org",
        reports.PLAIN_BOUNCES[family][3],
    )


@pytest.mark.parametrize("family", ["standard", "Exim", "qmail", "Google", "Yahoo"])
def test_bounce_names_the_mail_of_ours_that_came_back(family: str) -> None:
    mail = read_mail(reports.BOUNCES[family][0])

    assert mail.bounce is not None
    assert mail.bounce.original_message_id == "<sent-17@bandeja.test>"


def test_bounce_keeps_the_reason_in_the_words_of_the_other_server() -> None:
    mail = read_mail(reports.BOUNCES["standard"][0])

    assert mail.bounce is not None
    assert mail.bounce.reason == "550 5.1.1 User unknown"
    assert mail.bounce.reason_class == "unknown address"


@pytest.mark.parametrize("family", reports.DELAYS)
def test_delay_is_no_failure(family: str) -> None:
    mail = read_mail(reports.DELAYS[family])

    assert mail.is_delay and not mail.is_bounce
    assert mail.bounce is not None and mail.bounce.action == "delayed"
    assert mail.bounce.recipient == "tom@example.org"


def test_report_that_a_mail_arrived_is_no_bounce() -> None:
    mail = read_mail(reports.standard(action="delivered", status="2.0.0", diagnostic="smtp; 250 ok"))

    assert not mail.is_bounce and mail.bounce is None


def test_complaint_is_a_feedback_report_and_nothing_else() -> None:
    mail = read_mail(reports.ARF)

    assert mail.is_feedback_report and mail.is_automatic
    assert not (mail.is_bounce or mail.is_auto_reply)


def test_read_receipt_is_neither_bounce_nor_answer() -> None:
    mail = read_mail(reports.MDN)

    assert mail.is_read_receipt and mail.is_automatic
    assert not (mail.is_bounce or mail.is_auto_reply)


@pytest.mark.parametrize("family", reports.AUTO_REPLIES)
def test_auto_reply_is_recognised(family: str) -> None:
    mail = read_mail(reports.AUTO_REPLIES[family])

    assert mail.is_auto_reply and mail.is_automatic
    assert not mail.is_bounce


@pytest.mark.parametrize("family", reports.ORDINARY)
def test_mail_by_people_is_taken_for_no_machine(family: str) -> None:
    mail = read_mail(reports.ORDINARY[family])

    assert not (mail.is_auto_reply or mail.is_bounce or mail.is_delay or mail.is_feedback_report)
    assert mail.bounce is None
