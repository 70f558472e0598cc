"""What a customer's mail program gets: readable text, a thread, files, and no way to smuggle a header in."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.outbound import build_mail, build_notice
from chalicelib.domain.entry import Direction, Mailbox, Message
from chalicelib.domain.ids import ChannelId, InboxId
from chalicelib.domain.workspace import Channel
from chalicelib.ports.outside import Outbound, OutboundFile, Quoted

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CHANNEL = Channel(ChannelId("h" * 32), InboxId("i" * 32), "email", "Support", "support@bandeja.test")
MESSAGE = Message(
    Direction.OUT,
    "We send a new one.",
    sender=Mailbox("support@bandeja.test", "Ana, Support"),
    to=(Mailbox("carla@customer.example", "Carla Ruiz"),),
    subject="Re: My lamp",
    message_id="<3@bandeja.test>",
    in_reply_to="<2@customer.example>",
    references=("<1@customer.example>", "<2@customer.example>"),
)
OUTBOUND = Outbound(
    channel=CHANNEL,
    message=MESSAGE,
    text="We send a new one.",
    key="c-3",
    attempt=1,
    recipients=("carla@customer.example",),
    quoted=Quoted(Mailbox("carla@customer.example", "Carla Ruiz"), NOON, "It flickers.\n> older"),
    signature="The lamp team",
    reply_token="reply+abc",
)


def sent(outbound: Outbound) -> EmailMessage:
    raw = build_mail(outbound, date=NOON)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_the_answer_threads_in_every_mail_program() -> None:
    mail = sent(OUTBOUND)

    assert mail["Message-ID"] == "<3@bandeja.test>"
    assert mail["In-Reply-To"] == "<2@customer.example>"
    assert mail["References"].split() == ["<1@customer.example>", "<2@customer.example>"]
    assert mail["Reply-To"] == "Support <reply+abc@bandeja.test>"


def test_the_answer_has_text_and_html_with_signature_and_history() -> None:
    mail = sent(OUTBOUND)

    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has one
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]

    assert text.splitlines() == [
        "We send a new one.",
        "",
        "-- ",
        "The lamp team",
        "",
        "On 22 Nov 2026 at 12:00 UTC, Carla Ruiz <carla@customer.example> wrote:",
        "> It flickers.",
        ">> older",
    ]
    assert "<blockquote" in html
    assert "It flickers." in html


def test_our_own_reader_finds_what_the_agent_wrote() -> None:
    assert read_mail(build_mail(OUTBOUND, date=NOON)).reply_text == "We send a new one."
    spanish = replace(OUTBOUND, language="es", signature="")
    assert read_mail(build_mail(spanish, date=NOON)).reply_text == "We send a new one."


def test_what_an_agent_writes_is_text_and_no_html() -> None:
    html = sent(replace(OUTBOUND, text="1 < 2 <script>x</script>")).get_body(("html",))

    assert "<script>" not in html.get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("place", ["subject", "name", "address", "file", "reference"])
def test_no_line_end_begins_a_header(place: str) -> None:
    evil = "x\r\nBcc: thief@evil.example\r\n\r\nbody"
    message = MESSAGE
    files: tuple[OutboundFile, ...] = ()
    if place == "subject":
        message = replace(MESSAGE, subject=evil)
    elif place == "name":
        message = replace(MESSAGE, to=(Mailbox("carla@customer.example", evil),))
    elif place == "address":
        message = replace(MESSAGE, to=(Mailbox(evil, ""),))
    elif place == "reference":
        message = replace(MESSAGE, references=(evil,), in_reply_to=evil)
    else:
        files = (OutboundFile(evil, evil, b"x"),)

    raw = build_mail(replace(OUTBOUND, message=message, files=files), date=NOON)

    assert b"\r\nBcc:" not in raw


def test_a_long_thread_keeps_every_id_whole() -> None:
    ids = tuple(f"<{'x' * 90}{number}@mail.customer.example>" for number in range(40))

    mail = read_mail(build_mail(replace(OUTBOUND, message=replace(MESSAGE, references=ids)), date=NOON))

    assert mail.references == ids


def test_names_and_files_in_any_script_arrive() -> None:
    message = replace(
        MESSAGE, subject="Pedido №5 ñandú 注文 " * 5, to=(Mailbox("j@x.example", "José Núñez"),)
    )
    files = (OutboundFile("factura número 5.pdf", "application/pdf", b"%PDF"), OutboundFile("", "x", b""))

    mail = sent(replace(OUTBOUND, message=message, files=files))

    assert mail["Subject"] == ("Pedido №5 ñandú 注文 " * 5).strip()
    assert mail["To"] == "José Núñez <j@x.example>"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["factura número 5.pdf", "file"]
    assert [part.get_content() for part in mail.iter_attachments()] == [b"%PDF", b""]


def test_nobody_sees_who_is_in_bcc() -> None:
    message = replace(MESSAGE, bcc=(Mailbox("hidden@x.example"),))

    assert b"hidden@x.example" not in build_mail(replace(OUTBOUND, message=message), date=NOON)


def test_automatic_mail_says_so() -> None:
    mail = sent(replace(OUTBOUND, message=replace(MESSAGE, automatic=True)))

    assert mail["Auto-Submitted"] == "auto-replied"
    assert sent(OUTBOUND)["Auto-Submitted"] is None


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("template", ["invitation", "password_link"])
def test_a_notice_carries_its_link(template: str, language: str) -> None:
    values = {
        "name": "Ana",
        "inviter": "Mia",
        "link": "http://127.0.0.1/#/join?token=abc",
        "language": language,
    }

    raw = build_notice(
        template, Mailbox("support@bandeja.test", "Bandeja"), "ana@x.example", values, date=NOON
    )

    mail = read_mail(raw)
    assert values["link"] in mail.text
    assert mail.subject
    assert mail.auto_submitted == "auto-generated"
    assert mail.message_id is not None
    assert mail.message_id.endswith("@bandeja.test>")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Mia switched off your two-step sign-in"), ("es", "Mia ha desactivado tu inicio de sesión")],
)
def test_who_lost_their_second_factor_is_told_by_whom(language: str, words: str) -> None:
    values = {"name": "Ana", "admin": "Mia", "language": language}
    sender = Mailbox("support@bandeja.test", "Bandeja")

    mail = read_mail(build_notice("second_factor_off", sender, "ana@x.example", values, date=NOON))

    assert words in mail.text
    assert mail.text.startswith("Hello Ana," if language == "en" else "Hola, Ana:")
    assert mail.subject


def test_answers_go_where_mail_is_received_when_the_teams_own_domain_is_elsewhere() -> None:
    raw = build_mail(OUTBOUND, date=NOON, reply_domain="in.bandeja.test")

    mail = email.message_from_bytes(raw)
    assert mail["Reply-To"] == "Support <reply+abc@in.bandeja.test>"
    assert "support@bandeja.test" in mail["From"]
