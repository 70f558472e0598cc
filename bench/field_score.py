"""Which fields of the project's own generated mails are read right, and by Python's own parser beside it.

Run: python -m bench.field_score [--wrong]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC
from email import message_from_bytes
from email.policy import default
from typing import Any

from bench.report import Line
from chalicelib.channels.email.inbound import read_mail
from tests.samples.mail.generated_mails import Known, generated_mails

TITLE = "Fields of generated mails read right"
LEAST_SHARE = 0.98
WHOLE = "every field of a mail"


def measured() -> list[Line]:
    """A line for each field. `wrong` where fewer than LEAST_SHARE are right."""
    mails = list(generated_mails())
    ours, theirs = score(mails, our_fields), score(mails, standard_fields)
    languages = len({mail.language for mail in mails})
    lines = [line(name, ours[name], theirs[name], len(mails)) for name in (*mails[0].fields, WHOLE)]
    return [*lines, Line(f"own mails, written for this project, in {languages} languages")]


def line(name: str, ours: int, theirs: int, total: int) -> Line:
    wrong = () if ours >= LEAST_SHARE * total else (f"{ours} of {total} right, at least {LEAST_SHARE:.0%}",)
    return Line(f"{name}: {ours} of {total}, standard library {theirs}", wrong=wrong)


def score(mails: list[Known], read: Callable[[bytes], dict[str, object]]) -> Counter[str]:
    """How often each field is right, and how often all of them are. An error is none of them right."""
    right: Counter[str] = Counter()
    for mail in mails:
        wrong = wrong_fields(mail, read)
        right.update(name for name in mail.fields if name not in wrong)
        right[WHOLE] += not wrong
    return right


def wrong_fields(mail: Known, read: Callable[[bytes], dict[str, object]]) -> dict[str, object]:
    """Name and what was read, of each field that differs."""
    try:
        found = read(mail.raw)
    except Exception as error:  # the standard library raises for some
        return dict.fromkeys(mail.fields, repr(error))
    return {name: found[name] for name, value in mail.fields.items() if found[name] != value}


def our_fields(raw: bytes) -> dict[str, object]:
    mail = read_mail(raw)
    return {
        "subject": mail.subject,
        "sender": (mail.sender.address, mail.sender.name),
        "recipients": tuple((one.address, one.name) for one in mail.to),
        "date": mail.date and mail.date.isoformat(),
        "message id": mail.message_id,
        "answered id": " ".join(mail.in_reply_to),
        "text": mail.text.strip(),
        "html": mail.html and mail.html.strip(),
        "file names": tuple(file.name for file in mail.attachments),
        "files": tuple(file.content for file in mail.attachments),
    }


def standard_fields(raw: bytes) -> dict[str, object]:
    mail: Any = message_from_bytes(raw, policy=default)
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    files = list(mail.iter_attachments())
    return {
        "subject": str(mail["subject"]),
        "sender": person(mail["from"].addresses[0]),
        "recipients": tuple(map(person, mail["to"].addresses)),
        "date": mail["date"].datetime.astimezone(UTC).isoformat(),
        "message id": str(mail["message-id"]),
        "answered id": str(mail["in-reply-to"]),
        "text": text and text.get_content().strip().replace("\r\n", "\n"),
        "html": html and html.get_content().strip(),
        "file names": tuple(file.get_filename() for file in files),
        "files": tuple(file.get_payload(decode=True) for file in files),
    }


def person(address: Any) -> tuple[str, str]:
    return address.addr_spec.lower(), address.display_name


def main() -> None:
    """The table; with --wrong also what we read wrongly."""
    from bench.report import table

    if "--wrong" in sys.argv[1:]:
        for mail in generated_mails():
            for name, found in wrong_fields(mail, our_fields).items():
                print(mail.language, name, repr(mail.fields[name]), repr(found), sep=" | ")
    print(table(TITLE, measured()))


if __name__ == "__main__":
    main()
