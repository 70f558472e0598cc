"""docs/webhooks.md: its example checks our signature, and what it says of a body is what is sent."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, get_args

from chalicelib.domain.entry import Actor, Attachment, Entry
from chalicelib.domain.ids import BlobId
from chalicelib.domain.subscription import EVENTS
from chalicelib.domain.webhook_body import Happening, body_of
from chalicelib.domain.webhook_signature import signature_of
from chalicelib.handlers.event_webhook_shapes import Event
from tests.architecture.tree import ROOT
from tests.builders import NOW, a_conversation, a_message

FILE = Attachment("f", BlobId("b"), "lamp.png", "image/png", 5120)
PAGE = (ROOT / "docs" / "webhooks.md").read_text()


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_takes_what_we_sign_and_nothing_else() -> None:
    names: dict[str, Any] = {}
    exec(block("python"), names)
    check: Callable[[str, str, bytes], bool] = names["is_from_bandeja"]
    body, now = b'{"type": "message.created"}', datetime.fromtimestamp(time.time(), UTC)

    assert check("new", signature_of(body, ["old", "new"], now), body)
    assert not check("new", signature_of(body, ["old"], now), body)
    assert not check("new", signature_of(body, ["new"], now), body + b" ")
    assert not check("new", signature_of(body, ["new"], NOW.replace(year=2020)), body)


def test_the_shown_event_has_the_fields_of_a_real_one() -> None:
    head = a_conversation()
    entry = Entry(head.id, 2, NOW, Actor.contact(head.contact_id), a_message(attachments=(FILE,)))
    real = body_of(Happening("message.created", entry, head, "https://inbox.example.com", "Where is it?"))

    assert shape(json.loads(block("json"))) == shape(real)


def test_every_event_is_described_and_can_be_asked_for() -> None:
    assert set(get_args(Event)) == set(EVENTS)
    for event in EVENTS:
        assert f"`{event}`" in PAGE


def shape(value: Any) -> Any:
    """Which fields there are, without what stands in them."""
    if isinstance(value, dict):
        return {name: shape(held) for name, held in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else None
