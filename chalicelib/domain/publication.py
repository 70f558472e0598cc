"""What a chatflow has shown to visitors, each time that it was published: to look up, and to go back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.chatflow import Chatflow, Content
from chalicelib.domain.ids import AgentId

MOST = 20


@dataclass(frozen=True, slots=True)
class Publication:
    """What visitors saw from then on. `seq` is the version of the chatflow that came of it.

    `at` and `by` are not known of what was published before publications were kept.
    """

    id: str
    content: Content
    at: datetime | None = None
    by: AgentId = AgentId("")

    @property
    def seq(self) -> int:
        """Its number; it grows from one publication of a chatflow to the next."""
        return int(self.id.rpartition("#")[2])


@dataclass(frozen=True, slots=True)
class Publishing:
    """A chatflow as it is published, the publications that come of it, and those that are kept no longer."""

    flow: Chatflow
    kept: tuple[Publication, ...] = ()
    forgotten: tuple[Publication, ...] = ()


def place_of(chatflow_id: str, seq: int | None = None) -> str:
    """The id of a publication, or what those of a chatflow begin with; they sort by `seq`."""
    return f"{chatflow_id}#" if seq is None else f"{chatflow_id}#{seq:010d}"


def publishing(flow: Chatflow, known: Sequence[Publication], at: datetime, by: AgentId) -> Publishing:
    """Publish the draft of `flow`; `known` are its publications so far, the newest first.

    What is shown again as it was is no new one. What was published without being kept is kept now.
    """
    published, kept = flow.published(), []
    if flow.live is not None and (not known or known[0].content != flow.live):
        kept.append(Publication(place_of(flow.id, flow.version), flow.live))
    if flow.draft != flow.live:
        kept.append(Publication(place_of(flow.id, published.version), flow.draft, at, by))
    return Publishing(published, tuple(kept), tuple(known[MOST - len(kept) :]))
