"""What a write changes in a row, and what must be true of the row first: as data, that any writer can say.

Importing it costs nothing, unlike PynamoDB, which says the same as objects of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from chalicelib.adapters.stored.plain_form import Plain

Sign = Literal["=", "<", "<=", ">", ">="]


class Condition:
    """One of the conditions below; `&` and `|` join two."""

    def __and__(self, other: Condition) -> Condition:
        return Joined(self, "AND", other)

    def __or__(self, other: Condition) -> Condition:
        return Joined(self, "OR", other)


@dataclass(frozen=True, slots=True)
class Compared(Condition):
    """The attribute is there, and compares so with the value."""

    name: str
    sign: Sign
    value: Any


@dataclass(frozen=True, slots=True)
class Exists(Condition):
    """The attribute is there, or is not."""

    name: str
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class Joined(Condition):
    """Two conditions, of which both or one must be true."""

    first: Condition
    word: Literal["AND", "OR"]
    second: Condition


@dataclass(frozen=True, slots=True)
class Change:
    """`set` puts a value, `begin` only where there is none yet, `add` raises a number, `remove` drops it."""

    do: Literal["set", "begin", "add", "remove"]
    name: str
    value: Any = None


ABSENT: Condition = Exists("pk", is_there=False)
PRESENT: Condition = Exists("pk")


def changes(to_set: Plain, to_remove: Sequence[str] = ()) -> list[Change]:
    """An update of some attributes; all others stay as they are."""
    sets = [Change("set", name, value) for name, value in to_set.items()]
    return sets + [Change("remove", name) for name in to_remove]


def begun_with(name: str, value: Any) -> Change:
    """The attribute gets this value unless it has one."""
    return Change("begin", name, value)


def add(name: str, count: int) -> Change:
    """A number goes up, however many do it at once."""
    return Change("add", name, count)


def equals(name: str, value: Any) -> Condition:
    """The attribute has this value now."""
    return Compared(name, "=", value)


def absent(name: str) -> Condition:
    """The attribute is not there."""
    return Exists(name, is_there=False)


def after(name: str, value: Any) -> Condition:
    """The attribute is there and greater."""
    return Compared(name, ">", value)


def no_later(name: str, value: Any) -> Condition:
    """The row is absent, or the attribute is not greater."""
    return ABSENT | Compared(name, "<=", value)
