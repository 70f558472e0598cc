"""How the chat of a channel behaves for every visitor, whichever chatflow they see.

What is one of a few words is text here, so that a word of newer code survives; `handlers` accept only
those that are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.office_hours import Week, check_week
from chalicelib.domain.reason import Reason

COLOR = re.compile(r"#[0-9a-f]{6}")
ORIGIN = re.compile(r"(https?)://(\*\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::(\d{1,5}))?")
PORTS = {"http": 80, "https": 443}
HIGHEST_PORT = 65_535
ANY_BELOW = "://*."


@dataclass(frozen=True, slots=True)
class Words:
    """A text in each language of the product; "" where nobody wrote one."""

    en: str = ""
    es: str = ""


@dataclass(frozen=True, slots=True)
class Availability:
    """`mode`: `always`; by weekly `hours` in `time_zone` (IANA); or while `agents` are present."""

    mode: str = "always"
    time_zone: str = "UTC"
    hours: Week = Week()


@dataclass(frozen=True, slots=True)
class Away:
    """While nobody is there: `hide` the chat, show a `message`, or ask for an `email` to answer to."""

    mode: str = "message"
    text: Words = Words()


@dataclass(frozen=True, slots=True)
class Look:
    """`side`: `right` or `left`; `theme`: `auto`, `light`, `dark`; `text` stands on the launcher."""

    color: str = "#1f5c57"
    side: str = "right"
    text: Words = Words()
    theme: str = "auto"


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """The settings of a chat channel; `id` is the channel's. `version` counts the changes, 0: none yet.

    `origins`: sites that may show it, any if there is none. `reply_time`: `minutes`, `hours`, `day`, or
    `none` to promise nothing. `preview`: agents see what is being typed. `identity_generation` is part of
    the key for `identify`, so that another one ends the old. `continuity_minutes`: who left this long ago
    gets answers by mail.
    """

    id: ChannelId
    origins: tuple[str, ...] = ()
    availability: Availability = Availability()
    away: Away = Away()
    reply_time: str = "none"
    look: Look = Look()
    uploads: bool = True
    languages: tuple[str, ...] = ("en", "es")
    preview: bool = False
    privacy_url: str = ""
    identity_generation: int = 1
    continuity_minutes: int = 10
    version: int = 0

    def changed(self, **what: Any) -> ChatSettings:
        """The next version of them."""
        return replace(self, **what, version=self.version + 1)

    def allows(self, origin: str) -> bool:
        """Whether a page of this origin (as browsers send it) may show the chat."""
        return not self.origins or is_allowed(origin, self.origins)


def checked_settings(settings: ChatSettings) -> ChatSettings:
    """The settings with origins and colour as they are stored. Raises `Invalid`, which names the field."""
    color = settings.look.color.lower()
    if not COLOR.fullmatch(color):
        raise Invalid("A colour is written as #1f5c57", field="look.color", reason=Reason("not_a_color"))
    check_week(settings.availability.hours, settings.availability.time_zone)
    if settings.privacy_url and not is_https(settings.privacy_url):
        raise Invalid(
            "An address begins with https://", field="privacy_url", reason=Reason("not_a_web_address")
        )
    if not settings.languages:
        raise Invalid("At least one language", field="languages", reason=Reason("language_required"))
    return replace(
        settings,
        origins=checked_origins(settings.origins),
        look=replace(settings.look, color=color),
        languages=tuple(dict.fromkeys(settings.languages)),
    )


def is_in(words: Words, language: str) -> str:
    """The text in this language, or in the other one where nobody wrote it."""
    return words.es or words.en if language == "es" else words.en or words.es


def is_allowed(origin: str, origins: Iterable[str]) -> bool:
    """Whether one of `origins`, as they are stored, is or covers this one."""
    return any(_covers(allowed, origin.lower()) for allowed in origins)


def is_https(url: str) -> bool:
    """Whether this is an address that a visitor may be sent to."""
    return re.fullmatch(r"https://[^\s/?#@\\\"'<>]+\.[^\s/?#@\\\"'<>]+([/?#][^\s\"'<>\\]*)?", url) is not None


def checked_origins(written: Iterable[str]) -> tuple[str, ...]:
    """Each as browsers send it, once. Raises `Invalid` for what is no origin."""
    return tuple(
        dict.fromkeys(
            _origin(text.strip().lower(), f"origins[{index}]") for index, text in enumerate(written)
        )
    )


def _origin(text: str, field: str) -> str:
    found = ORIGIN.fullmatch(text.removesuffix("/"))
    if not found:
        raise Invalid(
            "A site is written as https://shop.example or https://*.shop.example",
            field=field,
            reason=Reason("not_a_site"),
        )
    scheme, below, host, port = found.groups(default="")
    if below and (scheme != "https" or "." not in host):
        raise Invalid(
            "Only https://*.shop.example stands for all sites of a domain",
            field=field,
            reason=Reason("site_wildcard"),
        )
    if port and not 0 < int(port) <= HIGHEST_PORT:
        raise Invalid("There is no such port", field=field, reason=Reason("no_such_port", limit=HIGHEST_PORT))
    shown = f":{int(port)}" if port and int(port) != PORTS[scheme] else ""
    return f"{scheme}://{below}{host}{shown}"


def _covers(allowed: str, origin: str) -> bool:
    if ANY_BELOW not in allowed:
        return allowed == origin
    scheme, _, domain = allowed.partition(ANY_BELOW)
    start, end = f"{scheme}://", f".{domain}"
    below = origin.removeprefix(start).removesuffix(end)
    return f"{start}{below}{end}" == origin and bool(re.fullmatch(r"[a-z0-9.-]+", below))
