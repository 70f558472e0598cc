"""Headers as the world writes them: encoded words, ids, dates, names of files."""

from datetime import UTC, datetime

import pytest

from chalicelib.channels.email.dates import parse_date
from chalicelib.channels.email.encoded_words import header_text
from chalicelib.channels.email.header_params import parse_value
from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.message_ids import answered_ids, first_message_id, message_ids


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?UTF-8?B?4g==?= =?UTF-8?B?nJM=?=", "✓"),
        (b"=?utf-8?Q?Are you there??= x", "Are you there? x"),
        (b"=?ISO-8859-1?q?a?=\r\n =?iso-8859-1?Q?_b?=", "a b"),
        (b"=?utf-8?q?a?=c=?utf-8?q?d?=", "acd"),
        (b"=?utf-8?q?a?= c =?utf-8?q?d?=", "a c d"),
        (b"=?utf-8*en?Q?hi?=", "hi"),
        (b"=?windows-1252?Q?=93q=94?=", "“q”"),
        (b"=?iso-8859-1?Q?=93q=94?=", "“q”"),
        (b"=?gb2312?B?gkY=?=", "侳"),
        (b"=?iso-2022-jp?B?GyRCLSEbKEI=?=", "①"),
        (b"=?us-ascii?Q?caf=E9?=", "café"),
        (b"=?no-such?Q?caf=E9?=", "café"),
        (b"=?utf-8?B?YWJj", "abc"),
        (b"=?utf-8?B?YW Jj?=", "abc"),
        (b"=?utf-8?Q?a=E2=9C", "a\ufffd"),
        (b"=?not a word?=", "=?not a word?="),
        (b"=? utf-8 ?B?YWJj?=", "abc"),
        (b"=?utf-8? B ?YWJj?=", "abc"),
        (b'=?"utf-8"?Q?=C3=BC?=', "ü"),
        (b"=??Q?=C3=BC?=", "ü"),
        (b"=?utf-8?B?YWJj?", "abc"),
        (b"=?utf-8?Q?a=3D=?=", "a=="),
        (b"=?utf-8?Q?50=?= off", "50= off"),
        (b"=?utf-8?Q?=ED=A0=BD=ED=B8=80?=", "😀"),
        ("Grüße".encode(), "Grüße"),
        ("Grüße".encode("latin-1"), "Grüße"),
        ("Привет мир".encode("koi8-r"), "Привет мир"),
        ("Привет мир".encode("cp1251"), "Привет мир"),
        ("你好世界".encode("gbk"), "你好世界"),
        ("こんにちは世界".encode("cp932"), "こんにちは世界"),
        ("안녕하세요".encode("euc-kr"), "안녕하세요"),
        (b"a\r\n\tb\r\n  c", "a b c"),
    ],
)
def test_header_is_decoded(raw: bytes, text: str) -> None:
    assert header_text(raw) == text


def test_subject_is_one_line_whatever_its_encoded_words_hold() -> None:
    assert read_mail(b"Subject: =?utf-8?Q?a=0D=0ABcc:_b=00c?=\n\n").subject == "a Bcc: bc"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ('attachment; filename="a b.txt"', "a b.txt"),
        ("attachment; filename*=utf-8''%e2%82%ac%20rates.txt; filename=\"x.txt\"", "€ rates.txt"),
        ("attachment; filename*0*=iso-8859-1''a%E4; filename*1=b; filename*2*=%E4.txt", "aäbä.txt"),
        ("attachment; filename*1=b.txt; filename*0=a", "ab.txt"),
        ("attachment; filename*0*=utf-8''%E2%9C; filename*1*=%93", "✓"),
        ("attachment; filename=My File.pdf", "My File.pdf"),
        ("attachment; filename=a.pdf size=12", "a.pdf"),
        ('attachment; filename="=?utf-8?B?w7wucGRm?="', "ü.pdf"),
        ('attachment; filename="=?utf-8?Q?=C3=BC?= =?utf-8?Q?.pdf?="', "ü.pdf"),
        ("attachment; filename==?utf-8?Q?a_b.txt?=", "a b.txt"),
        ('attachment;filename="100%25.pdf"', "100%25.pdf"),
        ("attachment; filename*=\"utf-8''a%20b.txt\"", "a b.txt"),
        ('attachment; filename="a;b.txt"; size=1', "a;b.txt"),
        ('attachment; filename="a.txt', "a.txt"),
        ("attachment; FileName = 'a.txt'", "a.txt"),
        ('attachment; filename=a.txt"', "a.txt"),
        ('attachment; filename="a "new" one.txt"; size=1', 'a "new" one.txt'),
        ('attachment; filename="a.txt" size=1', "a.txt"),
        ("attachment; filename==?utf-8?Q?a;_b.txt?=; size=1", "a; b.txt"),
        ("attachment; filename=?utf-8?Q?=C3=BC.txt?=", "ü.txt"),
        ("attachment; filename=UTF-8''%C3%BC.txt", "ü.txt"),
        ("attachment; filename*0=utf-8''%C3%BC; filename*1=.txt", "ü.txt"),
        ("attachment; filename=\"it's 5%20 'off'.txt\"", "it's 5%20 'off'.txt"),
    ],
)
def test_names_of_files_are_read_in_every_form(raw: str, name: str) -> None:
    assert parse_value(raw).params["filename"] == name


