"""What somebody sent of a form, checked: a submission, or what is wrong with each field."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain import limits
from chalicelib.domain.chat_settings import Words, is_in
from chalicelib.domain.form import (
    CHECKBOX,
    EMAIL,
    FILE,
    LONG_TEXT,
    MOST_CHARACTERS,
    PHONE,
    SELECT,
    WRITTEN,
    Field,
    Form,
    value_of,
)
from chalicelib.domain.ids import BlobId

LETTER = r"[^\s\x00-\x20\x7f@<>()\[\],;:\\\"{more}]"
LABEL = LETTER.format(more=".")
MAILBOX = re.compile(rf"{LETTER.format(more='')}+@{LABEL}+(?:\.{LABEL}+)+")
NUMBER = re.compile(r"\+?[\d\s()./-]+(?:\s*(?:x|ext\.?)\s*\d{1,6})?", re.IGNORECASE)
DIGITS = range(5, 25)
UNTICKED = frozenset({"", "0", "false", "off", "no"})
YES = Words("yes", "sí")

CONSENT = "_consent"
MOST_EXTRA_FILES = 10
ALL_CHARACTERS = 60_000

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that came with the form, under the key of a field or another name; `blob` once it is kept."""

    key: str
    name: str
    content_type: str
    size: int
    content: bytes = b""
    blob: BlobId | None = None

    @property
    def digest(self) -> BlobId:
        """Its sha256, under which it is kept."""
        return self.blob or BlobId(hashlib.sha256(self.content).hexdigest())


