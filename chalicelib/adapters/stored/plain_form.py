"""What is kept, as plain values (text, numbers, lists, maps), the same on both homes, and back again.

A reader is tolerant: fields it does not know are passed over, values of an enum it does not know survive.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_type_hints

import msgspec

Made = TypeVar("Made")
Chosen = TypeVar("Chosen", bound=StrEnum)
Plain = dict[str, Any]

SCHEMA = "schema"
SCHEMA_NUMBER = 1
"""In which form a row was first written; see docs/tables.md for what a next number would mean."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def plain(value: Any) -> Any:
    """Domain values as plain ones. A field that is empty, and empty by default, is not stored at all."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((part.name, getattr(value, part.name), part.default) for part in fields(value))
        return {name: plain(held) for name, held, default in pairs if held != default or _says(held)}
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value


def _says(default: Any) -> bool:
    """Some defaults are more than emptiness, and stored like anything else."""
    return bool(default) and not is_dataclass(default)


def filled(kind: type[Made], stored: Mapping[str, Any]) -> Made:
    """The domain value of this kind. Raises `msgspec.ValidationError` when it cannot be read as one."""
    enums = _enums_of(cast(Hashable, kind))
    strange = {
        name: enum_value(enum, stored[name])
        for name, enum in enums.items()
        if stored.get(name) is not None and stored[name] not in enum.__members__.values()
    }
    placeholders = {name: next(iter(enums[name])).value for name in strange}
    made = msgspec.convert({**stored, **placeholders}, kind)
    return cast(Made, replace(cast(Any, made), **strange)) if strange else made


def enum_value(enum: type[Chosen], value: str) -> Chosen:
    """A member of the enum, or for a value of newer code one that is no member and keeps its text."""
    try:
        return enum(value)
    except ValueError:
        stranger = str.__new__(enum, value)
        stranger._name_ = value.upper()
        stranger._value_ = value
        return stranger


@cache
def _enums_of(kind: Hashable) -> dict[str, type[StrEnum]]:
    found: dict[str, type[StrEnum]] = {}
    for name, hint in get_type_hints(kind).items():
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and issubclass(part, StrEnum):
                found[name] = part
    return found


def moment_text(moment: datetime) -> str:
    """`2026-11-22T12:17:48.000000Z`: UTC, fixed width, so that it sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def moment_of(text: str) -> datetime:
    """The moment that `moment_text` wrote."""
    return datetime.fromisoformat(text)


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970: a number takes a third of the bytes that the text takes."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def from_microseconds(count: int) -> datetime:
    """The moment that `microseconds` wrote, in UTC."""
    return EPOCH + timedelta(microseconds=count)