@pytest.mark.parametrize(
    ("name", "charset"),
    [
        ("отчёт за май", "windows-1251"),
        ("отчет за май", "koi8-r"),
        ("測試檔案", "big5"),
        ("資料一覧", "shift_jis"),
        ("מסמך", "windows-1255"),
        ("zażółć", "iso-8859-2"),
    ],
)
@pytest.mark.parametrize(("of_text", "of_file"), [(True, False), (False, True)])
def test_name_in_raw_bytes_is_in_the_charset_of_its_part_or_else_of_the_words(
    name: str, charset: str, of_text: bool, of_file: bool
) -> None:
    declared = f"; charset={charset}"
    head = f"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain{declared * of_text}"
    file = f'Content-Type: application/pdf{declared * of_file}; name="{name}.pdf"\n'

    mail = read_mail(head.encode() + b"\n\nwords\n--b\n" + file.encode(charset) + b"\nx\n--b--\n")

    assert [item.name for item in mail.attachments] == [f"{name}.pdf"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"C:\\\\dir\\\\a.txt"', "a.txt"),
        ("../../etc/passwd", "passwd"),
        ('"a/"', ""),
        ('".."', ""),
        ('"a\x01b"', "a b"),
    ],
)
def test_file_name_is_never_a_path(written: str, name: str) -> None:
    mail = read_mail(
        f"Content-Type: image/png\nContent-Disposition: attachment; filename={written}\n\nx".encode()
    )

    assert mail.attachments[0].name == name


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("Tue, 5 Jan 2021 10:00:00 +0100", (2021, 1, 5, 9, 0, 0)),
        ("5 Jan 21 10:00 EST", (2021, 1, 5, 15, 0, 0)),
        ("Tue Jan  5 10:00:00 2021", (2021, 1, 5, 10, 0, 0)),
        ("Fri Oct 16 20:57:02 PDT 1998", (1998, 10, 17, 3, 57, 2)),
        ("Tue, 05 Jan 2021 10:00:00 GMT+0200", (2021, 1, 5, 8, 0, 0)),
        ("2021-01-05T10:00:00Z", (2021, 1, 5, 10, 0, 0)),
        ("2021-01-05 10:00:00 +05:30", (2021, 1, 5, 4, 30, 0)),
        ("Tue, 5-Jan-2021 10:00:00 -0000 (UTC)", (2021, 1, 5, 10, 0, 0)),
        ("Mar., 05 ene. 2021 10:00:00 +0100", (2021, 1, 5, 9, 0, 0)),
        ("Fri, 21 Nov 97 09(comment):   55  :  06 -0600", (1997, 11, 21, 15, 55, 6)),
        ("Thu, 13 Feb 1969 23:32:54 -0330", (1969, 2, 14, 3, 2, 54)),
        ("Mon, 1 Jan 101 10:00:00 +0000", (2001, 1, 1, 10, 0, 0)),
        ("Wed, 5 Jan 2050 10:00:60 +0000", (2050, 1, 5, 10, 0, 59)),
        ("Tue, 5 Jan 2021 10:00:00 +200", (2021, 1, 5, 8, 0, 0)),
        ("Tue, 5 Jan 2021 10:00:00 0200", (2021, 1, 5, 8, 0, 0)),
        ("Tue, 5 Jan 2021 10:00:00 --0400", (2021, 1, 5, 14, 0, 0)),
        ("Tue, 5 Jan 2021 10:00:00 +0200 (MESZ (Ortszeit))", (2021, 1, 5, 8, 0, 0)),
        ("Tue, 5 Jan 2021 10:00:00 MET DST", (2021, 1, 5, 8, 0, 0)),
        ("Tue, 5 Jan 2021 10:00:00 Z", (2021, 1, 5, 10, 0, 0)),
        ("Tue, 5 Jan 2021 10:00:00 LOCAL", (2021, 1, 5, 10, 0, 0)),
        ("Tue 5 Jan 10:00:00 2021", (2021, 1, 5, 10, 0, 0)),
        ("5th Jan 2021 at 3:00 pm", (2021, 1, 5, 15, 0, 0)),
        ("05.01.2021 10:00", (2021, 1, 5, 10, 0, 0)),
        ("вт, 5 янв 2021 10:00:00 +0300", (2021, 1, 5, 7, 0, 0)),
        ("星期二, 5 一月 2021 10:00:00 +0800", (2021, 1, 5, 2, 0, 0)),
        ("火, 5 1月 2021 10:00:00 +0900", (2021, 1, 5, 1, 0, 0)),
        ("2021年1月5日(火) 10:00:00 +0900", (2021, 1, 5, 1, 0, 0)),
        ("Thu, 1 Jan 1970 00:00:00 -0000", (1970, 1, 1, 0, 0, 0)),
        ("Tue, 5 Jan 2021", (2021, 1, 5, 0, 0, 0)),
    ],
)
def test_date_is_a_moment_in_utc(raw: str, moment: tuple[int, int, int, int, int, int]) -> None:
    assert parse_date(raw) == datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "garbage",
        "32 Jan 2021 10:00",
        "5 Foo 2021 10:00",
        "99999999999",
        "5 Jan 2021 25:00:00 +0000",
        "5 Jan 2021 10:00:00 +9900",
        "5 Jan 20211 10:00:00",
        "2021 Jan 26 10:00:00",
        "05/01/2021 10:00",
    ],
)
def test_what_is_no_date_is_none(raw: str) -> None:
    assert parse_date(raw) is None


