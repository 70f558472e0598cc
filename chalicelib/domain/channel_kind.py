"""What a kind of channel can do, as data: for the composer, for bots, for the API and for delivery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Window(StrEnum):
    """Whether the platform takes an answer now."""

    OPEN = "open"
    PEOPLE_ONLY = "people_only"  # only what a person wrote, no machine
    TEMPLATES_ONLY = "templates_only"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class WindowRule:
    """How long after the person's last message the platform takes an answer.

    Until `open` anything, until `people` what a person wrote; after that templates, where there are any.
    """

    open: timedelta
    people: timedelta = timedelta()
    templates: bool = False

    def at(self, wrote_at: datetime | None, now: datetime) -> WindowState:
        """`wrote_at` is when the person wrote last, `None` if never."""
        after = Window.TEMPLATES_ONLY if self.templates else Window.CLOSED
        if wrote_at is None:
            return WindowState(after, None)
        if now < wrote_at + self.open:
            return WindowState(Window.OPEN, wrote_at + self.open)
        if now < wrote_at + self.people:
            return WindowState(Window.PEOPLE_ONLY, wrote_at + self.people)
        return WindowState(after, None)


@dataclass(frozen=True, slots=True)
class WindowState:
    """`until` is when it changes, `None` if only the person can change it."""

    window: Window
    until: datetime | None

    def takes(self, *, by_person: bool, is_template: bool = False) -> bool:
        """Whether a message may be sent now."""
        if is_template or self.window is Window.OPEN:
            return True
        return self.window is Window.PEOPLE_ONLY and by_person


@dataclass(frozen=True, slots=True)
class Buttons:
    """How many quick replies of a message are shown as buttons, and how long each may be for that."""

    most: int
    length: int


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """One kind of channel. `name` is how the platform writes its own, "" where that is `kind` with a capital
    letter. `text_length` is what one message holds, in characters (or in bytes of UTF-8, with
    `text_in_bytes`), 0 for no limit; longer text goes out as several.

    `file_sizes`: the most bytes of a file by the first part of its media type, `*` for any other; none, no
    files. `quick_replies` is how many a message may have; with `buttons`, more or longer ones
    stand in a list that the person opens. `window` is `None` where people may always be
    written to. `receipts` names what the platform tells of a message: delivered, read. `shows_address`: the
    person's address says something to people (an email address, a phone number). `echoes`: what people write
    in the platform's own inbox comes to us too. `shows` names what the person sees there of an agent at work,
    because the platform is told: typing, seen. `mail`: it has subject, copies, quoted history. `through` is
    the kind of channel of the same inbox that carries answers where people cannot be reached (any more) on
    the channel itself; what they write back there belongs to the same conversation. `knows_repeats`: whoever
    takes our messages knows each by its id, so that one may be handed over again. `posts_out`: answers are
    posted to the outbound address of the channel, and a channel without one takes in only.
    """

    kind: str
    name: str = ""
    text_length: int = 0
    text_in_bytes: bool = False
    file_sizes: Mapping[str, int] = field(default_factory=dict)
    files_each: int = 10
    quick_replies: int = 0
    quick_reply_length: int = 20
    buttons: Buttons | None = None
    window: WindowRule | None = None
    receipts: tuple[str, ...] = ()
    typing: bool = False
    shows: tuple[str, ...] = ()
    templates: bool = False
    shows_address: bool = False
    echoes: bool = False
    mail: bool = False
    through: str = ""
    knows_repeats: bool = False
    posts_out: bool = False

    def takes_file(self, content_type: str, size: int) -> bool:
        """Whether the platform takes such a file."""
        most = self.file_sizes.get(content_type.partition("/")[0], self.file_sizes.get("*", 0))
        return 0 < size <= most
