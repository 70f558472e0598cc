"""What mail providers ask before they forward. All mails here are written by ourselves."""

from __future__ import annotations

import pytest

from chalicelib.channels.email.forwarding_requests import forwarding_request
from chalicelib.channels.email.inbound import read_mail
from chalicelib.domain.inbound import ForwardingRequest
from chalicelib.domain.workspace import Channel
from tests.builders import a_channel

WAITING = a_channel(team_address="help@example.com")
PROVEN = a_channel(team_address="help@example.com", forwarding_verified=True)

GMAIL = """From: Gmail Team <forwarding-noreply@google.com>
To: support@bandeja.test
Subject: (#48120773) Gmail Forwarding Confirmation - Receive Mail from help@example.com

help@example.com wants to send its mail on to support@bandeja.test.
Confirmation code: 48120773

To allow this, open the link below:

https://mail-settings.google.com/mail/vf-%5BANGjdJ_1%5D-abc

If you did not ask for this, open this link to cancel it:

https://mail-settings.google.com/mail/uf-%5BANGjdJ_1%5D-abc
"""
GMAIL_IN_SPANISH = """From: =?utf-8?q?Equipo_de_Gmail?= <forwarding-noreply@google.com>
To: support@bandeja.test
Subject: =?utf-8?q?(#91827364)_Confirmaci=C3=B3n_de_reenv=C3=ADo_de_Gmail?=
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

help@example.com quiere reenviar su correo.
Código de confirmación: 91827364
"""
LINK_ONLY = """From: Mail Co <no-reply@notify.mailco.co.uk>
To: support@bandeja.test
Subject: Confirm your forwarding address
Content-Type: text/html

<p>Somebody at help@example.com forwards mail to you.</p>
<p>Not you? <a href="https://www.mailco.co.uk/refuse">cancel it</a></p>
<p><a href="https://login.mailco.co.uk/ok?t=1&amp;u=2">Confirm</a></p>
"""
CODE_ONLY = """From: Postbox <noreply@postbox.example>
To: support@bandeja.test
Subject: Bitte bestaetigen: Weiterleitung

Jemand will help@example.com an support@bandeja.test weiterleiten, bitte verifizieren.
Ihr Code: ABC-4711
"""
FROM_ELSEWHERE = LINK_ONLY.replace("login.mailco.co.uk", "login.other.co.uk")


def asked(raw: str, channel: Channel = WAITING) -> ForwardingRequest | None:
    return forwarding_request(read_mail(raw.encode()), channel)


def test_the_code_and_the_link_of_gmail_are_found() -> None:
    request = asked(GMAIL)

    assert request == ForwardingRequest(
        "48120773", "https://mail-settings.google.com/mail/vf-%5BANGjdJ_1%5D-abc"
    )


def test_its_language_does_not_matter() -> None:
    assert asked(GMAIL_IN_SPANISH) == ForwardingRequest("91827364", "")


def test_the_link_that_confirms_is_taken_and_not_the_one_that_cancels() -> None:
    assert asked(LINK_ONLY) == ForwardingRequest("", "https://login.mailco.co.uk/ok?t=1&u=2")


def test_a_code_may_have_letters() -> None:
    assert asked(CODE_ONLY) == ForwardingRequest("ABC-4711", "")


def test_a_link_that_leads_away_from_the_sender_is_not_offered() -> None:
    assert asked(FROM_ELSEWHERE) is None


def test_nothing_is_asked_of_a_channel_without_team_address() -> None:
    assert asked(GMAIL, a_channel()) is None


def test_once_it_is_proven_only_a_mail_that_can_be_nothing_else_counts() -> None:
    assert asked(GMAIL, PROVEN) is not None
    assert asked(LINK_ONLY, PROVEN) is None


@pytest.mark.parametrize(
    ("what", "instead"),
    [
        ("no-reply@notify.mailco.co.uk", "carla@mailco.co.uk"),
        ("help@example.com", "you"),
        ("Confirm your forwarding address", "Confirm your parcel"),
        ("To: support", "In-Reply-To: <1@x>\nTo: support"),
    ],
)
def test_mail_of_a_customer_stays_mail_of_a_customer(what: str, instead: str) -> None:
    assert asked(LINK_ONLY.replace(what, instead).replace("support@bandeja.test", "x@y.example")) is None
