"""Whole mails written by hand: what each is, and what a report says, whoever's machine wrote it."""

import re
from pathlib import Path

import pytest

from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.inbound_mail import InboundMail
from tests.samples import mail as samples

_SECTION = re.compile(r"^===== (.+)\n", re.MULTILINE)
_PIECES = _SECTION.split((Path(samples.__path__[0]) / "whole_mails.txt").read_text("utf-8"))[1:]
MAILS = dict(zip(_PIECES[::2], _PIECES[1::2], strict=True))


def kind_of(mail: InboundMail) -> str:
    """The word that `whole_mails.txt` has for it."""
    if mail.is_feedback_report:
        return "arf"
    if mail.is_read_receipt:
        return "mdn"
    if mail.is_challenge:
        return "challenge"
    if mail.bounce:
        return mail.bounce.action
    if mail.is_auto_reply:
        return "auto"
    return "auto-only" if mail.is_automatic else "person"


@pytest.mark.parametrize("title", MAILS)
def test_it_is_known_for_what_it_is(title: str) -> None:
    expected = dict(field.split("=", 1) for field in title.split(" | ")[1:])

    mail = read_mail(MAILS[title].encode())

    found = {"kind": kind_of(mail)}
    if mail.bounce:
        found |= {
            "recipient": mail.bounce.recipient,
            "status": mail.bounce.status,
            "class": mail.bounce.reason_class,
            "original": mail.bounce.original_message_id,
        }
    assert {name: found.get(name) for name in expected} == expected
