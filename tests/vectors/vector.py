"""A vector is a piece of hostile HTML with three blanks: what it runs, and where it calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Vector(NamedTuple):
    """One piece of HTML. `family` says what it tries."""

    family: str
    html: str


def vectors_of(family: str, patterns: Iterable[str]) -> Iterator[Vector]:
    """Each pattern once, in order."""
    return (Vector(family, pattern) for pattern in dict.fromkeys(patterns))


def armed(pattern: str, number: int, host: str) -> str:
    """The pattern with its blanks filled: %RUN% is a script, %NET% an address, %BARE% that without scheme.

    `host` is `127.0.0.1:1234`; the number stands in whatever is run or called.
    """
    return (
        pattern.replace("%RUN%", f"top.RAN({number})")
        .replace("%NET%", f"http://{host}/{number}")
        .replace("%BARE%", f"{host}/{number}")
    )
