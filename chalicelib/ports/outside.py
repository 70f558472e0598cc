"""The outside world: files, jobs, gateways to people, sockets, passwords, secrets, clock and ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from chalicelib.domain.conversation import Step
from chalicelib.domain.entry import Mailbox, Message
from chalicelib.domain.ids import AgentId, BlobId
from chalicelib.domain.workspace import Channel


@dataclass(frozen=True, slots=True)
class UploadSlot:
    """Where a browser may POST one file: `fields`, then `file` last."""

    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that a browser has put into its slot."""

    content: bytes
    name: str
    content_type: str


class BlobStore(Protocol):
    """Content under its own sha256, incoming raw mail under a name, uploads under their slot.

    What `put` answered is on durable storage.
    """

    def put(self, content: bytes) -> BlobId:
        """Keep the content; the same content twice is one blob."""
        ...

    def get(self, blob: BlobId) -> bytes:
        """Raises `NoSuchFile`."""
        ...

    def has(self, blob: BlobId) -> bool: ...

    def link(self, blob: BlobId, *, name: str, content_type: str, inline: bool = False) -> str:
        """A URL that serves the file for some minutes, as attachment unless `inline`."""
        ...

    def put_incoming(self, name: str, raw: bytes) -> None:
        """Keep raw mail until it is in the log. `name` is an id of ours."""
        ...

    def get_incoming(self, name: str) -> bytes:
        """Raises `NoSuchFile`."""
        ...

    def drop_incoming(self, name: str) -> None:
        """Gone already is fine."""
        ...

    def incoming_before(self, moment: datetime) -> tuple[str, ...]:
        """Names of raw mail that has been waiting since before `moment`."""
        ...

    def offer_upload(self, slot: str, *, name: str, content_type: str, size: int) -> UploadSlot:
        """`slot` names the uploader and the upload; at most `size` bytes are taken."""
        ...

    def uploaded(self, slot: str) -> Uploaded:
        """Raises `NoSuchFile` when nothing was put there (yet)."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work for a queue. `body` is JSON text, at most `limits.JOB` bytes.

    Jobs of one `group` are done one after the other, in order; no group means any order. Two jobs with
    one `deduplication` id within 5 minutes are one.
    """

    queue: str
    body: str
    group: str = ""
    deduplication: str = ""
    delay_seconds: int = 0


class JobQueue(Protocol):
    """At least once, at most `limits.JOB_RECEIVES` times, then the dead letters (a person can look)."""

    def send(self, job: Job) -> None:
        """When this returns, the job is on durable storage."""
        ...

    def send_all(self, jobs: Sequence[Job]) -> None:
        """The same for several, in their order, with few requests; a failure may leave some of them sent."""
        ...

    def dead(self) -> int:
        """How many jobs lie in the dead letters."""
        ...


@dataclass(frozen=True, slots=True)
class OutboundFile:
    """A file of a message that goes out. Inline ones are shown within the text by `content_id`."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that an answer answers, quoted below it."""

    sender: Mailbox
    at: datetime
    text: str
    html: str = ""


NextTry = Callable[[datetime, timedelta | None], datetime | None]


@dataclass(frozen=True, slots=True)
class Outbound:
    """A message to hand to a channel's gateway.

    `key` names this message for ever (conversation and seq), `attempt` counts the tries that a person or
    the clock asked for. `recipients` are all addresses of the envelope. `text` and `html` are whole;
    `html` is empty unless the agent wrote rich text. `reply_token` is the local part of the address that
    answers go to. `wrote_at` is when the person wrote last, for a platform that asks; `by_person`: an agent
    wrote it, and no machine. `answers` is the platform's id of the message that it answers. A platform may
    need several messages for one: `parts_sent` are the ids of those that went out before, and `part_sent` is
    told each further one, before the next is sent. `next_try` tells when it is tried again if it
    is delayed now for so long, `None` for not any more.
    """

    channel: Channel
    message: Message
    text: str
    key: str
    attempt: int
    recipients: tuple[str, ...]
    html: str = ""
    quoted: Quoted | None = None
    signature: str = ""
    language: str = "en"
    reply_token: str = ""
    files: tuple[OutboundFile, ...] = field(default=(), repr=False)
    wrote_at: datetime | None = None
    by_person: bool = True
    answers: str = ""
    parts_sent: tuple[str, ...] = ()
    next_try: NextTry = field(default=lambda now, wait: None, repr=False, compare=False)
    part_sent: Callable[[str], None] = field(default=lambda _: None, repr=False, compare=False)


class Gateway(Protocol):
    """Hands messages of one kind of channel to people outside."""

    def send(self, outbound: Outbound) -> str:
        """Hand it over; the provider's id. Raises `SendRefused`, `SendDelayed`, `SendUnsure`.

        A `SendDelayed` may say how long to wait, and is `TokenInvalid` while the channel has to be connected
        again. `SenderRefused` when it does not send in this sender's name. A provider of mail that replaces
        the Message-ID answers the new one, with angle brackets.
        """
        ...

    def found(self, key: str, attempt: int) -> str | None:
        """After a crash: the provider's id if it is known that this message went out, else `None`."""
        ...


class SocketPusher(Protocol):
    """Puts frames on open sockets, best effort."""

    def push(self, connection_id: str, frame: bytes) -> bool:
        """Whether the socket is still there. Never raises: who missed a frame repairs itself by `seq`."""
        ...

    def push_all(self, connection_ids: Sequence[str], frame: bytes) -> tuple[str, ...]:
        """One frame to many sockets, side by side where each takes a while; those that are gone."""
        ...

    def close(self, connection_id: str) -> None:
        """Gone already is fine. Never raises."""
        ...


class PasswordCheck(Protocol):
    """Who knows the password (argon2id locally, Cognito on AWS)."""

    def matches(self, agent_id: AgentId, password: str) -> bool:
        """Takes as long for an agent without password as for any other."""
        ...

    def set(self, agent_id: AgentId, password: str) -> None: ...


class Secrets(Protocol):
    """Keys that the product made for itself at first start."""

    def key(self, name: str) -> bytes:
        """32 bytes, always the same for one name."""
        ...


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice is made from: `values` fill the template, `language` is `en` or `es`."""

    template: str
    to: str
    values: Mapping[str, str]
    language: str


class NoticeMailer(Protocol):
    """Mail from the product to its own team: invitations, password links."""

    def send(self, template: str, to: str, values: Mapping[str, str], language: str) -> None:
        """Hand it over. Raises `SendRefused`, `SendDelayed`, `SendUnsure`."""
        ...


class Announcer(Protocol):
    """Tells who watches that something changed, best effort."""

    def changed(self, step: Step) -> None:
        """The step was committed."""
        ...


Clock = Callable[[], datetime]
NewId = Callable[[], str]
Frame = dict[str, Any]
