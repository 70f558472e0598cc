"""Platforms outside such as Messenger: what is asked of them beside handing over messages (`Gateway`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.domain.platform_event import Person, RemoteFile
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Channel
from chalicelib.ports.outside import BlobStore, Gateway, NewId

if TYPE_CHECKING:  # whoever makes one has them already
    from chalicelib.ports.call_log import CallLog
    from chalicelib.ports.outgoing_http import OutgoingHttp


VARIABLE = re.compile(r"\{\{\s*(\w{1,60})\s*\}\}")
TOKEN, APP_SECRET = "token", "app_secret"  # noqa: S105 - the names of secrets
ACCOUNT, SUBSCRIPTION = "account", "subscribed_apps"


class FileLost(Exception):
    """The platform does not hand the file out any more, or it is one that we do not take. Says why."""


class NoPicture(FileLost):
    """There is no picture of a person to keep. Why stands in the log and on no screen."""


class PlatformBusy(Exception):
    """The platform cannot be asked now; later it may."""


class TokenRefused(Exception):
    """The platform does not take the token of this channel any more: somebody has to connect it again.

    `secret` is the one of the channel's secrets that is refused.
    """

    def __init__(self, detail: str, reason: Reason | None = None, secret: str = TOKEN) -> None:
        super().__init__(detail)
        self.reason = reason or Reason("platform_token_refused")
        self.secret = secret


@dataclass(frozen=True, slots=True)
class WebhookFields:
    """What a channel wants to be told. Without `needed` it does not work; `also` is worth having."""

    needed: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        return (*self.needed, *self.also)

    def joined(self, other: WebhookFields) -> WebhookFields:
        """What either wants, each once."""
        needed = dict.fromkeys((*self.needed, *other.needed))
        also = dict.fromkeys((*self.also, *other.also))
        return WebhookFields(tuple(needed), tuple(one for one in also if one not in needed))


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file of a message, whole."""

    content: bytes = field(repr=False)
    name: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Account:
    """What a platform says of a channel's account and token.

    `name` and `picture` (https) are the account's. `expires_at` is the end of the token, `None` for one that
    does not end or says nothing of it. `missing` are the scopes and webhook fields that are needed and not
    there, as the platform names them; `unsure` what could not be asked. `is_subscribed`: every needed field
    is told, `None` where that is unsure.
    """

    name: str = ""
    picture: str = ""
    expires_at: datetime | None = None
    missing: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    is_subscribed: bool | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A message that the platform has approved, to write to somebody who has not written for long.

    `body` has `{{1}}` … or `{{name}}` where `variables` go, in their order.
    """

    name: str
    language: str
    status: str
    category: str
    body: str
    variables: tuple[str, ...] = ()

    def filled(self, values: Sequence[str]) -> str:
        """As it reads with `values`, one for each of `variables`; what a value holds is never filled in."""
        told = dict(zip(self.variables, values, strict=True))
        return VARIABLE.sub(lambda found: told.get(found[1], found[0]), self.body)


class Platform(Protocol):
    """One kind of platform. Every method may raise `PlatformBusy` and `TokenRefused`."""

    def fetch(self, channel: Channel, file: RemoteFile) -> FetchedFile:
        """The file, from the platform's own hosts only, at most `limits.FILE` bytes. Raises `FileLost`."""
        ...

    def person(self, channel: Channel, person_id: str) -> Person | None:
        """Name and picture of somebody who wrote; `None` where the platform tells nothing of them."""
        ...

    def picture(self, channel: Channel, link: str) -> bytes:
        """What lies behind the `picture` of a person, from the platform's own hosts only, at most
        `limits.AVATAR` bytes. Raises `FileLost`, and `NoPicture` where there are none."""
        ...

    def check(self, channel: Channel) -> Account:
        """Ask for the account, the token's life, its scopes and the subscribed webhook fields."""
        ...

    def fields(self) -> WebhookFields:
        """What this kind of channel asks to be told; nothing where that is not chosen by a call."""
        ...

    def subscribe(self, channel: Channel, beside: WebhookFields) -> bool:
        """Ask the platform to tell us what happens on the account; whether it took that.

        What is told already stays. `beside` is what other channels of the same app want to be told: it stays
        too where the platform does not say what is.
        """
        ...

    def show(self, channel: Channel, person_id: str, action: str, message_id: str = "") -> None:
        """`typing_on`, `typing_off` or `mark_seen`, best effort. `message_id` is the last one of theirs."""
        ...

    def templates(self, channel: Channel) -> tuple[Template, ...]:
        """The approved templates of the account; none where the platform has no such thing."""
        ...


class PlatformGateway(Platform, Gateway, Protocol):
    """All of one kind of platform: messages handed over, and what else is asked of it."""


class ChannelSecrets(Protocol):
    """Secrets that people entered for a channel (tokens, app secrets), encrypted where they lie."""

    def of(self, channel_id: str) -> Mapping[str, str]:
        """By name; empty for a channel without any. May be up to a minute old."""
        ...

    def put(self, channel_id: str, values: Mapping[str, str]) -> None:
        """In place of those there are; at most 4 KB in all. Raises `TooLarge`."""
        ...

    def forget(self, channel_id: str) -> None:
        """Gone already is fine."""
        ...


@dataclass(frozen=True, slots=True)
class Reach:
    """What a home has for calling programs of other people."""

    secrets: ChannelSecrets
    http: OutgoingHttp
    log: CallLog
    blobs: BlobStore
    new_id: NewId
