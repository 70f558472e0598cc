"""What agents order: the arguments of use-cases, with wire format and HTTP removed."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.entry import Attachment, Mailbox
from chalicelib.domain.ids import ConversationId, InboxId
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.workspace import Agent


@dataclass(frozen=True, slots=True)
class Order:
    """Who orders. `command` is the receipt of the Idempotency-Key, with a hash of the request. `by_program`:
    a program does, with a token of the agent's."""

    agent: Agent
    command: Receipt | None = None
    by_program: bool = False

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        return (self.command,) if self.command else ()


@dataclass(frozen=True, slots=True)
class TemplateOrder:
    """A message that the platform has approved, with what stands for its variables, in their order."""

    name: str
    language: str
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyOrder:
    """Answer a conversation. Recipients that are `None` come from the last mail: reply to all.

    `last_seq` is the last entry the agent had seen; `insist` answers over newer ones. `answers` is the `seq`
    of the message that it quotes, where the platform can (0: none). On a platform it may have
    `quick_replies`, or be a `template`.
    """

    conversation_id: ConversationId
    by: Order
    text: str
    last_seq: int
    html: str = ""
    to: tuple[Mailbox, ...] | None = None
    cc: tuple[Mailbox, ...] | None = None
    bcc: tuple[Mailbox, ...] | None = None
    attachments: tuple[Attachment, ...] = ()
    insist: bool = False
    answers: int = 0
    quick_replies: tuple[str, ...] = ()
    template: TemplateOrder | None = None


@dataclass(frozen=True, slots=True)
class NewMailOrder:
    """Write to somebody first. The first address of `to` is whom the conversation is with."""

    inbox_id: InboxId
    by: Order
    to: tuple[Mailbox, ...]
    text: str
    subject: str = ""
    html: str = ""
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """Let a quarantined mail in although a rule said no: into a channel, or an inbox's own, where one was
    picked (`""`: wherever it was sent to)."""

    item_id: str
    by: Order
    inbox_id: str = ""
    channel_id: str = ""
