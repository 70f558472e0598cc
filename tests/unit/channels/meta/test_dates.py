"""A moment told in numbers is written as on a clock where it happens, whatever is said of the zone."""

from __future__ import annotations

import pytest

from chalicelib.channels.meta.dates import date_words


@pytest.mark.parametrize("at", [1783065600, "1783065600", 1783065600000])
def test_moment_is_written_as_on_a_clock_of_its_zone(at: object) -> None:
    assert date_words(at, "Europe/Madrid") == "2026-07-03 10:00 (Europe/Madrid)"


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "America", "../../etc/passwd", "/etc", "x" * 9_000, "é"]
)
def test_zone_that_nobody_knows_is_utc(zone: str) -> None:
    assert date_words(1783065600, zone) == "2026-07-03 08:00 (UTC)"


@pytest.mark.parametrize(
    ("told", "written"),
    [("on Friday", "on Friday"), ("2026-07-03T10:00", "2026-07-03T10:00"), (7, "7"), (None, "")],
)
def test_what_is_no_moment_in_numbers_stays_as_it_is(told: object, written: str) -> None:
    assert date_words(told, "Europe/Madrid") == written
