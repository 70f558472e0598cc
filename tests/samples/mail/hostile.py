"""Mails made to break a reader: endless nesting, a million headers, rubbish in every encoding."""

from collections.abc import Callable

MEGABYTE = 1_000_000


def _nested(depth: int) -> bytes:
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level) for level in range(depth)
    )
    return opened + b"Content-Type: text/plain\n\ndeep words\n"


def _many_parts_deep_down(depth: int) -> bytes:
    opened = _nested(depth).removesuffix(b"Content-Type: text/plain\n\ndeep words\n")
    return opened + b"\nwords\n--b%d\n" % (depth - 1) * 12_000


def _nested_with_one_boundary(depth: int) -> bytes:
    return b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n' * depth + b"\nwords\n"


def _nested_mails(depth: int) -> bytes:
    return b"From: a@example.org\nContent-Type: message/rfc822\n\n" * depth + b"words\n"


def _parts(count: int) -> bytes:
    part = b"--b\nContent-Type: image/png; name=x.png\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n"
    return b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + part * count + b"--b--\n"


def _boundary_lines(size: int) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * (size // 4)


def _almost_boundaries(size: int) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + b"--c\n" * (size // 4)


def _header_lines(size: int) -> bytes:
    return b"X-A: b\n" * (size // 7) + b"Subject: at the end\n\nwords\n"


def _folds(size: int) -> bytes:
    return b"Subject: a\n" + b" b\n" * (size // 3) + b"From: x@example.org\n\nwords\n"


def _addresses(size: int) -> bytes:
    return b"To: " + b"a@b.c, " * (size // 7) + b"\n\nwords"


def _open_comments(size: int) -> bytes:
    return b"From: " + b"(" * size + b"\n\nwords"


def _open_quotes(size: int) -> bytes:
    return b'From: "' + b'\\"' * (size // 2) + b"\n\nwords"


def _quote_pairs(size: int) -> bytes:
    return b"From: " + b'"<(' * (size // 3) + b"\n\nwords"


def _encoded_words(size: int) -> bytes:
    return b"Subject: " + b"=?utf-8?q?a?= " * (size // 14) + b"\n\nwords"


def _open_encoded_words(size: int) -> bytes:
    return b"Subject: " + b"=?utf-8?q?a" * (size // 11) + b"\n\nwords"


def _references(size: int) -> bytes:
    return b"References: " + b"<a@b> <c" * (size // 8) + b"\n\nwords"


def _parameters(size: int) -> bytes:
    return b"Content-Type: text/plain; " + b'a*1="b; ' * (size // 8) + b"\n\nwords"


def _flat(size: int, body: bytes, kind: bytes = b"text/plain", encoding: bytes = b"8bit") -> bytes:
    head = b"From: a@example.org\nContent-Type: %s\nContent-Transfer-Encoding: %s\n\n" % (kind, encoding)
    return head + body * (size // len(body))


def _nested_html(size: int) -> bytes:
    return _flat(size, b"<div>", b"text/html")


def _formatting_html(size: int) -> bytes:
    return _flat(size, b"<b><p>", b"text/html")


def _open_tag_html(size: int) -> bytes:
    return _flat(size, b"<a<", b"text/html")


def _attributes_html(size: int) -> bytes:
    return _flat(size, b"<p x", b"text/html") + b' style="' + b"a:b;" * (size // 8) + b'">'


def _tables_html(size: int) -> bytes:
    return _flat(size, b"<table><tr><td>", b"text/html")


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "1,000 levels": lambda size: _nested(1_000),
    "100,000 levels": lambda size: _nested(100_000),
    "many parts 50,000 levels deep": lambda size: _many_parts_deep_down(50_000),
    "one boundary at every level": lambda size: _nested_with_one_boundary(20_000),
    "mails in mails": lambda size: _nested_mails(50_000),
    "10,000 parts": lambda size: _parts(10_000),
    "100,000 parts": lambda size: _parts(100_000),
    "only boundaries": _boundary_lines,
    "almost boundaries": _almost_boundaries,
    "a header of many fields": _header_lines,
    "a header folded to absurdity": _folds,
    "a header of one line": lambda size: b"Subject: " + b"a" * size + b"\n\nwords",
    "a header of white space": lambda size: b"Subject:" + b" " * size + b"x\n\nwords",
    "white space in front": lambda size: b" " * size + b"Subject: x\n\nwords",
    "a million addresses": _addresses,
    "comments never closed": _open_comments,
    "quotes never closed": _open_quotes,
    "quotes, angles and comments": _quote_pairs,
    "a subject of encoded words": _encoded_words,
    "encoded words never closed": _open_encoded_words,
    "references never closed": _references,
    "parameters never closed": _parameters,
    "white space in an address": lambda size: b"To: a@b" + b" " * size + b"c\n\nwords",
    "white space in a parameter": lambda size: (
        b"Content-Type: text/plain; name=a" + b" " * size + b"1\n\nwords"
    ),
    "escaped quotes": lambda size: b"To: " + b'\\"' * (size // 2) + b"\n\nwords",
    "commas of names": lambda size: b"To: " + b"Doe, " * (size // 5) + b"\n\nwords",
    "bare CR in a header": lambda size: b"Subject: a" + b"\ra" * (size // 2) + b"\n\nwords",
    "boundaries that the header forgot": lambda size: (
        b"Content-Type: multipart/mixed\n\n" + (b"--a" + b" " * 190 + b"b\n") * (size // 195)
    ),
    "bare CR": lambda size: _flat(size, b"words\n").replace(b"\n", b"\r"),
    "NUL bytes": lambda size: b"\0" * size,
    "spaces": lambda size: _flat(size, b" "),
    "empty lines": lambda size: _flat(size, b"\n"),
    "quote marks": lambda size: _flat(size, b"> "),
    "lines of quotes": lambda size: _flat(size, b"> a\n"),
    "attributions": lambda size: _flat(size, b"On Tue, 5 Jan 2021 a@b\n"),
    "dates": lambda size: _flat(size, b"12:30 1.2.2021 "),
    "short lines": lambda size: _flat(size, b"a\n"),
    "labels": lambda size: _flat(size, b"From: a\n"),
    "dashes": lambda size: _flat(size, b"-"),
    "dashed lines": lambda size: _flat(size, b"-- \n"),
    "one long line": lambda size: _flat(size, b"a"),
    "addresses in the text": lambda size: _flat(size, b"a@b "),
    "8-bit bytes": lambda size: _flat(size, bytes(range(128, 256))),
    "undeclared Chinese": lambda size: _flat(size, "你好吗\n".encode("gbk")),
    "ISO-2022-JP escapes": lambda size: _flat(size, b"\x1b$B", b"text/plain; charset=iso-2022-jp"),
    "base64 with rubbish": lambda size: _flat(size, b"aGVs=bG8!*", b"image/png", b"base64"),
    "base64 padding": lambda size: _flat(size, b"=", b"image/png", b"base64"),
    "base64 padding and spaces": lambda size: _flat(size, b"= \n", b"image/png", b"base64"),
    "broken quoted-printable": lambda size: _flat(size, b"= =\n=4=", b"text/plain", b"quoted-printable"),
    "uuencode without end": lambda size: _flat(size, b"begin 644 a\nM\n"),
    "yEnc without end": lambda size: _flat(size, b"=ybegin name=a\n=y\n"),
    "nested HTML": _nested_html,
    "formatting HTML": _formatting_html,
    "HTML tags never closed": _open_tag_html,
    "HTML attributes": _attributes_html,
    "HTML tables": _tables_html,
    "HTML comments": lambda size: _flat(size, b"<!--", b"text/html"),
    "HTML blockquotes": lambda size: _flat(size, b"<blockquote>a", b"text/html"),
    "HTML entities": lambda size: _flat(size, b"&amp", b"text/html"),
    "HTML of angle brackets": lambda size: _flat(size, b"<", b"text/html"),
    "HTML lists": lambda size: _flat(size, b"<ul><li>", b"text/html"),
    "HTML paragraphs": lambda size: _flat(size, b"<p>a</p>", b"text/html"),
}
