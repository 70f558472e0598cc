"""What a mail says is read into fields, whichever program sent it."""

from datetime import UTC, datetime

import pytest

from chalicelib.channels.email.inbound import Attachment, InboundMail, Mailbox, read_mail
from tests.samples.mail import ordinary


def test_headers_of_a_gmail_answer_are_decoded() -> None:
    mail = read_mail(ordinary.GMAIL)

    assert mail.subject == "Re: Order 17 – broken cup"
    assert mail.sender == Mailbox("tom@example.org", "Tom Thümb")
    assert mail.to == (Mailbox("support@bandeja.test", "Support, Bandeja"), Mailbox("sales@bandeja.test", ""))
    assert mail.cc == (Mailbox("jane@example.org", "Jane Roe"),)
    assert mail.reply_to == (Mailbox("shop@example.org", ""),)
    assert mail.date == datetime(2021, 1, 5, 10, 0, tzinfo=UTC)
    assert mail.message_id == "<CAF+abc@mail.gmail.com>"
    assert mail.in_reply_to == ("<second@bandeja.test>",)
    assert mail.references == ("<first@bandeja.test>", "<second@bandeja.test>")
    assert mail.delivered_to == ("support@bandeja.test",)
    assert mail.return_path == "tom@example.org"


def test_words_and_files_of_a_gmail_answer_are_told_apart() -> None:
    mail = read_mail(ordinary.GMAIL)

    assert mail.text.startswith("The cup is broken ☹\n\nOn Mon")
    assert mail.html == '<div dir="ltr">The cup is broken ☹<img src="cid:ii_1"></div>\n'
    assert mail.reply_text == "The cup is broken ☹"
    assert mail.attachments == (
        Attachment("cup.png", "image/png", b"\x89PNG\r\n\x1a\n", "ii_1", inline=True),
        Attachment("Rechnung §17.pdf", "application/pdf", b"%PDF-1.4\n"),
    )


def test_outlook_answer_with_crlf_and_windows_characters_called_latin1() -> None:
    mail = read_mail(ordinary.OUTLOOK)

    assert mail.sender == Mailbox("john.doe@example.com", "Doe, John")
    assert mail.reply_text == "Please find it below – thanks."
    assert "\r" not in mail.text
    assert mail.html is not None and "below – thanks" in mail.html
    assert mail.attachments == ()


def test_apple_mail_texts_around_a_picture_are_joined_in_order() -> None:
    mail = read_mail(ordinary.APPLE)

    assert mail.text == "The first:\nThe second:"
    assert mail.html is None
    assert [(item.name, item.inline) for item in mail.attachments] == [
        ("one.jpg", True),
        ("notes.txt", False),
    ]
    assert mail.attachments[1].content == b"not the mail's words"


def test_mail_inside_a_mail_is_one_file() -> None:
    mail = read_mail(ordinary.FORWARDED)

    assert mail.text == "See below."
    (file,) = mail.attachments
    assert (file.name, file.content_type) == ("Order.eml", "message/rfc822")
    assert read_mail(file.content).text == "inner words"


def test_text_is_made_from_html_when_there_is_no_plain_text() -> None:
    mail = read_mail(ordinary.HTML_ONLY)

    assert mail.text == "Hello you\n\nSecond"
    assert mail.reply_text == "Hello you\n\nSecond"
    assert mail.list_id == "news.example.com"
    assert mail.is_automatic and not mail.is_auto_reply


def test_footer_that_a_list_adds_to_an_html_mail_does_not_hide_its_words() -> None:
    mail = read_mail(
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Words</p>\n"
        b"--b\nContent-Type: text/plain\n\n____________\nfriends mailing list\n--b--\n"
    )

    assert mail.text == "____________\nfriends mailing list"
    assert mail.reply_text.startswith("Words")


