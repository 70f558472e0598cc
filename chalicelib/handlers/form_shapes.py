"""The JSON of forms: what the API takes and shows of their settings, and what is answered to one sent."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from chalicelib.domain.form import Form
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.bodies import Body, Name
from chalicelib.handlers.chat_channel_shapes import Part, WordsJson, as_it_is

Short = Annotated[str, msgspec.Meta(max_length=200)]
FieldKindName = Literal["text", "long_text", "email", "phone", "select", "checkbox", "file", "hidden"]
Fills = Literal[
    "",
    "name",
    "given-name",
    "family-name",
    "organization",
    "organization-title",
    "street-address",
    "postal-code",
    "address-level2",
    "country-name",
    "url",
]


class ShortWordsJson(Part):
    """A line in each language; "" where nobody wrote one."""

    en: Short
    es: Short


def _no_words() -> WordsJson:
    return WordsJson("", "")


def _no_short_words() -> ShortWordsJson:
    return ShortWordsJson("", "")


class FormFieldJson(Part):
    """One question of a form. `key` is the name under which its answer is sent.

    `select` has `options`, one of which is chosen; `checkbox` with `options` lets several be ticked, without
    it is yes or no. `hidden` is not shown and begins as `default`. `fills` is what a browser may fill in.
    `accepts` are kinds of files such as `.pdf` or `image/*`; none: any.
    """

    key: Annotated[str, msgspec.Meta(max_length=40)]
    kind: FieldKindName
    label: ShortWordsJson
    help: WordsJson = msgspec.field(default_factory=_no_words)
    placeholder: ShortWordsJson = msgspec.field(default_factory=_no_short_words)
    required: bool = False
    options: Annotated[list[ShortWordsJson], msgspec.Meta(max_length=100)] = []
    max_length: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1_000
    default: Short = ""
    fills: Fills = ""
    accepts: Annotated[list[Annotated[str, msgspec.Meta(max_length=100)]], msgspec.Meta(max_length=20)] = []
    most_files: Annotated[int, msgspec.Meta(ge=1, le=10)] = 3


class FormBody(Body):
    """PUT /channels/{id}/form: what is named is changed, of the form that had `version`.

    `origins` are sites such as `https://shop.example` or `https://*.shop.example`; none: any site.
    """

    version: Annotated[int, msgspec.Meta(ge=0, le=9_999_999)]
    name: Name | None = None
    fields: Annotated[list[FormFieldJson], msgspec.Meta(max_length=40)] | None = None
    title: ShortWordsJson | None = None
    intro: WordsJson | None = None
    thanks: WordsJson | None = None
    submit: ShortWordsJson | None = None
    consent: WordsJson | None = None
    redirect_url: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    origins: (
        Annotated[list[Annotated[str, msgspec.Meta(max_length=300)]], msgspec.Meta(max_length=50)] | None
    ) = None
    language: Literal["auto", "en", "es"] | None = None
    color: Annotated[str, msgspec.Meta(max_length=7)] | None = None
    is_live: bool | None = None


class FormJson(msgspec.Struct):
    """A form and where it is to be had. `version` counts its changes.

    `form_url` is its page, and where any page may send it; `embed` puts it into a page, `html` is a form of
    one's own that sends it.
    """

    channel: str
    inbox: str
    name: str
    version: int
    fields: list[FormFieldJson]
    title: ShortWordsJson
    intro: WordsJson
    thanks: WordsJson
    submit: ShortWordsJson
    consent: WordsJson
    redirect_url: str
    origins: list[str]
    language: Literal["auto", "en", "es"]
    color: str
    is_live: bool
    form_url: str
    embed: str
    html: str


class FormSentJson(msgspec.Struct):
    """A form was taken in. `number` is that of the conversation, to quote."""

    ok: bool
    number: int


class FormErrorJson(msgspec.Struct):
    """What is wrong with one field: `code` for programs, `detail` for people, in their language."""

    field: str
    code: str
    detail: str


class FormProblemJson(msgspec.Struct):
    """RFC 9457 problem details of a form, with everything that is wrong with it."""

    title: str
    status: int
    code: str
    field: str
    errors: list[FormErrorJson]


class FormUploadBody(Body):
    """POST /forms/{id}/uploads: a file for `field`; `id` and `started` are the hidden fields of our page."""

    id: Annotated[str, msgspec.Meta(min_length=32, max_length=32)]
    started: Annotated[str, msgspec.Meta(max_length=100)]
    field: Annotated[str, msgspec.Meta(max_length=40)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    content_type: Annotated[str, msgspec.Meta(max_length=200)]
    size: Annotated[int, msgspec.Meta(ge=1, le=25_000_000)]


BESIDE = frozenset({"version", "name"})


def settings_of(body: FormBody) -> dict[str, Any]:
    """What is to be changed of the form, as the domain has it."""
    told = msgspec.to_builtins(body)
    given = {name: value for name, value in told.items() if value is not None and name not in BESIDE}
    whole = msgspec.to_builtins(Form(ChannelId(""))) | given
    read = msgspec.convert(whole, Form)
    return {name: getattr(read, name) for name in given}


def form_json(channel: Channel, form: Form, **addresses: str) -> FormJson:
    """`addresses` are where it is to be had."""
    told = msgspec.to_builtins(form)
    del told["id"]
    told |= {"channel": channel.id, "inbox": channel.inbox_id, "name": channel.name, **addresses}
    return as_it_is(told, FormJson)
