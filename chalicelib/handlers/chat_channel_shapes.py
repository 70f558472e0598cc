"""The JSON of a chat channel: what the API takes and shows of its settings."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar, cast

import msgspec

from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.bodies import Body, Identifier, Name

Clock = Annotated[str, msgspec.Meta(min_length=5, max_length=5)]
Span = tuple[Clock, Clock]
Spans = Annotated[list[Span], msgspec.Meta(max_length=6)]
Url = Annotated[str, msgspec.Meta(max_length=500)]
Minutes = Annotated[int, msgspec.Meta(ge=1, le=1_440)]
LanguageCode = Literal["en", "es"]


Shape = TypeVar("Shape", bound=msgspec.Struct)


class Part(msgspec.Struct, forbid_unknown_fields=True):
    """A part of something that is taken and shown alike: it comes whole."""


class WordsJson(Part):
    """A text in each language; "" where nobody wrote one."""

    en: Annotated[str, msgspec.Meta(max_length=2_000)]
    es: Annotated[str, msgspec.Meta(max_length=2_000)]


class LabelJson(Part):
    """A few words in each language."""

    en: Annotated[str, msgspec.Meta(max_length=60)]
    es: Annotated[str, msgspec.Meta(max_length=60)]


class WeekJson(Part):
    """For each day when it is open, `["09:00", "17:00"]`; a span that ends earlier goes on overnight."""

    mon: Spans
    tue: Spans
    wed: Spans
    thu: Spans
    fri: Spans
    sat: Spans
    sun: Spans


class AvailabilityJson(Part):
    """When somebody is there: always, by `hours` in `time_zone` (IANA), or while agents are present."""

    mode: Literal["always", "hours", "agents"]
    time_zone: Annotated[str, msgspec.Meta(max_length=100)]
    hours: WeekJson


class AwayJson(Part):
    """What a visitor finds while nobody is there."""

    mode: Literal["hide", "message", "email"]
    text: WordsJson


class LookJson(Part):
    """How it looks on the page; `text` stands on the launcher."""

    color: Annotated[str, msgspec.Meta(max_length=7)]
    side: Literal["right", "left"]
    text: LabelJson
    theme: Literal["auto", "light", "dark"]


class ChatSettingsBody(Body):
    """PUT /channels/{id}/chat: what is named is changed, of the settings that had `version`.

    `origins` are sites such as `https://shop.example` or `https://*.shop.example`; none: any site. With
    another `inbox`, conversations go there that begin from then on; those there are stay where they are.
    """

    version: Annotated[int, msgspec.Meta(ge=0, le=9_999_999)]
    inbox: Identifier | None = None
    name: Name | None = None
    company: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    origins: (
        Annotated[list[Annotated[str, msgspec.Meta(max_length=300)]], msgspec.Meta(max_length=50)] | None
    ) = None
    availability: AvailabilityJson | None = None
    away: AwayJson | None = None
    reply_time: Literal["minutes", "hours", "day", "none"] | None = None
    look: LookJson | None = None
    uploads: bool | None = None
    languages: Annotated[list[LanguageCode], msgspec.Meta(max_length=2)] | None = None
    preview: bool | None = None
    privacy_url: Url | None = None
    continuity_minutes: Minutes | None = None


class ChatSettingsJson(msgspec.Struct):
    """A chat channel and its settings. `version` counts their changes.

    `snippet` is what the team pastes into its pages, `script_url` the launcher for strict ones. `available`
    says whether a visitor would find somebody now, `back_at` when they will, where that is known.
    """

    channel: str
    inbox: str
    name: str
    company: str
    version: int
    origins: list[str]
    availability: AvailabilityJson
    away: AwayJson
    reply_time: Literal["minutes", "hours", "day", "none"]
    look: LookJson
    uploads: bool
    languages: list[LanguageCode]
    preview: bool
    privacy_url: str
    continuity_minutes: int
    snippet: str
    script_url: str
    available: bool
    back_at: datetime | None


NAMES = ("name", "company")
OF_THE_CHANNEL = (*NAMES, "inbox")


def settings_of(body: ChatSettingsBody) -> dict[str, Any]:
    """What is to be changed of the settings, as the domain has it."""
    given = _named(body)
    whole = msgspec.to_builtins(ChatSettings(ChannelId(""))) | given
    read = msgspec.convert(whole, ChatSettings)
    return {name: getattr(read, name) for name in given}


def of_channel(body: ChatSettingsBody) -> dict[str, str]:
    """What is to be changed of the channel, as the domain has it."""
    given = {name: getattr(body, name) for name in NAMES}
    names = {name: " ".join(text.split()) for name, text in given.items() if text is not None}
    return names if body.inbox is None else {**names, "inbox_id": body.inbox}


def chat_settings_json(channel: Channel, settings: ChatSettings, **more: Any) -> ChatSettingsJson:
    """`more` is what stands in neither of them."""
    told = msgspec.to_builtins(settings)
    told |= {"channel": channel.id, "inbox": channel.inbox_id, "name": channel.name}
    told |= {"company": channel.company, **more}
    del told["id"], told["identity_generation"]
    return as_it_is(told, ChatSettingsJson)


def as_it_is(told: dict[str, Any], kind: type[Shape]) -> Shape:
    """JSON of this shape, not checked again: a word that only newer code knows is shown as it is."""
    del kind
    return cast(Shape, told)


def _named(body: ChatSettingsBody) -> dict[str, Any]:
    beside = {"version", *OF_THE_CHANNEL}
    given = msgspec.to_builtins(body)
    return {name: value for name, value in given.items() if value is not None and name not in beside}
