"""Mails made to break the reader are read in time and memory that grow with their size only."""

import os
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.email.html import remote_image_count, safe_html, text_of_html
from chalicelib.channels.email.inbound import InboundMail, read_mail
from chalicelib.channels.email.quoting import newest_part, newest_part_of_html
from tests.samples.mail.hostile import HOSTILE

PIECES = st.sampled_from(
    [
        b"\n",
        b"\r\n",
        b"\r",
        b"\n\n",
        b"--b",
        b"--b--",
        b"--",
        b": ",
        b";",
        b'"',
        b"<",
        b">",
        b"(",
        b")",
        b"\x00",
    ]
    + [b"=?utf-8?q?", b"?=", b"=?gb2312?b?", b"\xff\xfe", b"\xe4\xbd", b"\x1b$B", b"iso-2022-jp", b"utf-16"]
    + [
        b"From: a@b",
        b"To: ",
        b"Subject: ",
        b"Date: Tue, 5 Jan 2021",
        b"References: <",
        b"charset=",
        b"a" * 99,
    ]
    + [
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: text/html",
        b"Content-Type: message/delivery-status",
    ]
    + [b"Content-Transfer-Encoding: base64", b"Content-Disposition: attachment; filename*0*="]
    + [b"On Tue, 5 Jan 2021 a@b wrote:", b"> ", b"-- ", b"Final-Recipient: ", b"Action: failed"]
    + [b"<blockquote>", b"<div style='", b"&#x", b"begin 644 a", b"=ybegin name="]
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_read_in_time(name: str) -> None:
    raw = HOSTILE[name](200_000)
    begun = time.process_time()

    mail = read_mail(raw)

    assert isinstance(mail, InboundMail)
    assert time.process_time() - begun < 3


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=20)), max_size=60))
def test_any_pieces_of_mails_in_any_order_are_a_mail(pieces: list[bytes]) -> None:
    mail = read_mail(b"".join(pieces))

    assert isinstance(mail, InboundMail)
    assert "\r" not in mail.text and "\0" not in mail.text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_a_newest_part_whose_lines_are_its_own(text: str) -> None:
    lines = {line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")}

    assert {line.strip() for line in newest_part(text).split("\n")} <= lines | {""}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "<p", "<a href=", "javascript:", "'", '"', "&", ";", "x", "<!--", "</", "style="]
        )
    )
)
def test_any_html_can_be_shown(pieces: list[str]) -> None:
    html = "".join(pieces)

    assert "<script" not in safe_html(html)
    assert remote_image_count(html) == 0
    assert isinstance(text_of_html(html), str) and isinstance(newest_part_of_html(html), str)


@pytest.mark.parametrize(
    "name", ["one long line", "a header folded to absurdity", "only boundaries", "HTML paragraphs"]
)
def test_memory_stays_below_three_times_the_size(name: str) -> None:
    """At 12 MB: resident memory above the idle process, in a process of its own."""
    code = (
        "import resource, sys; from chalicelib.channels.email.inbound import read_mail;"
        " import nh3; from tests.samples.mail.hostile import HOSTILE;"
        " peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024;"
        f" idle = peak(); raw = HOSTILE[{name!r}](12_000_000); read_mail(raw);"
        " assert peak() - idle <= 3 * len(raw) + 64_000_000, (peak() - idle, len(raw))"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": "."}, timeout=60
    )
