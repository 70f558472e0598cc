"""What a team pastes into its site to have a form there: ours in a frame, or one of its own."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from chalicelib.domain.form import (
    CHECKBOX,
    EMAIL,
    FILE,
    HIDDEN,
    LONG_TEXT,
    PHONE,
    SELECT,
    Field,
    Form,
    value_of,
)

TYPES = {EMAIL: "email", PHONE: "tel"}
TRAP = """\
  <div aria-hidden="true" style="position: absolute; left: -9999px">
    <input name="_website" tabindex="-1" autocomplete="off"> <!-- what only machines fill in -->
  </div>"""


def form_url(site: str, channel_id: str) -> str:
    """The page of a form, and where it is sent; `site` is ours, without a slash."""
    return f"{site}/forms/{channel_id}"


def embed_snippet(site: str, channel_id: str) -> str:
    """HTML: the place for the form, and the script that puts it there. One script is enough for many."""
    place = f'<div data-form="{form_url(site, channel_id)}"></div>'
    return f'{place}\n<script async src="{site}/forms/embed.js"></script>\n'


def html_example(site: str, form: Form) -> str:
    """HTML of a page's own: plain fields under the names that the form knows."""
    has_files = any(field.kind == FILE for field in form.fields)
    kind = ' enctype="multipart/form-data"' if has_files else ""
    lines = [f'<form method="post" action="{form_url(site, form.id)}"{kind}>']
    for field in form.fields:
        lines += _lines(field)
    if form.asks_consent:
        words = escape(form.consent.en or form.consent.es)
        lines.append(f'  <label><input type="checkbox" name="_consent" value="yes" required> {words}</label>')
    return "\n".join([*lines, TRAP, "  <button>Send</button>", "</form>", ""])


def _lines(field: Field) -> Iterator[str]:
    label, name = escape(field.called("en")), f'name="{field.key}"'
    needed = " required" if field.required else ""
    if field.kind == HIDDEN:
        yield f'  <input type="hidden" {name} value="{escape(field.default)}">'
    elif field.kind == CHECKBOX:
        values = [value_of(option) for option in field.options]
        yield from (_tick(name, escape(value), escape(value)) for value in values)
        if not values:
            yield _tick(name, "yes", label, needed)
    elif field.kind == SELECT:
        options = "".join(f"<option>{escape(value_of(option))}</option>" for option in field.options)
        yield f"  <label>{label} <select {name}{needed}><option></option>{options}</select></label>"
    elif field.kind == LONG_TEXT:
        yield f"  <label>{label} <textarea {name}{needed}></textarea></label>"
    else:
        kind = "file" if field.kind == FILE else TYPES.get(field.kind, "text")
        yield f'  <label>{label} <input type="{kind}" {name}{needed}></label>'


def _tick(name: str, value: str, label: str, needed: str = "") -> str:
    return f'  <label><input type="checkbox" {name} value="{value}"{needed}> {label}</label>'
