"""The customer's mail program of the local home: real SMTP out, the real outbox in."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from chalicelib.adapters.local.outbox import Outbox
from chalicelib.channels.email.inbound import read_mail
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.reply_token import local_part
from infra.local.simulator import Simulator

INBOX = "support@bandeja.test"
ANA = {"name": "Ana Ruiz", "address": "ana.ruiz@example.com"}
CONVERSATION = ConversationId("0192f0c4a1b27c3d8e9f00112233aabb")
TOKEN = local_part(b"a key", CONVERSATION)


class Door:
    """Takes mail for the inbox and for reply addresses, refuses the rest."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's hook
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address != INBOX and not address.startswith("reply+"):
            return "550 5.1.1 There is no such address here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        return "250 Kept"


class Page:
    """Speaks to the simulator as its page does."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def get(self, path: str, query: str = "", status: int = 200) -> Any:
        return self._read("GET", path, query, b"", status)

    def post(self, order: object, status: int = 201) -> Any:
        body = order if isinstance(order, bytes) else json.dumps(order).encode()
        return self._read("POST", "/simulator/api/mails", "", body, status)

    def _read(self, method: str, path: str, query: str, body: bytes, status: int) -> Any:
        got, headers, answer = self._simulator.handle(method, path, query, body)
        assert got == status, answer
        assert headers["Content-Type"] == ("application/json" if got < 400 else "application/problem+json")
        return json.loads(answer)


@pytest.fixture
def door() -> Iterator[tuple[Door, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    door = Door()
    server = Controller(door, hostname="127.0.0.1", port=port)
    server.start()
    yield door, port
    server.stop()


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


@pytest.fixture
def page(door: tuple[Door, int], outbox: Path) -> Page:
    return Page(Simulator(outbox, "127.0.0.1", door[1], lambda: [INBOX]))


def a_mail(**changes: object) -> dict[str, object]:
    order: dict[str, object] = {
        "from": ANA,
        "to": INBOX,
        "subject": "Cup arrived with a chip",
        "text": "The handle has a chip.",
    }
    return order | changes


def the_answer(outbox: Path, *, quotes: str, message_id: str = "<answer-1@bandeja.test>") -> None:
    """The team's answer as the local gateway writes it."""
    mail = EmailMessage(policy=CRLF)
    mail["From"] = "Maya from Clay Shop <support@bandeja.test>"
    mail["To"] = "Ana Ruiz <ana.ruiz@example.com>"
    mail["Cc"] = "Support <Support@bandeja.test>"
    mail["Reply-To"] = f"Support <{TOKEN}@bandeja.test>"
    mail["Subject"] = "Re: Cup arrived with a chip"
    mail["Message-ID"] = message_id
    mail["In-Reply-To"] = mail["References"] = quotes
    mail.set_content(
        "A new cup leaves tomorrow.\n\nMaya\n\nOn 22 Nov 2026, Ana wrote:\n> The handle has a chip.\n"
    )
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="envío.pdf")
    at = datetime(2030, 11, 22, 10, 13, tzinfo=UTC)
    Outbox(outbox).keep(mail.as_bytes(), ["ana.ruiz@example.com", "boss@example.com"], ("key", 1), at)


def message_id_in(envelope: Envelope) -> str:
    assert isinstance(envelope.content, bytes)
    return read_mail(envelope.content).message_id or ""


def test_mail_written_by_a_customer_goes_out_by_smtp(door: tuple[Door, int], page: Page) -> None:
    photo = {
        "name": "año.jpg",
        "content_type": "image/jpeg",
        "content_base64": base64.b64encode(b"jpg").decode(),
    }

    page.post(a_mail(text="¿Qué tal?\nUna línea", attachments=[photo]))

    (envelope,) = door[0].taken
    assert (envelope.mail_from, envelope.rcpt_tos) == (ANA["address"], [INBOX])
    assert isinstance(envelope.content, bytes)
    mail = read_mail(envelope.content)
    assert (mail.sender.name, mail.sender.address) == ("Ana Ruiz", "ana.ruiz@example.com")
    assert (mail.subject, mail.text.strip()) == ("Cup arrived with a chip", "¿Qué tal?\nUna línea")
    assert [(file.name, file.content_type, file.content) for file in mail.attachments] == [
        ("año.jpg", "image/jpeg", b"jpg")
    ]


