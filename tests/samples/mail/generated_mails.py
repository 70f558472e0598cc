"""Whole mails whose every field is known: languages x charsets x forms of headers x encodings x structures.

Written byte by byte for this project, by no library, as mail programs write: right, careless or old.
"""

from __future__ import annotations

import binascii
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote_from_bytes

# language, charsets, subject, name of the sender, words
_LANGUAGES = """
    de | utf-8 iso-8859-1 windows-1252 | Größe falsch geliefert | Jörg Müller |
        Die Größe ist leider falsch, können wir tauschen?
    fr | utf-8 iso-8859-15 windows-1252 | Commande abîmée à l'arrivée | Hélène Lefèvre |
        Le colis est arrivé abîmé, que dois-je faire ?
    es | utf-8 iso-8859-1 | ¿Dónde está mi envío? | Begoña Núñez |
        El paquete no llegó todavía, ¿puede mirarlo mañana?
    pl | utf-8 iso-8859-2 windows-1250 | Zamówienie nie dotarło | Łukasz Wójcik |
        Paczka jeszcze nie dotarła, proszę o szybką odpowiedź.
    cs | utf-8 windows-1250 | Špatná velikost | Jiří Dvořák |
        Dobrý den, přišla špatná velikost, děkuji za výměnu.
    ru | utf-8 koi8-r windows-1251 | Посылка не пришла | Ирина Орлова |
        Здравствуйте, посылка не пришла, что нам теперь делать?
    el | utf-8 iso-8859-7 windows-1253 | Λάθος παραγγελία | Νίκος Παππάς |
        Καλημέρα, το δέμα δεν έφτασε ακόμα στο σπίτι μας.
    tr | utf-8 iso-8859-9 windows-1254 | Sipariş eksik geldi | Çağla Şahin |
        Merhaba, siparişim eksik geldi, yardımcı olur musunuz?
    he | utf-8 windows-1255 | החבילה לא הגיעה | דנה לוי |
        שלום, החבילה עדיין לא הגיעה, מה אפשר לעשות?
    ar | utf-8 windows-1256 | لم يصل الطرد | سمير حداد |
        مرحبا، لم يصل الطرد حتى الآن، ماذا نفعل؟
    ja | utf-8 iso-2022-jp shift_jis euc-jp | 商品が届きません | 山田花子 |
        こんにちは、注文した商品がまだ届きません。
    zh-cn | utf-8 gb2312 gb18030 | 包裹还没有收到 | 王小明 |
        您好,我的包裹还没有收到,请帮忙查询一下。
    zh-tw | utf-8 big5 | 包裹還沒有收到 | 陳美玲 |
        您好,我的包裹還沒有收到,請幫忙查詢一下。
    ko | utf-8 euc-kr | 상품이 아직 안 왔어요 | 김지수 |
        안녕하세요, 주문한 상품이 아직 도착하지 않았습니다.
    vi | utf-8 | Đơn hàng chưa đến | Nguyễn Thị Hạnh |
        Xin chào, đơn hàng của tôi vẫn chưa đến nơi.
    th | utf-8 tis-620 | ยังไม่ได้รับสินค้า | สมชาย ใจดี |
        สวัสดี ฉันยังไม่ได้รับสินค้าที่สั่งไป
"""
LANGUAGES = [
    [field.strip() for field in entry.split("|")]
    for entry in _LANGUAGES.strip("\n").replace("|\n        ", "| ").splitlines()
]
STRUCTURES = ("text", "alternative", "file", "all")
ENCODINGS = ("base64", "quoted-printable", "8bit")
PICTURE = bytes(range(256))


@dataclass(frozen=True, slots=True)
class Known:
    """A mail and what it says."""

    language: str
    raw: bytes
    fields: dict[str, object]


def generated_mails() -> Iterator[Known]:
    """All of them, in the same order each time."""
    number = 0
    for language, charsets, subject, name, words in LANGUAGES:
        for charset, form, encoding, structure in product(charsets.split(), FORMS, ENCODINGS, STRUCTURES):
            number += 1
            yield _mail(language, (charset, form, encoding, structure), (subject, name, words), number)


