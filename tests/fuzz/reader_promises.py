"""What the reader of mail promises for any bytes at all, said once for the tests and for the fuzzer."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from chalicelib.channels.email.folding import safe_folded_html
from chalicelib.channels.email.html import safe_html
from chalicelib.channels.email.inbound import InboundMail, read_mail
from chalicelib.channels.email.quoting import newest_part, newest_part_of_html

FORBIDDEN = (
    "<script",
    "<iframe",
    "<svg",
    "<style",
    "<meta",
    "<link",
    "<form",
    "<object",
    " onerror=",
    " srcset=",
)


def keeps_promises(raw: bytes) -> InboundMail:
    """Read, cut and show the mail. Raises `AssertionError` when something of it is not as promised."""
    mail = read_mail(raw)
    assert isinstance(mail, InboundMail)
    is_storable(mail)
    assert "\r" not in mail.text and "\0" not in mail.text
    assert mail.date is None or mail.date.tzinfo is not None
    assert len(mail.content_hash) == 64
    text_is_cut(mail.text)
    if mail.html:
        html_is_shown(mail.html)
    return mail


def is_storable(value: object) -> None:
    """All text can be written as UTF-8: no half surrogate pairs anywhere."""
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, tuple):
        for one in value:
            is_storable(one)
    elif is_dataclass(value):
        for field in fields(value):
            is_storable(getattr(value, field.name))


def text_is_cut(text: str) -> None:
    """The newly written part is text, of lines of the whole."""
    newest = newest_part(text)
    assert isinstance(newest, str)
    assert len(newest) <= len(text) + 1


def html_is_shown(html: str) -> None:
    """Cut and cleaned HTML is text, and harmless to a reader that does not look closely."""
    assert isinstance(newest_part_of_html(html), str)
    for shown in (safe_html(html), safe_folded_html(html, cid_urls={})):
        assert not any(tag in _tags(shown) for tag in FORBIDDEN)
        shown.encode()


def _tags(html: str) -> str:
    """Only what stands in tags, their values left out: words and values may say anything."""
    kept = []
    for piece in html.split("<")[1:]:
        tag = piece.partition(">")[0]
        kept.append("<" + "".join(tag.split('"')[::2]))
    return " ".join(kept).lower()
