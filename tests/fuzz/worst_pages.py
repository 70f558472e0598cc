"""The worst pages of HTML and the worst files that anybody could send, each as large as asked for."""

from __future__ import annotations

import struct
from collections.abc import Callable

MEGABYTE = 1_000_000
HEAD = b"From: a@example.org\nTo: support@example.net\nSubject: x\nMIME-Version: 1.0\n"


def of_html(body: bytes) -> bytes:
    """A mail of one HTML part."""
    return HEAD + b"Content-Type: text/html; charset=utf-8\n\n" + body


def of_text(body: bytes, params: bytes = b"") -> bytes:
    """A mail of one text part."""
    return HEAD + b"Content-Type: text/plain; charset=utf-8" + params + b"\n\n" + body


def of_file(body: bytes, encoding: bytes = b"base64", kind: bytes = b"application/pdf") -> bytes:
    """A text and one file."""
    return (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee the file.\n"
        + b"--b\nContent-Type: "
        + kind
        + b"; name=x.pdf\nContent-Transfer-Encoding: "
        + encoding
        + b"\n\n"
        + body
        + b"\n--b--\n"
    )


def of_pages(count: int, page: bytes) -> bytes:
    """A mail of so many HTML parts."""
    part = b"--b\nContent-Type: text/html\n\n" + page + b"\n"
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + part * count + b"--b--\n"


