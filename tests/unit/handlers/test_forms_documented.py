"""What docs/channels/form.md shows is what the form takes."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

from tests.architecture.tree import ROOT
from tests.unit.handlers.forms import URLENCODED, as_json, conversations, posted
from tests.unit.handlers.house import Browser, House

PAGE = (ROOT / "docs" / "channels" / "form.md").read_text()


def block(language: str, holding: str) -> str:
    """The block of code of this language with these words in it."""
    found = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(next(one for one in found if holding in one))


def test_what_curl_sends_begins_a_conversation(house: House, agent: Browser, form: str) -> None:
    sent = re.search(r"-d '(.*)'", block("sh", "curl"))
    assert sent

    answer = as_json(house, form, json.loads(sent[1]))

    assert answer.status == 200
    assert [row["contact"]["name"] for row in conversations(agent)] == ["Eva"]
    assert answer.json() == {"ok": True, "number": conversations(agent)[0]["number"]}


def test_the_plain_form_has_the_fields_of_a_new_form(house: House, admin: Browser, form: str) -> None:
    names = re.findall(r' name="(\w+)"', block("html", "<form"))
    shown = admin.get(f"/channels/{form}/form").json()["html"]

    filled = urlencode({"name": "Eva", "email": "eva@example.com", "message": "Hi", "_website": ""})
    assert posted(house, form, filled.encode(), URLENCODED).status == 303
    assert names == re.findall(r' name="(\w+)"', shown) == ["name", "email", "message", "_website"]
    assert block("html", "<form").replace("https://HOST/forms/FORM", "X") == re.sub(
        r"http://[^\"]+", "X", shown
    )


def test_the_place_for_a_form_is_what_the_settings_show(admin: Browser, form: str) -> None:
    embed = admin.get(f"/channels/{form}/form").json()["embed"]

    assert re.sub(r"http://[^/]+", "https://HOST", embed.replace(form, "FORM")) == block("html", "data-form")


def test_every_code_of_a_problem_is_described() -> None:
    words = (ROOT / "chalicelib" / "channels" / "form" / "words.py").read_text()
    codes = set(re.findall(r'"problem_(\w+)"', words)) - {"too_many"}

    assert codes <= set(re.findall(r"`(\w+)`", PAGE))
