"""What Python's own mail writer writes is read back the same."""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from email.utils import format_datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.email.charsets import decoded
from chalicelib.channels.email.inbound import read_mail

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cf", "Cn")), min_size=1
)
LINES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
NAMES = st.one_of(
    st.just(""), WORDS.filter(lambda text: "=?" not in text)
)  # one word: the writer loses spaces at folds
LOCALS = (
    st.text("abcdefghijklmnopqrstuvwxyz0123456789.+-_", min_size=1, max_size=20)
    .map(lambda text: f"a{text}z")
    .filter(lambda text: ".." not in text)
)
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 the zone is added
FILES = st.lists(st.tuples(NAMES, st.binary(max_size=300)), max_size=3)


@settings(max_examples=120, deadline=None)
@given(
    LINES,
    st.lists(st.tuples(NAMES, LOCALS), min_size=1, max_size=1),
    MOMENTS,
    st.sampled_from([SMTP, SMTPUTF8]),
)
def test_headers(subject: str, people: list[tuple[str, str]], at: datetime, policy: EmailPolicy) -> None:
    message = EmailMessage(policy=policy)
    message["Subject"] = subject
    message["To"] = [Address(name, local, "example.org") for name, local in people]
    message["Date"] = format_datetime(at)

    mail = read_mail(message.as_bytes())

    assert "".join(mail.subject.split()) == "".join(subject.split())  # the writer loses spaces at folds
    assert [box.address for box in mail.to] == [f"{local}@example.org" for _, local in people]
    assert [" ".join(box.name.split()) for box in mail.to] == [" ".join(name.split()) for name, _ in people]
    assert mail.date == at.replace(microsecond=0)


@settings(max_examples=120, deadline=None)
@given(LINES, FILES, st.sampled_from(["base64", "quoted-printable", "8bit"]), st.booleans())
def test_words_and_files(text: str, files: list[tuple[str, bytes]], encoding: str, has_html: bool) -> None:
    message = EmailMessage(policy=SMTP)
    message.set_content(text, cte=encoding)
    if has_html:
        message.add_alternative("<p>words</p>", subtype="html")
    for name, content in files:
        message.add_attachment(content, maintype="image", subtype="png", filename=name or "a.png")

    mail = read_mail(message.as_bytes())

    assert mail.text.rstrip("\n") == text.replace("\r\n", "\n")
    assert (mail.html == "<p>words</p>\n") if has_html else mail.html is None
    assert [item.content for item in mail.attachments] == [content for _, content in files]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    data = text.encode("utf-8", "replace")

    if b"\x1b" not in data and not data.startswith((b"\xff", b"\xfe", b"\xef")):
        assert decoded(data, "utf-8").encode("utf-8", "replace") == data


def test_long_texts_are_known_by_their_language_when_nobody_says_the_charset() -> None:
    texts = {
        "koi8-r": "Здравствуйте, посылка не пришла, что нам теперь делать?",
        "cp1251": "Здравствуйте, посылка не пришла, что нам теперь делать?",
        "gb18030": "您好，我们的包裹还没有到，请问现在应该怎么办？",
        "big5": "您好，我們的包裹還沒有到，請問現在應該怎麼辦？",
        "cp932": "こんにちは。荷物がまだ届いていません。どうすればいいですか。",
        "euc_jp": "こんにちは。荷物がまだ届いていません。どうすればいいですか。",
        "cp949": "안녕하세요. 소포가 아직 도착하지 않았습니다. 어떻게 해야 하나요?",
        "cp1253": "Καλημέρα, το δέμα δεν έφτασε ακόμα, τι πρέπει να κάνουμε;",
        "cp1255": "שלום, החבילה עוד לא הגיעה, מה עלינו לעשות עכשיו?",
        "cp1256": "مرحبا، الطرد لم يصل بعد، ماذا يجب أن نفعل الآن؟",
        "cp874": "สวัสดี พัสดุยังไม่มาถึง ตอนนี้เราควรทำอย่างไร",
        "cp1252": "Schöne Grüße, das Päckchen ist noch nicht da, was können wir jetzt tun?",
        "cp1250": "Dzień dobry, paczka jeszcze nie doszła, cóż mogę zrobić? Załączam zdjęcie.",
    }

    for codec, text in texts.items():
        assert decoded(text.encode(codec)) == text, codec
