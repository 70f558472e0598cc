"""Whatever a person writes goes out in lines that every mail program reads back the same."""

from __future__ import annotations

import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.outbound import build_mail
from chalicelib.channels.email.outgoing_headers import encoded_words, file_names, unstructured
from chalicelib.channels.email.outgoing_text import text_beside
from chalicelib.domain.entry import Mailbox
from chalicelib.ports.outside import Outbound, OutboundFile, Quoted
from tests.unit.channels.email.test_outbound import MESSAGE, NOON, OUTBOUND

SCRIPTS = st.sampled_from(
    [
        "Lamp order 2041",
        "ñandú à la crème ß",
        "Ελληνικά κείμενα",
        "Русский текст",
        "注文番号の件",
        "한국어 제목",
        "שלום עולם",
        "مرحبا بالعالم",
        "ไทยภาษา",
        "👩‍👩‍👧 🎉",
        '"quoted" \\ back',
        "a, b; c <d> (e) @f",
        "=?utf-8?q?not_a_word?=",
        "x" * 120,
        "%41%20+",
    ]
)
ANY = st.text(st.characters(codec="utf-8"), max_size=60)
LINE = st.lists(SCRIPTS | ANY, min_size=1, max_size=6).map(" ".join)
BODY = st.lists(
    SCRIPTS | st.just("") | st.just("From here") | st.just(".") | st.just("  two"), max_size=12
).map("\n".join)
FILE = st.builds(OutboundFile, SCRIPTS | ANY, st.just("application/pdf"), st.binary(max_size=200))


def one_line(text: str) -> str:
    """As a header can hold it: without control characters and what surrounds it."""
    kept = re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)
    return kept.strip()


def strictly(raw: bytes) -> EmailMessage:
    """Read by Python's parser, which names every defect; held to the lengths of RFC 5322 and RFC 2047."""
    mail = BytesParser(policy=email.policy.default).parsebytes(raw)
    assert isinstance(mail, EmailMessage)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    for line in raw.split(b"\r\n"):
        assert b"=?utf-8?" not in line or len(line) <= 76 or b"name=" in line or b'"' in line, line
    for part in mail.walk():
        assert not part.defects, part.defects
        for _, value in part.items():
            assert not getattr(value, "defects", ()), (str(value), value.defects)
    return mail


def squeezed(text: str) -> str:
    """Without white space: how much of it a reader keeps differs."""
    return "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(LINE, LINE)
def test_subjects_and_names_in_any_script_come_back(subject: str, name: str) -> None:
    message = replace(MESSAGE, subject=subject, to=(Mailbox("carla@customer.example", name[:150]),))

    raw = build_mail(replace(OUTBOUND, message=message), date=NOON)

    mail, ours = strictly(raw), read_mail(raw)
    assert ours.subject == one_line(subject) == str(mail["Subject"])
    assert ours.to[0].address == "carla@customer.example" == mail["To"].addresses[0].addr_spec
    assert (
        squeezed(ours.to[0].name)
        == squeezed(one_line(name[:150]))
        == squeezed(mail["To"].addresses[0].display_name)
    )


@settings(max_examples=100, deadline=None)
@given(BODY, BODY, BODY)
def test_text_and_html_say_the_same_and_come_back(text: str, signature: str, quoted: str) -> None:
    outbound = Outbound(
        channel=OUTBOUND.channel,
        message=MESSAGE,
        text=text,
        key="c-3",
        attempt=1,
        recipients=OUTBOUND.recipients,
        signature=signature.strip(),
        quoted=Quoted(Mailbox("carla@customer.example"), NOON, quoted),
    )

    raw = build_mail(outbound, date=NOON)

    mail, ours = strictly(raw), read_mail(raw)
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == ours.text.rstrip("\n")
    html = read_mail(
        raw.replace(b"multipart/alternative", b"multipart/mixed").replace(b"text/plain", b"text/x")
    ).text
    marks = str.maketrans("", "", ">- \n\u00a0\t")
    assert squeezed(html.translate(marks)) == squeezed(ours.text.translate(marks))


