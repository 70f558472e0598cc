"""A message at the door, its wire format removed: what every channel makes of what it receives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain import limits
from chalicelib.domain.contact import Consent, Unreachable
from chalicelib.domain.entry import Content, Direction, Message, Why
from chalicelib.domain.ids import AgentId, ChannelId, ContactId, ConversationId, VisitorId
from chalicelib.domain.platform_event import Person
from chalicelib.domain.receipt import ExternalId
from chalicelib.domain.workspace import Channel

GONE_FOR_GOOD = frozenset({"unknown address", "host unknown", "mailbox disabled", "suppressed"})


@dataclass(frozen=True, slots=True)
class Bounce:
    """The world could not deliver a message of ours: to whom, with which status, and why.

    `kind` is the reason in a few words. With `is_delay` it is still being tried.
    """

    recipient: str
    status: str
    reason: str
    original_message_id: str
    kind: str = ""
    is_delay: bool = False

    @property
    def is_hard(self) -> bool:
        """The address takes no mail; not so for a full mailbox, a filter that refuses, or a delay."""
        return self.kind in GONE_FOR_GOOD and self.status.startswith("5") and not self.is_delay

    @property
    def words(self) -> str:
        """To whom and why, for the message that it is about."""
        status = "" if self.status in self.reason else self.status
        why = f"{status} {self.reason}".strip()
        return f"{self.recipient}: {why}" if self.recipient else why

    def may_be_about(self, content: Content) -> bool:
        """True for a message of ours to the recipient, or to anybody where the report names none."""
        if not isinstance(content, Message) or content.direction is not Direction.OUT:
            return False
        return not self.recipient or self.recipient in _recipients(content)

    def mark(self, content: Content, at: datetime) -> Unreachable | None:
        """What to remember of the address; only of one that our message went to, whatever a report says."""
        if not self.is_hard or not self.recipient or not self.may_be_about(content):
            return None
        return Unreachable(self.recipient, at, self.status, self.reason, self.kind)


@dataclass(frozen=True, slots=True)
class ForwardingRequest:
    """A mail provider asks whether mail may be forwarded here: a code, a link (https), or both."""

    code: str = ""
    link: str = ""


def _recipients(message: Message) -> set[str]:
    return {mailbox.address.lower() for mailbox in (*message.to, *message.cc, *message.bcc)}


@dataclass(frozen=True, slots=True)
class Said:
    """How a visitor of a chat came to say something: in which conversation of theirs, `None` begins one.

    `name` and `email` are what they say of themself (`nameless`: the product made the name up),
    `consents` what they agreed to. `assign_to` is the agent that the chatflow gives new conversations to,
    `page` the title of the page they are on. `greeting` is what the chatflow said to them before.
    """

    visitor_id: VisitorId
    conversation_id: ConversationId | None = None
    contact_id: ContactId | None = None
    name: str = ""
    nameless: bool = False
    email: str = ""
    consents: tuple[Consent, ...] = ()
    assign_to: AgentId | None = None
    page: str = ""
    greeting: str = ""


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """What came in. `external_id` is the Message-ID, or the content hash where there is none.

    `tokens` are the conversations whose signed reply token stood in a recipient. `proven` says whether
    the sender's address is evidence of who they are; `suspect` is the reason to keep it in Spam, if any.
    `delivered_to` is the address it came to, for the screen. `let_in` says that a person took it out of the
    quarantine: what would keep it out, such as the budget for automatic mail, is not asked again.

    `verified` says that DMARC passed for its one author: more than `proven`, which only says that it did
    not fail. `people` are those it went to beside us. `also_on` are the other channels it went to.
    `came_home` is the conversation of a mail of ours that came back under another id. `listed`: a mailing
    list handed it on. `asks` is what a mail provider wants to be told before it forwards;
    `proves_forwarding`: our own test mail came back through the team address. `said` is set for a chat,
    which knows itself where a message belongs: nothing is looked up. `person` is who wrote on a platform, or
    whom we wrote to (`from_us`: in the platform's own inbox); all of theirs on a channel is one thread.
    `by_another`: another app has the conversation on the platform, and answers.
    `consents` are what somebody new agreed to when they wrote.
    """

    channel: Channel
    external_id: str
    content_hash: str
    message: Message
    received_at: datetime
    delivered_to: str
    tokens: tuple[ConversationId, ...] = ()
    proven: bool = True
    suspect: Why | None = None
    bounce: Bounce | None = None
    verified: bool = False
    people: tuple[str, ...] = ()
    also_on: tuple[ChannelId, ...] = ()
    came_home: ConversationId | None = None
    listed: bool = False
    let_in: bool = False
    asks: ForwardingRequest | None = None
    proves_forwarding: bool = False
    said: Said | None = None
    person: Person | None = None
    from_us: bool = False
    by_another: bool = False
    consents: tuple[Consent, ...] = ()

    @property
    def receipt_id(self) -> ExternalId:
        """Under which it is kept once."""
        return ExternalId.on_channel(self.channel.id, self.external_id)

    @property
    def other_content_id(self) -> ExternalId:
        """Under which it is kept when another mail has the same id."""
        return ExternalId.on_channel(self.channel.id, f"{self.external_id}#{self.content_hash}")

    @property
    def person_ids(self) -> tuple[ExternalId, ...]:
        """Under which the conversation of a platform's person is found; none for other channels."""
        if self.person is None:
            return ()
        return tuple(ExternalId.of_person(self.channel.id, id_) for id_ in self.person.ids)

    @property
    def twin_ids(self) -> tuple[ExternalId, ...]:
        """Under which the same mail is kept on the other channels that it went to."""
        return tuple(ExternalId.on_channel(channel, self.external_id) for channel in self.also_on)

    @property
    def hints(self) -> tuple[str, ...]:
        """Message-IDs that say which thread it belongs to, the strongest first, each once.

        In-Reply-To, then References from the newest back; the first and last 20 of a long list.
        """
        references = self.message.references
        if len(references) > 2 * limits.HINTS_EACH_END:
            references = references[: limits.HINTS_EACH_END] + references[-limits.HINTS_EACH_END :]
        ordered = (self.message.in_reply_to, *reversed(references))
        return tuple(dict.fromkeys(hint for hint in ordered if hint))[: limits.HINTS]

    def explained(self, *why: Why) -> InboundMessage:
        """With reasons kept in the entry."""
        return replace(self, message=replace(self.message, why=(*self.message.why, *why)))

    @property
    def to_keep(self) -> Message:
        """The message as its entry holds it: all hints have been read, some references are enough."""
        return replace(self.message, references=kept_references(self.message.references))


def kept_references(references: tuple[str, ...]) -> tuple[str, ...]:
    """The first and the last ids of a thread, each once: what an answer needs, and a log can carry."""
    ids = tuple(dict.fromkeys(id_ for id_ in references if id_))
    each = limits.REFERENCES_EACH_END
    return ids if len(ids) <= 2 * each else ids[:each] + ids[-each:]
