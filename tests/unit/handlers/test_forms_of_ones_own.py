"""A plain form of somebody's own page: nothing that is typed or attached gets lost."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

from tests.unit.handlers.forms import (
    EVA,
    FILE_FIELD,
    URLENCODED,
    as_json,
    conversations,
    first_message,
    multipart,
    posted,
    put,
)
from tests.unit.handlers.house import Browser, House


def test_a_file_that_the_form_does_not_ask_for_is_attached(house: House, agent: Browser, form: str) -> None:
    raw, kind = multipart(EVA, ("cv", "cv.pdf", b"%PDF"), ("photo", "", b""))

    assert posted(house, form, raw, kind).status == 303

    message = first_message(house, conversations(agent)[0])
    assert message.text.endswith("\ncv: cv.pdf")
    assert [house.ports.blobs.get(file.blob) for file in message.attachments] == [b"%PDF"]


def test_too_many_files_are_refused_where_they_were_chosen(house: House, agent: Browser, form: str) -> None:
    raw, kind = multipart(EVA, *(("cv", f"{n}.pdf", b"%PDF") for n in range(11)))

    told = posted(house, form, raw, kind, accept="Application/JSON").json()
    shown = posted(house, form, raw, kind).body.decode()

    assert [(one["field"], one["code"]) for one in told["errors"]] == [("cv", "too_many_files")]
    assert "cv: These are too many files." in shown and re.search(r'type="file"[^>]* name="cv"', shown)
    assert conversations(agent) == []


def test_names_of_other_forms_are_understood(house: House, agent: Browser, form: str) -> None:
    values = {"Nombre": "Eva", "e-mail": "eva@example.com", "Nachricht": "Hallo", "Firma": "Lamps"}

    assert posted(house, form, urlencode(values).encode(), URLENCODED).status == 303

    message = first_message(house, conversations(agent)[0])
    assert message.text == "Name: Eva\nEmail: eva@example.com\nMessage: Hallo\nFirma: Lamps"


def test_what_a_page_of_ones_own_asked_goes_along_when_something_is_wrong(
    house: House, agent: Browser, form: str
) -> None:
    typed = {**EVA, "email": "eva", 'shop "x"': "Lamps & <b>", "days": ["Mon", "Fri"], "cv": "long\ntext"}
    shown = posted(house, form, urlencode(typed, doseq=True).encode(), URLENCODED)
    assert shown.status == 422

    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', shown.body.decode())
    again = [*((unescape(name), unescape(value)) for name, value in hidden), *EVA.items()]
    assert posted(house, form, urlencode(again).encode(), URLENCODED).status == 303

    rows = [*conversations(agent), *conversations(agent, "spam")]
    text = first_message(house, rows[0]).text
    assert 'shop "x": Lamps & <b>\ndays: Mon, Fri\ncv:\nlong\ntext' in text


def test_what_is_too_long_can_be_shortened(house: House, form: str) -> None:
    typed = {**EVA, "story": "a" * 10_001}

    shown = posted(house, form, urlencode(typed).encode(), URLENCODED).body.decode()

    assert "story: This is too long." in shown
    assert re.search(r'<textarea[^>]* name="story"', shown)


def test_a_form_that_sends_only_the_name_of_a_file_is_told_so(
    house: House, admin: Browser, agent: Browser, form: str
) -> None:
    put(admin, form, fields=[FILE_FIELD])

    told = as_json(house, form, {"plan": "plan.txt"}).json()
    shown = posted(house, form, b"plan=plan.txt", URLENCODED)

    assert [(one["field"], one["code"]) for one in told["errors"]] == [("plan", "no_file")]
    assert b"The file itself did not come along" in shown.body and b"multipart/form-data" in shown.body
    assert conversations(agent) == []
