"""A place is open when the clocks there say so, also when they are put forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Invalid
from chalicelib.domain.office_hours import NAMES, Spans, Week, check_week, is_open, opens_at

MADRID = "Europe/Madrid"
CLOSED = Week((), (), (), (), ())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def week(**days: Spans) -> Week:
    closed: dict[str, Spans] = dict.fromkeys(NAMES, ())
    return Week(**{**closed, **days})


def minutes_open(hours: Week, zone: str, start: str, minutes: int) -> int:
    return sum(is_open(hours, zone, at(start) + timedelta(minutes=count)) for count in range(minutes))


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-03-02 07:59:59", False),  # Monday, one hour behind
        ("2026-03-02 08:00", True),
        ("2026-03-02 15:59:59", True),
        ("2026-03-02 16:00", False),
        ("2026-03-07 10:00", False),  # Saturday
        ("2026-07-06 07:00", True),  # in summer two hours behind
    ],
)
def test_hours_are_those_of_the_clocks_there(moment: str, open_: bool) -> None:
    assert is_open(Week(), MADRID, at(moment)) is open_


def test_a_day_may_have_a_pause_at_noon() -> None:
    hours = week(mon=(("09:00", "13:00"), ("15:00", "18:00")))

    assert is_open(hours, "UTC", at("2026-03-02 12:59"))
    assert not is_open(hours, "UTC", at("2026-03-02 13:00"))
    assert opens_at(hours, "UTC", at("2026-03-02 13:00")) == at("2026-03-02 15:00")


def test_a_night_goes_on_into_the_next_day() -> None:
    hours = week(sat=(("22:00", "02:00"),), mon=(("20:00", "24:00"),))

    assert is_open(hours, "UTC", at("2026-03-08 01:59"))  # Sunday
    assert not is_open(hours, "UTC", at("2026-03-08 02:00"))
    assert not is_open(hours, "UTC", at("2026-03-07 01:00"))
    assert is_open(hours, "UTC", at("2026-03-02 23:59:59.9"))
    assert not is_open(hours, "UTC", at("2026-03-03 00:00"))


def test_what_is_open_opens_now_and_what_is_closed_for_good_never() -> None:
    now = at("2026-03-02 10:00")

    assert opens_at(Week(), "UTC", now) == now
    assert opens_at(CLOSED, "UTC", now) is None


def test_after_friday_comes_monday() -> None:
    assert opens_at(Week(), MADRID, at("2026-03-06 16:00")) == at("2026-03-09 08:00")
    assert opens_at(Week(), MADRID, at("2026-03-27 16:00")) == at("2026-03-30 07:00")  # clocks went forward


def test_a_time_that_is_left_out_is_the_moment_of_the_change() -> None:
    """On 29 March 2026 it is 03:00 in Madrid after 01:59:59: at 01:00 UTC."""
    hours = week(sun=(("02:30", "04:00"),))

    assert opens_at(hours, MADRID, at("2026-03-28 12:00")) == at("2026-03-29 01:00")
    assert minutes_open(hours, MADRID, "2026-03-29 00:00", 180) == 60


def test_hours_that_are_left_out_altogether_come_a_week_later() -> None:
    hours = week(sun=(("02:10", "02:50"),))

    assert opens_at(hours, MADRID, at("2026-03-28 12:00")) == at("2026-04-05 00:10")


def test_an_hour_that_comes_twice_counts_from_its_first_time() -> None:
    """On 25 October 2026 it is 02:00 in Madrid again after 02:59:59: at 01:00 UTC."""
    assert minutes_open(week(sun=(("02:15", "02:45"),)), MADRID, "2026-10-25 00:00", 180) == 30
    assert minutes_open(week(sun=(("01:00", "03:00"),)), MADRID, "2026-10-24 23:00", 240) == 180
    assert opens_at(week(sun=(("02:15", "02:45"),)), MADRID, at("2026-10-24 12:00")) == at("2026-10-25 00:15")


def test_a_day_that_an_island_left_out_has_no_hours() -> None:
    """Samoa went from 29 to 31 December 2011."""
    fridays = week(fri=(("09:00", "17:00"),))

    assert minutes_open(fridays, "Pacific/Apia", "2011-12-29 00:00", 3 * 24 * 60) == 0


@pytest.mark.parametrize(
    ("hours", "zone", "field"),
    [
        (Week(), "Mars/Phobos", "availability.time_zone"),
        (Week(), "", "availability.time_zone"),
        (Week(), "../etc/passwd", "availability.time_zone"),
        (week(tue=(("9:00", "17:00"),)), "UTC", "availability.hours.tue"),
        (week(tue=(("09:00", "24:01"),)), "UTC", "availability.hours.tue"),
        (week(tue=(("24:00", "02:00"),)), "UTC", "availability.hours.tue"),
        (week(wed=(("09:00", "09:00"),)), "UTC", "availability.hours.wed"),
        (week(thu=(("09:00", "12:00"), ("11:59", "13:00"))), "UTC", "availability.hours.thu"),
        (week(fri=(("22:00", "02:00"), ("23:00", "24:00"))), "UTC", "availability.hours.fri"),
        (week(sun=tuple((f"{hour:02}:00", f"{hour:02}:30") for hour in range(7))), "UTC", ""),
    ],
)
def test_hours_that_make_no_sense_are_refused_by_name(hours: Week, zone: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_week(hours, zone)

    assert refused.value.field.startswith(field)


def test_hours_that_touch_or_go_over_midnight_are_fine() -> None:
    check_week(week(mon=(("09:00", "12:00"), ("12:00", "24:00")), sun=(("22:00", "02:00"),)), MADRID)


CLOCKS = st.builds(
    lambda hour, quarter: f"{hour:02}:{quarter * 15:02}", st.integers(0, 23), st.integers(0, 3)
)
DAYS = st.lists(st.tuples(CLOCKS, CLOCKS).filter(lambda span: span[0] != span[1]), max_size=2).map(tuple)
WEEKS = st.builds(Week, *[DAYS] * 7)
ZONES = st.sampled_from([MADRID, "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"])
MOMENTS = st.integers(0, 15 * 365 * 24 * 60).map(
    lambda minutes: at("2011-11-01 00:00") + timedelta(minutes=minutes)
)
CHANGES = [at("2026-03-29 01:00"), at("2026-10-25 01:00"), at("2026-03-08 07:00"), at("2011-12-30 10:00")]
NEAR_A_CHANGE = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-3000, 3000),
)


@given(WEEKS, ZONES, MOMENTS | NEAR_A_CHANGE)
def test_it_opens_when_it_is_said_to_and_not_before(hours: Week, zone: str, moment: datetime) -> None:
    opening = opens_at(hours, zone, moment)

    if opening is None:
        assert not is_open(hours, zone, moment)
        return
    assert is_open(hours, zone, opening)
    assert (opening == moment) == is_open(hours, zone, moment)
    wait = opening - moment
    for part in range(7):
        assert wait == timedelta() or not is_open(hours, zone, moment + wait * part / 7)


@given(WEEKS, ZONES, st.integers(0, 6), st.integers(0, 24 * 60 - 1))
def test_far_from_any_change_the_clock_on_the_wall_decides(
    hours: Week, zone: str, weekday: int, minute: int
) -> None:
    monday = datetime(2026, 7, 6, tzinfo=ZoneInfo(zone))
    shown = f"{minute // 60:02}:{minute % 60:02}"
    today, yesterday = getattr(hours, NAMES[weekday]), getattr(hours, NAMES[weekday - 1])
    expected = any(start <= shown < end if start < end else shown >= start for start, end in today) or any(
        end < start and shown < end for start, end in yesterday
    )

    moment = monday + timedelta(days=weekday, minutes=minute)
    assert is_open(hours, zone, moment.astimezone(UTC)) is expected
