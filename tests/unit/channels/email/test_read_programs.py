"""Whole mails as the programs of thirty years write them."""

import pytest

from chalicelib.channels.email.inbound import InboundMail, Mailbox, read_mail
from tests.samples.mail.programs import PROGRAMS, Written


def said(mail: InboundMail, name: str) -> object:
    """A field of the mail, in the form that the samples write it in."""
    if name == "files":
        return [(item.name, item.content_type, len(item.content)) for item in mail.attachments]
    value = getattr(mail, name)
    if isinstance(value, Mailbox):
        return value.address, value.name
    if name in ("to", "cc"):
        return [(box.address, box.name) for box in value]
    return value.isoformat() if name == "date" else value


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("sample", PROGRAMS, ids=lambda sample: sample.program)
def test_mail_of_any_program_is_read(sample: Written, line_end: str) -> None:
    mail = read_mail(sample.raw.replace(b"\n", line_end.encode()))

    assert {name: said(mail, name) for name in sample.fields} == sample.fields
