"""The names of things: identifiers that sort by the time they were made and are safe in keys and URLs."""

from __future__ import annotations

from typing import NewType

ConversationId = NewType("ConversationId", str)
ContactId = NewType("ContactId", str)
InboxId = NewType("InboxId", str)
ChannelId = NewType("ChannelId", str)
AgentId = NewType("AgentId", str)
VisitorId = NewType("VisitorId", str)
BlobId = NewType("BlobId", str)  # the sha256 of the content, 64 hexadecimal digits

HEX = frozenset("0123456789abcdef")


def is_identifier(value: str) -> bool:
    """Whether `value` has the form of an id that we made: 32 lower-case hexadecimal digits."""
    return len(value) == 32 and HEX.issuperset(value)


def uuid7(unix_milliseconds: int, randomness: int) -> str:
    """A UUID version 7 as 32 hexadecimal digits (RFC 9562, 5.7): sorts by `unix_milliseconds`.

    `randomness` supplies the 74 random bits.
    """
    random_a = (randomness >> 62) & 0xFFF
    random_b = randomness & ((1 << 62) - 1)
    value = (unix_milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | random_a << 64 | 0b10 << 62 | random_b
    return f"{value:032x}"
