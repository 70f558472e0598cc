"""A commit as one DynamoDB transaction. The only module that writes rows of conversations."""

from __future__ import annotations

from datetime import datetime

from chalicelib.adapters.aws.dynamodb.conditions import (
    PRESENT,
    Compared,
    Condition,
    absent,
    after,
    changes,
    equals,
    no_later,
)
from chalicelib.adapters.aws.dynamodb.refusals import CONDITION
from chalicelib.adapters.aws.dynamodb.transaction import Transaction
from chalicelib.adapters.aws.dynamodb.writers import Writer
from chalicelib.adapters.stored import conversation_items as items
from chalicelib.adapters.stored import conversation_keys as keys
from chalicelib.adapters.stored.commit_items import CommitItems
from chalicelib.adapters.stored.contact_items import UNREACHABLE, contact_changes, contact_key, marks_of
from chalicelib.adapters.stored.plain_form import Plain
from chalicelib.domain.contact import ContactChange
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.errors import StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId, Receipt

CONVERSATIONS = "conversations"
CONTACTS = "contacts"


def write_commit(writer: Writer, made: CommitItems, now: datetime) -> ExternalId | None:
    """Write all or nothing. Answers the external id whose receipt was refused, `None` when all is written.

    Receipts are the first puts, so their reasons come first. Raises `StaleConversation`, `Throttled`,
    `TooLarge`.
    """
    write = writer.transaction()
    for receipt, item in made.receipts:
        write.put(CONVERSATIONS, item, as_read(receipt, now))
    _put_new(write, made)
    _change_heads(write, made)
    for entry in made.rewritten:
        where = {"pk": entry["pk"], "sk": entry["sk"]}
        write.update(CONVERSATIONS, where, changes({"content": entry["content"]}), PRESENT)
    for work in made.work:
        where = keys.work_key(work.conversation_id, work.seq)
        write.update(CONVERSATIONS, where, changes(*items.work_changes(work)), unchanged(work))
    for change in made.contacts:
        where = contact_key(change.before.id)
        write.update(CONTACTS, where, changes(*contact_changes(change)), as_marked(change))
    reasons = write.commit()
    for (receipt, _), reason in zip(made.receipts, reasons, strict=False):
        if reason == CONDITION:
            return receipt.external_id
    if reasons:
        raise StaleConversation
    return None


def _change_heads(write: Transaction, made: CommitItems) -> None:
    for step, _ in made.heads:
        if step.before:
            sets = changes(*items.head_changes(step.before, step.after))
            write.update(CONVERSATIONS, keys.head_key(step.after.id), sets, equals("seq", step.before.seq))


def _put_new(write: Transaction, made: CommitItems) -> None:
    for step, head in made.heads:
        if step.before is None:
            write.put(CONVERSATIONS, head)
    for item in (*made.entries, *made.pointers, *made.new_work):
        write.put(CONVERSATIONS, item)
    for item in (*([made.contact] if made.contact else []), *made.identities):
        write.put(CONTACTS, item)


def as_read(receipt: Receipt, now: datetime) -> Condition:
    """The row is as it was read: absent, the same pointer, or the same receipt.

    One that has ended counts as absent.
    """
    if receipt.replaces is None:
        return no_later("ttl", int(now.timestamp()))
    same = equals("conversation_id", receipt.replaces.conversation_id)
    seq = receipt.replaces.seq
    return same & (absent("seq") if seq is None else equals("seq", seq))


def unchanged(work: DeliveryWork) -> Condition:
    """Nobody else changed the delivery work since it was read."""
    return equals("version", work.version - 1)


def as_marked(change: ContactChange) -> Condition:
    """The person is there, and the same addresses have bounced as were read."""
    if marks := marks_of(change.before):
        return equals(UNREACHABLE, marks)
    return PRESENT & absent(UNREACHABLE)


def write_work(writer: Writer, work: DeliveryWork) -> None:
    """Raises `StaleConversation` when somebody else changed it."""
    where = keys.work_key(work.conversation_id, work.seq)
    writer.update(CONVERSATIONS, where, changes(*items.work_changes(work)), unchanged(work))


def write_mark(writer: Writer, mark: str, conversation_id: ConversationId, through: int) -> Plain:
    """Move a read mark; the head as it is then. Raises `StaleConversation` unless it goes forward (or back
    to 0), and not beyond the head's `seq`. A head that was made without the mark has it at 0."""
    forward = (absent(mark) | Compared(mark, "<", through)) if through else after(mark, 0)
    condition = Compared("seq", ">=", through) & forward
    return writer.update(CONVERSATIONS, keys.head_key(conversation_id), changes({mark: through}), condition)
