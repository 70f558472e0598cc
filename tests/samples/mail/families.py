"""Reads the mails in the `*_families.txt` beside it: written for this project, one section for each kind.

A section begins with `===== name | field=value | …` and holds a mail without the lines that all have.
"""

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_SECTION = re.compile(r"^===== (.+)\n", re.MULTILINE)
_HEADERS = """\
Return-Path: <support@bandeja.test>
Received: from mail.bandeja.test (mail.bandeja.test [192.0.2.10]) by mx.example.net with ESMTP id q12
Message-ID: <sent-17@bandeja.test>
Date: Tue, 5 Jan 2021 10:00:00 +0000
From: Support <support@bandeja.test>
To: tom@example.org
Subject: Your order 4711
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8"""
_SHARED = {
    "{ORIGINAL}": f"{_HEADERS}\n\nDear Tom,\n\nyour order is on its way.\n\nKind regards\nSupport",
    "{ORIGINAL HEADERS}": _HEADERS,
    "{POSTFIX}": """\
This is the mail system at host mx.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system""",
    "{QMAIL}": """\
Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.""",
    "{SENDMAIL}": """\
The original message was received at Tue, 5 Jan 2021 10:00:00 GMT
from mail.bandeja.test [192.0.2.10]

   ----- The following addresses had permanent fatal errors -----
<tom@example.org>
    (reason: 550 5.1.1 <tom@example.org>... User unknown)

   ----- Transcript of session follows -----
... while talking to mx.example.org.:
>>> DATA
<<< 550 5.1.1 <tom@example.org>... User unknown
550 5.1.1 <tom@example.org>... User unknown
<<< 503 5.0.0 Need RCPT (recipient)""",
}


@dataclass(frozen=True)
class Family:
    """One mail and what is to be read from it; `returned_to` is its envelope sender."""

    name: str
    mail: str
    expected: dict[str, str]

    def raw(self, returned_to: str | None = "<>") -> bytes:
        """The bytes of the mail; None for a server that notes no envelope sender."""
        noted = "" if returned_to is None else f"Return-Path: {returned_to}\n"
        if self.mail.startswith("Return-Path:"):
            own, _, rest = self.mail.partition("\n")
            return ((f"{own}\n" if returned_to is not None else "") + _arrived(rest)).encode()
        return (noted + _arrived(self.mail)).encode()


def families(kind: str) -> dict[str, Family]:
    """The mails of `<kind>_families.txt` by name."""
    pieces = _SECTION.split((HERE / f"{kind}_families.txt").read_text("utf-8"))[1:]
    found = {}
    for title, mail in zip(pieces[::2], pieces[1::2], strict=True):
        name, *fields = title.split(" | ")
        expected = dict(field.split("=", 1) for field in fields)
        found[name] = Family(name, mail, expected)
    return found


def _arrived(mail: str) -> str:
    for placeholder, text in _SHARED.items():
        mail = mail.replace(placeholder, text)
    return (
        "To: support@bandeja.test\nDate: Tue, 5 Jan 2021 10:00:05 +0000\nMessage-Id: <came.1@example.net>\n"
        + mail
    )
