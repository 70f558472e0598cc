"""Two conversations become one thread: nothing is copied, each of them names the other in its log."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Status, StatusChanged, Why
from chalicelib.domain.errors import CannotMerge
from chalicelib.domain.merge_entries import MergedFrom, MergedInto, Unmerged
from chalicelib.domain.reason import Reason


def merged(source: Conversation, target: Conversation, at: datetime, actor: Actor) -> tuple[Step, Step]:
    """The steps of the target and of the source: the source goes on in the target.

    What is open stays open: a closed target opens again when the source was open. Raises `CannotMerge` for
    one and the same, for other inboxes, for spam, and for a source that goes on elsewhere already.
    """
    if source.id == target.id:
        raise CannotMerge(
            "A conversation cannot be merged into itself, nor into what was merged into it",
            reason=Reason("merge_itself"),
        )
    if source.merged_into:
        raise CannotMerge(
            f"It was merged into #{source.merged_into.number} already; undo that first",
            reason=Reason("merge_already", number=source.merged_into.number),
        )
    if source.inbox_id != target.inbox_id:
        raise CannotMerge(
            "They are in different inboxes; move one of them first", reason=Reason("merge_inboxes")
        )
    if Status.SPAM in (source.status, target.status):
        raise CannotMerge(
            "What is spam is not merged; say first that it is none", reason=Reason("merge_spam")
        )
    into = Step(target, target)
    if target.status is Status.CLOSED and source.status is Status.OPEN:
        into = into.add(StatusChanged(Status.OPEN, (Why("reopened_by_merge"),)), at, actor)
    into = into.add(MergedFrom(source.id, source.number, source.waiting_since), at, actor)
    return into, Step(source, source).add(MergedInto(target.id, target.number), at, actor)


def unmerged(source: Conversation, target: Conversation, at: datetime, actor: Actor) -> tuple[Step, Step]:
    """The steps of the source and of the target that it stood in: both are as if on their own again.

    What came in meanwhile stays where it came in.
    """
    alone = source.record(Unmerged(target.id, target.number), at, actor)
    return alone, target.record(Unmerged(source.id, source.number), at, actor)