def test_ids_have_angle_brackets_however_they_are_written() -> None:
    assert message_ids("<a@b> <c\n d@e>") == ("<a@b>", "<cd@e>")
    assert message_ids("a@b c@d") == ("<a@b>", "<c@d>")
    assert answered_ids('Message from Tom <t@x> of "Tue, 5 Jan" <id@h>') == ("<id@h>",)
    assert message_ids("<a@b> c@d <e@f>") == ("<a@b>", "<c@d>", "<e@f>")
    assert message_ids("<a@b> from c@d") == ("<a@b>",)
    assert first_message_id("abc") == "<abc>"
    assert first_message_id(" <> ") is None


@pytest.mark.parametrize(
    ("raw", "ids"),
    [
        ("<a@b>, <c@d>", ("<a@b>", "<c@d>")),
        ("a@b c@d", ("<a@b>", "<c@d>")),
        ("<a@b> c@d", ("<a@b>", "<c@d>")),
        ('<id@h> from "Tom" at Jan 5, 97 10:00', ("<id@h>",)),
        ("<id@h> from Tom <t@x> at Jan 5", ("<id@h>",)),
        ('<id@h> (Tom <t@x>\'s message of "Tue, 5 Jan")', ("<id@h>",)),
        ('Your message of "Tue, 5 Jan" <id@h>', ("<id@h>",)),
        ("Mail from Tom <t@x> of 5 Jan <id@h> <other@h>", ("<id@h>", "<other@h>")),
        ("Your message of Tue, 5 Jan", ()),
        ("t@x's message of Tue", ()),
        ("(message from t@x on Tue)", ()),
    ],
)
def test_ids_that_a_mail_answers_are_told_from_addresses_in_the_sentence(
    raw: str, ids: tuple[str, ...]
) -> None:
    assert answered_ids(raw) == ids


@pytest.mark.parametrize(
    ("raw", "subject", "text"),
    [
        (b"From tom Tue Jan  5\nSubject: s\n\nt", "s", "t"),
        (b"\xef\xbb\xbfSubject: s\n\nt", "s", "t"),
        ("Subject: ✓\r\n\r\nü".encode("utf-16"), "✓", "ü"),
        (b"\n\r\nSubject: s\n\nt", "s", "t"),
        (b"250 OK\nSubject: s\n\nt", "s", "t"),
        (b"Subject: s\nno colon here\n\nt", "s", "no colon here\n\nt"),
        (b"Subject: s\nbroken line\nX-More: 1\n\nt", "s", "t"),
        (b"Subject: s\rFrom: a@b\r\rt", "s", "t"),
        (b"Subject: s\r\r\nFrom: a@b\r\r\n\r\r\nt", "s", "t"),
        (b"Subject : s\n\nt", "s", "t"),
        (b"SUBJECT: s\n\nt", "s", "t"),
        (b"Subject:\n s\n\nt", "s", "t"),
        (b"Subject: s", "s", ""),
        (b"Subject: a\0b\n\nt\0", "ab", "t"),
        (b"From: a@b\r\nSubject: s\rX-More: 1\r\n\r\nt", "s", "t"),
        (b"From: a@b\r\nSubject: s\rmore\r\n\r\nt\ru", "s more", "t\nu"),
        (b"From: a@b\rSubject: s\r\rt\nu", "s", "t\nu"),
        (b"Content-Type: text/plain;\r\ncharset=utf-8\r\nSubject: s\r\n\r\nt", "s", "t"),
    ],
)
def test_mail_is_read_from_where_its_header_begins(raw: bytes, subject: str, text: str) -> None:
    mail = read_mail(raw)

    assert (mail.subject, mail.text) == (subject, text)


def test_sender_with_a_space_before_the_colon_is_no_line_of_a_mailbox_file() -> None:
    mail = read_mail(b"From : Tom <tom@example.com>\nSubject: s\n\nt")

    assert mail.sender.address == "tom@example.com"