def _mail(language: str, kind: tuple[str, str, str, str], said: tuple[str, str, str], number: int) -> Known:
    charset, form, encoding, structure = kind
    subject, name, words = said
    write = FORMS[form]
    file_name = f"{subject[:12].strip(' ?')}.png"
    text = f"{words}\n{words}\n"
    html = f"<p>{words}</p>\n" if structure in ("alternative", "all") else None
    body = _body(kind, text, html, _file(file_name, charset, form) if structure in ("file", "all") else b"")
    head = (
        b"Received: from a.example by b.example; Tue, 05 Jan 2021 10:00:01 +0000\r\n"
        b"From: %b <%d.sender@Example.org>\r\n"
        % (write(name, charset), number)
        + b'To: "Support, Europe" <support@example.net>, %b <two@example.net>\r\n' % write(name, charset)
        + b"Subject: %b\r\n" % write(subject, charset)
        + b"Date: Tue, 5 Jan 2021 11:00:%02d +0100 (CET)\r\n" % (number % 60)
        + b"Message-ID: <%d@example.org>\r\nIn-Reply-To: <one@example.net>\r\nMIME-Version: 1.0\r\n" % number
    )
    has_file = structure in ("file", "all")
    return Known(
        language,
        head + body,
        {
            "subject": subject,
            "sender": (f"{number}.sender@example.org", name),
            "recipients": (("support@example.net", "Support, Europe"), ("two@example.net", name)),
            "date": f"2021-01-05T10:00:{number % 60:02}+00:00",
            "message id": f"<{number}@example.org>",
            "answered id": "<one@example.net>",
            "text": text.strip(),
            "html": html and html.strip(),
            "file names": (file_name,) if has_file else (),
            "files": (PICTURE,) if has_file else (),
        },
    )


def _body(kind: tuple[str, str, str, str], text: str, html: str | None, file: bytes) -> bytes:
    charset, _, encoding, _ = kind
    parts = [_part("plain", text, charset, encoding)]
    if html:
        parts.append(_part("html", html, charset, encoding))
    words = _multipart("alternative", parts) if html else parts[0]
    return _multipart("mixed", [words, file]) if file else words


def _part(subtype: str, text: str, charset: str, encoding: str) -> bytes:
    data = text.replace("\n", "\r\n").encode(charset)
    if encoding == "base64":
        data = b"\r\n".join(b64encode(data[at : at + 57]) for at in range(0, len(data), 57))
    elif encoding == "quoted-printable":
        data = binascii.b2a_qp(data, istext=True)
    head = (
        f'Content-Type: text/{subtype}; charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    )
    return head.encode() + data


def _multipart(subtype: str, parts: list[bytes]) -> bytes:
    boundary = b"=_%b_1" % subtype.encode()
    inner = b"".join(b"--%b\r\n%b\r\n" % (boundary, part) for part in parts)
    return b'Content-Type: multipart/%b; boundary="%b"\r\n\r\n%b--%b--\r\n' % (
        subtype.encode(),
        boundary,
        inner,
        boundary,
    )


def _file(name: str, charset: str, form: str) -> bytes:
    """The name as RFC 2231 wants it; in the careless forms as an encoded word or raw, in quotes."""
    if form in ("base64 words", "quoted words"):
        data = name.encode(charset)
        halves = (
            quote_from_bytes(half, safe="") for half in (data[: len(data) // 2], data[len(data) // 2 :])
        )
        named = "filename*0*={}''{};\r\n filename*1*={}".format(charset, *halves).encode()
    else:
        named = b'filename="%b"' % FORMS[form](name, charset)
    return (
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        + b"Content-Disposition: attachment;\r\n "
        + named
        + b"\r\n\r\n"
        + b64encode(PICTURE)
        + b"\r\n"
    )


def _base64_words(text: str, charset: str) -> bytes:
    return _words(text, charset, 12, lambda data: b"=?%b?B?%b?=" % (charset.encode(), b64encode(data)))


def _quoted_words(text: str, charset: str) -> bytes:
    def word(data: bytes) -> bytes:
        return b"=?%b?q?%b?=" % (charset.upper().encode(), b"".join(b"=%02X" % byte for byte in data))

    return _words(text, charset, 8, word)


def _words(text: str, charset: str, size: int, word: Callable[[bytes], bytes]) -> bytes:
    return b"\r\n ".join(word(text[at : at + size].encode(charset)) for at in range(0, len(text), size))


def _cut_words(text: str, charset: str) -> bytes:
    """Cut at any byte, as old programs do, with a space between the words."""
    data = text.encode(charset)
    pieces = (data[at : at + 11] for at in range(0, len(data), 11))
    return b" ".join(b"=?%b?B?%b?=" % (charset.encode(), b64encode(piece)) for piece in pieces)


FORMS: dict[str, Callable[[str, str], bytes]] = {
    "base64 words": _base64_words,
    "quoted words": _quoted_words,
    "words cut inside characters": _cut_words,
    "raw bytes": lambda text, charset: text.encode(charset),
}
