"""What a form does not take, and what it takes for the work of machines."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.unit.handlers.forms import (
    EVA,
    SHOP,
    URLENCODED,
    Page,
    as_json,
    conversations,
    first_message,
    posted,
    put,
)
from tests.unit.handlers.house import NOBODYS_ID, SITE, Browser, House
from tests.unit.usecases.conftest import Clock


def test_everything_that_is_wrong_is_told_to_programs_and_shown_to_people(
    house: House, agent: Browser, form: str, clock: Clock
) -> None:
    wrong = as_json(house, form, {"name": "Eva", "email": "eva"}, accept_language="es")

    assert wrong.headers["content-type"] == "application/problem+json"
    told = wrong.json()
    assert (wrong.status, told["code"], told["field"]) == (422, "Invalid", "email")
    assert [(one["field"], one["code"]) for one in told["errors"]] == [
        ("email", "email"),
        ("message", "required"),
    ]
    assert "correo" in told["errors"][0]["detail"]
    page = Page(house, form)
    clock.ahead(seconds=9)
    shown = page.send({"name": "Eva", "email": "eva", "message": "Hi"})
    html = shown.body.decode()
    assert shown.status == 422
    assert 'value="Eva"' in html and 'id="email-error"' in html and page.hidden["_id"] in html
    assert conversations(agent) == []


def test_machines_go_to_spam_with_the_reason(house: House, agent: Browser, form: str, clock: Clock) -> None:
    trapped = as_json(house, form, {**EVA, "_website": "https://spam.example"})
    fast = Page(house, form).send({**EVA, "message": "Too fast"})

    assert (trapped.status, fast.status) == (200, 303)
    assert conversations(agent) == []
    reasons = [first_message(house, row).why[0].code for row in conversations(agent, "spam")]
    assert sorted(reasons) == ["form_too_fast", "form_trap"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": SHOP}, 200),
        ({"referer": f"{SHOP}/contact?x=1"}, 200),
        ({"origin": "null", "referer": f"{SHOP}/"}, 200),
        ({"origin": SITE}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "https://evil.example", "referer": SHOP}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_the_pages_that_the_team_allows_send_the_form(
    house: House, admin: Browser, form: str, headers: dict[str, str], status: int
) -> None:
    put(admin, form, origins=[SHOP])

    answer = as_json(house, form, EVA, **headers)

    assert answer.status == status
    if status == 403:
        assert answer.problem[1] == "WrongOrigin"


def test_a_closed_form_says_so_and_takes_nothing(house: House, admin: Browser, form: str) -> None:
    put(admin, form, is_live=False)

    page = house.browser().get(f"/forms/{form}")

    assert (page.status, b"This form is closed" in page.body) == (404, True)
    assert as_json(house, form, EVA).problem == (404, "NoSuchChannel", "")
    sent = posted(house, form, urlencode(EVA).encode(), URLENCODED)
    assert (sent.status, b"This form is closed" in sent.body) == (404, True)


@pytest.mark.parametrize("id_", [NOBODYS_ID, "nonsense"])
def test_there_is_no_form_of_another_name(house: House, id_: str) -> None:
    assert house.browser().get(f"/forms/{id_}").problem[:2] == (404, "NoSuchChannel")
    assert as_json(house, id_, EVA).status == 404


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"a", "multipart/form-data; boundary=x", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"name=Eva", "text/plain", 415),
        (b"name=Eva", "", 415),
        (b"a" * 4_500_001, URLENCODED, 413),
        (b"a" * 4_500_001, "application/json", 413),
        (b"&".join(b"a%d=" % n for n in range(301)), URLENCODED, 400),
    ],
)
def test_what_cannot_be_read_is_refused(house: House, form: str, raw: bytes, kind: str, status: int) -> None:
    assert posted(house, form, raw, kind).status == status


def test_a_browser_is_shown_the_form_when_its_files_are_too_large(house: House, form: str) -> None:
    answer = posted(house, form, b"a" * 4_500_001, "multipart/form-data; boundary=edge", accept_language="es")

    assert (answer.status, answer.headers["content-type"]) == (413, "text/html; charset=utf-8")
    assert "Es demasiado grande" in answer.body.decode() and 'name="email"' in answer.body.decode()
    assert as_json(house, form, {"a": "b" * 4_500_001}).problem[1] == "TooLarge"
