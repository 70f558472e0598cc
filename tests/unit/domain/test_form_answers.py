"""What was sent of a form: taken with its labels, or refused with what is wrong in each field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.chat_settings import Words
from chalicelib.domain.form import Field, Form
from chalicelib.domain.form_answers import GivenFile, Problems, Row, Submission, checked
from tests.builders import CHANNEL

NAME = Field("name", label=Words("Name", "Nombre"), fills="name", max_length=10)
EMAIL = Field("email", "email", label=Words("Email"))
PHONE = Field("phone", "phone", label=Words("Phone"))
SIZE = Field(
    "size", "select", label=Words("Size"), options=(Words("Small", "Pequeña"), Words("Large", "Grande"))
)
NEWS = Field("news", "checkbox", label=Words("News"))
DAYS = Field(
    "days", "checkbox", label=Words("Days"), options=(Words("Monday", "Lunes"), Words("Friday", "Viernes"))
)
PLAN = Field("plan", "file", label=Words("Plan"), accepts=(".pdf", "image/*"), most_files=2)


def form(*fields: Field, **changed: Any) -> Form:
    return replace(Form(CHANNEL, fields), **changed)


def given(field: Field, *values: str, language: str = "en") -> Submission | Problems:
    return checked(form(field), {field.key: list(values)}, (), language)


def taken(field: Field, *values: str, language: str = "en") -> str:
    """What is said of a field, or ""."""
    submission = given(field, *values, language=language)
    assert isinstance(submission, Submission), submission
    return submission.rows[0].value if submission.rows else ""


def wrong(field: Field, *values: str) -> str:
    """What is wrong with a field, or ""."""
    problems = given(field, *values)
    return problems.by_key[field.key] if isinstance(problems, Problems) else ""


@pytest.mark.parametrize("field", [NAME, EMAIL, PHONE, SIZE, NEWS, DAYS, PLAN], ids=lambda one: str(one.kind))
def test_what_must_be_filled_in_and_is_not_is_named(field: Field) -> None:
    assert wrong(replace(field, required=True)) == "required"
    assert wrong(replace(field, required=True), "  ", "") == "required"
    assert taken(field) == ""


@pytest.mark.parametrize(
    "address",
    ["eva@example.com", "Eva.Ruiz+x@sub.example.co.uk", "josé@dominio.es", "o'brien@a.io", "a@exämple.com"],
)
def test_an_address_is_taken_in_lower_case(address: str) -> None:
    assert taken(EMAIL, f" {address} ") == address.lower()


@pytest.mark.parametrize(
    "address",
    [
        *("eva", "eva@", "@example.com", "eva@example", "eva@@example.com", "eva@.com", "eva@example..com"),
        *("eva ruiz@example.com", "eva@example.com,bo@example.com", "Eva <eva@example.com>"),
        *(
            "eva@example.com\nBcc: bo@example.com",
            "eva@exam\x00ple.com",
            '"a b"@example.com',
            "eva@example.com.",
        ),
    ],
)
def test_what_can_be_no_address_is_named(address: str) -> None:
    assert wrong(EMAIL, address) == "email"


def test_an_address_that_no_mail_server_has_is_too_long() -> None:
    assert wrong(EMAIL, f"{'a' * 320}@example.com") == "too_long"


@pytest.mark.parametrize("number", ["600 000 000", "+34 600-000-000", "(020) 7946 0018", "555.0100 ext. 12"])
def test_a_phone_number_is_taken_as_it_was_written(number: str) -> None:
    assert taken(PHONE, number) == number


@pytest.mark.parametrize("number", ["1234", "call me", "+34 600 000 000 or later", "1" * 25, "++34600000000"])
def test_what_can_be_no_phone_number_is_named(number: str) -> None:
    assert wrong(PHONE, number) == "phone"


def test_text_is_as_long_as_the_field_allows() -> None:
    assert taken(NAME, "a" * 10) == "a" * 10
    assert wrong(NAME, "a" * 11) == "too_long"


def test_only_what_is_offered_can_be_chosen_in_either_language() -> None:
    assert taken(SIZE, "Large") == "Large"
    assert taken(SIZE, "grande") == "Large"
    assert taken(SIZE, "Large", language="es") == "Grande"
    assert wrong(SIZE, "Huge") == "option"
    assert wrong(SIZE, "Large", "Small") == "option"


def test_several_boxes_may_be_ticked_of_those_that_are_there() -> None:
    assert taken(DAYS, "Monday", "Viernes") == "Monday, Friday"
    assert wrong(DAYS, "Monday", "Sunday") == "option"


@pytest.mark.parametrize("value", ["off", "0", "false", "no", "NO"])
def test_a_box_that_says_no_is_not_ticked(value: str) -> None:
    assert taken(NEWS, value) == ""
    assert wrong(replace(NEWS, required=True), value) == "required"


def test_a_ticked_box_says_yes_in_the_language_of_the_team() -> None:
    assert taken(NEWS, "on") == "yes"
    assert taken(NEWS, "1", language="es") == "sí"


def a_file(
    name: str = "a.pdf", kind: str = "application/pdf", size: int = 10, key: str = "plan"
) -> GivenFile:
    return GivenFile(key, name, kind, size)


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ([a_file(), a_file("b.PDF", "application/octet-stream")], ""),
        ([a_file("b.png", "image/png")], ""),
        ([a_file("b.exe", "application/octet-stream")], "file_kind"),
        ([a_file("b.svg.exe", "image")], "file_kind"),
        ([a_file(), a_file(), a_file()], "too_many_files"),
        ([a_file(size=25_000_001)], "file_size"),
    ],
)
def test_files_are_of_the_kinds_and_as_many_as_the_field_says(files: list[GivenFile], problem: str) -> None:
    result = checked(form(PLAN), {}, files, "en")

    assert (result.by_key.get("plan") if isinstance(result, Problems) else "") == problem
    if isinstance(result, Submission):
        assert result.files == tuple(files)
        assert result.rows == (Row("Plan", ", ".join(file.name for file in files)),)


def test_all_files_together_fit_into_one_mail() -> None:
    result = checked(form(PLAN), {}, [a_file(size=13_000_000), a_file(size=13_000_000)], "en")

    assert result == Problems({"": "too_much"})


def test_a_file_that_the_form_does_not_ask_for_is_kept_as_well() -> None:
    result = checked(
        form(NAME), {"name": ["Eva"]}, [a_file(key="my CV"), a_file(key="name"), a_file(key="")], "en"
    )

    assert isinstance(result, Submission)
    assert [file.key for file in result.files] == ["my CV", "name", ""]
    assert [row.label for row in result.rows] == ["Name", "my CV", "name", "file"]


def test_of_files_that_nobody_asked_for_there_are_ten_at_most() -> None:
    files = [a_file(key=f"file {n}") for n in range(11)]

    assert isinstance(checked(form(NAME), {}, files[:10], "en"), Submission)
    assert checked(form(NAME), {}, files, "en") == Problems({file.key: "too_many_files" for file in files})


def test_the_name_of_a_file_in_its_place_is_no_file() -> None:
    assert wrong(PLAN, "plan.pdf") == "no_file"
    assert wrong(replace(PLAN, required=True), "plan.pdf") == "no_file"


def test_what_a_page_asks_beside_the_fields_is_kept_whole() -> None:
    extra = {f"extra {n}": [str(n), "more"] for n in range(200)} | {"long": ["a" * 10_000]}
    ours = {"_id": ["a"], "_website": ["b"], "": ["c"], "empty": [" "]}

    result = checked(form(NAME), {"name": ["Eva"], **ours, **extra}, (), "en")

    assert isinstance(result, Submission)
    assert result.rows[:2] == (Row("Name", "Eva"), Row("extra 0", "0, more"))
    assert (len(result.rows), len(result.rows[-1].value)) == (202, 10_000)
    assert checked(form(NAME), {"long": ["a" * 10_001]}, (), "en") == Problems({"long": "too_long"})


def test_of_several_answers_under_one_name_none_is_lost() -> None:
    assert taken(NAME, "Eva", "Bo", "Eva") == "Eva, Bo"
    assert taken(EMAIL, "Eva@example.com", "bo@example.com") == "eva@example.com, bo@example.com"
    assert wrong(EMAIL, "eva@example.com", "bo") == "email"
    both = given(EMAIL, "eva@example.com", "bo@example.com")
    assert isinstance(both, Submission) and both.email == "eva@example.com"


def test_a_form_that_is_all_words_is_too_much() -> None:
    fields = tuple(Field(f"f{n}", "long_text", label=Words(str(n)), max_length=10_000) for n in range(7))

    result = checked(form(*fields), {field.key: ["a" * 9_000] for field in fields}, (), "en")

    assert result == Problems({"": "too_much"})


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_form() -> None:
    asked = form(replace(NAME, required=True), EMAIL, SIZE, consent=Words("I agree.", "Acepto."))

    result = checked(asked, {"email": ["x"], "size": ["Huge"]}, (), "en")

    assert isinstance(result, Problems)
    assert list(result.by_key.items()) == [
        ("name", "required"),
        ("email", "email"),
        ("size", "option"),
        ("_consent", "consent"),
    ]


def test_what_was_agreed_to_is_told_with_the_words_that_were_shown() -> None:
    asked = form(NAME, consent=Words("I agree.", "Acepto."))

    result = checked(asked, {"name": ["Eva"], "_consent": ["yes"]}, (), "es")

    assert isinstance(result, Submission)
    assert result.consent == "Acepto."


def test_somebody_is_called_as_they_say_and_answered_where_they_say() -> None:
    first = Field("first", label=Words("First"), fills="given-name")
    last = Field("last", label=Words("Last"), fills="family-name")
    other = Field("other", "email", label=Words("Other"))

    result = checked(
        form(first, last, other, EMAIL),
        {"first": ["Eva\n María"], "last": ["Ruiz"], "other": [""], "email": ["Eva@Example.com"]},
        (),
        "en",
    )

    assert isinstance(result, Submission)
    assert (result.name, result.email) == ("Eva María Ruiz", "eva@example.com")
    assert replace(result, rows=()) == Submission((), email="eva@example.com", name="Eva María Ruiz")


def test_a_hidden_field_is_kept_under_its_key() -> None:
    assert given(Field("utm_source", "hidden"), "ad") == Submission((Row("utm source", "ad"),))


def test_lines_of_a_text_are_kept() -> None:
    assert taken(Field("m", "long_text", label=Words("M")), " a\r\nb\rc ") == "a\nb\nc"
