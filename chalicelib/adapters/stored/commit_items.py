"""A commit taken apart into the items that both homes write, in the order in which they are checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.adapters.stored import conversation_items as items
from chalicelib.adapters.stored.contact_items import contact_item, identity_items
from chalicelib.adapters.stored.plain_form import Plain
from chalicelib.adapters.stored.size_limits import check_transaction
from chalicelib.domain.contact import ContactChange
from chalicelib.domain.conversation import Step
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.receipt import ExternalId, Receipt, Taken
from chalicelib.ports.stores import Commit


@dataclass(frozen=True, slots=True)
class CommitItems:
    """What one commit writes: `new_work` begins, `work` changes; a step that is nothing has no head."""

    receipts: tuple[tuple[Receipt, Plain], ...]
    heads: tuple[tuple[Step, Plain], ...]
    entries: tuple[Plain, ...]
    rewritten: tuple[Plain, ...]
    pointers: tuple[Plain, ...]
    contact: Plain | None
    identities: tuple[Plain, ...]
    new_work: tuple[Plain, ...]
    work: tuple[DeliveryWork, ...]
    contacts: tuple[ContactChange, ...]

    @property
    def all(self) -> tuple[Plain, ...]:
        """Every item of the transaction."""
        return (
            *(item for _, item in self.receipts),
            *(head for _, head in self.heads),
            *self.entries,
            *self.rewritten,
            *self.pointers,
            *([self.contact] if self.contact else []),
            *self.identities,
            *self.new_work,
            *(items.work_item(work) for work in self.work),
            *(contact_item(change.after) for change in self.contacts),
        )


def items_of(commit: Commit) -> CommitItems:
    """All that the commit writes. Raises `TooLarge` when a limit is broken, `Invalid` for an empty key.

    No row is named twice: a mail that mentions itself has its receipt only.
    """
    after = commit.step.after
    steps = [step for step in commit.steps if not step.is_nothing]
    receipts = {receipt.external_id: receipt for receipt in reversed(commit.receipts)}
    pointers = [pointer for pointer in dict.fromkeys(commit.pointers) if pointer not in receipts]
    made = CommitItems(
        receipts=tuple(
            (receipts[id_], items.receipt_item(receipts[id_], after)) for id_ in _in_order(commit)
        ),
        heads=tuple((step, items.head_item(step.after)) for step in steps),
        entries=tuple(items.entry_item(entry, commit.trace) for step in steps for entry in step.entries),
        rewritten=tuple(items.entry_item(entry) for entry in commit.rewritten),
        pointers=tuple(items.pointer_item(pointer, after) for pointer in pointers),
        contact=contact_item(commit.contact) if commit.contact else None,
        identities=tuple(identity_items(commit.contact)) if commit.contact else (),
        new_work=tuple(
            items.work_item(begun(step, seq))
            for step in commit.steps
            for seq in dict.fromkeys(step.deliveries)
        ),
        work=commit.work,
        contacts=commit.contacts,
    )
    check_transaction(made.all)
    return made


def _in_order(commit: Commit) -> list[ExternalId]:
    return list(dict.fromkeys(receipt.external_id for receipt in commit.receipts))


def begun(step: Step, seq: int) -> DeliveryWork:
    """New delivery work: due at the time of its message, or as long after as the step says."""
    times = {entry.seq: entry.at for entry in step.entries}
    due = times.get(seq, step.after.last_activity_at) + step.deliver_after
    return DeliveryWork(
        step.after.id, seq, due_at=due, first_due_at=due, if_unseen=step.deliver_after > timedelta()
    )


def answer_of(commit: Commit) -> Taken:
    """What a commit that was written answers."""
    first = commit.receipts[0].content_hash if commit.receipts else ""
    return Taken(commit.step.after.id, commit.step.after.seq, content_hash=first)
