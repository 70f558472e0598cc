"""Mail that came through the team address: no spam because of the way it took, and from who wrote it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.channels.email.intake import MailRoom, take_in
from chalicelib.channels.email.notification import MailNotice
from chalicelib.domain.entry import Mailbox, Why
from chalicelib.domain.forwarding_token import word_for
from chalicelib.domain.inbound import InboundMessage
from tests.builders import NOW, a_channel

KEY = b"t" * 32
HOSTED = "support@bandeja.test"
PROVEN = a_channel(team_address="help@example.com", forwarding_verified=True)
UNPROVEN = replace(PROVEN, forwarding_verified=False)
FORWARDED = """From: Carla Ruiz <carla@customer.example>
To: {to}
Subject: My lamp
Message-ID: <1@customer.example>
{more}
It flickers. {word}
"""


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path, link_key=b"k" * 32, clock=lambda: NOW)


def taken(blobs: FolderBlobs, channel: Any, **mail: str) -> InboundMessage:
    """The mail as it came to the hosted address, with SPF and DMARC failed on its way."""
    raw = FORWARDED.format(**{"to": "help@example.com", "more": "", "word": "", **mail})
    room = MailRoom([channel], blobs, KEY, lambda conversation: None)
    notice = MailNotice("m1", (HOSTED,), NOW, sender="bounces@example.com", dmarc_failed=True)
    (inbound,) = take_in(notice, raw.encode(), room)
    return inbound


def test_what_a_verified_forwarding_brought_is_no_spam_although_its_checks_fail(blobs: FolderBlobs) -> None:
    inbound = taken(blobs, PROVEN)

    assert inbound.suspect is None
    assert inbound.proven
    assert inbound.message.sender == Mailbox("carla@customer.example", "Carla Ruiz")
    assert inbound.people == ()


@pytest.mark.parametrize(
    "more", ["X-Forwarded-For: help@example.com support@bandeja.test\n", "Delivered-To: help@example.com\n"]
)
def test_a_blind_copy_came_through_it_too(more: str, blobs: FolderBlobs) -> None:
    assert taken(blobs, PROVEN, to="undisclosed-recipients:;", more=more).suspect is None


def test_the_same_through_a_forwarding_that_is_not_verified_goes_to_spam(blobs: FolderBlobs) -> None:
    inbound = taken(blobs, UNPROVEN)

    assert inbound.suspect == Why("dmarc_failed")
    assert not inbound.proven


def test_what_was_sent_past_the_forwarding_goes_to_spam(blobs: FolderBlobs) -> None:
    inbound = taken(blobs, PROVEN, to=HOSTED)

    assert inbound.suspect == Why("dmarc_failed")
    assert not inbound.proven


@pytest.mark.parametrize(
    "more",
    [
        "X-Original-From: Carla Ruiz <carla@customer.example>\n",
        "X-Original-Sender: carla@customer.example\n",
        "Reply-To: Carla Ruiz <carla@customer.example>\n",
    ],
)
def test_the_person_is_who_wrote_and_not_the_group_that_forwarded(more: str, blobs: FolderBlobs) -> None:
    raw = FORWARDED.replace(
        "From: Carla Ruiz <carla@customer.example>", "From: Carla Ruiz <help@example.com>"
    )
    room = MailRoom([PROVEN], blobs, KEY, lambda conversation: None)
    mail = raw.format(to="help@example.com", more=more, word="").encode()

    (inbound,) = take_in(MailNotice("m1", (HOSTED,), NOW), mail, room)
    (other,) = take_in(MailNotice("m1", (HOSTED,), NOW), mail, replace(room, channels=[UNPROVEN]))

    assert inbound.message.sender == Mailbox("carla@customer.example", "Carla Ruiz")
    assert other.message.sender.address == "help@example.com"


def test_our_own_test_mail_proves_the_forwarding_whatever_was_added_on_the_way(blobs: FolderBlobs) -> None:
    word = word_for(KEY, UNPROVEN, NOW)

    assert taken(blobs, UNPROVEN, word=f"{word}\n\n-- \nSent on by Example Ltd").proves_forwarding
    assert not taken(blobs, UNPROVEN).proves_forwarding