def test_mail_sent_twice_by_the_network_is_the_same_mail_twice(door: tuple[Door, int], page: Page) -> None:
    page.post(a_mail(times=2))

    first, second = door[0].taken
    assert first.content == second.content
    assert [line["deliveries"] for line in page.get("/log")["items"]] == [2]


def test_customer_sees_the_answer_with_its_quote_apart_and_its_file(page: Page, outbox: Path) -> None:
    the_answer(outbox, quotes="<first@example.com>")

    (mail,) = page.get("/simulator/api/mails", "address=Ana.Ruiz%40example.com")["items"]

    assert (mail["box"], mail["subject"]) == ("got", "Re: Cup arrived with a chip")
    assert mail["text"] == "A new cup leaves tomorrow.\n\nMaya"
    assert mail["quoted"] == "On 22 Nov 2026, Ana wrote:\n> The handle has a chip."
    (file,) = mail["attachments"]
    assert (file["name"], file["content_type"], file["size"]) == ("envío.pdf", "application/pdf", 5)


def test_attached_file_can_be_saved(door: tuple[Door, int], outbox: Path) -> None:
    simulator = Simulator(outbox, "127.0.0.1", door[1], lambda: [INBOX])
    the_answer(outbox, quotes="<first@example.com>")
    (mail,) = Page(simulator).get("/mails", "address=ana.ruiz%40example.com")["items"]

    status, headers, content = simulator.handle("GET", f"/simulator/api/mails/{mail['id']}/files/0", "", b"")

    assert (status, content) == (200, b"%PDF-")
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''env%C3%ADo.pdf"


def test_blind_copy_is_seen_by_the_one_who_got_it(page: Page, outbox: Path) -> None:
    the_answer(outbox, quotes="<first@example.com>")

    assert len(page.get("/mails", "address=boss%40example.com")["items"]) == 1
    assert page.get("/mails", "address=nobody%40example.com")["items"] == []


def test_answer_of_a_customer_threads_and_quotes(door: tuple[Door, int], page: Page, outbox: Path) -> None:
    the_answer(outbox, quotes="<first@example.com>")
    (got,) = page.get("/mails", "address=ana.ruiz%40example.com")["items"]

    page.post(a_mail(to="", subject="Re: Cup", text="Thank you!", in_reply_to=got["id"]))

    (envelope,) = door[0].taken
    assert envelope.rcpt_tos == [f"{TOKEN}@bandeja.test"]
    assert isinstance(envelope.content, bytes)
    mail = read_mail(envelope.content)
    assert mail.in_reply_to == ("<answer-1@bandeja.test>",)
    assert mail.references == ("<first@example.com>", "<answer-1@bandeja.test>")
    assert mail.reply_text.strip() == "Thank you!"
    assert "> A new cup leaves tomorrow." in mail.text
    assert ">> The handle has a chip." in mail.text


def test_very_long_ids_are_not_broken_by_folding(door: tuple[Door, int], page: Page, outbox: Path) -> None:
    long = f"<{'a' * 180}@bandeja.test>"
    the_answer(outbox, quotes=f"<{'b' * 180}@example.com>", message_id=long)
    (got,) = page.get("/mails", "address=ana.ruiz%40example.com")["items"]

    page.post(a_mail(in_reply_to=got["id"], to=""))

    (envelope,) = door[0].taken
    assert isinstance(envelope.content, bytes)
    assert f"In-Reply-To: {long}\r\n".encode() in envelope.content


def test_customer_may_write_again_below_their_own_mail(door: tuple[Door, int], page: Page) -> None:
    first = page.post(a_mail())

    page.post(a_mail(to="", in_reply_to=first["id"], text="One more thing"))

    assert [envelope.rcpt_tos for envelope in door[0].taken] == [[INBOX], [INBOX]]


def test_what_was_sent_is_listed_beside_what_was_got_newest_first(page: Page, outbox: Path) -> None:
    page.post(a_mail())
    the_answer(outbox, quotes="<first@example.com>")

    items = page.get("/mails", "address=ana.ruiz%40example.com")["items"]

    assert [mail["box"] for mail in items] == ["got", "sent"]


def test_people_are_the_known_customers_and_all_who_got_or_wrote_mail(page: Page, outbox: Path) -> None:
    page.post(a_mail(**{"from": {"name": "New One", "address": "new@example.com"}}))
    the_answer(outbox, quotes="<first@example.com>")

    people = page.get("/people")

    addresses = [person["address"] for person in people["customers"]]
    assert {"ana.ruiz@example.com", "new@example.com"} <= set(addresses)
    assert len(addresses) == len(set(addresses))
    assert INBOX not in addresses
    assert people["inboxes"] == [INBOX]


