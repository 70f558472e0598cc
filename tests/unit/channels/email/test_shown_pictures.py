"""Pictures within a mail: found also where the reference to them is broken, listed where there is none."""

from __future__ import annotations

import base64

import pytest

from chalicelib.channels.email.body_colours import body_colours
from chalicelib.channels.email.html import safe_html
from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.inbound_mail import Attachment
from chalicelib.channels.email.protection import protection_of
from chalicelib.channels.email.shown_pictures import picture_type, shown_pictures

PNG = b"\x89PNG\r\n\x1a\nrest"


def a_file(
    name: str = "logo.png", content_id: str = "", location: str = "", content: bytes = PNG
) -> Attachment:
    return Attachment(name, "image/png", content, content_id, True, location)


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("cid:logo@x", a_file(content_id="logo@x")),
        ("CID:logo@x", a_file(content_id="logo@x")),
        ("cid:<logo@x>", a_file(content_id="logo@x")),
        ("cid:%3Clogo@x%3E", a_file(content_id="logo@x")),
        ("cid:lo%20go%40x", a_file(content_id="lo go@x")),
        ("cid:logo&amp;co@x", a_file(content_id="logo&co@x")),
        ("cid:LOGO@x", a_file(content_id="logo@x")),
        ("cid:logo.png", a_file(content_id="other@x")),
        ("cid:logo.png@01D0.ABC", a_file()),
        ("images/logo.png", a_file(location="images/logo.png")),
        ("logo.png", a_file(location="https://shop.test/mail/logo.png")),
        ("https://shop.test/logo.png", a_file(location="https://shop.test/logo.png")),
    ],
)
def test_a_picture_that_the_html_means_is_shown_in_it(source: str, file: Attachment) -> None:
    html = f'<p>x</p><img alt="a" src="{source}">'

    shown = shown_pictures(html, [a_file("bill.png", "bill@x"), file])

    assert shown.keys() == {1}
    assert 'src="/here"' in safe_html(html, cid_urls={shown[1]: "/here"})


@pytest.mark.parametrize("html", ["", "<p>no picture</p>", '<img src="cid:other@x">', '<img src="x.png">'])
def test_a_picture_that_stands_nowhere_is_a_file(html: str) -> None:
    assert shown_pictures(html, [a_file(content_id="logo@x"), a_file(location="a/b.png")]) == {}


def test_the_first_of_two_with_the_same_id_is_meant() -> None:
    assert shown_pictures('<img src="cid:a">', [a_file(content_id="a"), a_file(content_id="a")]) == {0: "a"}


def test_what_a_picture_is_its_first_bytes_say() -> None:
    assert picture_type(Attachment("a", "application/octet-stream", PNG)) == "image/png"
    assert picture_type(Attachment("a", "image/jpg", b"\xff\xd8\xff\xe0")) == "image/jpeg"
    assert picture_type(Attachment("a", "image/png", b"RIFF0000WEBPVP8")) == "image/webp"
    assert picture_type(Attachment("a", "image/svg+xml", b"<svg/>")) == "image/svg+xml"


def test_a_content_location_is_read() -> None:
    encoded = base64.b64encode(PNG)
    mail = read_mail(
        b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=a.png>\n"
        b"--b\nContent-Type: image/png\nContent-Location: a.png\nContent-Transfer-Encoding: base64\n\n"
        + encoded
        + b"\n--b--\n"
    )

    assert [file.location for file in mail.attachments] == ["a.png"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>x</p>", ""),
        ('<body bgcolor="#000000" text=white>', "background-color:#000000;color:white"),
        ("<BODY STYLE='margin:0;background:#123456'>", "background:#123456"),
        ('<body style="background:url(https://evil.test/x);color:red">', "color:red"),
        ("<body onload=alert(1)>", ""),
    ],
)
def test_the_colours_of_the_whole_page_are_kept_and_nothing_else_of_it(html: str, expected: str) -> None:
    assert body_colours(html) == expected


def mail_of(content_type: str, part_type: str, name: str = "x") -> bytes:
    return (
        f"Content-Type: {content_type}; boundary=b\n\n--b\n\nwords\n--b\n"
        f"Content-Type: {part_type}; name={name}\n"
        "Content-Disposition: attachment\n\nx\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (mail_of("multipart/encrypted", "application/pgp-encrypted"), "pgp_encrypted"),
        (mail_of("multipart/signed", "application/pgp-signature"), "pgp_signed"),
        (mail_of("multipart/signed", "application/pkcs7-signature"), "smime_signed"),
        (mail_of("multipart/signed", "application/x-unknown"), "signed"),
        (mail_of("multipart/mixed", "application/pkcs7-mime"), "smime_encrypted"),
        (mail_of("multipart/mixed", "application/ms-tnef"), "tnef"),
        (mail_of("multipart/mixed", "application/octet-stream", "winmail.dat"), "tnef"),
        (mail_of("multipart/mixed", "application/pdf"), ""),
        (b"\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n", "pgp_encrypted"),
        (b"\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHello\n", "pgp_signed"),
    ],
)
def test_a_wrapped_mail_says_how(raw: bytes, expected: str) -> None:
    assert protection_of(read_mail(raw)) == expected
