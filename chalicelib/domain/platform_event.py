"""What a platform such as Messenger tells, its wire format removed: one of the types of `PlatformEvent`.

A reader of `channels/<name>/inbound.py` makes them; times are aware and in UTC. `id` is the platform's id of
a message. Files are not here yet: where they can be fetched is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.platform_entries import Part


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote, as the platform calls them on this account. `name` and `picture` (https) where it tells;
    `email` is what it says of them, and proves nothing. `also` are other ids that it has for the same person:
    they may write under any of them, as when they hide their number. `ask_after` is when the platform may be
    asked about them next, `None` where nothing is to be asked."""

    id: str
    name: str = ""
    picture: str = ""
    email: str = ""
    also: tuple[str, ...] = ()
    ask_after: datetime | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them, the one that they are called by first."""
        return (self.id, *self.also)


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that the platform keeps for a while: at `url`, or under `media_id`.

    `kind` is image, audio, video, file or sticker. `name`, `content_type` and `size` (bytes) are what the
    platform says, "" and 0 where it says nothing.
    """

    kind: str
    url: str = ""
    media_id: str = ""
    name: str = ""
    content_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Echo:
    """The message went out from our side. `app_id` is the app that sent it, "" for a person in the platform's
    own inbox; `key` is what we wrote beside it when we sent it."""

    app_id: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class PlatformMessage:
    """Words, files or a choice. `person` is the one outside, also of an echo. `reply_to` is the id of the
    message that it answers; `parts` are what is neither text nor a file of ours. `group` is the platform's id
    of the group that it was said in, "" for a talk of two. `history`: it was said before the channel was
    connected. `by_another`: another app of the account has the conversation, and answers."""

    id: str
    person: Person
    at: datetime
    text: str = ""
    parts: tuple[Part, ...] = ()
    files: tuple[RemoteFile, ...] = ()
    reply_to: str = ""
    echo: Echo | None = None
    group: str = ""
    history: bool = False
    by_another: bool = False


@dataclass(frozen=True, slots=True)
class PlatformContact:
    """The platform tells of somebody, who need not have written yet: name and email, "" for what stays."""

    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class PlatformReaction:
    """`emoji` was put to the message `of`, or taken back. `by_us`: somebody of the team did, elsewhere."""

    person: Person
    at: datetime
    of: str
    emoji: str
    taken_back: bool = False
    by_us: bool = False


@dataclass(frozen=True, slots=True)
class PlatformEdit:
    """The message `of` reads `text` now; `number` counts the edits from 1. `by_us` as in a reaction."""

    person: Person
    at: datetime
    of: str
    text: str
    number: int = 1
    by_us: bool = False


@dataclass(frozen=True, slots=True)
class PlatformDeletion:
    """Whoever wrote the message `of` took it back. `by_us` as in a reaction."""

    person: Person
    at: datetime
    of: str
    by_us: bool = False


class Mark(StrEnum):
    DELIVERED = "delivered"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Watermark:
    """Every message of ours up to `through` was delivered to, or read by, the person. `ids` are some of
    them, where the platform names any. `ends_at_named`: it is told of those and the ones before them, and
    `through` is only when that was."""

    person: Person
    mark: Mark
    through: datetime
    ids: tuple[str, ...] = ()
    ends_at_named: bool = False


class StatusState(StrEnum):
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class PlatformStatus:
    """What became of one message of ours, `of`. `code` and `reason` are the platform's, for a failure.

    `key` is what we wrote beside the message when we sent it, where the platform tells it again.
    """

    person: Person
    at: datetime
    of: str
    state: StatusState
    code: str = ""
    reason: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class PlatformNote:
    """Something that is no message and stands in the log all the same. `id` is the same each time it is told.

    `name` is one of those in `platform_entries.NOTES`; `text` is what to show beside its words, `parts` what
    belongs to it. `person` is `None` for what concerns the account and nobody's conversation. `app_id` is the
    app whose turn it is now, or that asks for it, where the platform tells: "" for nobody's. `new_id` is what
    the person is called from now on, as after a new number.
    """

    id: str
    person: Person | None
    at: datetime
    name: str
    text: str = ""
    parts: tuple[Part, ...] = ()
    app_id: str = ""
    new_id: str = ""


PlatformEvent = (
    PlatformMessage
    | PlatformContact
    | PlatformReaction
    | PlatformEdit
    | PlatformDeletion
    | Watermark
    | PlatformStatus
    | PlatformNote
)
