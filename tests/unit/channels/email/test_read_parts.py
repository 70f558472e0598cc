"""Parts, boundaries and encodings as broken programs write them."""

import base64

import pytest

from chalicelib.channels.email.inbound import read_mail


def mixed(body: str, boundary: str = "b") -> bytes:
    return f"Content-Type: multipart/mixed; boundary={boundary}\n\n{body}".encode()


@pytest.mark.parametrize(
    ("body", "text", "files"),
    [
        ("--b\n\none\n--b\n\ntwo\n--b--\nepilogue", "one\ntwo", 0),
        ("preamble\n--b\n\none\n--b--", "one", 0),
        ("--b\n\none", "one", 0),
        ("--b  \n\none\n--b--  \n", "one", 0),
        ("--b\n\none\n--bc\nstill one\n--b--", "one\n--bc\nstill one", 0),
        ("--b\n\none\n-- b\n--b--", "one\n-- b", 0),
        ("--b\nContent-Type: text/plain\n--b\n\ntwo\n--b--", "two", 0),
        ("--b\nno header here\n\nat all\n--b--", "no header here\n\nat all", 0),
        ("no boundary at all", "no boundary at all", 0),
        ("--b\nContent-Type: multipart/mixed\n\nwords\n--b--", "words", 0),
        ("--b\nContent-Type: multipart/mixed; boundary=c\n\nwords\n--b--", "words", 0),
        (
            "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nin\n--b--\n--b\n\nout\n--b--",
            "in\nout",
            0,
        ),
        ("--b\nContent-Type: TEXT/PLAIN\n\none\n--b--", "one", 0),
        ("--b\nContent-Type: text\n\none\n--b--", "one", 0),
        ("--b\nContent-Type: image/png\n\none\n--b--", "", 1),
        ("--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\none\n--b--", "", 1),
        ("--b\n\none\n--b\nContent-Type: text/plain; name=a.log\n\ntwo\n--b--", "one", 1),
        ("--b\nContent-Type: text/plain; name=a.log\n\none\n--b--", "one", 0),
        (
            "--b\nContent-Type: image/png\n\nx\n--b\nContent-Type: text/plain; name=a.txt\n\none\n--b--",
            "one",
            1,
        ),
        (
            "--b\n\none\n--b\nContent-Disposition: inline; filename=a.diff\n\ntwo\n--b--",
            "one\ntwo",
            0,
        ),
        ("--b\nContent-Type: text/calendar\n\nBEGIN\n--b--", "", 1),
        ("--b\nContent-Disposition: filename=a.txt; attachment\n\none\n--b--", "one", 0),
        ("--b--\n", "", 0),
        ("only a preamble\n--b--\n", "only a preamble\n", 0),
        ("--b\nContent-Type: text/plain;\nname=a.txt\n\none\n--b--", "one", 0),
    ],
)
def test_parts_are_found(body: str, text: str, files: int) -> None:
    mail = read_mail(mixed(body))

    assert (mail.text, len(mail.attachments)) == (text, files)


def test_parts_may_begin_behind_a_line_of_spaces() -> None:
    mail = read_mail(
        b"Content-Type: multipart/mixed; boundary=b\n  \n--b\nContent-Type: text/html\n\n<p>one</p>\n--b--"
    )

    assert mail.html == "<p>one</p>"


def test_thousands_of_lines_that_look_like_boundaries_hide_none() -> None:
    mail = read_mail(mixed("--b\n\n" + "--bb\n" * 3_000 + "--b  \n\ntwo\n" + "--x\n" * 3_000 + "--b--\nend"))

    assert mail.text.count("--bb") == 3_000
    assert mail.text.count("--x") == 3_000
    assert "two" in mail.text and "end" not in mail.text


@pytest.mark.parametrize(
    "written",
    [
        "text / html; charset=utf-8",
        "text/html, charset=utf-8",
        "text/html,charset=utf-8",
        '"text/html"; charset=utf-8',
        "TEXT/HTML;charset=utf-8;",
    ],
)
def test_type_is_known_however_it_is_written(written: str) -> None:
    mail = read_mail(f"Content-Type: {written}\n\n<p>é</p>".encode())

    assert mail.html == "<p>é</p>"


def test_comment_behind_the_boundary_is_not_part_of_it() -> None:
    mail = read_mail(b"Content-Type: multipart/mixed (x); boundary=b (y)\n\n--b\n\none\n--b--")

    assert mail.text == "one"


def test_boundary_in_the_body_is_used_when_the_header_names_another() -> None:
    raw = mixed(
        "--real\nContent-Type: text/plain\n\none\n--real\nContent-Type: image/png\n\nx\n--real--", "other"
    )

    mail = read_mail(raw)

    assert (mail.text, [item.content for item in mail.attachments]) == ("one", [b"x"])


