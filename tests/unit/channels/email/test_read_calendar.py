"""Invitations and address cards, as calendars and phones write them; all samples were made for this file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.email.calendar import CalendarEvent, newest_of_each, read_calendar
from chalicelib.channels.email.contact_cards import read_contact_cards

ZONE = """BEGIN:VTIMEZONE
TZID:The office
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
SOUTH = """BEGIN:VTIMEZONE
TZID:South
BEGIN:STANDARD
DTSTART:20080406T030000
TZOFFSETTO:+1000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20071007T020000
TZOFFSETTO:+1100
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=10
END:DAYLIGHT
END:VTIMEZONE
"""


def calendar(*lines: str, method: str = "REQUEST", zone: str = "") -> bytes:
    body = "\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\nMETHOD:{method}\n{zone}{body}\nEND:VCALENDAR\n".replace("\n", "\r\n").encode()


def event(*lines: str, method: str = "REQUEST", zone: str = "") -> CalendarEvent:
    (found,) = read_calendar(calendar(*lines, method=method, zone=zone))
    return found


def starts(line: str, zone: str = "") -> str:
    at = event(line, zone=zone).starts
    assert at is not None
    return at.text


@pytest.mark.parametrize(
    ("line", "zone", "expected"),
    [
        ("DTSTART:20261124T090000Z", "", "2026-11-24T09:00:00Z"),
        ("DTSTART:20261124T090000", "", "2026-11-24T09:00:00"),
        ("DTSTART;VALUE=DATE:20261124", "", "2026-11-24"),
        ("DTSTART;TZID=Europe/Madrid:20261124T090000", "", "2026-11-24T08:00:00Z"),
        ("DTSTART;TZID=Europe/Madrid:20260724T090000", "", "2026-07-24T07:00:00Z"),
        ("DTSTART;TZID=/example.org/2026/Europe/Madrid:20260724T090000", "", "2026-07-24T07:00:00Z"),
        ("DTSTART;TZID=Romance Standard Time:20260724T090000", "", "2026-07-24T07:00:00Z"),
        ('DTSTART;TZID="Eastern Standard Time":20260724T090000', "", "2026-07-24T13:00:00Z"),
        ("DTSTART;TZID=UTC:20260724T090000", "", "2026-07-24T09:00:00Z"),
        ("DTSTART;TZID=The office:20261124T090000", ZONE, "2026-11-24T08:00:00Z"),
        ("DTSTART;TZID=The office:20260724T090000", ZONE, "2026-07-24T07:00:00Z"),
        ("DTSTART;TZID=The office:20260329T010000", ZONE, "2026-03-29T00:00:00Z"),
        ("DTSTART;TZID=The office:20260329T040000", ZONE, "2026-03-29T02:00:00Z"),
        ("DTSTART;TZID=The office:20261025T040000", ZONE, "2026-10-25T03:00:00Z"),
        ("DTSTART;TZID=South:20260115T090000", SOUTH, "2026-01-14T22:00:00Z"),
        ("DTSTART;TZID=South:20260715T090000", SOUTH, "2026-07-14T23:00:00Z"),
        ("DTSTART;TZID=Nowhere/At all:20261124T090000", "", "2026-11-24T09:00:00"),
        ("DTSTART;TZID=../../etc/passwd:20261124T090000", "", "2026-11-24T09:00:00"),
    ],
)
def test_a_time_is_read_in_the_zone_it_names(line: str, zone: str, expected: str) -> None:
    assert starts(line, zone) == expected


@pytest.mark.parametrize("line", ["DTSTART:20261340T250000Z", "DTSTART:soon", "DTSTART:", "DTSTART:00000000"])
def test_no_time_is_made_of_nonsense(line: str) -> None:
    assert event(line).starts is None


@pytest.mark.parametrize(
    ("method", "more", "kind"),
    [
        ("REQUEST", "SEQUENCE:0", "invitation"),
        ("REQUEST", "SEQUENCE:2", "update"),
        ("CANCEL", "SEQUENCE:3", "cancellation"),
        ("REPLY", "SEQUENCE:0", "answer"),
        ("COUNTER", "SEQUENCE:0", "proposal"),
        ("PUBLISH", "SEQUENCE:0", "event"),
        ("publish", "STATUS:CANCELLED", "cancellation"),
    ],
)
def test_it_says_what_it_asks(method: str, more: str, kind: str) -> None:
    assert event("UID:1", more, method=method).kind == kind


