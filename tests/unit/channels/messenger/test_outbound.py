"""What goes out on Messenger: the calls of the Send API that one message of ours needs."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.channels.messenger.capabilities import MESSENGER
from chalicelib.channels.messenger.outbound import requests_of
from chalicelib.domain.sending_errors import SendRefused
from tests.builders import NOW
from tests.outgoing import PERSON, a_choice, a_file, a_picture, ago, an_outbound


def values(outbound: Any) -> list[dict[str, Any]]:
    return [dict(request.values) for request in requests_of(outbound, NOW)]


def test_a_text_goes_out_as_an_answer_that_names_our_message() -> None:
    (request,) = requests_of(an_outbound(), NOW)

    assert (request.method, request.path) == ("POST", "me/messages")
    assert request.values == {
        "recipient": {"id": PERSON},
        "messaging_type": "RESPONSE",
        "message": {"text": "It is on its way.", "metadata": f"bandeja:{'1' * 32}-7:1:0/1"},
    }


def test_a_long_text_goes_out_as_several_messages_each_with_a_name() -> None:
    sent = values(an_outbound(text="word " * 900, attempt=3))

    assert [len(one["message"]["text"]) for one in sent] == [1_999, 1_999, 499]
    assert [one["message"]["metadata"][-6:] for one in sent] == [":3:0/3", ":3:1/3", ":3:2/3"]


def test_each_file_is_a_call_with_the_file_in_it() -> None:
    requests = requests_of(an_outbound(files=(a_picture(), a_file("application/zip"))), NOW)

    kinds = [request.values["message"].get("attachment", {}).get("type") for request in requests]
    assert kinds == [None, "image", "file"]
    assert [request.file.place if request.file else "" for request in requests] == [
        "",
        "filedata",
        "filedata",
    ]


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("audio/ogg", "audio"),
        ("video/mp4", "video"),
        ("image/svg+xml", "file"),
        ("image/gif", "image"),
        ("", "file"),
    ],
)
def test_a_file_is_shown_as_what_it_is(content_type: str, kind: str) -> None:
    (sent,) = values(an_outbound(text="", files=(a_file(content_type),)))

    assert sent["message"]["attachment"]["type"] == kind


def test_quick_replies_stand_below_the_last_text_which_comes_last() -> None:
    outbound = an_outbound(
        parts=(a_choice("Yes, please send it again", "YES"), a_choice("No")), files=(a_picture(),)
    )

    first, last = values(outbound)

    assert "quick_replies" not in first["message"]
    assert last["message"]["text"] == "It is on its way."
    assert last["message"]["quick_replies"] == [
        {"content_type": "text", "title": "Yes, please send it", "payload": "YES"},
        {"content_type": "text", "title": "No", "payload": "No"},
    ]


def test_quick_replies_without_a_text_go_with_the_last_file() -> None:
    (sent,) = values(an_outbound(text="", parts=(a_choice("Yes"),), files=(a_picture(),)))

    assert len(sent["message"]["quick_replies"]) == 1


def test_too_many_quick_replies_are_refused_and_none_is_left_out() -> None:
    with pytest.raises(SendRefused, match="at most 13 quick replies, not 14"):
        requests_of(an_outbound(parts=tuple(a_choice(str(number)) for number in range(14))), NOW)


def test_only_the_first_part_answers_a_message() -> None:
    first, second = values(an_outbound(files=(a_picture(),), answers="m_theirs"))

    assert first["reply_to"] == {"mid": "m_theirs"}
    assert "reply_to" not in second


def test_after_a_day_a_person_may_still_answer() -> None:
    (sent,) = values(an_outbound(wrote_at=ago(hours=24)))

    assert (sent["messaging_type"], sent["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")


def test_a_second_before_a_day_it_is_an_ordinary_answer() -> None:
    (sent,) = values(an_outbound(wrote_at=ago(hours=23, minutes=59, seconds=59)))

    assert sent["messaging_type"] == "RESPONSE"
    assert "tag" not in sent


def test_after_a_day_a_machine_is_refused_with_what_to_do() -> None:
    with pytest.raises(SendRefused, match="written by a machine. Answer it yourself"):
        requests_of(an_outbound(wrote_at=ago(hours=25), by_person=False), NOW)


@pytest.mark.parametrize("wrote_at", [ago(days=7), ago(days=30), None])
def test_after_a_week_everybody_is_refused_with_what_to_do(wrote_at: Any) -> None:
    with pytest.raises(SendRefused, match="they have to write again, or use another channel"):
        requests_of(an_outbound(wrote_at=wrote_at), NOW)


def test_parts_that_went_out_are_not_sent_again() -> None:
    outbound = an_outbound(text="word " * 900, parts_sent=("m_1", "m_2"), attempt=2)

    (sent,) = values(outbound)

    assert sent["message"]["metadata"].endswith(":2:2/3")


def test_when_everything_went_out_there_is_nothing_to_do() -> None:
    assert requests_of(an_outbound(parts_sent=("m_1",)), NOW) == ()


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (a_picture(size=8_000_001), "too large: at most 8 MB"),
        (a_file("video/mp4", b"x" * 25_000_001), "too large: at most 25 MB"),
        (a_file("text/plain", b""), "is empty"),
    ],
    ids=["picture", "film", "empty"],
)
def test_a_file_that_messenger_does_not_take_is_refused_with_the_cause(file: Any, why: str) -> None:
    with pytest.raises(SendRefused, match=why):
        requests_of(an_outbound(files=(file,)), NOW)


@pytest.mark.parametrize("changed", [{"text": " \n"}, {"to": ""}])
def test_what_cannot_be_sent_at_all_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(SendRefused):
        requests_of(an_outbound(**changed), NOW)


def test_the_limits_are_those_of_the_kind() -> None:
    assert MESSENGER.takes_file("image/png", 8_000_000)
    assert not MESSENGER.takes_file("image/png", 8_000_001)
    assert MESSENGER.takes_file("application/pdf", 25_000_000)
