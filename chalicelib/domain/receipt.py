"""External ids: a receipt says "taken", a pointer says "mentioned"; together they make repeats harmless."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.ids import ChannelId, ConversationId

OWN = "own"
BOUNCED = "bounced"
JOB = "job"
SENT = "sent"
EVENT = "event"


@dataclass(frozen=True, slots=True)
class ExternalId:
    """An id that others gave, within a scope: a channel, `own`, `bounced`, `cmd#<principal>`, `job`, `sent`
    or `event`."""

    scope: str
    value: str

    @classmethod
    def on_channel(cls, channel_id: ChannelId, value: str) -> ExternalId:
        return cls(f"ch#{channel_id}", value)

    @classmethod
    def of_person(cls, channel_id: ChannelId, person_id: str) -> ExternalId:
        """A pointer under it names the conversation of somebody on a platform's account."""
        return cls.on_channel(channel_id, f"person#{person_id}")

    @classmethod
    def of_ours(cls, message_id: str) -> ExternalId:
        return cls(OWN, message_id)

    @classmethod
    def of_bounced(cls, address: str) -> ExternalId:
        """A pointer under it says that mail to the address bounced for good at some time."""
        return cls(BOUNCED, address)

    @classmethod
    def of_sent(cls, key: str, attempt: int) -> ExternalId:
        """The provider told that it took this try of a message; its receipt has the id it went out with."""
        return cls(SENT, f"{key}#{attempt}")

    @classmethod
    def of_event(cls, value: str) -> ExternalId:
        """Something that a provider told about a message of ours."""
        return cls(EVENT, value)

    @classmethod
    def of_command(cls, principal: str, key: str) -> ExternalId:
        return cls(f"cmd#{principal}", key)

    @classmethod
    def of_job(cls, conversation_id: ConversationId, seq: int, reaction: str) -> ExternalId:
        return cls(JOB, f"{conversation_id}#{seq}#{reaction}")

    @property
    def digest(self) -> str:
        """The form that keys use: whatever a sender writes, a key stays short and well formed."""
        return hashlib.sha256(self.value.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored under an external id: a receipt has a `seq`, a pointer has `None`.

    `content_hash` is that of the mail, or of the request for a command. `tombstone` stays after a purge.
    """

    external_id: ExternalId
    conversation_id: ConversationId
    seq: int | None
    content_hash: str = ""
    tombstone: bool = False

    @property
    def is_receipt(self) -> bool:
        return self.seq is not None


@dataclass(frozen=True, slots=True)
class Receipt:
    """To be written with a step: `replaces` is the row as it was read.

    That is nothing, or a pointer; or a receipt, when what it says moves to the conversation of the step.
    `of` is the entry that it is about, if that is not the last one of the step, and `of_conversation` where
    that stands, if not in the step's conversation. `expires_at` is set for commands only; the others stay as
    long as the conversation.
    """

    external_id: ExternalId
    content_hash: str = ""
    replaces: Known | None = None
    expires_at: datetime | None = None
    of: int = 0
    of_conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """Where something went: the conversation and the `seq` of its (last) entry.

    `repeated` says that it had been taken in before and nothing was written now. `with_whom`: what the
    conversation calls the person outside, of whom a platform told.
    """

    conversation_id: ConversationId
    seq: int
    repeated: bool = False
    content_hash: str = ""
    with_whom: str = ""
