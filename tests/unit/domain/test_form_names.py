"""What pages that were made for something else send, understood as what the form asks."""

from __future__ import annotations

import pytest

from chalicelib.domain.chat_settings import Words
from chalicelib.domain.form import Field, Form
from chalicelib.domain.form_answers import GivenFile
from chalicelib.domain.form_names import by_key, files_by_key
from chalicelib.usecases.connect_form import FIRST
from tests.builders import CHANNEL

DAYS = Field("days", "checkbox", label=Words("Days"), options=(Words("Monday"), Words("Friday")))
FORM = Form(CHANNEL, (*FIRST, DAYS, Field("plan", "file", label=Words("Floor plan", "Plano"))))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        *(("E-Mail", "email"), ("your-email", "email"), ("Correo electrónico", "email"), ("correo", "email")),
        *(("your-name", "name"), ("Nombre", "name"), ("contact[name]", "name"), ("NAME", "name")),
        *(("Nachricht", "message"), ("your-message", "message"), ("Mensaje", "message"), ("days[]", "days")),
        *(("company", "company"), ("_email", "_email"), ("emails", "emails"), ("", "")),
    ],
)
def test_a_name_says_by_its_words_which_field_it_means(name: str, key: str) -> None:
    assert by_key(FORM, {name: ["a", "b"]}) == {key: ["a", "b"]}


def test_what_has_the_key_of_a_field_goes_before_what_is_only_called_so() -> None:
    both = {"e-mail": ["bo@example.com"], "email": ["eva@example.com"]}

    assert by_key(FORM, both) == both
    assert by_key(FORM, {"e-mail": ["bo@example.com"], "email": [" "]}) == {"email": ["bo@example.com"]}
    assert by_key(FORM, {"mail": ["a"], "e-mail": ["b"]}) == {"email": ["a"], "e-mail": ["b"]}


def test_two_halves_of_a_name_are_the_name() -> None:
    halves = {"last_name": ["Luz"], "first_name": [" Eva "], "email": ["a"]}

    assert by_key(FORM, halves) == {"name": ["Eva Luz"], "email": ["a"]}
    assert by_key(FORM, {"given-name": ["Eva"], "family-name": ["Luz"]}) == {"name": ["Eva Luz"]}
    assert by_key(FORM, {"name": ["Bo"], **halves}) == {"name": ["Bo"], **halves}
    assert by_key(FORM, {"first_name": ["Eva"]}) == {"first_name": ["Eva"]}


def test_files_have_names_of_their_own() -> None:
    files = [
        GivenFile(key, "a.pdf", "application/pdf", 1, b"a") for key in ("Plano[]", "plano", "plan", "Message")
    ]

    assert [file.key for file in files_by_key(FORM, files)] == ["Plano[]", "plano", "plan", "Message"]
    assert [file.key for file in files_by_key(FORM, files[1:2])] == ["plan"]
    assert by_key(FORM, {"Plano": ["a.pdf"]}) == {"Plano": ["a.pdf"]}, "words are no file"
