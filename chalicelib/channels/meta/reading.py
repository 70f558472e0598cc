"""Looking into JSON of which nothing is certain: what has another form than expected is as if not there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from chalicelib.domain.graph_request import Json

NOTHING: Json = {}


def nested(value: Any, *names: str) -> Json:
    """The object below these names, or an empty one."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else NOTHING


def listed(value: Any, name: str) -> list[Json]:
    """The objects of a list."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def texts_of(value: Any, name: str) -> tuple[str, ...]:
    """The texts of a list."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def text_of(value: Any, name: str) -> str:
    """A text; ids that came as numbers too."""
    found = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return found if isinstance(found, str) else ""


def moment_of(value: Any, name: str) -> datetime | None:
    """A moment told in seconds since 1970; `None` for 0, which stands for "never"."""
    found = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(found, int) or isinstance(found, bool) or not 0 < found < 32_503_680_000:
        return None
    return datetime.fromtimestamp(found, UTC)
