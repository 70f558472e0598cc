"""DynamoDB's own form of plain values, both ways, and how many bytes it counts for them.

Sources: DynamoDB developer guide, "Low-level API" and "Item sizes and formats".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

AttributeValue = dict[str, Any]
Item = dict[str, AttributeValue]

CONTAINER_BYTES = 3
ELEMENT_BYTES = 1


def attribute_value(value: Any) -> AttributeValue:  # noqa: PLR0911 - one line for each type there is
    """One plain value as DynamoDB writes it. Raises `TypeError` for what is never stored."""
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    if value is None:
        return {"NULL": True}
    if isinstance(value, dict):
        return {"M": item_of(value)}
    if isinstance(value, list):
        return {"L": [attribute_value(part) for part in value]}
    raise TypeError(f"{type(value).__name__} is not stored")


def item_of(plain: Mapping[str, Any]) -> Item:
    """A plain map as a DynamoDB item."""
    return {name: attribute_value(value) for name, value in plain.items()}


def plain_value(value: AttributeValue) -> Any:
    """What `attribute_value` wrote. Types that we never write come back as they are."""
    (kind, held), *_ = value.items()
    match kind:
        case "N":
            return int(held) if held.lstrip("-").isdigit() else float(held)
        case "M":
            return plain_of(held)
        case "L":
            return [plain_value(part) for part in held]
        case "NULL":
            return None
        case _:
            return held


def plain_of(item: Item) -> dict[str, Any]:
    """A DynamoDB item as a plain map."""
    return {
        name: value["S"] if "S" in value else plain_value(value)  # most are text
        for name, value in item.items()
    }


def bytes_of(plain: Mapping[str, Any]) -> int:
    """The size of an item: names and values. Counts for limits and for units alike."""
    return sum(len(name.encode()) + value_bytes(value) for name, value in plain.items())


def value_bytes(value: Any) -> int:
    """The size of one value: text in UTF-8, two digits of a number in a byte, one byte for the rest."""
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, bool) or value is None:
        return 1
    if isinstance(value, int):
        digits = str(abs(value)).rstrip("0")
        return (len(digits) + 1) // 2 + 1 + (value < 0)
    if isinstance(value, dict):
        return CONTAINER_BYTES + bytes_of(value) + ELEMENT_BYTES * len(value)
    return CONTAINER_BYTES + sum(value_bytes(part) + ELEMENT_BYTES for part in value)
