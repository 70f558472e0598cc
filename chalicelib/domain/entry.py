"""One thing that happened in a conversation: a permanent envelope around erasable content."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.chat_entries import Rated, Recognised
from chalicelib.domain.ids import AgentId, BlobId, ContactId, ConversationId
from chalicelib.domain.merge_entries import MergedFrom, MergedInto, Moved, Unmerged
from chalicelib.domain.platform_entries import Edited, Noted, Part, Reacted, Withdrawn


class ActorKind(StrEnum):
    AGENT = "agent"
    CONTACT = "contact"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it. For the system, `id` is the part of the product that did."""

    kind: ActorKind
    id: str

    @classmethod
    def agent(cls, agent_id: AgentId) -> Actor:
        return cls(ActorKind.AGENT, agent_id)

    @classmethod
    def contact(cls, contact_id: ContactId) -> Actor:
        return cls(ActorKind.CONTACT, contact_id)

    @classmethod
    def system(cls, part: str) -> Actor:
        return cls(ActorKind.SYSTEM, part)


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, kept when the decision was made. `code` is worded on the screen."""

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address (lower case) with the name shown beside it; either may be empty."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message: `id` is unique within the product, `blob` is its content."""

    id: str
    blob: BlobId
    name: str
    content_type: str
    size: int
    inline: bool = False
    content_id: str = ""


SUSPECT = frozenset({"dmarc_failed", "spam_verdict"})


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Message:
    """Words from or to a contact. `text` is the newly written part, at most `limits.INLINE_TEXT` bytes.

    `full_text`, `html` and `raw` are blobs; `None` where there is no more than `text`. `raw` is the mail as
    it came, or what a platform told, where this code cannot read all of it. `message_id` is the RFC 5322
    Message-ID with angle brackets. `protection` says how it is wrapped: pgp_encrypted, pgp_signed,
    smime_encrypted, smime_signed, encrypted, signed, or tnef. `joined` are the people whom this mail brought
    into the thread. `own_program`: somebody of the team wrote it elsewhere (in their own mail program, in a
    platform's own inbox), and it went out from there. `parts` are what a platform's message holds beside text
    and files. `answers` is the `seq` of the message that it answers, where a platform says so, in
    `answers_conversation` when that was merged into this one. `withdrawn`: whoever wrote it took it back, and
    what it held is gone. `imported`: it was said before the channel was connected; it is shown, and waits for
    nobody. `by_program`: a program wrote it, with an agent's token. `opens_nothing`: the platform takes no
    answers because of it, as it was not said to the account that answers go out from, or nothing was said.
    """

    direction: Direction
    text: str
    text_cut: bool = False
    sender: Mailbox = Mailbox("")
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    subject: str = ""
    full_text: BlobId | None = None
    html: BlobId | None = None
    raw: BlobId | None = None
    quoted: bool = False
    remote_images: int = 0
    attachments: tuple[Attachment, ...] = ()
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    automatic: bool = False
    protection: str = ""
    why: tuple[Why, ...] = ()
    joined: tuple[str, ...] = ()
    own_program: bool = False
    parts: tuple[Part, ...] = ()
    answers: int = 0
    answers_conversation: ConversationId | None = None
    withdrawn: bool = False
    imported: bool = False
    by_program: bool = False
    opens_nothing: bool = False

    def reaches(self, address: str) -> bool:
        """Whether `address` (lower case) is among the people it is written to."""
        return any(address == mailbox.address for mailbox in (*self.to, *self.cc, *self.bcc))

    def emptied(self) -> Message:
        """Without anything that was said, as its place in the log stays."""
        kept = Message(self.direction, "", sender=self.sender, to=self.to, message_id=self.message_id)
        kept = replace(kept, automatic=self.automatic, own_program=self.own_program, withdrawn=True)
        return replace(kept, opens_nothing=self.opens_nothing)

    @property
    def is_strange(self) -> bool:
        """Whether a platform told something in it that this code cannot read: `raw` is JSON then, no mail."""
        return any(part.kind == "unsupported" for part in self.parts)

    @property
    def is_from_mail(self) -> bool:
        """Whether it came in as a mail, whose bytes `raw` are."""
        return self.raw is not None and not self.is_strange

    @property
    def is_proven(self) -> bool:
        """Whether nothing spoke against the sender when it came in (`dmarc_failed`, `spam_verdict`)."""
        return not SUSPECT & {why.code for why in self.why}


@dataclass(frozen=True, slots=True)
class Comment:
    """A note only the team sees."""

    text: str


@dataclass(frozen=True, slots=True)
class Assigned:
    owner: AgentId | None
    why: tuple[Why, ...] = ()


class Status(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    SPAM = "spam"


@dataclass(frozen=True, slots=True)
class StatusChanged:
    status: Status
    why: tuple[Why, ...] = ()


class Delivery(StrEnum):
    """What became of a message of ours, as far as anybody can know."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    DELAYED = "delayed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    FAILED = "failed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class DeliveryOutcome:
    """An outcome about the message `of`. No outcome yet means it is on its way.

    `of_conversation` is where that message stands, when that conversation was merged into this one.
    """

    of: int
    state: Delivery
    reason: str = ""
    provider_id: str = ""
    of_conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """Another conversation this one has to do with, and why.

    `of` is the message that one of the two took over from the other: its `seq` where it came in.
    """

    conversation_id: ConversationId
    number: int
    reason: str
    of: int = 0


@dataclass(frozen=True, slots=True)
class Returned:
    """A mail we sent came back to one of our own addresses; it is recorded and nothing follows.

    `of_conversation` is as in `DeliveryOutcome`.
    """

    message_id: str
    of: int = 0
    of_conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True)
class Unsupported:
    """An entry that newer code wrote. It is kept as it is and shown as "unsupported"."""

    kind: str
    stored: str = field(default="", repr=False)


Content = (
    Message
    | Comment
    | Assigned
    | StatusChanged
    | DeliveryOutcome
    | Linked
    | Returned
    | MergedInto
    | MergedFrom
    | Unmerged
    | Moved
    | Rated
    | Recognised
    | Reacted
    | Edited
    | Withdrawn
    | Noted
    | Unsupported
)

KINDS: dict[str, type[Content]] = {
    "message": Message,
    "comment": Comment,
    "assigned": Assigned,
    "status": StatusChanged,
    "delivery": DeliveryOutcome,
    "linked": Linked,
    "returned": Returned,
    "merged_into": MergedInto,
    "merged_from": MergedFrom,
    "unmerged": Unmerged,
    "moved": Moved,
    "rated": Rated,
    "recognised": Recognised,
    "reacted": Reacted,
    "edited": Edited,
    "withdrawn": Withdrawn,
    "noted": Noted,
}
KIND_NAMES: dict[type[Content], str] = {content: kind for kind, content in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, at its place `seq` in the log of a conversation."""

    conversation_id: ConversationId
    seq: int
    at: datetime
    actor: Actor
    content: Content

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("at must carry a time zone")
        if self.seq < 1:
            raise ValueError("the first entry of a log has seq 1")

    @property
    def kind(self) -> str:
        """The name under which the entry is stored and shown."""
        content = self.content
        return content.kind if isinstance(content, Unsupported) else KIND_NAMES[type(content)]
