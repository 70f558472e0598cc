"""Files and words wrapped in other formats are taken out of them."""

import base64

import pytest

from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.signed_content import signed_content
from chalicelib.channels.email.tnef import unpack
from tests.samples.mail import wrapped

ENTITY = (
    b"Content-Type: multipart/mixed; boundary=i\n\n--i\n\nsigned words\n--i\n"
    b"Content-Type: image/png\n\nx\n--i--\n"
)


def a_file(kind: str, content: bytes, name: str) -> bytes:
    encoded = base64.encodebytes(content)
    return (
        f"Content-Type: {kind}; name={name}\nContent-Transfer-Encoding: base64\n"
        f"Content-Disposition: attachment\n\n".encode()
        + encoded
    )


def with_words(part: bytes) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b\n" + part + b"--b--\n"


@pytest.mark.parametrize("kind", ["application/ms-tnef", "application/octet-stream"])
def test_winmail_dat_is_replaced_by_the_files_in_it(kind: str) -> None:
    content = wrapped.winmail("Prüfbericht 17.txt", b"report", "other words")

    mail = read_mail(with_words(a_file(kind, content, "winmail.dat")))

    assert mail.text == "words"
    assert [(item.name, item.content_type, item.content) for item in mail.attachments] == [
        ("Prüfbericht 17.txt", "text/plain", b"report")
    ]


def test_words_are_taken_from_winmail_dat_where_there_are_no_others() -> None:
    mail = read_mail(
        a_file("application/ms-tnef", wrapped.winmail("a.txt", b"x", "packed words"), "winmail.dat")
    )

    assert mail.text == "packed words"


def test_signed_mail_is_known_by_the_name_of_its_file() -> None:
    mail = read_mail(a_file("application/octet-stream", wrapped.signed(ENTITY), "smime.p7m"))

    assert mail.text == "signed words"


def test_damaged_winmail_dat_stays_a_file_or_gives_what_is_whole() -> None:
    whole = wrapped.winmail("a.txt", b"report")

    for size in range(len(whole)):
        read_mail(with_words(a_file("application/ms-tnef", whole[:size], "winmail.dat")))

    mail = read_mail(with_words(a_file("application/ms-tnef", b"no TNEF at all", "winmail.dat")))
    assert [item.name for item in mail.attachments] == ["winmail.dat"]
    assert unpack(b"") is None


@pytest.mark.parametrize("sign", [wrapped.signed, wrapped.signed_in_pieces])
def test_mail_inside_an_smime_signature_is_read(sign: object) -> None:
    assert callable(sign)

    mail = read_mail(a_file("application/pkcs7-mime; smime-type=signed-data", sign(ENTITY), "smime.p7m"))

    assert mail.text == "signed words"
    assert [item.content_type for item in mail.attachments] == ["image/png", "application/pkcs7-mime"]
    assert mail.protection == "signed"


def test_damaged_signatures_do_not_stop_the_reader() -> None:
    for sign in (wrapped.signed, wrapped.signed_in_pieces):
        whole = sign(ENTITY)
        for size in range(len(whole)):
            signed_content(whole[:size])
            signed_content(whole[:size] + b"\xff" + whole[size + 1 :])
    assert signed_content(wrapped.signed_in_pieces(b"")[:40] + b"\x30\x80" * 100_000) is None


def test_signature_inside_a_signature_stays_closed() -> None:
    inner = a_file("application/pkcs7-mime", wrapped.signed(ENTITY), "smime.p7m")

    mail = read_mail(a_file("application/pkcs7-mime", wrapped.signed(inner), "smime.p7m"))

    assert mail.text == ""
    assert len(mail.attachments) == 2


def test_encrypted_mail_says_so() -> None:
    enveloped = wrapped.signed(ENTITY).replace(bytes.fromhex("0702"), bytes.fromhex("0703"), 1)

    assert read_mail(a_file("application/pkcs7-mime", enveloped, "smime.p7m")).protection == "encrypted"
    assert (
        read_mail(b"Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--").protection
        == "encrypted"
    )


@pytest.mark.parametrize("encode", [wrapped.uuencoded, wrapped.yencoded])
def test_file_inside_a_text_is_taken_out(encode: object) -> None:
    assert callable(encode)
    content = bytes(range(256))

    mail = read_mail(b"\nbefore\n" + encode("picture.png", content) + b"after\n")

    assert mail.text == "before\nafter\n"
    assert [(item.name, item.content_type, item.content) for item in mail.attachments] == [
        ("picture.png", "image/png", content)
    ]


@pytest.mark.parametrize(("lost", "behind"), [(b"end\n", b"\nafter\n"), (b"`\nend\n", b"\nafter\n")])
@pytest.mark.parametrize("size", [45, 60, 256])
def test_file_whose_end_got_lost_is_taken_out_of_the_text(lost: bytes, behind: bytes, size: int) -> None:
    content = bytes(range(size))

    mail = read_mail(b"\nbefore\n" + wrapped.uuencoded("picture.png", content).removesuffix(lost) + behind)

    assert (mail.text, [item.content for item in mail.attachments]) == ("before\n\nafter\n", [content])


@pytest.mark.parametrize(
    "words",
    [
        "begin 100 people said\nthat it was so.\nThe end\n",
        "begin 644 the meeting\nMANY THANKS TO ALL\n\nTom\n",
        "begin 644 a.txt\n",
    ],
)
def test_words_that_begin_like_a_file_are_words(words: str) -> None:
    mail = read_mail(f"\n{words}".encode())

    assert (mail.text, mail.attachments) == (words, ())
