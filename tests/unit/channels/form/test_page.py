"""The page of a form: HTML that needs no script, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.channels.form.page import FOLDER, View, closed_page, form_page, language_for, thanks_page
from chalicelib.channels.form.words import EN, ES
from chalicelib.domain.chat_settings import Words
from chalicelib.domain.form import Field, Form
from tests.builders import CHANNEL, a_whole_form

EVIL = '"><script>alert(1)</script>'


def view(form: Form | None = None, **changed: Any) -> View:
    shown = View(form or a_whole_form(is_live=True), "en", action="https://help.example/forms/a", id="i" * 32)
    return replace(shown, **changed)


def tag(html: str, name: str) -> str:
    """The tag of the control with this name."""
    found = re.search(rf'<[a-z]+[^>]* name="{name}"[^>]*>', html)
    assert found, name
    return found[0]


def test_both_languages_say_the_same_things() -> None:
    assert EN.keys() == ES.keys()


def test_every_field_has_its_label_and_its_hints() -> None:
    html = form_page(view()).html

    assert '<label for="who">Name <span class="mark">(optional)</span></label>' in html
    assert 'autocomplete="name"' in tag(html, "who") and 'maxlength="80"' in tag(html, "who")
    assert 'aria-describedby="size-help"' in tag(html, "size") and " required" in tag(html, "size")
    assert '<option value="Small">Small</option>' in html
    assert 'accept=".pdf,image/*" multiple' in tag(html, "plan")
    assert 'value="spring"' in tag(html, "campaign")
    assert "I agree." in html and "Order now" in html
    assert 'action="https://help.example/forms/a"' in html


def test_the_page_speaks_the_language_of_the_visitor() -> None:
    html = form_page(view(language="es")).html

    assert '<html lang="es">' in html
    assert '<option value="Small">Pequeña</option>' in html
    assert "Pedir ahora" in html and "(opcional)" in html


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_is_kept() -> None:
    typed = {"who": ["Eva"], "size": ["Large"], "_consent": ["yes"]}
    html = form_page(view(values=typed, problems={"who": "too_long", "size": "option"})).html

    assert 'aria-describedby="who-error" aria-invalid="true"' in tag(html, "who")
    assert '<p class="error" id="who-error">This is too long.</p>' in html
    assert '<a href="#size">Size: Please choose one of the answers.</a>' in html
    assert 'value="Eva"' in tag(html, "who")
    assert '<option value="Large" selected>' in html
    assert "checked" in tag(html, "_consent")
    assert "<title>Not sent: Order</title>" in html


def test_a_file_that_is_there_already_is_named_and_not_asked_for_again() -> None:
    form = a_whole_form(fields=(Field("plan", "file", label=Words("Plan"), required=True),))

    html = form_page(view(form, uploads=(("plan", "a.pdf", "u" * 32),))).html

    assert f'name="_file.plan" value="{"u" * 32}">Uploaded: a.pdf' in html
    assert "required" not in tag(html, "plan")


def test_nothing_that_somebody_wrote_is_markup() -> None:
    fields = (
        Field("a", label=Words(EVIL), help=Words(EVIL), placeholder=Words(EVIL)),
        Field("b", "select", label=Words(EVIL), options=(Words(EVIL),)),
        Field("c", "checkbox", label=Words(EVIL), options=(Words(EVIL),)),
        Field("d", "hidden", default=EVIL),
        Field("e", "long_text", label=Words(EVIL)),
    )
    evil = Form(
        CHANNEL,
        fields,
        title=Words(EVIL),
        intro=Words(EVIL),
        thanks=Words(EVIL),
        submit=Words(EVIL),
        consent=Words(EVIL),
        redirect_url=f"https://x.example/{EVIL}",
    )
    typed = {key: [EVIL] for key in "abcde"}

    for page in (
        form_page(view(evil, values=typed, problems={"a": "email"}, page=EVIL)),
        thanks_page(view(evil)),
    ):
        assert "<script>alert" not in page.html
        assert page.html.count("<script>") == 1


def test_only_our_own_style_and_script_run() -> None:
    page = form_page(view(sites=("https://files.example",)))
    inside = {
        kind: re.search(rf"<{kind}>(.*?)</{kind}>", page.html, re.DOTALL) for kind in ("style", "script")
    }

    for kind, found in inside.items():
        assert found
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in page.policy
    assert page.policy.startswith("default-src 'none'; ")
    assert "connect-src 'self' https://files.example" in page.policy
    assert "style=" not in page.html and " on" not in re.sub(
        r"<script>.*</script>", "", page.html, flags=re.DOTALL
    ).replace(" one", "")


def test_a_form_may_stand_where_the_team_says_and_lead_where_it_says() -> None:
    policy = form_page(view()).policy

    assert "frame-ancestors 'self' https://shop.example" in policy
    assert "form-action 'self' https://shop.example" in policy
    assert "frame-ancestors *" in form_page(view(a_whole_form(origins=()))).policy


def test_a_preview_sends_nothing() -> None:
    page = form_page(view(action=""))

    assert "action=" not in page.html
    assert '<button type="submit" disabled>' in page.html
    assert "form-action 'none'" in page.policy and "frame-ancestors 'self'" in page.policy


@pytest.mark.parametrize(
    ("own", "wanted", "accepted", "language"),
    [
        ("es", "en", "en", "es"),
        ("auto", "es", "en", "es"),
        ("auto", "pt", "fr-FR, es-AR;q=0.8, en;q=0.5", "es"),
        ("auto", "", "pt", "en"),
        ("pt", "", "", "en"),
    ],
)
def test_the_language_is_the_forms_or_what_is_asked_for(
    own: str, wanted: str, accepted: str, language: str
) -> None:
    assert language_for(a_whole_form(language=own), wanted, accepted) == language


@pytest.mark.parametrize(("color", "on"), [("#1f5c57", "#fff"), ("#ffe066", "#000"), ("#808080", "#000")])
def test_words_on_the_button_can_be_read(color: str, on: str) -> None:
    assert f"--brand:{color};--on-brand:{on}" in form_page(view(a_whole_form(color=color))).html


def test_the_page_afterwards_thanks_and_goes_on() -> None:
    html = thanks_page(view()).html

    assert "Thanks!" in html and 'href="https://shop.example/thanks" target="_top"' in html
    assert "This form is closed" in closed_page(view()).html


def test_the_page_is_small() -> None:
    page = form_page(view()).html

    assert len(page.encode()) < 15_000
    assert (FOLDER / "embed.js").stat().st_size < 3_000
