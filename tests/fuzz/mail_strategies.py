"""Mails that Hypothesis makes: right in most places, and wrong somewhere as mails of the world are."""

from __future__ import annotations

from base64 import encodebytes
from quopri import encodestring

from hypothesis import strategies as st

CHARSETS = st.sampled_from(
    [
        "utf-8",
        "iso-8859-1",
        "windows-1252",
        "windows-1255",
        "windows-1258",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
    ]
    + [
        "big5-hkscs",
        "shift_jis",
        "euc-jp",
        "iso-2022-jp",
        "iso-2022-kr",
        "euc-kr",
        "koi8-r",
        "koi8-u",
        "utf-7",
    ]
    + [
        "utf-16",
        "utf-16le",
        "utf-32",
        "us-ascii",
        "unknown-8bit",
        "cp-850",
        "x-mac-roman",
        "hz-gb-2312",
        "tis-620",
    ]
    + [
        "",
        "none",
        "utf-8\x00",
        "*",
        "idna",
        "punycode",
        "rot13",
        "hex",
        "base64",
        "zip",
        "unicode_escape",
        "mbcs",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "Größe",
            "你好吗",
            "こんにちは",
            "привет",
            "שלום",
            "สวัสดี",
            "Tiếng Việt",
            "😀",
            "+2AA-",
            "~{<:Ky~}",
            "\x1b$B%3\x1b(B",
        ]
        + ["On Tue, 5 Jan 2021 Ana wrote:\n> old", "-- \nAna", "-----Original Message-----\nFrom: a\nSent: b"]
        + [
            "begin 644 a\n#0V%T\n`\nend",
            "=ybegin line=128 size=1 name=a\nx\n=yend size=1",
            "> > > x",
            "a" * 2_000,
        ]
        + [
            "<p>words</p>",
            "<div><blockquote type=cite>old</blockquote>new",
            "<b",
            "&#xd800;",
            "<!--",
            "<![CDATA[",
        ]
    ),
)
LINE_ENDS = st.sampled_from([b"\n", b"\r\n", b"\r\n", b"\r", b"\r\r\n", b"\n\r", b"\x0b", b"\xe2\x80\xa8"])
BOUNDARIES = st.sampled_from(
    ["b", "bb", "b--", "--b", "b b", " b", "b ", "=_é", "b'b", 'b"b', "x" * 80, "", "(b)", "b;c"]
)
TYPES = st.sampled_from(
    [
        "text/plain",
        "text/html",
        "text/calendar",
        "text/x-amp-html",
        "text/enriched",
        "TEXT/HTML",
        "text",
        "",
        "/",
    ]
    + ["image/png", "application/ms-tnef", "application/pkcs7-mime", "application/pdf", "message/rfc822"]
    + ["message/delivery-status", "message/feedback-report", "message/disposition-notification"]
    + ["message/partial", "message/external-body", "multipart/mixed", "application/octet-stream; x", "a/b/c"]
)
MULTIPARTS = st.sampled_from(
    [
        "mixed",
        "alternative",
        "related",
        "report",
        "signed",
        "encrypted",
        "digest",
        "parallel",
        "appledouble",
        "",
    ]
)
NAMES = st.sampled_from(
    ["From", "To", "Cc", "Bcc", "Sender", "Reply-To", "Return-Path", "Delivered-To", "Subject", "Date"]
    + [
        "Message-ID",
        "In-Reply-To",
        "References",
        "List-Id",
        "Auto-Submitted",
        "Precedence",
        "X-Failed-Recipients",
    ]
    + [
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "Content-ID",
        "MIME-Version",
        "Received",
    ]
    + [
        "X-Autoreply",
        "DKIM-Signature",
        "Original-Recipient",
        "",
        " From",
        "From ",
        "Fr\x00om",
        "Größe",
        "=?utf-8?q?a?=",
    ]
)
SENDERS = st.sampled_from(
    ["a@example.org", "MAILER-DAEMON@x", "postmaster@x", "<>", "", "no-reply@x", "a@[1.2.3.4]"]
)


@st.composite
def encoded_words(draw: st.DrawFn) -> bytes:
    """RFC 2047, or nearly."""
    text, charset = draw(TEXTS), draw(CHARSETS)
    kind = draw(st.sampled_from(["q", "Q", "b", "B", "x", ""]))
    data = _in_charset(text, charset)
    content = encodebytes(data).replace(b"\n", b"") if kind in "bB" else encodestring(data, header=True)
    if draw(st.booleans()):
        content = content[: draw(st.integers(0, len(content)))]
    end = draw(st.sampled_from([b"?=", b"?", b"=", b"? =", b""]))
    return b"=?" + charset.encode("utf-8", "replace") + b"?" + kind.encode() + b"?" + content + end


