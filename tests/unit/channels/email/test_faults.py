"""Where a mail is broken, as a person finds it in the raw text. Written for this test."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.email.faults import LOOKED_AT, Fault, faults_of

HEAD = b"""From: carla@customer.example
Subject: Photos of the lamp
Content-Type: multipart/mixed; boundary="b1"

"""
TEXT = b"""--b1
Content-Type: text/plain; charset=utf-8

Hello, here are the photos.

"""
PHOTO = b"""--b1
Content-Type: image/jpeg
Content-Transfer-Encoding: base64

/9j/4AAQSkZJRgABAQAAAQABAAD
"""
END = b"--b1--\n"
WHOLE = HEAD + TEXT + PHOTO + END


def test_a_mail_that_is_whole_has_no_fault() -> None:
    assert faults_of(WHOLE) == ()
    assert faults_of(b"From: a@b.example\n\nHello\n") == ()
    assert faults_of(b"From a@b.example Mon Jan  1\nFrom: a@b.example\n\nHello\n") == ()


def test_a_part_without_end_is_told_by_its_number_and_line_and_the_text_before_it_is_whole() -> None:
    assert faults_of(HEAD + TEXT + PHOTO) == (Fault("MAIL-PART-END", 10, part=2, whole=1),)


def test_a_text_that_breaks_off_itself_is_not_called_whole() -> None:
    assert faults_of(HEAD + TEXT) == (Fault("MAIL-PART-END", 5, part=1),)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_are_counted_as_the_raw_view_shows_them(end: bytes) -> None:
    raw = (HEAD + TEXT + PHOTO).replace(b"\n", end)

    assert [fault.line for fault in faults_of(raw)] == [10]


def test_rubbish_in_base64_is_found_at_its_first_line() -> None:
    raw = WHOLE.replace(b"/9j/4AAQ", b"/9j/4AAQ\n<html>\n!!")

    assert faults_of(raw) == (Fault("MAIL-BASE64", 15, part=2, whole=1),)


def test_a_single_part_is_looked_at_as_well() -> None:
    raw = b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n***\n"

    assert faults_of(raw) == (Fault("MAIL-BASE64", 5),)


def test_a_line_among_the_headers_that_is_none_is_found() -> None:
    raw = b"From: a@b.example\nthis is no header\nSubject: x\n folded\n\nHello\n"

    assert faults_of(raw) == (Fault("MAIL-HEADER-LINE", 2, whole=1),)


def test_an_encoded_word_that_is_no_base64_is_found() -> None:
    raw = WHOLE.replace(b"Photos of the lamp", b"=?utf-8?B?***?=")

    assert faults_of(raw) == (Fault("MAIL-HEADER-WORD", 2, whole=1),)


def test_parts_that_are_announced_and_never_come_are_found() -> None:
    assert faults_of(HEAD + b"Hello\n") == (Fault("MAIL-BOUNDARY-UNUSED", 3),)
    assert faults_of(HEAD.replace(b'; boundary="b1"', b"") + b"Hello\n") == (Fault("MAIL-NO-BOUNDARY", 3),)


def test_a_multipart_within_another_that_was_left_open_is_found() -> None:
    inner = b"--b1\nContent-Type: multipart/alternative; boundary=b2\n\n--b2\n\nHello\n"

    assert faults_of(HEAD + inner + PHOTO + END) == (Fault("MAIL-PART-END", 8, part=2),)


def test_a_forwarded_mail_is_read_into() -> None:
    inner = b"--b1\nContent-Type: message/rfc822\n\nSubject: x\nno header\n\nHello\n"

    assert faults_of(HEAD + inner + END) == (Fault("MAIL-HEADER-LINE", 9, part=1),)


def test_an_end_behind_what_is_looked_at_counts() -> None:
    long = HEAD + TEXT + PHOTO + b"AAAA\n" * (LOOKED_AT // 4)

    assert faults_of(long + END) == ()
    assert [fault.code for fault in faults_of(long)] == ["MAIL-PART-END"]


@given(st.lists(st.sampled_from([*WHOLE.splitlines(True), END, b"\r", b"\xff\0: \n", b" \n", b"=?x?b?"])))
def test_any_lines_give_faults_that_point_into_the_mail(lines: list[bytes]) -> None:
    raw = b"".join(lines)

    faults = faults_of(raw)

    assert len(faults) <= 20
    assert all(1 <= fault.line <= len(raw.splitlines()) + 1 for fault in faults)


@pytest.mark.parametrize(
    "piece", [b"a:b\n", b"\n", b"--b1\n", b"Content-Type: multipart/x; boundary=x\n\n--x\n"]
)
def test_forty_megabytes_are_looked_at_in_no_time(piece: bytes) -> None:
    raw = HEAD + piece * (40_000_000 // len(piece))
    before = process_time()

    faults_of(raw)

    assert process_time() - before < 3
