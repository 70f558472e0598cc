"""Read and write units of DynamoDB, from the bytes of items: emulators do not count them as AWS does.

Sources: DynamoDB developer guide, "Read and write capacity / Capacity unit consumption for operations",
"Item sizes and formats", "Using Global Secondary Indexes: read/write capacity considerations".
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

READ_BLOCK = 4096
WRITE_BLOCK = 1024
LIST_OR_MAP_BYTES = 3
ELEMENT_BYTES = 1

Item = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class IndexShape:
    """An index as CreateTable describes it. `projected` are names beside the keys; `None` means all."""

    name: str
    keys: tuple[str, ...]
    projected: frozenset[str] | None
    is_local: bool = False


def item_bytes(item: Item) -> int:
    """Names in UTF-8 and values."""
    return sum(len(name.encode()) + value_bytes(value) for name, value in item.items())


def value_bytes(value: Mapping[str, Any]) -> int:
    """One value in DynamoDB's own form, such as `{"S": "text"}`."""
    (kind, held), *_ = value.items()
    match kind:
        case "S":
            return len(held.encode())
        case "N":
            return number_bytes(held)
        case "B":
            return len(held if isinstance(held, bytes) else base64.b64decode(held))
        case "BOOL" | "NULL":
            return 1
        case "SS" | "NS" | "BS":
            return sum(value_bytes({kind[0]: one}) for one in held)
        case "L" | "M":
            return container_bytes(held)
        case _:
            raise ValueError(f"DynamoDB has no type {kind!r}")


def container_bytes(held: Item | list[Mapping[str, Any]]) -> int:
    """A map or a list: 3 bytes, one more for each element, and what is in it."""
    inside = sum(map(value_bytes, held)) if isinstance(held, list) else item_bytes(held)
    return LIST_OR_MAP_BYTES + ELEMENT_BYTES * len(held) + inside


def number_bytes(digits: str) -> int:
    """A byte for two significant digits, one more for the exponent, one more for a minus."""
    significant = digits.lstrip("-").replace(".", "").strip("0")
    return (len(significant) + 1) // 2 + 1 + digits.startswith("-")


def read_units(size: int, *, consistent: bool = True, transactional: bool = False) -> float:
    """Reading `size` bytes in one go: a strongly consistent unit reads 4 KB. Nothing found is a unit too."""
    blocks = max(1, -(-size // READ_BLOCK))
    return blocks * (2.0 if transactional else 1.0 if consistent else 0.5)


def write_units(before: Item | None, after: Item | None, *, transactional: bool = False) -> int:
    """Writing, changing or removing an item: the larger of both images counts, a unit writes 1 KB.

    The same for a write whose condition failed, with the item that stood in its way as both images.
    """
    size = max(item_bytes(image) if image else 0 for image in (before, after))
    return max(1, -(-size // WRITE_BLOCK)) * (2 if transactional else 1)


def projection(item: Item | None, index: IndexShape, table_keys: Iterable[str]) -> dict[str, Any] | None:
    """The item as the index holds it; `None` when it is not in the index, for want of a key."""
    if item is None or not all(key in item for key in index.keys):
        return None
    if index.projected is None:
        return dict(item)
    shown = {*table_keys, *index.keys, *index.projected}
    return {name: value for name, value in item.items() if name in shown}


def index_units(before: Item | None, after: Item | None, index: IndexShape, table_keys: Iterable[str]) -> int:
    """What a change of an item costs in one index.

    Not there before or after: nothing. Nothing shown changed: nothing. Shown attributes changed: one
    write. A key changed: one to remove and one to put.
    """
    old, new = projection(before, index, table_keys), projection(after, index, table_keys)
    if old == new:
        return 0
    if old and new and any(old[key] != new[key] for key in index.keys):
        return write_units(old, None) + write_units(None, new)
    return write_units(old, new)
