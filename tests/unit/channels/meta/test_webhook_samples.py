"""Every kind of event that Meta documents has a body in `tests/samples/meta`, read as its neighbour says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.channels.meta.attachments import ATTACHMENTS
from chalicelib.channels.meta.item import item_of_job
from chalicelib.channels.meta.messaging import EVENTS
from chalicelib.channels.meta.webhook import items_of
from chalicelib.channels.whatsapp.account_notes import FIELDS
from chalicelib.channels.whatsapp.contents import CONTENTS
from chalicelib.channels.whatsapp.inbound import LISTS
from chalicelib.channels.whatsapp.messages import DONE_LATER, SYSTEM
from chalicelib.channels.whatsapp.statuses import STATES
from chalicelib.domain.platform_entries import NOTES, PARTS
from tests.samples.meta.plain import EXPECTED, FOLDER, expected_of, read, samples

SAMPLES = samples()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_is_read_as_expected(sample: Path) -> None:
    told = read(sample)

    assert told == json.loads(expected_of(sample).read_text()), json.dumps(told, indent=2, ensure_ascii=False)


def test_every_expectation_has_its_sample() -> None:
    expected = {path for path in FOLDER.glob("*/*.json") if path.name.endswith(EXPECTED)}

    assert expected == {expected_of(sample) for sample in SAMPLES}
    assert len(expected) > 300


def test_every_sample_survives_as_queue_jobs() -> None:
    items = [item for sample in SAMPLES for item in items_of(sample.read_bytes()).items]

    assert [item_of_job(json.loads(json.dumps(item.as_job()))) for item in items] == items


def strings(value: object) -> Iterator[str]:
    """All names and texts within."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def said_in(folder: str) -> set[str]:
    paths = [path for path in SAMPLES if path.parent.name in folder.split()]
    return {text for path in paths for text in strings(json.loads(path.read_text()))}


def test_every_kind_that_can_be_read_has_a_sample() -> None:
    meta, whatsapp = said_in("page instagram"), said_in("whatsapp_business_account")

    assert set(EVENTS) - meta == set()
    assert set(ATTACHMENTS) - meta == set()
    assert {*LISTS, *CONTENTS, *DONE_LATER, *SYSTEM, *STATES, *FIELDS} - whatsapp == set()


def test_only_known_notes_and_parts_are_read() -> None:
    events = [event for path in SAMPLES for item in read(path) for event in _events(item)]
    parts = [part for event in events for part in _list(event.get("parts"))]

    assert {event["name"] for event in events if event["event"] == "PlatformNote"} <= NOTES
    assert {part["kind"] for part in parts} <= PARTS


def _events(item: dict[str, object]) -> list[dict[str, object]]:
    return _list(item["events"])


def _list(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []
