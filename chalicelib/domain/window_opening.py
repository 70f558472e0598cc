"""After what a platform takes answers for a while: the one place that says so.

Meta's documentation: "Send a Message" of the Messenger Platform (what opens the standard messaging window: a
message, a pressed button, a link into the conversation, a reaction), and "Service messages" of WhatsApp (a
message, a call).
"""

from __future__ import annotations

from chalicelib.domain.entry import ActorKind, Direction, Entry, Message
from chalicelib.domain.platform_entries import OPENS, Noted, Part, Reacted


def opens_window(entry: Entry) -> bool:
    """Whether somebody outside did by it what makes their platform take answers."""
    match entry.content:
        case Message(direction=Direction.IN) as message:
            return not message.imported and not message.opens_nothing
        case Reacted(taken_back=False):
            return entry.actor.kind is ActorKind.CONTACT
        case Noted(name=name, parts=parts):
            return note_opens_window(name, parts)
    return False


def note_opens_window(name: str, parts: tuple[Part, ...]) -> bool:
    """A link or an ad that was followed does; a call where the platform has it so; no other note."""
    return name == "referral" or (name == "call" and any(part.payload == OPENS for part in parts))