@st.composite
def addresses(draw: st.DrawFn) -> bytes:
    """A mailbox, a group, or what people type there."""
    name = draw(st.one_of(encoded_words(), TEXTS.map(_utf8), st.just(b'"Roe, Jane"'), st.just(b"(a (b) c)")))
    address = draw(SENDERS).encode()
    form = draw(
        st.sampled_from([b"%s <%s>", b'"%s" <%s>', b"%s:%s;", b"(%s) %s", b"%s<<%s>>", b"%s%s", b"%s <%s"])
    )
    return form % (name, address)


@st.composite
def values(draw: st.DrawFn) -> bytes:
    """The value of any header."""
    pieces = st.one_of(
        encoded_words(),
        addresses(),
        TEXTS.map(_utf8),
        st.binary(max_size=20),
        st.sampled_from(
            [
                b"<a@b>",
                b"<a@b",
                b"Tue, 5 Jan 2021 10:00:00 +0100",
                b"31 Feb 99999 25:61 EST",
                b"auto-replied",
                b"bulk",
            ]
            + [b"0 Jan 0000 00:00:00 -9999", b"failed", b"5.1.1", b"rfc822; a@b", b"\t", b"list", b"\xff\xfe"]
            + [
                b"text/html",
                b"attachment",
                b"filename*0*=utf-8''%e4",
                b"filename*1=x",
                b"charset=utf-7",
                b";",
                b"=",
            ]
        ),
    )
    fold = draw(st.sampled_from([b" ", b", ", b"\n ", b"\r\n\t", b"", b"; "]))
    return fold.join(draw(st.lists(pieces, max_size=4)))


@st.composite
def headers(draw: st.DrawFn) -> bytes:
    """Some fields, some of them not quite."""
    fields = draw(st.lists(st.tuples(NAMES, values()), max_size=5))
    colon = draw(st.sampled_from([b": ", b":", b" : ", b""]))
    return b"".join(name.encode() + colon + value + b"\n" for name, value in fields)


@st.composite
def leaves(draw: st.DrawFn) -> bytes:
    """One part: its text in a charset, which may be another than it says, in an encoding likewise."""
    text = draw(TEXTS)
    said = draw(CHARSETS)
    data = _in_charset(text, draw(st.one_of(st.just(said), CHARSETS)))
    encoding = draw(
        st.sampled_from(
            ["7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "binary", "bAse64 x", ""]
        )
    )
    written = draw(st.one_of(st.just(encoding), st.sampled_from(["base64", "quoted-printable"])))
    if written == "base64":
        data = encodebytes(data)
    elif written == "quoted-printable":
        data = encodestring(data)
    if draw(st.integers(0, 4)) == 0:
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=4)) + data[at:]
    kind = draw(TYPES).encode()
    head = b"Content-Type: %s; charset=%s\nContent-Transfer-Encoding: %s\n" % (
        kind,
        _utf8(said),
        encoding.encode(),
    )
    return head + draw(st.one_of(st.just(b""), headers())) + b"\n" + data


def containers(parts: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """A multipart around others, its boundary kept or not."""
    return _containers(parts)


@st.composite
def _containers(draw: st.DrawFn, parts: st.SearchStrategy[bytes]) -> bytes:
    boundary = draw(BOUNDARIES)
    used = draw(st.one_of(st.just(boundary), BOUNDARIES)).encode()
    quote = draw(st.sampled_from([b'"', b"", b"'"]))
    head = b"Content-Type: multipart/%s; boundary=%s%s%s\n" % (
        draw(MULTIPARTS).encode(),
        quote,
        boundary.encode(),
        quote,
    )
    preamble = draw(st.sampled_from([b"", b"preamble\n", b"--" + used + b"--\n"]))
    inner = b"".join(b"--" + used + b"\n" + part + b"\n" for part in draw(st.lists(parts, max_size=3)))
    end = draw(st.sampled_from([b"--" + used + b"--\n", b"--" + used, b"", b"--" + used + b"--\nepilogue\n"]))
    return head + draw(st.one_of(st.just(b""), headers())) + b"\n" + preamble + inner + end


@st.composite
def mails(draw: st.DrawFn) -> bytes:
    """A whole mail: headers, parts, one kind of line end, perhaps cut off or with junk in front."""
    part = draw(st.recursive(leaves(), containers, max_leaves=6))
    mail = draw(headers()) + part
    end = draw(LINE_ENDS)
    if end != b"\n":
        mail = mail.replace(b"\n", end)
    front = draw(
        st.sampled_from(
            [b"", b"", b"From a@b Tue Jan  5 10:00:00 2021\n", b"\xef\xbb\xbf", b"\n\n", b"junk\n", b"\0"]
        )
    )
    mail = front + mail
    return mail[: draw(st.integers(0, len(mail)))] if draw(st.integers(0, 5)) == 0 else mail


def _in_charset(text: str, charset: str) -> bytes:
    try:
        return text.encode(charset, "replace")
    except (LookupError, ValueError, TypeError, UnicodeError):
        return _utf8(text)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")
