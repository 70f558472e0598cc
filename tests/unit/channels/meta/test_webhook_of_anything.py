"""Whatever JSON comes under Meta's signature, it is split and read, twice the same, and nothing fails."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.instagram import inbound as instagram
from chalicelib.channels.messenger import inbound as messenger
from chalicelib.channels.meta.item import Item, item_of_job
from chalicelib.channels.meta.webhook import items_of
from chalicelib.channels.whatsapp import inbound as whatsapp
from chalicelib.domain.platform_entries import NOTES, PARTS
from chalicelib.domain.platform_event import PlatformMessage, PlatformNote
from tests.samples.meta.plain import samples

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
READERS = (messenger.read_item, instagram.read_item, whatsapp.read_item)
OBJECTS = ("page", "instagram", "whatsapp_business_account", "threads")


def words_of(value: object) -> set[str]:
    """The names and short texts of a body, of which others can be made up."""
    if isinstance(value, dict):
        return set(value).union(*map(words_of, value.values()))
    if isinstance(value, list):
        return set().union(*map(words_of, value))
    return {value} if isinstance(value, str) and len(value) < 40 else set()


VOCABULARY = sorted(set().union(*(words_of(json.loads(path.read_text())) for path in samples())))
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(VOCABULARY)
    | st.sampled_from(["1767607200", "\ud800\0", "https://x.test/", "+34 600 111 222"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(VOCABULARY), inner, max_size=7)
    ),
    max_leaves=40,
)
KINDS = st.sampled_from(["messaging", "standby", "messages", "messaging_handovers", "history", "feed", ""])


@given(value=ANYTHING, kind=KINDS)
@settings(max_examples=150, deadline=None)
def test_any_item_is_read_and_twice_the_same(value: object, kind: str) -> None:
    item = Item("page", "201", "770", "an-id", kind, value)

    for reader in READERS:
        events = reader(item, NOW)
        assert events == reader(item, NOW)
        for event in events:
            assert not isinstance(event, PlatformNote) or event.name in NOTES
            parts = event.parts if isinstance(event, PlatformMessage | PlatformNote) else ()
            assert {part.kind for part in parts} <= PARTS


@given(value=ANYTHING, kind=KINDS, object=st.sampled_from(OBJECTS))
@settings(max_examples=100, deadline=None)
def test_any_json_is_split_into_items_that_can_be_queued(value: object, kind: str, object: str) -> None:
    entries = (
        [value],
        [{"id": "201", "time": 1767607200, "messaging": value, "standby": [value]}],
        [{"id": "201", "changes": [{"field": kind, "value": value}]}],
        value,
    )

    for entry in entries:
        body = json.dumps({"object": object, "entry": entry}).encode()
        items = items_of(body).items
        assert items == items_of(body).items
        assert tuple(item_of_job(json.loads(json.dumps(item.as_job()))) for item in items) == items
        assert all(item.id for item in items)
        for item in items:
            for reader in READERS:
                reader(item, NOW)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_bodies_sent_together_hold_what_they_held_apart(data: st.DataObject) -> None:
    object = data.draw(st.sampled_from(OBJECTS[:3]))
    paths = [path for path in samples() if path.parent.name == object]
    bodies = [
        json.loads(path.read_text()) for path in data.draw(st.lists(st.sampled_from(paths), max_size=6))
    ]
    entries = [entry for body in bodies for entry in _entries(body)]

    together = items_of(json.dumps({"object": object, "entry": entries}).encode()).items
    apart = [items_of(json.dumps({"object": object, "entry": [one]}).encode()).items for one in entries]

    assert together == tuple(item for items in apart for item in items)


def _entries(body: object) -> list[object]:
    entries = body.get("entry") if isinstance(body, dict) else None
    return entries if isinstance(entries, list) else []


@pytest.mark.parametrize("reader", READERS)
def test_deep_and_wide_values_are_read(reader: object) -> None:
    deep: object = "x"
    for _ in range(60):
        deep = {"message": deep, "interactive": [deep]} if isinstance(deep, str) else {"message": [deep]}
    wide = {
        "message": {
            "mid": "m_1",
            "attachments": [{"type": "image", "payload": {"url": "https://x.test/"}}] * 20_000,
        }
    }

    for value in (deep, wide, {"messages": [{"from": "1", "type": "contacts", "contacts": [{}] * 20_000}]}):
        assert callable(reader)
        assert reader(Item("page", "1", "2", "id", "messaging", value), NOW)
