"""What goes out on WhatsApp: texts, files with a caption, buttons, and templates outside the window."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.channels.whatsapp.outbound import requests_of
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.sending_errors import SendRefused
from tests.builders import NOW
from tests.outgoing import ACCOUNT, PERSON, a_choice, a_file, a_picture, ago, an_outbound


def values(outbound: Any) -> list[dict[str, Any]]:
    return [dict(request.values) for request in requests_of(outbound, NOW)]


def a_template(**payload: Any) -> Part:
    told = {"language": "en_US", "variables": ["Ana", "4711"], **payload}
    return Part("template", "order_sent", "Hello Ana, 4711 is on its way", payload=json.dumps(told))


def test_a_text_goes_out_with_the_name_of_our_message() -> None:
    (request,) = requests_of(an_outbound("whatsapp", answers="wamid.theirs"), NOW)

    assert request.path == f"{ACCOUNT}/messages"
    assert request.values == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": PERSON,
        "biz_opaque_callback_data": f"bandeja:{'1' * 32}-7:1:0/1",
        "type": "text",
        "text": {"body": "It is on its way."},
        "context": {"message_id": "wamid.theirs"},
    }


def test_somebody_who_shows_no_number_is_named_by_their_id() -> None:
    (sent,) = values(an_outbound("whatsapp", to="ES.13491208655302741918"))

    assert sent["recipient"] == "ES.13491208655302741918"
    assert "to" not in sent


def test_a_file_is_uploaded_and_sent_by_its_id_with_the_text_below() -> None:
    (request,) = requests_of(an_outbound("whatsapp", "Here", files=(a_picture(),)), NOW)

    assert request.upload is not None
    assert request.upload.path == f"{ACCOUNT}/media"
    assert request.upload.file is not None
    assert request.upload.file.place == "file"
    assert request.with_upload("99").values["image"] == {"caption": "Here", "id": "99"}


def test_the_caption_stands_below_the_last_file() -> None:
    first, last = values(an_outbound("whatsapp", "Here", files=(a_picture(), a_file("application/pdf"))))

    assert first["image"] == {}
    assert last["document"] == {"caption": "Here", "filename": "thing"}


@pytest.mark.parametrize(
    "changed",
    [{"text": "word " * 300, "files": (a_picture(),)}, {"text": "Here", "files": (a_file("audio/ogg"),)}],
    ids=["too long for a caption", "sound has none"],
)
def test_a_text_that_is_no_caption_goes_before_the_files(changed: dict[str, Any]) -> None:
    assert values(an_outbound("whatsapp", **changed))[0]["type"] == "text"


def test_what_whatsapp_cannot_show_goes_as_a_document() -> None:
    (sent,) = values(an_outbound("whatsapp", "", files=(a_file("image/webp"),)))

    assert sent["type"] == "document"


def test_what_may_be_pressed_stands_below_files_and_text() -> None:
    outbound = an_outbound(
        "whatsapp", "word " * 400, parts=(a_choice("Yes", "Y"), a_choice("No")), files=(a_picture(),)
    )

    kinds = [one["type"] for one in values(outbound)]

    assert kinds == ["image", "text", "interactive"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"parts": tuple(map(a_choice, "abcdefghijk"))}, "at most 10"),
        ({"text": "", "parts": (a_choice("Yes"),)}, "only below a text"),
        ({"text": ""}, "nothing in this message"),
        ({"files": (a_picture(size=5_000_001),)}, "at most 5 MB"),
    ],
    ids=["buttons", "no text", "empty", "size"],
)
def test_what_whatsapp_does_not_take_is_refused_with_the_cause(changed: dict[str, Any], why: str) -> None:
    with pytest.raises(SendRefused, match=why):
        requests_of(an_outbound("whatsapp", **changed), NOW)


@pytest.mark.parametrize("wrote_at", [ago(hours=24), None])
def test_outside_the_window_only_a_template_goes_out(wrote_at: Any) -> None:
    with pytest.raises(SendRefused, match="only an approved template"):
        requests_of(an_outbound("whatsapp", wrote_at=wrote_at), NOW)

    (sent,) = values(an_outbound("whatsapp", wrote_at=wrote_at, parts=(a_template(),)))

    assert sent["template"] == {
        "name": "order_sent",
        "language": {"code": "en_US"},
        "components": [
            {
                "type": "body",
                "parameters": [{"type": "text", "text": "Ana"}, {"type": "text", "text": "4711"}],
            }
        ],
    }


def test_variables_that_have_names_are_sent_with_them() -> None:
    (sent,) = values(an_outbound("whatsapp", parts=(a_template(names=["who", "order"]),)))

    parameters = sent["template"]["components"][0]["parameters"]
    assert [one["parameter_name"] for one in parameters] == ["who", "order"]


def test_a_template_without_variables_has_no_components() -> None:
    (sent,) = values(an_outbound("whatsapp", parts=(a_template(variables=[]),)))

    assert "components" not in sent["template"]


@pytest.mark.parametrize(
    "payload",
    ["", "[]", "null", "{", '{"language": 1}', '{"language": "en", "variables": [1]}', '{"variables": []}']
    + [
        '{"language": "en", "variables": [" "]}',
        '{"language": "en", "variables": ["a"], "names": ["x", "y"]}',
    ],
)
def test_a_template_that_is_not_filled_in_is_refused(payload: str) -> None:
    with pytest.raises(SendRefused):
        requests_of(an_outbound("whatsapp", parts=(Part("template", "order_sent", payload=payload),)), NOW)


def test_quick_replies_that_are_alike_go_out_once() -> None:
    outbound = an_outbound("whatsapp", parts=(a_choice("Yes"), a_choice("No"), a_choice("Yes")))

    (asked,) = values(outbound)

    shown = [one["reply"]["title"] for one in asked["interactive"]["action"]["buttons"]]
    assert shown == ["Yes", "No"]
