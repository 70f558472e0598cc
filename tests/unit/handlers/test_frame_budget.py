"""How many frames a socket may send: over all processes, and what it costs to know that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.live_store import SqliteLiveStore
from chalicelib.domain.errors import TooManyTries
from chalicelib.handlers.frame_budget import MOST, TOLD_AT, TOLD_WITH_WORDS_AT, count_frame
from chalicelib.ports.bundle import Ports
from tests.unit.usecases.conftest import Clock

SOCKET = "socket-1"


class CountingLive(SqliteLiveStore):
    """Remembers how many frames it was told of each time."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.told: list[int] = []

    def count_try(self, key: str, now: datetime, window_seconds: int, by: int = 1) -> int:
        self.told.append(by)
        return super().count_try(key, now, window_seconds, by)


@pytest.fixture
def processes(ports: Ports) -> Sequence[Ports]:
    """Four functions at work on one database."""
    database = Database()
    return [replace(ports, live=CountingLive(database)) for _ in range(4)]


def told_by(process: Ports) -> list[int]:
    assert isinstance(process.live, CountingLive)
    return process.live.told


def passed(processes: Sequence[Ports], frames: int, *, words: bool = False) -> int:
    """How many of so many frames, taken by one process after the other, were let through."""
    count = 0
    for number in range(frames):
        try:
            count_frame(processes[number % len(processes)], SOCKET, words=words)
            count += 1
        except TooManyTries:
            continue
    return count


def test_twenty_are_let_through_in_ten_seconds_and_then_twenty_more(
    processes: Sequence[Ports], clock: Clock
) -> None:
    assert passed(processes[:1], 30) == MOST
    clock.ahead(seconds=10)
    assert passed(processes[:1], 30) == MOST


@pytest.mark.parametrize("words", [True, False])
def test_a_flood_over_several_processes_is_seen_by_each_of_them(
    processes: Sequence[Ports], words: bool
) -> None:
    unknown_to_others = len(processes) * (TOLD_WITH_WORDS_AT if words else TOLD_AT)
    assert passed(processes, 80, words=words) <= MOST + unknown_to_others
    for process in processes:
        with pytest.raises(TooManyTries):
            for _ in range(10):  # at the latest with what it tells next
                count_frame(process, SOCKET, words=words)


def test_each_frame_is_told_once(processes: Sequence[Ports]) -> None:
    passed(processes, 80)

    assert [sum(told_by(process)) for process in processes] == [20] * 4


def test_words_leave_it_to_another_frame_to_tell(processes: Sequence[Ports]) -> None:
    one = processes[0]
    for _ in range(9):
        count_frame(one, SOCKET, words=True)
    assert told_by(one) == []

    count_frame(one, SOCKET)
    assert told_by(one) == [10]
    for _ in range(10):
        count_frame(one, SOCKET, words=True)
    assert told_by(one) == [10, 10]


def test_one_socket_says_nothing_about_another(processes: Sequence[Ports]) -> None:
    passed(processes[:1], 30)

    count_frame(processes[0], "socket-2")
