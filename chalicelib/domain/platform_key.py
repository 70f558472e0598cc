"""What we write beside each message that a platform takes from us, and read again when it tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.domain.ids import ConversationId

OURS = re.compile(r"[0-9a-f]{32}-\d{1,10}")
FORM = re.compile(r"bandeja:([0-9a-f]{32})-(\d{1,10}):(\d{1,6}):(\d{1,4})/(\d{1,4})")


@dataclass(frozen=True, slots=True)
class PlatformKey:
    """Part `part` (from 0) of `of` parts, in the try `attempt`, of the message `seq` of a conversation."""

    conversation_id: ConversationId
    seq: int
    attempt: int
    part: int
    of: int

    @property
    def is_last(self) -> bool:
        """Whether the whole message is out once this part is."""
        return self.part + 1 >= self.of

    @property
    def text(self) -> str:
        """As it is written; at most 100 characters (Messenger takes 1,000 of metadata, WhatsApp 512)."""
        return f"bandeja:{self.conversation_id}-{self.seq}:{self.attempt}:{self.part}/{self.of}"


def key_in(text: str) -> PlatformKey | None:
    """What `PlatformKey.text` wrote, `None` for anything else."""
    found = FORM.fullmatch(text)
    if found is None:
        return None
    seq, attempt, part, of = (int(number) for number in found.groups()[1:])
    return PlatformKey(ConversationId(found[1]), seq, attempt, part, of)


def key_of(outbound_key: str, attempt: int, part: int, of: int) -> PlatformKey:
    """`outbound_key` is `Outbound.key`: the conversation's id and the `seq`, with a dash between."""
    conversation_id, _, seq = outbound_key.rpartition("-")
    return PlatformKey(ConversationId(conversation_id), int(seq), attempt, part, of)


def whole_key(outbound_key: str) -> str:
    """What stands for a whole message, where a platform knows it by `Outbound.key`; "" for any other id."""
    return f"bandeja:{outbound_key}:0:0/1" if OURS.fullmatch(outbound_key) else ""
