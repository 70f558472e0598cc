"""What comes of a form that was sent: files, consent, an answer by mail and what comes back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.domain.entry import Message
from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.usecases.deliver_message import deliver_message
from tests.unit.handlers.forms import (
    EVA,
    FILE_FIELD,
    SHOP,
    Page,
    as_json,
    conversations,
    first_message,
    multipart,
    posted,
    put,
)
from tests.unit.handlers.house import NOBODYS_ID, SITE, Browser, House, Reply
from tests.unit.handlers.test_mail_queue import Batch, arrived, record
from tests.unit.handlers.test_openapi import check
from tests.unit.usecases.conftest import Clock, RecordingGateway


def test_where_the_form_stood_is_told(house: House, agent: Browser, form: str, clock: Clock) -> None:
    browser = house.browser()
    page = Page(house, form)
    page.answer = browser.get(f"/forms/{form}", {"framed": "1"}, referer=f"{SHOP}/")
    clock.ahead(seconds=9)

    page.send(EVA, referer=f"{SITE}/forms/{form}")

    assert first_message(house, conversations(agent)[0]).parts[0].url == f"{SHOP}/"


def test_a_form_is_answered_by_mail_and_the_answer_to_that_comes_back(
    house: House, agent: Browser, form: str, clock: Clock, gateway: RecordingGateway
) -> None:
    as_json(house, form, EVA)
    (row,) = conversations(agent)
    detail = agent.get(f"/conversations/{row['id']}").json()
    assert detail["reply"]["from_address"] == "support@bandeja.test"
    reply = agent.post(f"/conversations/{row['id']}/replies", {"text": "We do.", "last_seq": 1})
    assert reply.status == 201
    deliver_message(house.ports, row["id"])

    (mail,) = gateway.sent
    assert mail.channel.kind == "email"
    assert (mail.message.to[0].address, mail.message.subject) == ("eva@example.com", "Re: Contact us")
    assert mail.quoted and "Do you ship?" in mail.quoted.text
    raw = (
        f"From: Eva <eva@example.com>\r\nTo: {mail.channel.address}\r\nSubject: Re: Contact us\r\n"
        f"Message-ID: <1@example.com>\r\nIn-Reply-To: {mail.message.message_id}\r\n\r\nThank you!\r\n"
    ).encode()
    on_mail(Batch(record(arrived(house.ports, 1, raw=raw))))

    (same,) = conversations(agent)
    entries = house.ports.conversations.entries(ConversationId(same["id"]))
    said = [one.content.text for one in entries if isinstance(one.content, Message)]
    assert same["id"] == row["id"]
    assert said[-1] == "Thank you!"


def test_without_an_address_nobody_can_be_answered(
    house: House, agent: Browser, admin: Browser, form: str
) -> None:
    field = {"key": "message", "kind": "text", "label": {"en": "Message", "es": ""}}
    put(admin, form, fields=[field])
    as_json(house, form, {"message": "Anonymous"})

    (row,) = conversations(agent)

    assert row["contact"]["name"].startswith("Visitor ")
    refused = agent.post(f"/conversations/{row['id']}/replies", {"text": "Hm", "last_seq": 1})
    assert refused.problem == (422, "Invalid", "to")


def test_what_a_visitor_agreed_to_is_kept_with_them(
    house: House, agent: Browser, admin: Browser, form: str
) -> None:
    put(admin, form, consent={"en": "I agree.", "es": "Acepto."})
    assert as_json(house, form, EVA).json()["errors"][0]["field"] == "_consent"

    as_json(house, form, {**EVA, "_consent": True})

    contact = house.ports.contacts.get(ContactId(conversations(agent)[0]["contact"]["id"]))
    assert [one.text for one in contact.consents] == ["I agree."]


def test_a_long_message_is_kept_whole(house: House, agent: Browser, form: str) -> None:
    as_json(house, form, {**EVA, "message": "word " * 900})

    message = first_message(house, conversations(agent)[0])
    assert message.text_cut and message.full_text
    assert house.ports.blobs.get(message.full_text).decode().count("word") == 900


@pytest.mark.parametrize("content", [b"plain", bytes(range(256)) * 100])
def test_files_come_with_the_form(
    house: House, agent: Browser, admin: Browser, form: str, content: bytes
) -> None:
    put(admin, form, fields=[FILE_FIELD])

    raw, kind = multipart({"note": "extra"}, ("plan", "plan.txt", content))
    sent = posted(house, form, raw, kind)

    assert sent.status == 303
    (row,) = conversations(agent)
    (file,) = first_message(house, row).attachments
    assert (file.name, file.content_type, file.size) == ("plan.txt", "text/plain", len(content))
    assert house.ports.blobs.get(file.blob) == content


def test_a_large_file_is_put_in_its_place_first(
    house: House, agent: Browser, admin: Browser, form: str, clock: Clock
) -> None:
    put(admin, form, fields=[FILE_FIELD])
    page = Page(house, form)
    asked = {
        "id": page.hidden["_id"],
        "started": page.hidden["_started"],
        "field": "plan",
        "name": "plan.txt",
        "content_type": "text/plain",
        "size": 5_000_000,
    }

    def offer(**changed: Any) -> Reply:
        return house.browser().send(
            "POST", f"/forms/{form}/uploads", raw=json.dumps({**asked, **changed}).encode()
        )

    slot = offer()
    assert slot.status == 201
    check("UploadJson", slot.json())
    house.upload(slot.json(), b"large")
    wrong = page.send({"_file.plan": slot.json()["id"], "note": "a" * 9, "_website": ""})
    assert wrong.status == 303
    (row,) = [*conversations(agent), *conversations(agent, "spam")]
    assert [file.name for file in first_message(house, row).attachments] == ["plan.txt"]
    assert offer(started="1.aa").problem == (422, "Invalid", "started")
    assert offer(field="name").problem == (422, "Invalid", "field")
    assert offer(size=25_000_001).problem == (422, "Invalid", "size")
    gone = page.send({"_file.plan": NOBODYS_ID})
    assert (gone.status, b"Please choose it again." in gone.body) == (422, True)
    clock.ahead(days=3)
    too_late = page.send({"_file.plan": slot.json()["id"]})
    assert (too_late.status, b"Please choose it again." in too_late.body) == (422, True)
