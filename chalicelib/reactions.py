"""What follows from an entry: the table that the relay looks every new entry up in.

A reaction is a use-case that runs because of an entry, once for each (its receipt is in its effect's
commit). To add one: a line in `REACTIONS`, and its use-case in `RUN`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports


@dataclass(frozen=True, slots=True)
class Reaction:
    """`name` of the use-case, and the queue it waits in: `delivery` is FIFO by conversation."""

    name: str
    queue: str


@dataclass(frozen=True, slots=True)
class Happened:
    """What the relay knows of an entry: no words, only what decides.

    `about` is another conversation, merged into this one, that the entry is about; or "".
    """

    conversation_id: ConversationId
    seq: int
    kind: str
    direction: str = ""
    state: str = ""
    about: ConversationId = ConversationId("")


DELIVER = Reaction("deliver_message", "delivery")
LINK_BACK = Reaction("link_back", "followups")
UNKNOWN = Reaction("unknown_entry", "followups")

REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "message out": (DELIVER,),
    "delivery queued": (DELIVER,),
    "message in": (),
    "comment": (),
    "assigned": (),
    "status": (),
    "delivery": (),
    "linked": (LINK_BACK,),
    "returned": (),
    "merged_into": (),
    "merged_from": (),
    "unmerged": (),
    "moved": (),
    "rated": (),
    "recognised": (),
    "reacted": (),
    "edited": (),
    "withdrawn": (),
    "noted": (),
}


def _deliver_message(ports: Ports, conversation_id: ConversationId) -> None:
    from chalicelib.usecases.deliver_message import deliver_message  # only who delivers pays for it

    deliver_message(ports, conversation_id)


def _link_back(ports: Ports, conversation_id: ConversationId) -> None:
    from chalicelib.usecases.link_back import link_back

    link_back(ports, conversation_id)


def _show_typing(ports: Ports, conversation_id: ConversationId) -> None:
    from chalicelib.ports.shown_outside import TYPING
    from chalicelib.usecases.show_outside import show_outside

    show_outside(ports, conversation_id, TYPING)


def _show_seen(ports: Ports, conversation_id: ConversationId) -> None:
    from chalicelib.ports.shown_outside import SEEN
    from chalicelib.usecases.show_outside import show_outside

    show_outside(ports, conversation_id, SEEN)


# the last two follow from no entry, but from what an agent does: `ports/shown_outside.py` asks for them
RUN: dict[str, Callable[[Ports, ConversationId], None]] = {
    "deliver_message": _deliver_message,
    "link_back": _link_back,
    "show_typing": _show_typing,
    "show_seen": _show_seen,
}


def reactions_to(entry: Happened) -> tuple[Reaction, ...]:
    """Total: an entry of a kind that newer code wrote becomes a job too, for that code to take."""
    precise = f"{entry.kind} {entry.direction or entry.state}"
    if precise in REACTIONS:
        return REACTIONS[precise]
    return REACTIONS.get(entry.kind, (UNKNOWN,))
