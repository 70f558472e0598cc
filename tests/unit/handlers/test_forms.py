"""A form is met by a visitor and sent in any way."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from chalicelib.domain.ids import ContactId
from chalicelib.domain.platform_entries import Part
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
from tests.unit.handlers.house import Browser, House
from tests.unit.handlers.test_openapi import check
from tests.unit.usecases.conftest import Clock


def test_a_visitor_fills_in_the_page_and_a_conversation_begins(
    house: House, agent: Browser, form: str, clock: Clock
) -> None:
    page = Page(house, form, lang="en")
    assert "form-action 'self'" in page.answer.headers["content-security-policy"]
    assert f'action="/forms/{form}"' in page.answer.body.decode(), "under each name of the site it is its own"
    clock.ahead(seconds=20)

    sent = page.send(EVA)

    assert (sent.status, sent.headers["location"]) == (303, f"/forms/{form}/thanks?lang=en")
    (row,) = conversations(agent)
    assert (row["subject"], row["contact"]["name"], row["channel_kind"]) == ("Contact us", "Eva", "form")
    message = first_message(house, row)
    assert message.text == "Name: Eva\nEmail: eva@example.com\nMessage: Do you ship?"
    assert message.parts[0] == Part("form", "Contact us", message.text)
    contact = house.ports.contacts.get(ContactId(row["contact"]["id"]))
    assert (contact.claimed_email, contact.identities) == ("eva@example.com", ())
    assert b"Thank you" in house.browser().get(urlsplit(sent.headers["location"]).path).body


def test_a_double_click_begins_one_conversation(
    house: House, agent: Browser, form: str, clock: Clock
) -> None:
    page = Page(house, form)
    clock.ahead(seconds=20)

    assert [page.send(EVA).status for _ in range(3)] == [303, 303, 303]

    assert len(conversations(agent)) == 1


def test_a_program_sends_json_and_is_told_the_number(house: House, agent: Browser, form: str) -> None:
    sent = as_json(house, form, {**EVA, "_id": "order-77", "company": "Lamps Ltd"})
    again = as_json(house, form, {**EVA, "_id": "order-77", "company": "Lamps Ltd"})

    (row,) = conversations(agent)
    assert sent.json() == again.json() == {"ok": True, "number": row["number"]}
    check("FormSentJson", sent.json())
    assert first_message(house, row).text.endswith("company: Lamps Ltd")


def test_a_form_of_ones_own_is_led_back_to_where_the_team_says(
    house: House, admin: Browser, form: str
) -> None:
    put(admin, form, redirect_url=f"{SHOP}/thanks", origins=[SHOP])

    sent = posted(house, form, urlencode(EVA).encode(), URLENCODED, origin=SHOP)

    assert (sent.status, sent.headers["location"]) == (303, f"{SHOP}/thanks")


def test_in_a_frame_the_page_around_it_is_to_go_on(house: House, admin: Browser, form: str) -> None:
    put(admin, form, redirect_url=f"{SHOP}/thanks")

    sent = Page(house, form, framed="1", theme="dark").send(EVA)

    assert sent.headers["location"] == f"/forms/{form}/thanks?lang=en&theme=dark&framed=1"


def test_a_script_of_another_site_may_send_the_form_and_read_the_answer(house: House, form: str) -> None:
    asked = house.browser().send("OPTIONS", f"/forms/{form}", headers={"origin": SHOP})
    sent = as_json(house, form, EVA, origin=SHOP)

    assert asked.headers["access-control-allow-origin"] == sent.headers["access-control-allow-origin"] == SHOP
    assert (
        "access-control-allow-origin" not in house.browser().get(f"/forms/{form}", None, origin=SHOP).headers
    )


def test_the_script_that_puts_forms_into_pages_is_there(nobody: Browser) -> None:
    script = nobody.get("/forms/embed.js")

    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["cache-control"] == "public, max-age=3600"
    assert b"data-form" in script.body
