"""Conversations in DynamoDB. Keys and items are in `adapters/stored`, the same for both homes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.adapters.aws.dynamodb.conversation_writes import write_commit, write_mark, write_work
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.aws.dynamodb.writers import writer_at
from chalicelib.adapters.stored import conversation_items as items
from chalicelib.adapters.stored import conversation_keys as keys
from chalicelib.adapters.stored.commit_items import answer_of, items_of
from chalicelib.adapters.stored.plain_form import Plain, moment_text
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Entry
from chalicelib.domain.errors import NoSuchConversation, NoSuchEntry, StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId, Known, Taken
from chalicelib.ports.outside import Clock
from chalicelib.ports.stores import Commit

BETWEEN = "pk = :pk AND sk BETWEEN :first AND :last"
MARK_TRIES = 5


def utc_now() -> datetime:
    """The time, for nothing but to see whether a command's receipt has ended."""
    return datetime.now(UTC)


class DynamoConversationStore:
    """`ConversationStore` of the deployed home."""

    def __init__(self, place: Place, clock: Clock = utc_now) -> None:
        self._place = place
        self._rows = Rows(place, "conversations")
        self._clock = clock

    def commit(self, commit: Commit) -> Taken:
        """See the port: one transaction; one read more when a receipt was refused."""
        made = items_of(commit)
        if not made.all:
            return answer_of(commit)
        refused = write_commit(writer_at(self._place), made, self._clock())
        return answer_of(commit) if refused is None else self._earlier(refused)

    def _earlier(self, refused: ExternalId) -> Taken:
        stored = self.known([refused]).get(refused)
        if stored is None or stored.seq is None:
            raise StaleConversation("The external id was mentioned meanwhile")
        return Taken(stored.conversation_id, stored.seq, repeated=True, content_hash=stored.content_hash)

    def known(self, ids: Sequence[ExternalId]) -> Mapping[ExternalId, Known]:
        asked = {keys.external_key(external_id)["pk"]: external_id for external_id in ids}
        now = self._clock()
        found = self._rows.batch([{"pk": pk, "sk": keys.EXTERNAL} for pk in asked])
        return {
            asked[item["pk"]]: items.known_of(item, asked[item["pk"]])
            for item in found
            if not items.has_ended(item, now)
        }

    def head(self, conversation_id: ConversationId) -> Conversation:
        item = self._rows.get(keys.head_key(conversation_id))
        if item is None:
            raise NoSuchConversation
        return items.head_of(item)

    def thread(self, conversation_id: ConversationId, last: int) -> tuple[Conversation, tuple[Entry, ...]]:
        """One query backwards: the head sorts after its entries."""
        span = (keys.entry_sort(0), keys.HEAD)
        found = self._between(conversation_id, span, Limit=last + 1, ScanIndexForward=False)
        if not found or found[0]["sk"] != keys.HEAD:
            raise NoSuchConversation
        head, *entries = found
        return items.head_of(head), tuple(items.entry_of(item) for item in reversed(entries))

    def entries(
        self, conversation_id: ConversationId, *, after: int = 0, before: int | None = None, limit: int = 100
    ) -> tuple[Entry, ...]:
        last = keys.LAST_SEQ if before is None else before - 1
        if limit < 1 or after >= last:
            return ()
        span = (keys.entry_sort(after + 1), keys.entry_sort(last))
        found = self._between(conversation_id, span, Limit=limit, ScanIndexForward=before is None)
        return tuple(items.entry_of(item) for item in (found if before is None else reversed(found)))

    def _between(self, conversation_id: ConversationId, span: tuple[str, str], **options: Any) -> list[Plain]:
        values = {":pk": keys.partition(conversation_id), ":first": span[0], ":last": span[1]}
        return self._rows.query(BETWEEN, values, **options)

    def entry(self, conversation_id: ConversationId, seq: int) -> Entry:
        item = self._rows.get(keys.entry_key(conversation_id, seq))
        if item is None:
            raise NoSuchEntry
        return items.entry_of(item)

    def mark_opened(self, conversation_id: ConversationId, through: int) -> Conversation:
        return self._mark("opened", conversation_id, through)

    def mark_seen(self, conversation_id: ConversationId, through: int) -> None:
        if through > 0:
            self._mark("seen", conversation_id, through)

    def _mark(self, mark: str, conversation_id: ConversationId, through: int) -> Conversation:
        """One request when the mark goes forward; only what stands in its way is read."""
        for _ in range(MARK_TRIES):
            try:
                item = write_mark(writer_at(self._place), mark, conversation_id, through)
            except StaleConversation:
                head = self.head(conversation_id)
                through = min(through, head.seq)
                if (head.opened_through if mark == "opened" else head.seen_through) >= through:
                    return head
            else:
                return items.head_of(item)
        raise StaleConversation

    def work(self, conversation_id: ConversationId, seqs: Sequence[int]) -> Mapping[int, DeliveryWork]:
        found = self._rows.batch([keys.work_key(conversation_id, seq) for seq in dict.fromkeys(seqs)])
        works = [items.work_of(item) for item in found]
        return {work.seq: work for work in works}

    def unsettled_work(self, conversation_id: ConversationId) -> tuple[DeliveryWork, ...]:
        span = (f"{keys.WORK}0", f"{keys.WORK}{keys.LAST_SEQ}")
        found = self._between(conversation_id, span, FilterExpression="attribute_not_exists(outcome)")
        return tuple(items.work_of(item) for item in found)

    def change_work(self, work: DeliveryWork) -> None:
        check_item(items.work_item(work))
        write_work(writer_at(self._place), work)

    def due(self, now: datetime, limit: int = 100) -> tuple[DeliveryWork, ...]:
        """One query for each shard of the index."""
        found: list[DeliveryWork] = []
        for shard in range(keys.DUE_SHARDS):
            values = {":shard": f"{shard:02d}", ":now": moment_text(now)}
            condition = "due_shard = :shard AND due_at <= :now"
            rows = self._rows.query(condition, values, IndexName="due", Limit=limit)
            found += [items.work_of(item) for item in rows]
        return tuple(sorted(found, key=_when_due)[:limit])


def _when_due(work: DeliveryWork) -> tuple[datetime, str, int]:
    return (work.due_at or work.first_due_at, work.conversation_id, work.seq)
