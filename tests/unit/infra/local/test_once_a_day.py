"""Once a day is once a day, however often a laptop is opened and closed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.platform_account import PlatformAccount
from infra.local.events import Context
from infra.local.once_a_day import FILE, OnceADay, last_checked
from infra.local.pump import Ticker
from tests.builders import NOW
from tests.outgoing import a_platform_channel


@dataclass
class Home:
    """A process that is started anew with each `look`."""

    folder: Path
    now: datetime = NOW
    before: datetime | None = None
    ran: int = 0
    breaks: bool = False

    def start(self) -> OnceADay:
        return OnceADay(self.run, self.folder / FILE, lambda: self.before, lambda: self.now)

    def look(self, **later: float) -> int:
        """How often it has run, after that time."""
        self.now += timedelta(**later)
        try:
            self.start()({}, Context("on_day"))
        except OSError:
            assert self.breaks
        return self.ran

    def run(self, event: Any, context: Any) -> None:
        self.ran += 1
        if self.breaks:
            raise OSError("the disk is full")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.mark.parametrize(("before", "ran"), [(None, 1), (timedelta(hours=25), 1), (timedelta(hours=23), 0)])
def test_what_is_due_runs_soon_after_the_start(home: Home, before: timedelta | None, ran: int) -> None:
    home.before = None if before is None else NOW - before

    assert home.look() == ran


def test_starting_again_and_again_makes_it_no_more_often(home: Home) -> None:
    assert [home.look(hours=8) for _ in range(7)] == [1, 1, 1, 2, 2, 2, 3]


def test_one_that_fails_has_had_its_day(home: Home) -> None:
    home.breaks = True

    assert [home.look(hours=hours) for hours in (0, 1, 22, 1)] == [1, 1, 1, 2]


@pytest.mark.parametrize("kept", ["", "half a ti"])
def test_a_file_that_nobody_can_read_is_as_none(home: Home, kept: str) -> None:
    (home.folder / FILE).write_text(kept)

    assert home.look() == 1


def test_a_clock_that_was_set_back_keeps_it_from_nothing(home: Home) -> None:
    home.look()

    assert home.look(days=-400) == 2


def test_it_is_looked_at_while_the_process_runs(home: Home) -> None:
    ran = threading.Event()
    day = replace(home.start(), handler=lambda event, context: ran.set())
    ticker = Ticker(day, seconds=0.01)
    ticker.start()

    assert ran.wait(5)
    assert ticker.stop(5)


def test_the_last_time_of_an_earlier_version_is_that_of_its_last_check() -> None:
    checked = [
        a_platform_channel("messenger", platform=PlatformAccount(checked_at=NOW - timedelta(hours=hours)))
        for hours in (30, 26)
    ]
    never = a_platform_channel("messenger", platform=PlatformAccount())

    assert last_checked(lambda: (*checked, never))() == NOW - timedelta(hours=26)
    assert last_checked(lambda: (never,))() is None
