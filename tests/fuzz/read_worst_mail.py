"""Run by the test of the worst mails: each mail in a process of its own, forked when all code is loaded.

python -m tests.fuzz.read_worst_mail: reads lines of ["name", number], and answers each with a line that
tells seconds and bytes of memory, or how the process ended.
"""

from __future__ import annotations

import json
import os
import resource
import signal
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

HARD_LIMIT = 90  # seconds on the clock: the machine may be busy with something else
ORDINARY = b"From: a@example.org\nContent-Type: text/html; charset=utf-8\n\n<p>words</p>\n"


def peak() -> int:
    """The most memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Read an ordinary mail first, so that all code is loaded; then each of the worst, from there."""
    read_mail(ORDINARY)
    nh3.clean("<p>")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.alarm(HARD_LIMIT)
            say(read_and_shown(*json.loads(line)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            say({"ended with": status})


def say(figures: dict[str, float]) -> None:
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


def read_and_shown(name: str, number: int) -> dict[str, float]:
    """What it takes to read the mail, and to make what is shown of it."""
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
    return {"size": len(raw), "read": read - begun, "shown": shown - read, "memory": above}


if __name__ == "__main__":
    main()
