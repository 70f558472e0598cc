"""Every sample, broken at every place: it is read, and what it tells of is never left out without a word."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from chalicelib.channels.meta.item import Item
from chalicelib.channels.meta.webhook import items_of
from tests.samples.meta.plain import FOLDER, READERS, RECEIVED_AT, samples

GONE = object()
IN_A_LIST = object()
OTHERS: tuple[Any, ...] = (GONE, IN_A_LIST, None, [], {}, "", 0, -1, True, 1e300, "something new", "\0\ud83d")
# where things stand; without these nothing is told
FRAME = {"entry", "messaging", "standby", "changes", "calls", "teleports", "changed_fields", "value", "field"}
Path_ = tuple[str | int, ...]


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """All within the value, the outermost first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield (*path, name)
        yield from places(one, (*path, name))


def broken(body: Any, path: Path_, other: Any) -> Any:
    """The body with `other` at that place: nothing at all, or one more list around what stands there."""
    changed = copy.deepcopy(body)
    within = changed
    for name in path[:-1]:
        within = within[name]
    if other is GONE:
        del within[path[-1]]
    elif other is IN_A_LIST:
        within[path[-1]] = [within[path[-1]]]
    else:
        within[path[-1]] = other
    return changed


def read(item: Item, sample: Path) -> list[Any]:
    reader = READERS.get(sample.parent.name, READERS["page"])
    events = reader(item, RECEIVED_AT)
    assert events == reader(item, RECEIVED_AT)
    return list(events)


def tells(body: Any, sample: Path) -> list[Any]:
    items = items_of(json.dumps(body).encode()).items
    return [event for item in items for event in read(item, sample)]


@pytest.mark.parametrize("folder", [*READERS, "other"])
def test_what_is_broken_anywhere_is_read_and_still_told_of(folder: str) -> None:
    others = cycle(OTHERS)
    silent = []
    for sample in (one for one in samples() if one.parent.name == folder):
        body = json.loads(sample.read_text())
        before = tells(body, sample)
        for path in places(body):
            events = tells(broken(body, path, next(others)), sample)
            holds_all = path == (0,) or FRAME.intersection(path[-2:])
            if before and not events and not holds_all:
                silent.append((sample.stem, path))

    assert (FOLDER / folder).is_dir()
    assert silent == []
