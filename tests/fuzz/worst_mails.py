"""The worst mails anybody could send, each as large as asked for: bytes, parts, levels, headers, tags."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.fuzz.worst_pages import HEAD as _HEAD
from tests.fuzz.worst_pages import MEGABYTE, WORST_PAGES, of_file, of_html, of_text


def _repeated(piece: bytes, size: int) -> bytes:
    return piece * max(1, size // len(piece))


def _base64_file(size: int) -> bytes:
    return of_file(_repeated(b"QUJD" * 19 + b"\n", size))


def _rubbish(size: int) -> bytes:
    chance = random.Random(7)
    return of_file(_repeated(bytes(chance.choices(b"ABCabc019+/=-_ \n\r!*\x00\xff", k=997)), size))


def _parts(count: int) -> bytes:
    part = b"--b\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\nwords\n"
    return _HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + part * count + b"--b--\n"


def _text_parts(count: int) -> bytes:
    return _HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nwords\n" * count + b"--b--\n"


def _html_parts(count: int) -> bytes:
    part = b"--b\nContent-Type: text/html\n\n<p>words<blockquote>old</blockquote>\n"
    return _HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + part * count + b"--b--\n"


def _levels(depth: int) -> bytes:
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)
    )
    closed = b"".join(b"\n--b%d--\n" % level for level in reversed(range(depth)))
    return _HEAD + opened + b"Content-Type: text/plain\n\nwords" + closed


def _prefixed_levels(depth: int) -> bytes:
    """Each boundary is the beginning of the next."""
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=%s\n\n--%s\n" % (b"b" * level, b"b" * level)
        for level in range(1, depth + 1)
    )
    return _HEAD + opened + b"\nwords"


def _endless(size: int) -> bytes:
    return _HEAD + _repeated(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", size)


def _mails_in_mails(count: int) -> bytes:
    return _HEAD + b"Content-Type: message/rfc822\n\nFrom: a@b.c\n" * count + b"\nwords"


def _reports(count: int) -> bytes:
    block = b"Final-Recipient: rfc822; a%d@example.org\nAction: failed\nStatus: 5.1.1\n\n"
    blocks = b"".join(block % number for number in range(count))
    return (
        _HEAD
        + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nwords\n"
        + b"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
        + blocks
        + b"--b--\n"
    )


def _recipients(count: int) -> bytes:
    to = b",\n ".join(b'"Person %d" <p%d@example.org>' % (number, number) for number in range(count))
    return _HEAD.replace(b"support@example.net", to) + b"\nwords"


def _groups(count: int) -> bytes:
    return _HEAD.replace(b"support@example.net", b"g: a@b.c, (c(c)) d@e.f;, " * count) + b"\nwords"


def _words(count: int, word: bytes = b"=?utf-8?q?a=C3=A9?=\n ") -> bytes:
    return b"Subject: " + word * count + b"x\n" + _HEAD + b"\nwords"


def _headers(size: int) -> bytes:
    return _HEAD + _repeated(b"Received: from a by b; Tue, 5 Jan 2021 10:00:00 +0000\n", size) + b"\nwords"


def _nested_tables(count: int) -> bytes:
    return of_html(b"<table><tr><td>" * count + b"words" + b"</td></tr></table>" * count)


def _links(count: int) -> bytes:
    return of_html(b"".join(b'<p><a href="https://example.org/%d">link</a></p>' % n for n in range(count)))


def _text_links(count: int) -> bytes:
    return of_text(b"".join(b"see https://example.org/%d?a=b&c=d now\n" % n for n in range(count)))


# by name: the mail of a number of bytes, parts, levels ...; that number at full size, and in the gate
WORST: dict[str, tuple[Callable[[int], bytes], int, int]] = {
    "a file of 40 MB": (_base64_file, 40 * MEGABYTE, 4 * MEGABYTE),
    "40 MB of base64 rubbish": (_rubbish, 40 * MEGABYTE, 4 * MEGABYTE),
    "40 MB of quoted-printable": (
        lambda size: of_file(_repeated(b"=C3=A9=\n= =3", size), b"quoted-printable"),
        40 * MEGABYTE,
        2 * MEGABYTE,
    ),
    "a text of 40 MB": (
        lambda size: of_text(_repeated(b"words of a line\n", size)),
        40 * MEGABYTE,
        4 * MEGABYTE,
    ),
    "a text of 40 MB in Latin-1": (
        lambda size: of_text(_repeated("é è à words\n".encode("latin-1"), size)),
        40 * MEGABYTE,
        4 * MEGABYTE,
    ),
    "one line of 40 MB": (lambda size: of_text(b"a" * size), 40 * MEGABYTE, 4 * MEGABYTE),
    "40 MB of HTML": (
        lambda size: of_html(_repeated(b"<p>words <b>x</b>\n", size)),
        40 * MEGABYTE,
        4 * MEGABYTE,
    ),
    "40 MB of one picture in HTML": (
        lambda size: of_html(b'<img src="data:image/png;base64,' + b"A" * size + b'">'),
        40 * MEGABYTE,
        4 * MEGABYTE,
    ),
    "40 MB of CRLF": (lambda size: of_text(b"\r\n" * (size // 2)), 40 * MEGABYTE, 4 * MEGABYTE),
    "40 MB of NUL": (lambda size: b"\0" * size, 40 * MEGABYTE, 4 * MEGABYTE),
    "40 MB of uuencode": (
        lambda size: of_text(b"begin 644 a.bin\n" + _repeated(b"M" + b"!" * 60 + b"\n", size) + b"`\nend\n"),
        40 * MEGABYTE,
        2 * MEGABYTE,
    ),
    "40 MB of winmail.dat": (
        lambda size: of_file(_repeated(b"eJ8+", size), kind=b"application/ms-tnef"),
        40 * MEGABYTE,
        4 * MEGABYTE,
    ),
    "40 MB of S/MIME": (
        lambda size: of_file(_repeated(b"MIAG", size), kind=b"application/pkcs7-mime"),
        40 * MEGABYTE,
        4 * MEGABYTE,
    ),
    "10,000 files": (_parts, 10_000, 2_000),
    "10,000 texts": (_text_parts, 10_000, 2_000),
    "10,000 pages of HTML": (_html_parts, 10_000, 1_000),
    "1,000 levels": (_levels, 1_000, 1_000),
    "100,000 levels": (_levels, 100_000, 10_000),
    "2,000 boundaries, each the beginning of the next": (_prefixed_levels, 2_000, 900),
    "endless nesting": (_endless, 10 * MEGABYTE, MEGABYTE),
    "mails in mails": (_mails_in_mails, 100_000, 10_000),
    "a report on 100,000 recipients": (_reports, 100_000, 10_000),
    "headers of 10 MB": (_headers, 10 * MEGABYTE, MEGABYTE),
    "one header of 10 MB": (
        lambda size: b"X-A: " + b"a" * size + b"\n" + _HEAD + b"\nwords",
        10 * MEGABYTE,
        MEGABYTE,
    ),
    "one subject of 10 MB": (
        lambda size: b"Subject: " + b"a b" * (size // 3) + b"\n\nx",
        10 * MEGABYTE,
        MEGABYTE,
    ),
    "one header of 10 MB in folds": (
        lambda size: b"Subject: a" + b"\r\n b" * (size // 4) + b"\r\n" + _HEAD + b"\nwords",
        10 * MEGABYTE,
        MEGABYTE,
    ),
    "100,000 recipients": (_recipients, 100_000, 10_000),
    "10 MB of recipients in one line": (
        lambda size: _HEAD.replace(b"support@example.net", b"a@b.example," * (size // 12)) + b"\nx",
        10 * MEGABYTE,
        MEGABYTE,
    ),
    "50 lines of 250 kB of recipients": (
        lambda count: (b"To: " + b"a@b.example," * 21_000 + b"\n") * count + _HEAD + b"\nx",
        50,
        5,
    ),
    "mails in parts in mails": (
        lambda count: (
            _HEAD
            + b"".join(
                b"Content-Type: multipart/mixed; boundary=c%d\n\n--c%d\nContent-Type: message/rfc822\n\n"
                % (n, n)
                for n in range(count)
            )
            + b"\nwords"
        ),
        100_000,
        10_000,
    ),
    "100,000 groups with comments": (_groups, 100_000, 10_000),
    "1,000,000 encoded words": (_words, 1_000_000, 100_000),
    "1,000,000 encoded words without space": (
        lambda count: _words(count, b"=?gb2312?b?xOM=?="),
        1_000_000,
        100_000,
    ),
    "1,000,000 words that begin like encoded ones": (
        lambda count: _words(count, b"=?a?q?"),
        1_000_000,
        100_000,
    ),
    "300,000 parameters": (
        lambda count: (
            b"Content-Type: text/plain" + b"".join(b"; n*%d*=%%41" % n for n in range(count)) + b"\n\nx"
        ),
        300_000,
        30_000,
    ),
    "300,000 references": (
        lambda count: b"References: " + b"".join(b"<%d@x> " % n for n in range(count)) + b"\n\nx",
        300_000,
        30_000,
    ),
    "50,000 open tags": (lambda count: of_html(b"<div><b>words" * (count // 2)), 50_000, 20_000),
    "50,000 open formatting tags": (
        lambda count: of_html(b"<b><i><font color=red>x" * (count // 3)),
        50_000,
        9_000,
    ),
    "50,000 misnested tags": (lambda count: of_html(b"<b><p></b></i>x" * (count // 4)), 50_000, 9_000),
    "50,000 open links": (lambda count: of_html(b"<a href=x><p>" * (count // 2)), 50_000, 9_000),
    "50,000 attributes": (
        lambda count: of_html(b"<p " + b" ".join(b"a%d=b" % n for n in range(count)) + b">x"),
        50_000,
        9_000,
    ),
    "10,000 nested tables": (_nested_tables, 10_000, 3_000),
    "10,000 nested blockquotes": (
        lambda count: of_html(b"<blockquote type=cite>old" * count + b"</blockquote>" * count),
        10_000,
        3_000,
    ),
    "10,000 nested lists": (lambda count: of_html(b"<ul><li>x" * count), 10_000, 3_000),
    "10,000 tables misplaced in tables": (lambda count: of_html(b"<table><b>x<tr>" * count), 10_000, 3_000),
    "200,000 open comments": (lambda count: of_html(b"<!-- <p>" * count), 200_000, 50_000),
    "1 MB of tags with stray end tags": (lambda size: of_html(b"<b></x>" * (size // 7)), MEGABYTE, 100_000),
    "a Message-ID of 1 MB": (lambda size: b"Message-ID: " + b"a" * size + b"\n\nx", MEGABYTE, 100_000),
    "references of 1 MB without an @": (
        lambda size: b"References: " + b"a" * size + b"\n\nx",
        MEGABYTE,
        100_000,
    ),
    "1 MB of encoded words never closed": (
        lambda size: b"Subject: " + b"=?utf-8?q?a%" * (size // 12) + b"\n\nx",
        MEGABYTE,
        100_000,
    ),
    "a sender of 1 MB of ?=": (lambda size: b"From: " + b"?=" * (size // 2) + b"\n\nx", MEGABYTE, 100_000),
    "a Reply-To of 1 MB of colons": (
        lambda size: b"Reply-To: [ " + b"10:00:00Jan" * (size // 11) + b"\n\nx",
        MEGABYTE,
        100_000,
    ),
    "a Return-Path of 1 MB of colons": (
        lambda size: b"Return-Path: " + b"@*1=10:00:00\\" * (size // 13) + b"\n\nx",
        MEGABYTE,
        100_000,
    ),
    "5,000 links": (_links, 5_000, 5_000),
    "5,000 links in text": (_text_links, 5_000, 5_000),
    "100,000 quote marks in a line": (lambda count: of_text((b">" * count + b" x\n") * 5), 100_000, 100_000),
    "100,000 attributions": (
        lambda count: of_text(b"On Tue, Jan 5, 2021 at 10:00 AM Ana <a@b.c> wrote:\n" * count),
        100_000,
        20_000,
    ),
    "100,000 header blocks in text": (
        lambda count: of_text(b"From: a\nSent: b\nTo: c\nSubject: d\n\n" * count),
        100_000,
        20_000,
    ),
    **WORST_PAGES,
}