@settings(max_examples=120, deadline=None)
@given(st.lists(FILE, min_size=1, max_size=3))
def test_files_with_any_name_come_back_whole(files: list[OutboundFile]) -> None:
    raw = build_mail(replace(OUTBOUND, files=tuple(files)), date=NOON)

    mail, ours = strictly(raw), read_mail(raw)
    named = [one_line(file.name) or "file" for file in files]
    assert [part.get_filename() for part in mail.iter_attachments()] == named
    assert [part.get_content() for part in mail.iter_attachments()] == [file.content for file in files]
    assert [file.content for file in ours.attachments] == [file.content for file in files]


@pytest.mark.parametrize(
    ("name", "fallback", "true"),
    [
        ("bill.pdf", 'name="bill.pdf"', 'filename="bill.pdf"'),
        ("factura nº 5.pdf", 'name="factura no 5.pdf"', "filename*=utf-8''factura%20n%C2%BA%205.pdf"),
        ("注文書.pdf", 'name="file.pdf"', "filename*=utf-8''%E6%B3%A8%E6%96%87%E6%9B%B8.pdf"),
        ('a"b.txt', 'name="a_b.txt"', "filename*=utf-8''a%22b.txt"),
        ("", 'name="file"', 'filename="file"'),
        (".profile", 'name=".profile"', 'filename=".profile"'),
    ],
)
def test_a_file_is_named_in_both_forms(name: str, fallback: str, true: str) -> None:
    assert file_names(name) == (fallback, true)


def test_a_long_name_is_cut_between_characters() -> None:
    _, true = file_names("注" * 80 + ".pdf")

    lines = true.split("\n")
    assert len(lines) > 10
    assert max(map(len, lines)) <= 76


@given(ANY, st.integers(0, 40))
def test_no_encoded_word_is_longer_than_75(text: str, used: int) -> None:
    words = list(encoded_words(text, used))

    assert max(map(len, words)) <= 75
    assert len(words[0]) <= max(75 - used, 24)


def test_an_ascii_subject_is_folded_at_its_spaces() -> None:
    folded = unstructured("word " * 40, len("Subject: "))

    assert max(map(len, folded.split("\n"))) <= 76
    assert " ".join(folded.split()) == ("word " * 40).strip()


def test_an_internationalised_domain_is_written_as_on_the_wire() -> None:
    message = replace(MESSAGE, to=(Mailbox("carla@ñandú.example", "Carla"),))

    raw = build_mail(replace(OUTBOUND, message=message), date=datetime(2026, 11, 22, tzinfo=UTC))

    assert b"Carla <carla@xn--and-6ma2c.example>" in raw


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>See <a href="https://a.test/x">this</a>.</p>', "See this <https://a.test/x>."),
        ('<a href="https://a.test/x">https://a.test/x</a>', "https://a.test/x"),
        ('<a href="https://a.test/">a.test</a>', "a.test"),
        ('<a href="mailto:b@a.test">b@a.test</a>', "b@a.test"),
        ("<ul><li>one</li><li><b>two</b></li></ul>", "- one\n- two"),
    ],
)
def test_the_text_beside_rich_text_says_where_links_lead(html: str, text: str) -> None:
    assert text_beside(html) == text


def test_lines_and_gaps_stay_where_a_mail_program_throws_all_styles_away() -> None:
    outbound = replace(OUTBOUND, text="one <b>\n  two\n\nthree", signature="Ana\nSupport")

    html = strictly(build_mail(outbound, date=NOON)).get_body(("html",))

    assert html is not None
    shown = html.get_content().replace("\r\n", "\n")
    assert "one &lt;b&gt;<br>\n&nbsp; two<br>\n<br>\nthree" in shown
    assert "Ana<br>\nSupport" in shown
    assert "pre-wrap" not in shown