def test_absent_headers_have_empty_values() -> None:
    assert read_mail(b"\nwords") == InboundMail(
        text="words", reply_text="words", content_hash=read_mail(b"\nwords").content_hash
    )


@pytest.mark.parametrize("raw", [b"", b"\n", b"\r\n\r\n", b"\0", b"\xff\xfe", b"=?", b"From:", b":\n:\n"])
def test_any_bytes_are_a_mail(raw: bytes) -> None:
    assert isinstance(read_mail(raw), InboundMail)


def test_html_that_is_only_a_picture_of_itself_keeps_the_plain_alternative() -> None:
    mail = read_mail(
        b"Content-Type: multipart/alternative; boundary=b\n\n--b\n\n \n--b\nContent-Type: "
        b"text/html\n\n<p>Only here</p>\n--b--"
    )

    assert mail.text == "Only here"


def test_nested_alternatives_and_related_parts_in_the_wrong_order() -> None:
    mail = read_mail(
        b"Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: image/png\nContent-ID: "
        b"<p>\n\npng\n"
        b"--r\nContent-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/html\n\n<b>h</b>\n"
        b"--a\nContent-Type: text/plain\n\nt\n--a--\n--r--\n"
    )

    assert (mail.text, mail.html) == ("t", "<b>h</b>")
    assert mail.attachments == (Attachment("", "image/png", b"png", "p", inline=True),)


def test_picture_shown_in_the_html_is_inline_whatever_its_disposition_says() -> None:
    mail = read_mail(
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<img "
        b"src='cid:p%40x'>\n"
        b"--b\nContent-Type: image/png\nContent-ID: <p@x>\nContent-Disposition: attachment\n\npng\n--b--\n"
    )

    assert mail.attachments[0].inline


def test_copies_of_one_mail_have_one_hash_and_another_body_another() -> None:
    copy = ordinary.GMAIL.replace(b"Return-Path: <tom@example.org>\n", b"X-SES-Receipt: 1\nARC-Seal: i=1\n")
    other = ordinary.GMAIL.replace(b"The cup", b"My cup")

    assert read_mail(copy).content_hash == read_mail(ordinary.GMAIL).content_hash
    assert read_mail(other).content_hash != read_mail(ordinary.GMAIL).content_hash


def test_several_copies_of_a_header_are_all_read_where_lists_are_meant() -> None:
    mail = read_mail(b"To: a@x.org\nTo: b@x.org\nFrom: c@x.org, d@x.org\nSubject: one\nSubject: two\n\n")

    assert [box.address for box in mail.to] == ["a@x.org", "b@x.org"]
    assert mail.sender.address == "c@x.org"
    assert mail.subject == "one"


def test_header_that_is_there_twice_counts_once() -> None:
    mail = read_mail(b"To: a@x.org\nTo: a@x.org\nReferences: <a@b>\nReferences: <a@b>\n\n")

    assert mail.to == (Mailbox("a@x.org"),)
    assert mail.references == ("<a@b>",)


def test_sender_is_somebody_with_an_address() -> None:
    assert read_mail(b"From: John Roe, Acme Ltd <j@x.org>\n\n").sender == Mailbox(
        "j@x.org", "John Roe, Acme Ltd"
    )
    assert read_mail(b"From: root (Cron)\n\n").sender == Mailbox("root", "Cron")
    assert read_mail(b"From: John Roe\n\n").sender == Mailbox("", "John Roe")


def test_every_way_a_mail_went_is_known() -> None:
    mail = read_mail(
        b"Delivered-To: a@x.org\nX-Original-To: reply+token@x.org\nEnvelope-To: A@x.org, c@x.org\n"
        b"Return-Path: <>\nSender: <list@x.org>\n\n"
    )

    assert mail.delivered_to == ("a@x.org", "reply+token@x.org", "c@x.org")
    assert mail.return_path == ""
    assert mail.sender == Mailbox("", "")
    assert mail.sender_header == Mailbox("list@x.org", "")