def test_an_answer_tells_who_accepted() -> None:
    found = event('ATTENDEE;PARTSTAT=DECLINED;CN="Ruiz, Bo":MAILTO:bo@customer.test', method="REPLY")

    assert [(one.name, one.address, one.answer) for one in found.people] == [
        ("Ruiz, Bo", "bo@customer.test", "declined")
    ]


def test_texts_are_unfolded_also_inside_a_character_and_unescaped() -> None:
    raw = calendar("SUMMARY:Visita a la fábrica\\, planta 2\\; sala A\\nPuerta", "LOCATION:Málaga")
    folded = raw.replace("á".encode(), b"\xc3\r\n \xa1")

    (found,) = read_calendar(folded)

    assert (found.title, found.place) == ("Visita a la fábrica, planta 2; sala A\nPuerta", "Málaga")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_calendar_in_any_charset_is_read(charset: str) -> None:
    raw = calendar("SUMMARY:Reunión de otoño", "DESCRIPTION:" + "año " * 10).decode().encode(charset)

    assert read_calendar(raw)[0].title == "Reunión de otoño"


def test_what_stands_in_an_alarm_is_not_the_events() -> None:
    found = event(
        "SUMMARY:Visit", "BEGIN:VALARM", "SUMMARY:Wake up", "DESCRIPTION:x", "END:VALARM", "LOCATION:Here"
    )

    assert (found.title, found.description, found.place) == ("Visit", "", "Here")


def test_an_all_day_event_ends_on_its_last_day() -> None:
    three = event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227")
    one = event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261225")

    assert three.ends is not None
    assert three.ends.text == "2026-12-26"
    assert one.ends is None


def test_a_length_makes_the_end() -> None:
    found = event("DTSTART:20261124T233000Z", "DURATION:PT1H15M")

    assert found.ends is not None
    assert found.ends.text == "2026-11-25T00:45:00Z"


def test_how_often_it_comes_is_read() -> None:
    found = event("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261231T235959Z").recurrence
    odd = event("RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=6;BYSETPOS=1").recurrence

    assert found is not None
    assert (found.every, found.interval, found.days, found.simple) == ("week", 2, ("MO", "WE"), True)
    assert found.until is not None
    assert odd is not None
    assert (odd.every, odd.days, odd.count, odd.simple) == ("month", ("-1FR",), 6, False)
    assert event("RRULE:FREQ=SECONDLY").recurrence is None


def test_the_same_invitation_twice_is_one() -> None:
    twice = read_calendar(calendar("UID:7", "SUMMARY:Visit")) * 2

    assert len(newest_of_each(twice)) == 1


def test_ten_events_are_enough() -> None:
    many = b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n" * 500

    assert len(read_calendar(many)) == 10


@given(
    st.binary(max_size=400)
    | st.text(max_size=300).map(lambda text: calendar(*text.split()).replace(b"x", b""))
)
def test_any_bytes_are_read(content: bytes) -> None:
    read_calendar(content)
    read_calendar(b"BEGIN:VEVENT\n" + content)
    read_contact_cards(b"BEGIN:VCARD\n" + content)


@given(st.sampled_from(["DTSTART", "DTEND", "RRULE", "DURATION", "DTSTART;TZID=South"]), st.text(max_size=30))
def test_any_value_of_a_time_is_read(name: str, value: str) -> None:
    read_calendar(calendar(f"{name}:{value}", "DTSTART:99991231T235959Z", "DURATION:P9999W", zone=SOUTH))


def test_an_address_card_tells_how_to_reach_somebody() -> None:
    (card,) = read_contact_cards(
        b"BEGIN:VCARD\nVERSION:4.0\nFN:Ana Ruiz\nN:Ruiz;Ana;;;\nORG:Lamps\\, Ltd;Sales\nTITLE:Head\n"
        b"item1.EMAIL;TYPE=work:ana@lamps.test\nEMAIL:ana@lamps.test\nTEL;VALUE=uri:tel:+34600\nEND:VCARD"
    )

    assert (card.name, card.organisation, card.title) == ("Ana Ruiz", "Lamps, Ltd, Sales", "Head")
    assert (card.emails, card.phones) == (["ana@lamps.test"], ["+34600"])


def test_an_old_card_in_quoted_printable_is_read() -> None:
    (card,) = read_contact_cards(
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=BA=\r\n"
        b"=C3=B1ez;Jos=C3=A9\r\nTEL;CELL:600\r\nEND:VCARD\r\n"
    )

    assert (card.name, card.phones) == ("José Núñez", ["600"])


def test_a_card_that_says_nothing_is_left_out() -> None:
    assert read_contact_cards(b"BEGIN:VCARD\nVERSION:3.0\nEND:VCARD") == []