def test_log_leads_a_mail_to_its_conversation_once_it_was_answered(
    door: tuple[Door, int], page: Page, outbox: Path
) -> None:
    page.post(a_mail())
    assert [line["conversation"] for line in page.get("/log")["items"]] == [None]

    the_answer(outbox, quotes=message_id_in(door[0].taken[0]))

    answer, mail = page.get("/log")["items"]
    assert (answer["way"], answer["result"], answer["conversation"]) == ("out", "delivered", CONVERSATION)
    assert (mail["way"], mail["result"], mail["conversation"]) == ("in", "accepted", CONVERSATION)


@pytest.mark.parametrize(
    ("times", "entries", "result"), [(1, 1, "stored"), (2, 1, "kept_once"), (2, 2, "kept_twice")]
)
def test_log_says_how_often_a_mail_was_kept_where_it_can_be_known(
    door: tuple[Door, int], outbox: Path, times: int, entries: int, result: str
) -> None:
    def traced(message_id: str) -> tuple[str, int] | None:
        return (CONVERSATION, entries) if message_id == message_id_in(door[0].taken[0]) else None

    page = Page(Simulator(outbox, "127.0.0.1", door[1], lambda: [INBOX], traced))
    page.post(a_mail(times=times))

    (line,) = page.get("/log")["items"]

    assert (line["result"], line["conversation"]) == (result, CONVERSATION)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"from": None}, "from"),
        ({"from": {"name": "Ana", "address": "ana"}}, "from.address"),
        ({"from": {"name": "A\r\nBcc: x@y.z", "address": "ana@example.com"}}, "name"),
        ({"to": "nobody"}, "to"),
        ({"to": ""}, "to"),
        ({"to": "else@bandeja.test"}, "to"),
        ({"subject": "One\nBcc: x@y.example"}, "subject"),
        ({"subject": "x" * 999}, "subject"),
        ({"text": 7}, "text"),
        ({"text": "\ud800"}, "text"),
        ({"times": 3}, "times"),
        ({"times": True}, "times"),
        ({"attachments": {}}, "attachments"),
        ({"attachments": ["x"]}, "attachments[0]"),
        ({"attachments": [{"name": "a"}]}, "attachments[0].content_base64"),
        ({"attachments": [{"content_base64": "%%%"}]}, "attachments[0].content_base64"),
    ],
)
def test_wrong_order_is_refused_by_the_name_of_its_field(
    page: Page, door: tuple[Door, int], change: dict[str, object], field: str
) -> None:
    problem = page.post(a_mail(**change), status=422)

    assert problem["field"] == field
    assert problem["title"]
    assert door[0].taken == []
    assert page.get("/log")["items"] == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 100_000])
def test_what_is_no_order_at_all_is_refused(page: Page, body: bytes) -> None:
    assert page.post(body, status=400)["title"] == "Send JSON"


@pytest.mark.parametrize("mail_id", ["got:no.eml", "got:../secret.eml", "else:x", "got:", "got:.."])
def test_answer_to_a_mail_that_is_not_there_is_refused(page: Page, outbox: Path, mail_id: str) -> None:
    the_answer(outbox, quotes="<first@example.com>")
    (outbox.parent / "secret.eml").write_bytes(b"From: a@example.com\r\n\r\nsecret")

    assert page.post(a_mail(in_reply_to=mail_id), status=404)["field"] == "mail"


def test_other_paths_and_ways_are_refused(page: Page, outbox: Path) -> None:
    the_answer(outbox, quotes="<first@example.com>")
    (mail,) = page.get("/mails", "address=ana.ruiz%40example.com")["items"]

    page.get("/simulator/api/else", status=404)
    page.get("/mails", status=422)
    page.get(f"/mails/{mail['id']}/files/1", status=404)
    page.get(f"/mails/{mail['id']}/files/-1", status=404)
    page.get("/mails/got%3A..%2Fsecret/files/0", status=404)


def test_stopped_mail_server_is_said_and_nothing_is_kept(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = Page(Simulator(tmp_path / "outbox", "127.0.0.1", port, lambda: [INBOX]))

    problem = page.post(a_mail(), status=503)

    assert problem["title"] == "The mail server cannot be reached"
    assert page.get("/log")["items"] == []
