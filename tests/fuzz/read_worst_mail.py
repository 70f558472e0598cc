"""Run by the test of the worst mails: one mail in a process of its own. Prints seconds and bytes of memory.

python -m tests.fuzz.read_worst_mail NAME NUMBER
"""

from __future__ import annotations

import json
import resource
import sys
import time

import nh3

from chalicelib.channels.email.folding import safe_folded_html
from chalicelib.channels.email.html import safe_html
from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.quoting import newest_part
from chalicelib.queries.frame_document import document_of_html, document_of_text
from chalicelib.queries.message_frame import LONGEST_TEXT
from tests.fuzz.worst_mails import WORST

ORDINARY = b"From: a@example.org\nContent-Type: text/html; charset=utf-8\n\n<p>words</p>\n"


def peak() -> int:
    """The most memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(name: str, number: int) -> None:
    """Read an ordinary mail first, so that all code is loaded, then the worst."""
    read_mail(ORDINARY)
    nh3.clean("<p>")
    idle = peak()
    raw = WORST[name][0](number)
    begun = time.process_time()
    mail = read_mail(raw)
    read = time.process_time()
    above = peak() - idle
    html, text = mail.html, mail.text[:LONGEST_TEXT]
    del mail
    if html:
        safe_html(html)
        document_of_html(safe_folded_html(html, cid_urls={}), "dark")
    document_of_text(text, newest_part(text), "light")
    shown = time.process_time()
    figures = {"size": len(raw), "read": read - begun, "shown": shown - read, "memory": above}
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
