"""Of WhatsApp's templates those are offered that can be sent with words alone."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.channels.whatsapp.templates import read_templates, templates_request
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.ports.platform import Template
from tests.outgoing import BUSINESS, a_platform_channel

BODY = {"type": "BODY", "text": "Hello {{1}}, {{2}} is on its way, {{1}}"}


def told(*components: dict[str, Any], **changed: Any) -> dict[str, Any]:
    whole = {"name": "order_sent", "language": "en_US", "status": "APPROVED", "category": "UTILITY"}
    return {"data": [{**whole, "components": list(components), **changed}]}


def test_an_approved_template_is_offered_with_its_variables_in_their_order() -> None:
    found, more = read_templates(told(BODY, {"type": "FOOTER", "text": "Lamps Ltd"}))

    text = "Hello {{1}}, {{2}} is on its way, {{1}}"
    assert found == (Template("order_sent", "en_US", "APPROVED", "UTILITY", text, ("1", "2")),)
    assert more == ""


@pytest.mark.parametrize(
    "answer",
    [
        told(BODY, status="PAUSED"),
        told(BODY, {"type": "HEADER", "format": "IMAGE"}),
        told(BODY, {"type": "HEADER", "format": "TEXT", "text": "For {{1}}"}),
        told(BODY, {"type": "BUTTONS", "buttons": [{"type": "URL", "url": "https://lamps.example/{{1}}"}]}),
        told(BODY, {"type": "BUTTONS", "buttons": [{"type": "OTP"}]}),
        told(BODY, {"type": "CAROUSEL"}),
        told(),
        {"data": "no"},
        {"data": [1, {"name": 3}]},
    ],
)
def test_what_needs_more_than_words_or_is_not_approved_is_not_offered(answer: Any) -> None:
    assert read_templates(answer) == ((), "")


def test_the_next_page_is_asked_for_by_its_cursor() -> None:
    _, more = read_templates({"data": [], "paging": {"cursors": {"after": "QQ"}, "next": "https://x"}})
    request = templates_request(a_platform_channel("whatsapp"), more)

    assert request is not None
    assert request.path == f"{BUSINESS}/message_templates"
    assert request.values["after"] == "QQ"


def test_without_the_business_account_nothing_can_be_asked() -> None:
    assert templates_request(a_platform_channel("whatsapp", platform=PlatformAccount()), "") is None
