"""The page of a form, and the one after it: HTML that works without scripts, under a strict policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chalicelib.channels.form.words import WORDS
from chalicelib.domain import form as forms
from chalicelib.domain.chat_settings import is_in
from chalicelib.domain.form import Form, value_of
from chalicelib.domain.form_answers import CONSENT, Values, extras

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).resolve()
# in the Lambda package what stands in vendor/ lies beside chalicelib/
FOLDER = HERE.parents[3] / "templates" / "forms"
TOKENS = {forms.EMAIL: "email", forms.PHONE: "tel"}
INPUTS = {forms.EMAIL: "email", forms.PHONE: "tel"}
MODES = {forms.EMAIL: "email", forms.PHONE: "tel"}
THEMES = ("light", "dark")
ASKED = re.compile(r"\b(en|es)\b", re.IGNORECASE)
BLACK_OR_WHITE = 0.1791  # of this luminance on, black has more contrast than white (WCAG 2, 1.4.3)


@dataclass(frozen=True, slots=True)
class View:
    """Which page: `values` are what was typed, `problems` what is wrong with it, by key.

    `action` is where it is sent, "" for a preview; `id`, `stamp` and `page` (on which it stands) go with it.
    `uploads` are the files that are there already, as (key, name, value); `extra_files` names under which
    files came that are no field. `sites` are where files may be put.
    """

    form: Form
    language: str
    theme: str = ""
    framed: bool = False
    action: str = ""
    id: str = ""
    stamp: str = ""
    page: str = ""
    values: Values = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    uploads: tuple[tuple[str, str, str], ...] = ()
    extra_files: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """HTML, and the Content-Security-Policy that goes with it."""

    html: str
    policy: str


def language_for(form: Form, wanted: str, accepted: str) -> str:
    """The form's own language, what the address asks for, or what the browser likes best of ours."""
    if form.language in WORDS:
        return form.language
    if wanted in WORDS:
        return wanted
    found = ASKED.search(accepted)
    return found[1].lower() if found else "en"


def form_page(view: View) -> Page:
    """The form, with what was typed and what is wrong with it."""
    fields = [_field(view, one) for one in view.form.fields]
    extra_files = [_extra(view, name, name or "file") for name in view.extra_files]
    extra = [_extra(view, name, " ".join(name.split())) for name in extras(view.form, view.values)]
    return _page(
        view, "form.html", fields=fields, consent=_consent(view), extra=extra, extra_files=extra_files
    )


def thanks_page(view: View) -> Page:
    """What is shown when it was sent."""
    return _page(view, "thanks.html")


def closed_page(view: View) -> Page:
    """What is shown of a form that takes nothing."""
    return _page(view, "closed.html")


def _page(view: View, template: str, **more: Any) -> Page:
    from markupsafe import Markup

    style = f"{_file('form.css')}:root{{--brand:{view.form.color};--on-brand:{_on(view.form.color)}}}"
    script = _file("form.js")
    html = (
        _environment()
        .get_template(template)
        .render(
            view=view,
            language=view.language,
            t=WORDS[view.language],
            said=lambda words: is_in(words, view.language),
            theme=view.theme if view.theme in THEMES else "",
            style=Markup(style),  # our own file, and a colour that was checked
            script=Markup(script),
            wrong=[one for one in view.problems if one],
            **more,
        )
    )
    return Page(html, _policy(view, style, script))


def _field(view: View, one: forms.Field) -> dict[str, Any]:
    problem, options = view.problems.get(one.key, ""), one.options
    given = list(view.values.get(one.key, ()))
    typed = given[0] if given else one.default if one.kind == forms.HIDDEN else ""
    described = [name for name, there in (("help", one.help.en or one.help.es), ("error", problem)) if there]
    if one.kind == forms.FILE:
        described.append("files")
    return {
        "key": one.key,
        "kind": one.kind,
        "label": one.called(view.language),
        "help": is_in(one.help, view.language),
        "placeholder": is_in(one.placeholder, view.language),
        "required": one.required,
        "options": [
            {
                "value": value_of(option),
                "label": is_in(option, view.language),
                "on": value_of(option) in given,
            }
            for option in options
        ],
        "typed": typed,
        "ticked": bool(given),
        "max_length": one.max_length,
        "input": INPUTS.get(one.kind, "text"),
        "mode": MODES.get(one.kind, ""),
        "token": one.fills or TOKENS.get(one.kind, ""),
        "accepts": ",".join(one.accepts),
        "many": one.most_files > 1,
        "most": one.most_files,
        "problem": problem,
        "described": " ".join(f"{one.key}-{name}" for name in described),
        "uploads": [(name, value) for key, name, value in view.uploads if key == one.key],
    }


def _extra(view: View, name: str, label: str) -> dict[str, Any]:
    """What somebody's own page asked: it goes along when the form is sent again."""
    given = view.values.get(name, ())
    return {"name": name, "label": label, "given": given, "problem": view.problems.get(name, "")}


def _consent(view: View) -> dict[str, Any] | None:
    if not view.form.asks_consent:
        return None
    return {
        "key": CONSENT,
        "words": is_in(view.form.consent, view.language),
        "ticked": bool(view.values.get(CONSENT)),
        "problem": view.problems.get(CONSENT, ""),
    }


def _policy(view: View, style: str, script: str) -> str:
    """Nothing but what is in the page itself. A browser follows a redirect only to where a form may go."""
    after = urlsplit(view.form.redirect_url)
    onward = f" {after.scheme}://{after.netloc}" if after.netloc else ""
    framed_by = " ".join(("'self'", *view.form.origins)) if view.form.origins else "*"
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{_digest(style)}'",
            f"script-src 'sha256-{_digest(script)}'",
            " ".join(("connect-src 'self'", *view.sites)),
            f"form-action 'self'{onward}" if view.action else "form-action 'none'",
            "base-uri 'none'",
            f"frame-ancestors {framed_by}" if view.action else "frame-ancestors 'self'",
        )
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _on(color: str) -> str:
    """Black or white, whichever is easier to read on the colour."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return "#000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > BLACK_OR_WHITE else "#fff"


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8").strip()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
