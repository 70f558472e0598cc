"""A form is made by an admin and looked at by the team."""

from __future__ import annotations

from tests.unit.handlers.forms import (
    FILE_FIELD,
    NEW,
    put,
)
from tests.unit.handlers.house import SITE, Browser
from tests.unit.handlers.test_openapi import check


def test_a_form_is_made_with_what_everybody_asks_and_is_live(admin: Browser, agent: Browser) -> None:
    answer = admin.post("/channels", NEW)

    told = answer.json()
    assert answer.status == 201
    check("NewChannelJson", told)
    assert told["form_url"] == f"{SITE}/forms/{told['channel']}"
    assert f'<div data-form="{told["form_url"]}"></div>' in told["embed"]
    shown = agent.get(f"/channels/{told['channel']}/form").json()
    check("FormJson", shown)
    assert shown == told["form"]
    assert [field["key"] for field in shown["fields"]] == ["name", "email", "message"]
    assert (shown["name"], shown["is_live"], shown["version"]) == ("Contact us", True, 1)
    assert f'action="{told["form_url"]}"' in shown["html"]


def test_the_same_order_twice_makes_one_form(admin: Browser) -> None:
    first, again = (admin.post("/channels", NEW, key="k1").json() for _ in range(2))

    assert first == again
    assert admin.post("/channels", NEW, key="k2").json()["channel"] != first["channel"]


def test_only_admins_make_and_change_forms(agent: Browser, nobody: Browser, form: str) -> None:
    assert agent.post("/channels", NEW).status == 403
    assert put(agent, form, color="#000000").status == 403
    assert nobody.get(f"/channels/{form}/form").status == 401


def test_a_form_is_changed_by_whoever_read_it_last(admin: Browser, form: str) -> None:
    changed = put(
        admin, form, name="Orders", fields=[FILE_FIELD], consent={"en": "I agree.", "es": "Acepto."}
    )

    told = changed.json()
    check("FormJson", told)
    assert (told["name"], told["version"], told["fields"][0]["most_files"]) == ("Orders", 2, 3)
    stale = admin.send("PUT", f"/channels/{form}/form", raw=b'{"version": 1, "color": "#000000"}')
    assert stale.problem == (409, "ChangedMeanwhile", "")
    assert put(admin, form, fields=[{**FILE_FIELD, "kind": "select"}]).problem == (
        422,
        "Invalid",
        "fields[0].options",
    )
    assert put(admin, form, fields=[{**FILE_FIELD, "kind": "magic"}]).problem[2] == "fields[0].kind"


def test_a_preview_shows_the_form_and_sends_nothing(admin: Browser, nobody: Browser, form: str) -> None:
    page = admin.get(f"/channels/{form}/form/page", {"lang": "es"})

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert b"Correo electr" in page.body and b"action=" not in page.body
    assert nobody.get(f"/channels/{form}/form/page").status == 401
