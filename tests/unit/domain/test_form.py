"""What a form may be made of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.chat_settings import Words
from chalicelib.domain.errors import Invalid
from chalicelib.domain.form import Field, Form, checked_form, value_of
from tests.builders import CHANNEL, a_whole_form

NAME = Field("name", label=Words("Name", ""))
SIZE = Field("size", "select", label=Words("Size"), options=(Words("Small"), Words("Large")))


def form(*fields: Field, **changed: Any) -> Form:
    return replace(Form(CHANNEL, fields), **changed)


def test_a_form_is_stored_with_tidy_sites_and_colour() -> None:
    stored = checked_form(a_whole_form(color="#AABBCC", origins=("https://Shop.Example:443/",)))

    assert (stored.color, stored.origins) == ("#aabbcc", ("https://shop.example",))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (form(), "fields"),
        (form(Field("a", "hidden")), "fields"),
        (form(*(replace(NAME, key=f"f{n}") for n in range(41))), "fields"),
        (form(replace(NAME, key="Name")), "fields[0].key"),
        (form(replace(NAME, key="_id")), "fields[0].key"),
        (form(replace(NAME, key="")), "fields[0].key"),
        (form(replace(NAME, key="a" * 41)), "fields[0].key"),
        (form(NAME, NAME), "fields[1].key"),
        (form(replace(NAME, label=Words(" ", ""))), "fields[0].label"),
        (form(replace(NAME, max_length=0)), "fields[0].max_length"),
        (form(replace(NAME, max_length=10_001)), "fields[0].max_length"),
        (form(replace(SIZE, options=())), "fields[0].options"),
        (form(replace(SIZE, options=(Words("A"), Words("A")))), "fields[0].options"),
        (form(replace(SIZE, options=(Words(" "),))), "fields[0].options"),
        (form(replace(SIZE, options=tuple(Words(str(n)) for n in range(101)))), "fields[0].options"),
        (form(replace(NAME, kind="file", accepts=("pdf",))), "fields[0].accepts"),
        (form(NAME, color="red"), "color"),
        (form(NAME, redirect_url="http://shop.example"), "redirect_url"),
        (form(NAME, redirect_url="javascript:alert(1)//https://x.example"), "redirect_url"),
        (form(NAME, origins=("shop.example",)), "origins[0]"),
    ],
)
def test_what_makes_no_form_is_named(wrong: Form, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_form(wrong)

    assert refused.value.field == field


def test_a_form_of_any_kind_of_field_is_fine() -> None:
    whole = form(NAME, SIZE, Field("file", "file", label=Words("", "Archivo"), accepts=(".pdf", "image/*")))

    assert checked_form(whole) == whole


def test_a_field_is_called_by_its_label_in_the_language_or_the_other_or_its_key() -> None:
    assert Field("a", label=Words("Name", "Nombre")).called("es") == "Nombre"
    assert Field("a", label=Words("Name")).called("es") == "Name"
    assert Field("a", label=Words("", "Nombre")).called("en") == "Nombre"
    assert Field("utm_source", "hidden").called("en") == "utm source"


def test_an_option_is_sent_in_english_or_as_it_is() -> None:
    assert value_of(Words(" Small ", "Pequeña")) == "Small"
    assert value_of(Words("", "Pequeña")) == "Pequeña"
