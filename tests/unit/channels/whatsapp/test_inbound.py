"""What people do in WhatsApp becomes what the log has words for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.channels.meta.item import Item
from chalicelib.channels.whatsapp.inbound import read_item
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import (
    Echo,
    Person,
    PlatformDeletion,
    PlatformEdit,
    PlatformEvent,
    PlatformMessage,
    PlatformNote,
    PlatformReaction,
    PlatformStatus,
    RemoteFile,
    StatusState,
)

SHOWN, EVA = "15550100200", "34600111222"
TEN = datetime(2026, 1, 5, 10, tzinfo=UTC)
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


def an_item(field: str = "messages", **lists: object) -> Item:
    value = {"metadata": {"display_phone_number": SHOWN, "phone_number_id": "110"}, **lists}
    return Item("whatsapp_business_account", "110", EVA, "#an-id", field, value, business="305")


def a_message(**what: object) -> dict[str, object]:
    return {"from": EVA, "id": "wamid.1", "timestamp": "1767607200", **what}


def read(**what: object) -> PlatformEvent:
    contacts = [{"profile": {"name": "Eva"}, "wa_id": EVA}]
    (event,) = read_item(an_item(messages=[a_message(**what)], contacts=contacts), NOW)
    return event


def read_status(**what: object) -> PlatformEvent:
    status = {"id": "wamid.ours", "timestamp": "1767607200", "recipient_id": EVA, **what}
    (event,) = read_item(an_item(statuses=[status]), NOW)
    return event


def test_words_are_a_message_of_the_person_by_name() -> None:
    event = read(type="text", text={"body": "Hello"})

    assert event == PlatformMessage("wamid.1", Person(EVA, "Eva"), TEN, "Hello")


def test_file_comes_with_its_words_name_and_type() -> None:
    event = read(
        type="document", document={"id": 81, "caption": "Signed", "filename": "a.pdf", "mime_type": "x/y"}
    )

    assert isinstance(event, PlatformMessage)
    assert event.text == "Signed"
    assert event.files == (RemoteFile("file", media_id="81", name="a.pdf", content_type="x/y"),)


def test_choice_is_said_by_its_title_and_answers_what_was_offered() -> None:
    chosen = {"type": "button_reply", "button_reply": {"id": "b", "title": "Later"}}

    event = read(type="interactive", interactive=chosen, context={"id": "wamid.offer"})

    assert isinstance(event, PlatformMessage)
    assert (event.text, event.reply_to) == ("Later", "wamid.offer")
    assert event.parts == (Part("choice", title="Later", payload="b"),)


DEEP = '{"a":' * 900 + "1" + "}" * 900


@pytest.mark.parametrize("answers", ["[" * 100_000, DEEP, "{", "[]", "7", "", None, {"a": 1}])
def test_answers_of_a_flow_are_read_however_they_come(answers: object) -> None:
    reply = {"type": "nfm_reply", "nfm_reply": {"response_json": answers, "body": "Sent"}}

    event = read(type="interactive", interactive=reply)

    assert isinstance(event, PlatformMessage)
    assert [part.kind for part in event.parts] == ["form"]


def test_reaction_without_emoji_was_taken_back() -> None:
    given = read(type="reaction", reaction={"message_id": "wamid.ours", "emoji": "x"})
    taken = read(type="reaction", reaction={"message_id": "wamid.ours"})

    assert given == PlatformReaction(Person(EVA, "Eva"), TEN, "wamid.ours", "x")
    assert taken == PlatformReaction(Person(EVA, "Eva"), TEN, "wamid.ours", "", taken_back=True)


def test_edit_and_deletion_are_about_the_first_message() -> None:
    edit = {"original_message_id": "wamid.0", "message": {"type": "text", "text": {"body": "Better"}}}

    assert read(type="edit", edit=edit) == PlatformEdit(Person(EVA, "Eva"), TEN, "wamid.0", "Better")
    assert read(type="revoke", revoke={"original_message_id": "wamid.0"}) == (
        PlatformDeletion(Person(EVA, "Eva"), TEN, "wamid.0")
    )


def test_what_we_edit_take_back_or_react_to_is_by_us() -> None:
    done = [
        {"type": "edit", "edit": {"original_message_id": "wamid.0", "message": {"text": {"body": "x"}}}},
        {"type": "revoke", "revoke": {"original_message_id": "wamid.0"}},
        {"type": "reaction", "reaction": {"message_id": "wamid.0", "emoji": "x"}},
    ]
    told = [a_message(to=EVA, **one) | {"from": SHOWN} for one in done]

    events = read_item(an_item("smb_message_echoes", message_echoes=told), NOW)

    kinds = (PlatformEdit, PlatformDeletion, PlatformReaction)
    assert [type(one) for one in events] == list(kinds)
    assert all(one.by_us for one in events if isinstance(one, kinds))


def test_person_whose_number_is_hidden_has_an_id() -> None:
    message = a_message(type="text", text={"body": "Hi"}, from_user_id="ES.1") | {"from": None}
    contacts = [{"profile": {"username": "eva"}, "user_id": "ES.1"}]

    (event,) = read_item(an_item(messages=[message], contacts=contacts), NOW)

    assert isinstance(event, PlatformMessage)
    assert event.person == Person("ES.1", "eva")


def test_message_written_in_the_app_of_the_business_is_an_echo() -> None:
    message = a_message(type="text", text={"body": "We are here"}, to=EVA) | {"from": SHOWN}

    (event,) = read_item(an_item("smb_message_echoes", message_echoes=[message]), NOW)

    assert event == PlatformMessage("wamid.1", Person(EVA), TEN, "We are here", echo=Echo())


def test_history_keeps_its_times_and_whose_words_they_are() -> None:
    theirs = a_message(type="text", text={"body": "Hi"})
    ours = a_message(type="text", text={"body": "Hello"}) | {"from": "+1 555-010-0200", "id": "wamid.2"}
    item = an_item("history", messages=[theirs, ours], thread={"id": EVA})

    first, second = read_item(item, NOW)

    assert first == PlatformMessage("wamid.1", Person(EVA), TEN, "Hi", history=True)
    assert second == PlatformMessage("wamid.2", Person(EVA), TEN, "Hello", echo=Echo(), history=True)


def test_file_of_the_history_is_waited_for_only_while_it_can_come() -> None:
    item = an_item("history", messages=[a_message(type="media_placeholder")])

    assert read_item(item, TEN + timedelta(days=13)) == ()
    (event,) = read_item(item, TEN + timedelta(days=15))
    assert isinstance(event, PlatformMessage)
    assert event.parts == (Part("lost_file", title="file"),)


def test_failure_is_told_by_its_code_and_why() -> None:
    error = {"code": 131047, "title": "Too late", "error_data": {"details": "A day has passed"}}

    event = read_status(status="failed", errors=[error], biz_opaque_callback_data="bandeja:c-1:1:0")

    assert event == PlatformStatus(
        Person(EVA),
        TEN,
        "wamid.ours",
        StatusState.FAILED,
        code="131047",
        reason="Too late: A day has passed",
        key="bandeja:c-1:1:0",
    )


@pytest.mark.parametrize("state", list(StatusState))
def test_every_state_of_a_message_is_known(state: StatusState) -> None:
    event = read_status(status=state.value.upper())

    assert isinstance(event, PlatformStatus)
    assert event.state is state


def test_number_that_changed_is_in_the_note() -> None:
    event = read(type="system", system={"type": "user_changed_number", "wa_id": "34600999888", "body": "x"})

    assert isinstance(event, PlatformNote)
    assert (event.name, event.text, event.person) == ("number_changed", "34600999888", Person(EVA, "Eva"))
    assert event.new_id == "34600999888"


def test_number_that_is_theirs_already_is_no_new_one() -> None:
    event = read(type="system", system={"type": "user_changed_number", "wa_id": f"+{EVA}"})

    assert isinstance(event, PlatformNote)
    assert (event.text, event.new_id) == (EVA, "")


def test_refused_template_is_told_with_the_reason() -> None:
    value = {"event": "REJECTED", "message_template_name": "sale", "reason": "PROMOTIONAL"}
    item = Item("whatsapp_business_account", "", "", "#an-id", "message_template_status_update", value)

    (event,) = read_item(item, NOW)

    assert isinstance(event, PlatformNote)
    assert (event.name, event.text, event.person) == ("template_status", "sale: REJECTED – PROMOTIONAL", None)


def test_message_in_a_group_says_in_which() -> None:
    event = read(type="text", text={"body": "Hi all"}, group_id="G1")

    assert isinstance(event, PlatformMessage)
    assert event.group == "G1"
