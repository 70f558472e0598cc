"""A form of a team: what it asks, in which words, where it may stand, and what follows when it was sent.

What is one of a few words is text here, so that a word of newer code survives; `handlers` accept only
those that are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.chat_settings import COLOR, Words, checked_origins, is_https, is_in
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.reason import Reason

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
ACCEPTED = re.compile(r"\.[a-z0-9]{1,10}|[a-z]{1,20}/(\*|[a-z0-9.+-]{1,80})")
LANGUAGES = ("en", "es")

MOST_FIELDS = 40
MOST_OPTIONS = 100
MOST_CHARACTERS = 10_000

TEXT, LONG_TEXT, EMAIL, PHONE = "text", "long_text", "email", "phone"
SELECT, CHECKBOX, FILE, HIDDEN = "select", "checkbox", "file", "hidden"
WRITTEN = frozenset({TEXT, LONG_TEXT, EMAIL, PHONE, HIDDEN})


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `key` is the name under which its answer is sent.

    `kind`: `text`, `long_text` (several lines), `email`, `phone`, `select` (one of `options`), `checkbox`
    (yes or no; with `options` several of them), `file`, `hidden` (never shown, begins as `default`).
    `fills` is what a browser may fill in by itself (the tokens of HTML's `autocomplete`, such as `name`).
    `accepts` are kinds of files such as `.pdf` or `image/*`, any if there is none; `most_files` of them.
    """

    key: str
    kind: str = TEXT
    label: Words = Words()
    help: Words = Words()
    placeholder: Words = Words()
    required: bool = False
    options: tuple[Words, ...] = ()
    max_length: int = 1_000
    default: str = ""
    fills: str = ""
    accepts: tuple[str, ...] = ()
    most_files: int = 3

    @property
    def is_shown(self) -> bool:
        return self.kind != HIDDEN

    def called(self, language: str) -> str:
        """What people call it; a hidden one by its key, if nobody gave it a label."""
        return is_in(self.label, language) or self.key.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a channel; `id` is the channel's. `version` counts the changes, 0: none yet.

    `origins`: sites whose pages may send or frame it, any if there is none. `language` is `en`, `es`, or
    `auto` for what the browser asks for. `consent` is what whoever sends it agrees to, "" for nothing.
    `redirect_url`: the page shown afterwards, instead of `thanks`.
    """

    id: ChannelId
    fields: tuple[Field, ...] = ()
    title: Words = Words()
    intro: Words = Words()
    thanks: Words = Words()
    submit: Words = Words()
    consent: Words = Words()
    redirect_url: str = ""
    origins: tuple[str, ...] = ()
    language: str = "auto"
    color: str = "#1f5c57"
    is_live: bool = True
    version: int = 0

    def changed(self, **what: Any) -> Form:
        """The next version of it."""
        return replace(self, **what, version=self.version + 1)

    @property
    def asks_consent(self) -> bool:
        return bool(self.consent.en or self.consent.es)


def checked_form(form: Form) -> Form:
    """The form as it is stored. Raises `Invalid`, which names the field of the settings."""
    color = form.color.lower()
    if not COLOR.fullmatch(color):
        raise Invalid("A colour is written as #1f5c57", field="color", reason=Reason("not_a_color"))
    if form.redirect_url and not is_https(form.redirect_url):
        raise Invalid(
            "An address begins with https://", field="redirect_url", reason=Reason("not_a_web_address")
        )
    if len(form.fields) > MOST_FIELDS:
        raise Invalid(
            f"A form has at most {MOST_FIELDS} fields",
            field="fields",
            reason=Reason("too_many_fields", limit=MOST_FIELDS),
        )
    if not any(field.is_shown for field in form.fields):
        raise Invalid("A form asks for something", field="fields", reason=Reason("form_asks_nothing"))
    seen: set[str] = set()
    for index, field in enumerate(form.fields):
        _check_field(field, f"fields[{index}]", seen)
        seen.add(field.key)
    return replace(form, color=color, origins=checked_origins(form.origins))


def _check_field(field: Field, path: str, seen: set[str]) -> None:
    if not KEY.fullmatch(field.key):
        raise Invalid(
            "A key has a-z, 0-9 and _, and begins with a letter",
            field=f"{path}.key",
            reason=Reason("not_a_key"),
        )
    if field.key in seen:
        raise Invalid(
            "Another field has this key", field=f"{path}.key", reason=Reason("key_used", key=field.key)
        )
    if field.is_shown and not (field.label.en.strip() or field.label.es.strip()):
        raise Invalid("A field has a label", field=f"{path}.label", reason=Reason("label_required"))
    if not 1 <= field.max_length <= MOST_CHARACTERS:
        raise Invalid(
            f"1 to {MOST_CHARACTERS} characters",
            field=f"{path}.max_length",
            reason=Reason("length_out_of_range", limit=MOST_CHARACTERS),
        )
    _check_options(field, path)
    if any(not ACCEPTED.fullmatch(one) for one in field.accepts):
        raise Invalid(
            "Kinds of files are written as .pdf or image/*",
            field=f"{path}.accepts",
            reason=Reason("not_a_file_kind"),
        )


def _check_options(field: Field, path: str) -> None:
    if field.kind == SELECT and not field.options:
        raise Invalid(
            "There is nothing to choose from", field=f"{path}.options", reason=Reason("options_required")
        )
    if len(field.options) > MOST_OPTIONS:
        raise Invalid(
            f"At most {MOST_OPTIONS} options",
            field=f"{path}.options",
            reason=Reason("too_many_options", limit=MOST_OPTIONS),
        )
    sent = [value_of(option) for option in field.options]
    if "" in sent or len(set(sent)) < len(sent):
        raise Invalid(
            "Each option says something of its own", field=f"{path}.options", reason=Reason("options_alike")
        )


def value_of(option: Words) -> str:
    """What is sent for an option, in whichever language it was read."""
    return (option.en or option.es).strip()
