"""What else a program tells: whom it is about, what was said long ago, who writes just now; and nonsense."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.entry import Message, Status
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.subscription import events_of
from chalicelib.ports.person_thread import identity_of
from tests.receiver import Receiver
from tests.unit.handlers.house import Browser, House
from tests.unit.handlers.test_custom_channels import EVA, custom, entries, message, posted, rows, there
from tests.unit.handlers.test_custom_intake_bounds import Program, program
from tests.unit.handlers.website import of_type
from tests.unit.usecases.company import ANA, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock

__all__ = ["custom", "program", "there"]
LONG_AGO = "2020-05-04T10:00:00Z"


def old(id_: str, text: str, hour: int, **more: Any) -> dict[str, Any]:
    return message(id_, text=text, at=f"2020-05-04T{hour:02}:00:00Z", history=True, **more)


def contact(**what: str) -> dict[str, Any]:
    return {"type": "contact", "contact": {"external_id": EVA["external_id"], **what}}


def head_of(program: Program, status: Status = Status.CLOSED) -> ConversationId:
    found = program.admin.get("/conversations", {"view": status.value}).json()["items"]
    (row,) = [one for one in found if one["channel"] == program.channel]
    return ConversationId(row["id"])


def test_what_was_said_long_ago_is_there_and_nobody_has_to_do_anything(program: Program) -> None:
    story = [old("a", "My lamp is broken", 9), old("b", "We send another", 10, direction="out")]

    for _ in range(2):
        program.tells(*story)

    assert rows(program.admin) == []
    head = program.house.ports.conversations.head(head_of(program))
    log = program.house.ports.conversations.entries(head.id)
    assert [(one.at.isoformat(), one.content.text) for one in log if isinstance(one.content, Message)] == [
        ("2020-05-04T09:00:00+00:00", "My lamp is broken"),
        ("2020-05-04T10:00:00+00:00", "We send another"),
    ]
    assert (head.status, head.waiting_since, head.unread) == (Status.CLOSED, None, False)
    assert head.last_activity_at.year == head.started_at.year == 2020
    assert [events_of(one) for one in log] == [(), ()]


def test_what_is_said_now_opens_it_and_an_import_after_that_changes_nothing(program: Program) -> None:
    program.tells(old("a", "My lamp is broken", 9))
    program.tells(message("m-1", text="And now the other one"))
    thread = program.thread()
    before = program.house.ports.conversations.head(thread)

    program.tells(old("b", "We send another", 10, direction="out"), old("c", "Thank you", 11))

    after = program.house.ports.conversations.head(thread)
    assert (after.status, after.preview) == (Status.OPEN, "And now the other one")
    for name in ("waiting_since", "last_inbound_seq", "last_answered_seq", "last_activity_at", "unread"):
        assert getattr(after, name) == getattr(before, name), name


def test_an_import_reopens_nothing(program: Program) -> None:
    program.tells(message("m-1"))
    thread = program.thread()
    assert program.admin.post(f"/conversations/{thread}/close", {}).status == 200

    program.tells(old("a", "My lamp is broken", 9))

    assert program.house.ports.conversations.head(thread).status is Status.CLOSED


def test_a_person_gets_another_name_and_an_address_that_proves_nothing(program: Program) -> None:
    program.tells(message("m-1", contact={"external_id": EVA["external_id"]}))
    (row,) = rows(program.admin)
    assert row["contact"]["name"] == "Custom …on-1"

    for _ in range(2):
        program.tells(contact(name="Eva Luz", email="eva@example.com"), contact(email=""))

    head = program.house.ports.conversations.head(program.thread("Eva Luz"))
    person = program.house.ports.contacts.get(head.contact_id)
    assert (person.name, person.claimed_email, person.nameless) == ("Eva Luz", "eva@example.com", False)
    assert [one.kind for one in person.identities] == ["custom"]
    kinds = [one["kind"] for one in entries(program.admin, head.id)]
    assert kinds == ["message", "recognised"]
    assert head.contact_address == EVA["external_id"]  # where answers go


def test_a_name_may_be_taken_back(program: Program, clock: Clock) -> None:
    program.tells(message("m-1"))
    for name in ("Eva Luz", "Eva", "Eva Luz"):
        clock.ahead(seconds=1)
        program.tells(contact(name=name))

    assert program.thread("Eva Luz")


def test_somebody_may_be_known_before_they_write(program: Program) -> None:
    program.tells(contact(name="Eva Luz", email="eva@example.com"))
    program.tells(message("m-1", contact={"external_id": EVA["external_id"]}))

    head = program.house.ports.conversations.head(program.thread("Eva Luz"))
    channel = next(one for one in program.house.ports.workspace.channels() if one.id == program.channel)
    known = program.house.ports.contacts.by_identity(identity_of(channel, EVA["external_id"]))
    assert known is not None
    assert head.contact_id == known.id


def test_an_address_comes_with_the_first_message_too(program: Program) -> None:
    program.tells(message("m-1", contact={**EVA, "email": "eva@example.com"}))

    head = program.house.ports.conversations.head(program.thread())
    assert program.house.ports.contacts.get(head.contact_id).claimed_email == "eva@example.com"


def test_who_has_the_conversation_open_sees_that_somebody_writes(program: Program) -> None:
    typing = {"type": "typing", "contact": EVA}
    program.tells(typing)  # nobody knows them yet
    program.tells(message("m-1"))
    thread = program.thread()
    agent = program.house.socket(ANA)
    agent.send({"type": "watch", "inboxes": [SUPPORT_INBOX.id], "conversation": thread})

    program.tells(typing, {**typing, "on": False})

    assert of_type(agent, "visitor_typing") == [
        {"type": "visitor_typing", "conversation": thread, "on": True, "text": ""},
        {"type": "visitor_typing", "conversation": thread, "on": False, "text": ""},
    ]


def test_nothing_was_said_tomorrow(program: Program, clock: Clock) -> None:
    program.tells(message("m-1", at="2096-01-01T00:00:00Z"), message("m-2", at="9999-12-31T23:59:59-23:59"))

    for one in program.house.ports.conversations.entries(program.thread()):
        assert one.at <= clock.now


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (message(at="0001-01-01T00:00:00+23:59"), "at"),
        (message(history=True), "at"),
        (message(history="yes", at=LONG_AGO), "history"),
        (contact(email="nobody"), "contact.email"),
        ({"type": "contact", "contact": {}}, "contact.external_id"),
        ({"type": "typing"}, "contact"),
        ({"type": "status", "id": "x", "contact": EVA, "state": "gone"}, "state"),
        (message(direction="up"), "direction"),
        (message(contact="Eva"), "contact"),
        (message(text="x" * 100_001), "text"),
        ([message()], ""),
        ("message", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_field(program: Program, told: Any, field: str) -> None:
    answer = posted(program.house, program.channel, program.secret, told)

    assert answer.problem == (422, "Invalid", field)


STRANGE = [
    b'{"type": "message", "external_id": "\\ud800", "contact": {"external_id": "a"}, "text": "x"}',
    b'{"type": "message", "external_id": "a", "contact": {"external_id": "\\udfff"}, "text": "\\ud800"}',
    b'{"type": "message", "external_id": "a\\u0000", "contact": {"external_id": "\\u0000"}, "text": "-"}',
    b'{"type": "message", "external_id": "#", "contact": {"external_id": "##"}, "text": "\\ufeff x"}',
    b'\xef\xbb\xbf{"type": "message", "external_id": "a", "contact": {"external_id": "a"}, "text": "x"}',
    b'{"type": "message", "external_id": "\xff", "contact": {"external_id": "a"}, "text": "x"}',
    b'{"x": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    b'{"type": "message", "external_id": "a", "contact": {"external_id": "a"}, "text": "x", "more": '
    + b'{"a":' * 400
    + b"1"
    + b"}" * 400
    + b"}",
    b'{"type": "message", "external_id": 1e999, "contact": {"external_id": "a"}, "text": "x"}',
    b'{"type": "message", "type": "typing", "contact": {"external_id": "a"}}',
    b'{"events": {"0": {}}}',
    b'{"events": [null, 1, "x", []]}',
]


@pytest.mark.parametrize("raw", STRANGE, ids=range(len(STRANGE)))
def test_strange_bytes_are_taken_or_refused_and_nothing_gets_stuck(program: Program, raw: bytes) -> None:
    answer = posted(program.house, program.channel, program.secret, raw)

    assert answer.status in (202, 400, 422), answer
    program.tells(message("after", contact={"external_id": "z", "name": "Zoe"}))
    assert program.house.ports.jobs.dead() == 0
    assert program.thread("Zoe")


def test_a_file_that_cannot_be_had_holds_up_nobodys_words(
    program: Program, admin: Browser, custom: House, there: Receiver
) -> None:
    files: list[dict[str, str]] = [
        {"name": "inside.png", "url": "https://10.0.0.1/a.png"},
        {"name": "plain.png", "url": there.url},
        {"name": "broken.png", "content": "no base64!"},
        {"name": "other.png", "url": "file:///etc/passwd"},
    ]
    program.tells(message("m-1", text="Look", attachments=files))

    (entry,) = entries(admin, program.thread())
    assert (entry["text"], entry["attachments"]) == ("Look", [])
    assert [one["kind"] for one in entry["parts"]] == ["lost_file"] * 4
    assert there.got == []


def test_an_event_signed_a_little_ahead_of_time_counts(program: Program, clock: Clock) -> None:
    for seconds, status in ((299, 202), (301, 403)):
        for at in (clock.now + timedelta(seconds=seconds), clock.now - timedelta(seconds=seconds)):
            answer = posted(program.house, program.channel, program.secret, message(), at=at)
            assert answer.status == status, (seconds, at)
