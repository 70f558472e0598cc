"""What browsers and programs send of a form, in three formats; the bodies are written by hand."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from chalicelib.channels.form.wire import sent_in, tidy_file

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=----edge"


def part(head: str, content: bytes = b"", end: str = "\r\n") -> bytes:
    return f"------edge{end}{head}{end}{end}".encode() + content + end.encode()


def whole(*parts: bytes) -> bytes:
    return b"".join(parts) + b"------edge--\r\n"


NAME = part('Content-Disposition: form-data; name="name"', "José".encode())


def test_a_form_without_files_comes_urlencoded() -> None:
    sent = sent_in(f"{URLENCODED}; charset=UTF-8", b"name=Jos%C3%A9+P&day=1&day=2&empty=&%00odd=a%0Db")

    assert sent.values == {"name": ["José P"], "day": ["1", "2"], "empty": [""], "odd": ["a\rb"]}
    assert sent.files == ()


def test_a_form_with_files_comes_in_parts() -> None:
    content = bytes(range(256)) + b"\r\n--other\r\n"
    head = 'Content-Disposition: form-data; name="plan"; filename="Plan %22A%22.pdf"'
    head += "\r\nContent-Type: application/pdf"

    sent = sent_in(MULTIPART, whole(NAME, part(head, content)))

    assert sent.values == {"name": ["José"]}
    (file,) = sent.files
    assert (file.key, file.name, file.content_type) == ("plan", 'Plan "A".pdf', "application/pdf")
    assert (file.content, file.size) == (content, len(content))


def test_an_input_without_a_file_sends_none() -> None:
    head = (
        'Content-Disposition: form-data; name="plan"; filename=""\r\nContent-Type: application/octet-stream'
    )

    assert sent_in(MULTIPART, whole(part(head))).files == ()


@pytest.mark.parametrize(
    ("described", "name"),
    [
        ('filename="C:\\\\docs\\\\a.txt"', "a.txt"),
        ("filename=plain.txt", "plain.txt"),
        ('filename="../../etc/passwd"', "passwd"),
        ("filename*=UTF-8''na%C3%AFve.txt", "naïve.txt"),
        ('filename="a\\"b.txt"', 'a"b.txt'),
        ('filename="señal.txt"', "señal.txt"),
    ],
)
def test_a_file_has_the_name_that_the_browser_means(described: str, name: str) -> None:
    head = f'content-disposition: form-data; name="plan"; {described}'

    assert sent_in(MULTIPART, whole(part(head, b"x"))).files[0].name == name


def test_json_is_one_object_with_texts_numbers_and_lists() -> None:
    sent = sent_in(
        "application/json; charset=utf-8",
        b'{"name": "Eva", "age": 7, "news": true, "no": false, "none": null,'
        b' "days": ["a", 1], "deep": {"a": 1}}',
    )

    assert sent.values == {
        "name": ["Eva"],
        "age": ["7"],
        "news": ["yes"],
        "no": [""],
        "none": [""],
        "days": ["a", "1"],
        "deep": ['{"a": 1}'],
    }


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"[1]"),
        ("application/json", b"{"),
        ("application/json", b'{"a":' * 100_000),
        ("application/json", b"[" * 100_000),
        ("application/json", b"\xff"),
        (URLENCODED, b"&".join(b"a%d=1" % n for n in range(400))),
        ("multipart/form-data", whole(NAME)),
        (MULTIPART, b""),
        (MULTIPART, NAME),
        (MULTIPART, whole(b"------edge\r\nno end of head\r\n")),
        (MULTIPART, whole(*[NAME] * 400)),
        (MULTIPART, whole(part(f'Content-Disposition: form-data; name="{"a" * 9_000}"'))),
    ],
)
def test_what_is_not_what_it_says_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(ValueError):
        sent_in(kind, body)


def test_another_kind_of_body_is_none_of_ours() -> None:
    with pytest.raises(KeyError):
        sent_in("text/plain", b"name=Eva")


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    assert sent_in("application/json", b'{"a": "x\\ud800"}').values == {"a": ["x?"]}


def test_a_file_without_a_name_or_kind_gets_one() -> None:
    assert tidy_file("a\r\nb/", "nonsense") == ("file", "application/octet-stream")
    assert tidy_file("a.png", "Image/PNG; x=1") == ("a.png", "image/png")


@pytest.mark.parametrize(
    ("charset", "declared", "field"),
    [
        ("windows-1252", "", ""),
        ("windows-1252", "; charset=ISO-8859-1", ""),
        ("windows-1252", "; charset=unicode_escape", ""),
        ("windows-1251", "; charset=windows-1251", ""),
        ("shift_jis", "", "Shift_JIS"),
        ("utf-8", "; charset=windows-1252", "windows-1252"),
    ],
)
def test_a_page_in_another_charset_is_read_as_it_was_written(charset: str, declared: str, field: str) -> None:
    words = {"windows-1251": "Привет", "shift_jis": "こんにちは"}.get(charset, "Grüße für 5 €")
    told = f"_charset_={field}&".encode() if field else b""

    encoded = sent_in(f"{URLENCODED}{declared}", told + b"name=" + quote(words, encoding=charset).encode())
    head = part('Content-Disposition: form-data; name="_charset_"', field.encode())
    in_parts = part('Content-Disposition: form-data; name="name"', words.encode(charset))
    multipart = sent_in(f"{MULTIPART}{declared}", whole(head, in_parts))

    assert encoded.values["name"] == multipart.values["name"] == [words]


def test_a_list_in_json_has_an_end() -> None:
    assert len(sent_in("application/json", b'{"a": [%s 1]}' % (b"1," * 299)).values["a"]) == 300
    with pytest.raises(ValueError, match="too many"):
        sent_in("application/json", b'{"a": [%s 1]}' % (b"1," * 300))


def test_a_long_name_of_a_file_keeps_its_ending() -> None:
    name, _ = tidy_file("é" * 400 + ".jpeg", "image/jpeg")

    assert name.endswith("é.jpeg") and len(name.encode()) <= 255
