"""Things by name, each made when it is first asked for, so that a process pays only for what it uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, cast

Thing = TypeVar("Thing")


class Late(Mapping[str, Thing]):
    """A mapping whose values are made by `makers` and then kept. What a maker raises is raised each time."""

    def __init__(self, makers: Mapping[str, Callable[[], Thing]]) -> None:
        self._makers = makers
        self._made: dict[str, Thing] = {}

    def __getitem__(self, name: str) -> Thing:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def late(make: Callable[[], Thing]) -> Thing:
    """One thing, made when something is first asked of it, so that what never asks imports nothing for it."""
    return cast(Thing, _OnDemand(make))


class _OnDemand:
    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        """Only for what is not here yet: afterwards it is the made one's, looked up once."""
        made = self.__dict__.get("_made")
        if made is None:
            made = self.__dict__["_made"] = self._make()
        return getattr(made, name)