@dataclass(frozen=True, slots=True)
class Row:
    """One answer, as people read it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What was filled in. `email` (lower case) and `name` are what somebody typed, and prove nothing.

    `consent` are the words that were agreed to, or "".
    """

    rows: tuple[Row, ...]
    email: str = ""
    name: str = ""
    consent: str = ""
    files: tuple[GivenFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Problems:
    """Why nothing was taken: by key what is wrong, in the order of the form.

    `required`, `email`, `phone`, `option`, `too_long`, `consent`, `no_file` (words where a file belongs),
    `file_kind`, `file_size`, `too_many_files`, `too_much` (of everything, under the key "").
    """

    by_key: Mapping[str, str]


def checked(form: Form, values: Values, files: Sequence[GivenFile], language: str) -> Submission | Problems:
    """The submission, its labels in `language` (the team's), or its problems.

    What a page sends beside the fields is kept, words and files; names that begin with `_` are ours.
    """
    problems: dict[str, str] = {}
    rows: list[Row] = []
    for field in (*form.fields, *_extra_file_fields(form, files)):
        given = _trimmed(values.get(field.key, ()))
        found = tuple(file for file in files if file.key == field.key)
        problem = _file_problem(field, found, given) if field.kind == FILE else _problem(field, given)
        if problem:
            problems[field.key] = problem
        rows += _rows(field, given, found, language)
    for key, text in extras(form, values).items():
        if len(text) > MOST_CHARACTERS:
            problems[key] = "too_long"
        rows.append(Row(" ".join(key.split()), text))
    if form.asks_consent and not _is_ticked(_trimmed(values.get(CONSENT, ()))):
        problems[CONSENT] = "consent"
    if _size(rows) > ALL_CHARACTERS or sum(one.size for one in files) > limits.FILE:
        problems[""] = "too_much"
    if problems:
        return Problems(problems)
    return Submission(
        tuple(rows),
        email=_email(form, values),
        name=_name(form, values),
        consent=is_in(form.consent, language),
        files=tuple(files),
    )


def extras(form: Form, values: Values) -> dict[str, str]:
    """What somebody's own page asks beside the fields that the form knows, without what is empty."""
    known = {field.key for field in form.fields}
    mine = {key: given for key, given in values.items() if key not in known and not key.startswith("_")}
    said = {key: ", ".join(_trimmed(given)) for key, given in mine.items() if key.strip()}
    return {key: text for key, text in said.items() if text}


def extra_file_names(form: Form, files: Sequence[GivenFile]) -> tuple[str, ...]:
    """Names under which files came that are no file field of the form, each once."""
    known = {field.key for field in form.fields if field.kind == FILE}
    return tuple(dict.fromkeys(file.key for file in files if file.key not in known))


def _extra_file_fields(form: Form, files: Sequence[GivenFile]) -> tuple[Field, ...]:
    """A field for each of them that nobody set up; all of them together take as many as one may."""
    names = extra_file_names(form, files)
    count = sum(file.key in names for file in files)
    most = MOST_EXTRA_FILES if count <= MOST_EXTRA_FILES else 0
    return tuple(
        Field(name, FILE, label=Words(" ".join(name.split()) or "file"), most_files=most) for name in names
    )


def _size(rows: Sequence[Row]) -> int:
    return sum(len(row.label) + len(row.value) for row in rows)


def _trimmed(given: Sequence[str]) -> tuple[str, ...]:
    tidy = (text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in given)
    return tuple(text for text in tidy if text)


def _problem(field: Field, given: tuple[str, ...]) -> str:
    if field.required and not given:
        return "required"
    if field.kind == CHECKBOX and not field.options:
        return "required" if field.required and not _is_ticked(given) else ""
    if not given:
        return ""
    if field.kind in (SELECT, CHECKBOX):
        several = field.kind == CHECKBOX
        right = all(_chosen(field, text) for text in given) and (several or len(given) == 1)
        return "" if right else "option"
    return next(filter(None, (_text_problem(field, text) for text in given)), "")


def _text_problem(field: Field, text: str) -> str:
    if len(text) > (limits.ADDRESS if field.kind == EMAIL else field.max_length):
        return "too_long"
    if field.kind == EMAIL and not MAILBOX.fullmatch(text):
        return "email"
    digits = sum(letter.isdigit() for letter in text)
    if field.kind == PHONE and not (NUMBER.fullmatch(text) and digits in DIGITS):
        return "phone"
    return ""


def _file_problem(field: Field, files: tuple[GivenFile, ...], given: tuple[str, ...]) -> str:
    if given and not files:  # a page whose form is not multipart sends the name of the file in its place
        return "no_file"
    if field.required and not files:
        return "required"
    if len(files) > field.most_files:
        return "too_many_files"
    if any(file.size > limits.FILE for file in files):
        return "file_size"
    return "" if all(_is_accepted(field, file) for file in files) else "file_kind"


def _is_accepted(field: Field, file: GivenFile) -> bool:
    kind, name = file.content_type.lower(), file.name.lower()
    main, slash, _ = kind.partition("/")
    return not field.accepts or any(
        name.endswith(one) if one.startswith(".") else kind == one or one == f"{main}{slash}*"
        for one in field.accepts
    )


def _is_ticked(given: tuple[str, ...]) -> bool:
    return any(text.lower() not in UNTICKED for text in given)


def _chosen(field: Field, text: str) -> Words | None:
    """The option that is meant, by its words in any language."""
    wanted = text.casefold()
    for option in field.options:
        if wanted in (option.en.strip().casefold(), option.es.strip().casefold()):
            return option
    return None


def _rows(field: Field, given: tuple[str, ...], files: tuple[GivenFile, ...], language: str) -> Iterator[Row]:
    """What was left empty is not said."""
    if field.kind == FILE:
        value = ", ".join(file.name for file in files)
    elif field.kind in (SELECT, CHECKBOX):
        value = _picked(field, given, language)
    else:
        value = ("\n" if field.kind == LONG_TEXT else ", ").join(dict.fromkeys(given))
    if value:
        yield Row(field.called(language), value.lower() if field.kind == EMAIL else value)


def _picked(field: Field, given: tuple[str, ...], language: str) -> str:
    if not field.options:
        return is_in(YES, language) if _is_ticked(given) else ""
    return ", ".join(_worded(field, text, language) for text in given)


def _worded(field: Field, text: str, language: str) -> str:
    option = _chosen(field, text)
    return (is_in(option, language) or value_of(option)) if option else text


def _first(form: Form, values: Values, fills: str, kind: str = "") -> str:
    for field in form.fields:
        is_it = field.kind == kind if kind else field.fills == fills and field.kind in WRITTEN
        if is_it and (given := _trimmed(values.get(field.key, ()))):
            return " ".join(given[0].split())
    return ""


def _email(form: Form, values: Values) -> str:
    return _first(form, values, "", EMAIL).lower()


def _name(form: Form, values: Values) -> str:
    """What they call themself: the field for the name, or those for its two halves."""
    halves = (_first(form, values, "given-name"), _first(form, values, "family-name"))
    return _first(form, values, "name") or " ".join(filter(None, halves))
