"""A chatflow: what greets a visitor, who sees it, how it comes up. All of a channel stand in one order.

Saving changes the draft only; visitors see what was published last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from chalicelib.domain.chat_settings import Words
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.rank import rank_between
from chalicelib.domain.targeting import EVERYBODY, Targeting

VARIABLE = re.compile(r"\{\{\s*([A-Za-z_]*)\s*\}\}")
VARIABLES = frozenset({"name", "email", "company", "page", "url"})
RESTORABLE = timedelta(days=30)


class FlowState(StrEnum):
    DRAFT = "draft"
    LIVE = "live"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class AskEmail:
    """`ask`: `never`, `before` the first message, `after_first`, or `when_away`."""

    ask: str = "never"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Build:
    """What it says. `faces`: agents to be shown, none for the team. `assign`: an agent, or "" for nobody."""

    heading: Words = Words()
    welcome: Words = Words()
    faces: tuple[str, ...] = ()
    email: AskEmail = AskEmail()
    assign: str = ""


@dataclass(frozen=True, slots=True)
class Display:
    """`show`: the launcher alone, a `bubble` beside it, or `open`; the rest says when it opens by itself."""

    show: str = "launcher"
    after_seconds: int | None = None
    scroll_percent: int | None = None
    exit_intent: bool = False
    small_screens: bool = True


@dataclass(frozen=True, slots=True)
class Consent:
    """What a visitor is asked to agree to before they write."""

    text: Words = Words()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Options:
    """`language`: `auto`, or one. `yield_when_away`: the next one is shown while nobody is available."""

    language: str = "auto"
    consent: Consent | None = None
    yield_when_away: bool = False
    rating: bool = True


@dataclass(frozen=True, slots=True)
class Content:
    """All that is drafted and published together."""

    target: Targeting = EVERYBODY
    build: Build = Build()
    display: Display = Display()
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class Chatflow:
    """`rank` is text that sorts among the chatflows of the channel. `version` counts the changes.

    `live` is what visitors see while `state` is live, and what they saw last while it is off. Who deletes
    one sets `dropped_at`: it is in no list, and can be put back until it is forgotten.
    """

    id: str
    channel_id: ChannelId
    name: str
    rank: str
    kind: str = "live_chat"
    state: FlowState = FlowState.DRAFT
    draft: Content = Content()
    live: Content | None = None
    dropped_at: datetime | None = None
    version: int = 1

    @property
    def shown(self) -> Content | None:
        """What visitors see, or `None`."""
        return self.live if self.state is FlowState.LIVE and self.dropped_at is None else None

    @property
    def has_changes(self) -> bool:
        """Whether the draft is something else than what was published last."""
        return self.draft != self.live

    def changed(self, **what: Any) -> Chatflow:
        """The next version of it."""
        return replace(self, **what, version=self.version + 1)

    def published(self) -> Chatflow:
        """The draft is what visitors see from now on."""
        return self.changed(live=self.draft, state=FlowState.LIVE)

    def switched_off(self) -> Chatflow:
        """Nobody sees it; what was published stays for a look. One never published stays a draft."""
        return self.changed(state=FlowState.OFF) if self.state is FlowState.LIVE else self

    def is_forgotten(self, now: datetime) -> bool:
        """It was deleted so long ago that nobody wants it back."""
        return self.dropped_at is not None and now - self.dropped_at > RESTORABLE


def in_order(chatflows: Sequence[Chatflow]) -> tuple[Chatflow, ...]:
    """By rank. Two people may have given the same one at the same time: then by age."""
    return tuple(sorted(chatflows, key=lambda flow: (flow.rank, flow.id)))


def moved(order: Sequence[Chatflow], place: int) -> tuple[Chatflow, ...]:
    """Those to be written so that `order` holds, in which only the one at `place` stands anew.

    More than that one only where others share a rank.
    """
    left = order[place - 1].rank if place else ""
    right = next((flow.rank for flow in order[place + 1 :] if flow.rank > left), None)
    written: list[Chatflow] = []
    previous = left
    for flow in order[place:]:
        if written and flow.rank > left:
            break
        previous = rank_between(previous, right)
        written.append(flow.changed(rank=previous))
    return tuple(written)


def unknown_variables(text: str) -> tuple[str, ...]:
    """The names in `{{…}}` that stand for nothing."""
    return tuple(name for name in VARIABLE.findall(text) if name not in VARIABLES)


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """`{{name}}` and so on replaced. What is not known leaves nothing, nor a space before a mark."""
    told = VARIABLE.sub(lambda found: values.get(found[1]) or "\0", text)
    return re.sub(r"[ \t]*\0(?=[,.;:!?])|\0[ \t]*", "", told).strip()