@pytest.mark.parametrize(
    "header",
    [
        "multipart/mixed",
        "multipart/mixed; boundary=",
        "multipart/mixed; boundary=other",
        'multipart/mixed;\nboundary="x"',
        "multipart/mixed; boundary='x'",
    ],
)
@pytest.mark.parametrize("used", ["x", "'x'"])
def test_boundary_is_found_however_the_header_writes_it(header: str, used: str) -> None:
    mail = read_mail(
        f"Content-Type: {header}\nSubject: s\n\nintro\n"
        f"--{used}\n\none\n--{used}\n\ntwo\n--{used}--\n".encode()
    )

    assert (mail.subject, mail.text) == ("s", "one\ntwo")


def test_page_behind_its_pictures_is_still_the_page() -> None:
    mail = read_mail(
        b"Content-Type: multipart/related; boundary=b\n\n"
        b"--b\nContent-Type: image/png\nContent-ID: <p>\n\npng\n"
        b"--b\nContent-Type: text/html; name=mail.html\n\n<img src=cid:p>\n"
        b"--b\nContent-Type: text/html; name=old.html\n\nolder\n--b--\n"
    )

    assert mail.html == "<img src=cid:p>"
    assert [item.name for item in mail.attachments] == ["", "old.html"]


def test_parts_encoded_as_a_whole_are_read() -> None:
    parts = base64.encodebytes(b"--b\n\none\n--b\nContent-Type: image/png\n\nx\n--b--\n")

    mail = read_mail(
        b"Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n" + parts
    )

    assert (mail.text, [item.content for item in mail.attachments]) == ("one", [b"x"])


@pytest.mark.parametrize(
    ("encoding", "body", "content"),
    [
        ("base64", "aGVsbG8=", b"hello"),
        ("BASE64", "aGVs\nbG8", b"hello"),
        ("base64", "aGVs!bG8=", b"hello"),
        ("base64", "aGVsbG8=aGVsbG8=", b"hellohello"),
        ("base64", "aGVsbG8=\n\n____\nfriends mailing list\n", b"hello"),
        ("base64", "aGVsbG8", b"hello"),
        (
            "base64",
            "VGhpcyBuZWVkcyBubyBwYWRkaW5n\n____\nfriends mailing list, see http://x.org\n",
            b"This needs no padding",
        ),
        ("base64", "this is, after all, only text.", b"this is, after all, only text."),
        ("quoted-printable", "a=3Db=\nc", b"a=bc"),
        ("quoted-printable", "a= \nb", b"ab"),
        ("Quoted_Printable", "=4", b"=4"),
        ("quoted-printable", "=ZZ", b"=ZZ"),
        ("x-uuencode", "begin 644 a\n%:&5L;&\\\n`\nend", b"hello"),
        ("7bit", "a", b"a"),
        ("", "a", b"a"),
        ("x-unknown", "a", b"a"),
    ],
)
def test_transfer_encoding_is_undone(encoding: str, body: str, content: bytes) -> None:
    raw = f"Content-Type: image/png\nContent-Transfer-Encoding: {encoding}\n\n{body}".encode()

    assert read_mail(raw).attachments[0].content == content


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("7bit", "Subject: a=20b\n\nwords"),
        ("base64", "Subject: a=20b\n\nwords"),
        ("base64", "U3ViamVjdDogYT0yMGIKCndvcmRz"),
        ("quoted-printable", "Subject: a=20b\n\nwords"),
        ("quoted-printable", "Subject: a=3D20b\n\nwords"),
    ],
)
def test_mail_inside_a_mail_is_decoded_only_where_it_is_encoded(encoding: str, written: str) -> None:
    mail = read_mail(
        f"Content-Type: message/rfc822\nContent-Transfer-Encoding: {encoding}\n\n{written}".encode()
    )

    assert mail.attachments[0].content == b"Subject: a=20b\n\nwords"


def test_words_too_long_to_show_are_kept_whole_as_a_file() -> None:
    mail = read_mail(b"\n" + b"a" * 6_000_000)

    assert len(mail.text) == 5_000_000
    assert len(mail.attachments[0].content) == 6_000_000


def test_flowed_text_with_delsp_is_put_together() -> None:
    mail = read_mail(
        b"Content-Type: text/plain; format=flowed; delsp=yes\n\nTele \nphone  \nnow\n> a \n> b\n-- \nTom"
    )

    assert mail.text == "Telephone now\n> ab\n-- \nTom"


def test_flowed_paragraphs_are_put_together_and_quoted_lines_keep_their_marks() -> None:
    mail = read_mail(
        b"Content-Type: text/plain; format=flowed\n\n"
        b"One \nparagraph.\n From here\n  indented\n> old \n>words \nnew \n> old\n-- \nTom"
    )

    assert mail.text == "One paragraph.\nFrom here\n indented\n> old \n>words \nnew \n> old\n-- \nTom"


def test_signed_mail_is_readable_and_its_signature_a_file() -> None:
    mail = read_mail(
        b"Content-Type: multipart/signed; boundary=s; "
        b'protocol="application/pgp-signature"\n\n--s\n\nsigned words\n'
        b"--s\nContent-Type: application/pgp-signature; name=signature.asc\n\nsig\n--s--\n"
    )

    assert mail.text == "signed words"
    assert [item.name for item in mail.attachments] == ["signature.asc"]