def _of(piece: bytes) -> Callable[[int], bytes]:
    """So many bytes of HTML that repeats itself."""
    return lambda size: of_html(piece * (size // len(piece)))


def _attributes(form: bytes) -> Callable[[int], bytes]:
    """One tag with so many attributes of different names."""
    return lambda count: of_html(b"<p " + b" ".join(form % n for n in range(count)) + b">x")


def _end_tag(count: int) -> bytes:
    return of_html(b"x</p " + b" ".join(b"a%d" % n for n in range(count)) + b">x")


def _winmail(records: bytes) -> bytes:
    """A winmail.dat of one list of properties."""
    body = struct.pack("<IH", 0x223E9F78, 1) + b"\1" + struct.pack("<HHI", 0x9003, 6, len(records)) + records
    return of_file(body, b"8bit", b"application/ms-tnef")


def _winmail_of_values(size: int) -> bytes:
    """Properties of 1,000 values, each of them empty."""
    count = size // 4_008
    one = struct.pack("<HHI", 0x101E, 0x3704, 1_000) + struct.pack("<I", 0) * 1_000
    return _winmail(struct.pack("<I", count) + one * count)


def _winmail_bomb(size: int) -> bytes:
    """A property that says to be 4 GB long, compressed."""
    return _winmail(struct.pack("<IHHII", 20_000, 0x0102, 0x1009, 1, 0xFFFFFFF0) + b"LZFu" * (size // 4))


def _signed_in_pieces(piece: bytes) -> Callable[[int], bytes]:
    """S/MIME whose content, of no definite length, is so many bytes of tiny pieces."""
    start = bytes.fromhex("308006092a864886f70d010702a08030800201013100308006092a864886f70d010701a0802480")
    return lambda size: of_file(
        start + piece * (size // len(piece)), b"8bit", b"application/pkcs7-mime; smime-type=signed-data"
    )


WORST_PAGES: dict[str, tuple[Callable[[int], bytes], int, int]] = {
    "4,000 pages of 1,000 paragraphs": (lambda count: of_pages(count, b"<p>a</p>" * 1_000), 4_000, 300),
    "40 pages of 250,000 line breaks": (lambda count: of_pages(count, b"<br>" * 250_000), 40, 4),
    "40 pages with pictures in them": (
        lambda count: of_pages(
            count, b'<p>x<img src="data:image/png;base64,' + b"A" * MEGABYTE + b'"><br>' + b"<p>a" * 9_000
        ),
        39,
        2,
    ),
    "1,000,000 ampersands": (_of(b"&"), MEGABYTE, 600_000),
    "1,000,000 ampersands with a letter": (_of(b"&q"), MEGABYTE, 600_000),
    "1,000,000 ampersands with a number sign": (_of(b"&#"), MEGABYTE, 600_000),
    "1 MB of references": (_of(b"&amp;&notit;&#65;"), MEGABYTE, 300_000),
    "2 pages of 1,000,000 ampersands": (lambda count: of_pages(2, b"&" * count), MEGABYTE, 300_000),
    "1,000,000 ampersands in a title": (
        lambda count: of_html(b'<p title="' + b"&" * count + b'">x'),
        MEGABYTE,
        600_000,
    ),
    "1,000,000 declarations": (_of(b"<!>"), MEGABYTE, 600_000),
    "1,000,000 angle brackets": (_of(b"<"), MEGABYTE, 600_000),
    "1 MB of comments": (_of(b"<!-->"), MEGABYTE, 600_000),
    "1 MB of paragraphs that only end": (_of(b"</p>"), MEGABYTE, 300_000),
    "1 MB of rules": (_of(b"<hr>"), MEGABYTE, 300_000),
    "1 MB of pictures": (_of(b"<img src=x>"), MEGABYTE, 300_000),
    "1 MB of tags never closed": (_of(b"<p "), MEGABYTE, 300_000),
    "1 MB of values never closed": (_of(b'<p a="'), MEGABYTE, 300_000),
    "200,000 attributes": (_attributes(b"a%d"), 200_000, 120_000),
    "90,000 attributes with values": (_attributes(b'a%d=">"'), 90_000, 90_000),
    "200,000 attributes with a slash": (_attributes(b"a%d/"), 150_000, 120_000),
    "150,000 attributes of an end tag": (_end_tag, 150_000, 120_000),
    "150,000 attributes behind a comment": (
        lambda count: of_html(b'<!--<p a="-->') + _attributes(b"a%d")(count),
        150_000,
        120_000,
    ),
    "1,000 tags in front of a long value": (
        lambda size: of_html((b"<p " * 199 + b'"' + b"x" * (size // 10 - 600) + b'">') * 10),
        MEGABYTE,
        300_000,
    ),
    "a tag's name of 1 MB": (_of(b"<p<"), MEGABYTE, 300_000),
    "1 MB of styles": (_of(b'<p style="color:red;margin : 0 0 0 0">'), MEGABYTE, 300_000),
    "a style of 1 MB": (
        lambda size: of_html(b'<p style="' + b"display :  " * (size // 11) + b'">x'),
        MEGABYTE,
        300_000,
    ),
    "a link of 1 MB of colours": (
        lambda size: of_html(b'<a href="https://x.example/' + b"background" * (size // 10) + b'">x</a>'),
        MEGABYTE,
        300_000,
    ),
    "40 MB of ends of yEnc first": (
        lambda size: of_text(b"=yend\n" + b"=ybegin line=1 size=2 name=x\n" * (size // 29)),
        40 * MEGABYTE,
        4 * MEGABYTE,
    ),
    "40 MB of tiny uuencoded files": (
        lambda size: of_text(b"begin 644 a\n#AAAA\nend\n" * (size // 22)),
        40 * MEGABYTE,
        2 * MEGABYTE,
    ),
    "40 MB of lines that flow": (
        lambda size: of_text(b"a \n" * (size // 3), b"; format=flowed; delsp=yes"),
        40 * MEGABYTE,
        4 * MEGABYTE,
    ),
    "a winmail.dat of empty values": (_winmail_of_values, 40 * MEGABYTE, 4 * MEGABYTE),
    "a winmail.dat that says to be 4 GB long": (_winmail_bomb, 40 * MEGABYTE, 4 * MEGABYTE),
    "40 MB signed in pieces": (_signed_in_pieces(b"\x04\x00"), 40 * MEGABYTE, 4 * MEGABYTE),
    "40 MB signed in nested pieces": (
        _signed_in_pieces(b"\x24\x80" * 30 + b"\x04\x00" * 1_000 + b"\0\0" * 30),
        40 * MEGABYTE,
        4 * MEGABYTE,
    ),
    "40 MB of algorithms in front of what is signed": (
        lambda size: of_file(
            bytes.fromhex("308006092a864886f70d010702a0803080") + b"\x04\x00" * (size // 2),
            b"8bit",
            b"application/pkcs7-mime",
        ),
        40 * MEGABYTE,
        4 * MEGABYTE,
    ),
    "5 MB of escapes": (lambda size: of_text(b"\x1b$B$\x22\x1b(B" * (size // 8)), 5 * MEGABYTE, MEGABYTE),
    "1,000,000 lines of >": (lambda count: of_text(b">\n" * count), MEGABYTE, MEGABYTE),
}
