"""The events read in a webhook, written as JSON that a person can check: what is empty is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path

from chalicelib.channels.instagram import inbound as instagram
from chalicelib.channels.messenger import inbound as messenger
from chalicelib.channels.meta.item import Item
from chalicelib.channels.meta.webhook import items_of
from chalicelib.channels.whatsapp import inbound as whatsapp
from chalicelib.domain.platform_event import PlatformEvent

FOLDER = Path("tests/samples/meta")
EXPECTED = ".expected.json"
RECEIVED_AT = datetime(2026, 7, 1, 12, tzinfo=UTC)
READERS: dict[str, Callable[[Item, datetime], tuple[PlatformEvent, ...]]] = {
    "page": messenger.read_item,
    "instagram": instagram.read_item,
    "whatsapp_business_account": whatsapp.read_item,
}


def samples() -> list[Path]:
    """All bodies; beside each lies what is to be read in it."""
    return sorted(path for path in FOLDER.glob("*/*.json") if not path.name.endswith(EXPECTED))


def expected_of(sample: Path) -> Path:
    return sample.with_name(sample.stem + EXPECTED)


def read(sample: Path) -> list[dict[str, object]]:
    """Each item of the body with its events. An unknown object is read as a page would be."""
    reader = READERS.get(sample.parent.name, messenger.read_item)
    return [
        {**_item(item), "events": [plain(event) for event in reader(item, RECEIVED_AT)]}
        for item in items_of(sample.read_bytes()).items
    ]


def _item(item: Item) -> dict[str, object]:
    told = item.as_job()
    return {name: told[name] for name in ("account", "business", "person", "id", "kind", "at") if told[name]}


def plain(event: object) -> dict[str, object]:
    """The name of the type and all that is not empty."""
    told = {one.name: _value(getattr(event, one.name)) for one in fields(event)}  # type: ignore[arg-type]
    return {"event": type(event).__name__} | {name: one for name, one in told.items() if _says(one)}


def _says(value: object) -> bool:
    return value is not None and value is not False and value not in ("", 0, [])


def _value(value: object) -> object:
    if is_dataclass(value):
        told = plain(value)
        del told["event"]
        return told
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value
