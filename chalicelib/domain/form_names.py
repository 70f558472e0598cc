"""Names under which pages that were made for something else send what a form asks.

A page of somebody's own calls its fields as it likes: `e-mail`, `your-name` (Contact Form 7), `Correo`,
`Nachricht`, `contact[email]`, `days[]`. What is no key of the form is matched by its words with a field
that got nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from chalicelib.domain.form import EMAIL, FILE, LONG_TEXT, PHONE, Field, Form
from chalicelib.domain.form_answers import GivenFile, Values

BRACKETS = re.compile(r"\[([^\[\]]+)\](?:\[\])?\s*\Z")
USUAL = {
    EMAIL: "email mail emailaddress youremail correo correoelectronico tucorreo courriel emailadresse",
    PHONE: "phone phonenumber yourphone tel telephone mobile telefono telefon movil handy telefonnummer",
    LONG_TEXT: "message yourmessage text comment comments enquiry inquiry mensaje tumensaje comentario "
    "comentarios consulta nachricht ihrenachricht mitteilung anfrage kommentar messaggio mensagem",
    "name": "name yourname fullname nombre tunombre nombreyapellidos nom nome ihrname vollstandigername",
    "given-name": "firstname givenname vorname prenom",
    "family-name": "lastname surname familyname apellido apellidos nachname",
    "organization": "company organization organisation empresa firma societe",
}
"""By kind of a field, or by what it `fills`: names as `folded` makes them."""


def by_key(form: Form, given: Values) -> dict[str, list[str]]:
    """What was written, each under the key of the field that its name means."""
    filled = {name for name, texts in given.items() if any(text.strip() for text in texts)}
    asked = [field for field in form.fields if field.kind != FILE]
    keys = _keys(form, asked, given, filled)
    found = {keys.get(name, name): list(texts) for name, texts in given.items() if name not in keys.values()}
    return _with_whole_name(form, found)


def _with_whole_name(form: Form, given: dict[str, list[str]]) -> dict[str, list[str]]:
    """Where the form asks for a name and the page for its two halves, these are the name."""
    field = next((field for field in form.fields if field.fills == "name"), None)
    if field is None or any(text.strip() for text in given.get(field.key, ())):
        return given
    halves = [Field(f"_{half}", fills=half) for half in ("given-name", "family-name")]
    keys = _keys(form, halves, given, {name for name, texts in given.items() if texts[0].strip()})
    if len(keys) < len(halves):
        return given
    whole = " ".join(given[name][0].strip() for name in keys)
    return {
        field.key: [whole],
        **{name: texts for name, texts in given.items() if name not in (*keys, field.key)},
    }


def files_by_key(form: Form, files: Sequence[GivenFile]) -> tuple[GivenFile, ...]:
    """The files, each with the key of the field that its name means."""
    names = list(dict.fromkeys(file.key for file in files))
    keys = _keys(form, [field for field in form.fields if field.kind == FILE], names, set(names))
    return tuple(replace(file, key=keys.get(file.key, file.key)) for file in files)


def _keys(form: Form, asked: Iterable[Field], names: Iterable[str], filled: set[str]) -> dict[str, str]:
    """By name the key of the field that it means: each means one, and each field is meant by one."""
    known = {field.key for field in form.fields}
    free = [name for name in names if name in filled - known and not name.startswith("_")]
    found: dict[str, str] = {}
    for field in asked:
        if field.key in filled:
            continue
        meant = _names_of(field)
        name = next((one for one in free if one not in found and folded(one) in meant), None)
        if name is not None:
            found[name] = field.key
    return found


def folded(name: str) -> str:
    """Its letters and digits, without case and accents; of `contact[email]` what is in the brackets."""
    inner = BRACKETS.search(name)
    apart = unicodedata.normalize("NFKD", (inner[1] if inner else name).casefold())
    return "".join(letter for letter in apart if letter.isalnum())


def _names_of(field: Field) -> set[str]:
    own = {folded(one) for one in (field.key, field.label.en, field.label.es)}
    usual = USUAL.get(field.kind, "") if field.kind in USUAL else USUAL.get(field.fills, "")
    return (own | set(usual.split())) - {""}
