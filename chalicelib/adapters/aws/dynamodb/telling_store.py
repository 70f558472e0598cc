"""How far each subscription was told of each conversation, in DynamoDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from chalicelib.adapters.aws.dynamodb.conditions import ABSENT, changes, equals
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.aws.dynamodb.writers import writer_at
from chalicelib.adapters.stored import telling_items as items
from chalicelib.adapters.stored.conversation_keys import partition
from chalicelib.adapters.stored.plain_form import Plain, moment_text
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.telling import Telling

CONVERSATIONS = "conversations"


class DynamoTellings:
    """`TellingStore` of the deployed home."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._rows = Rows(place, CONVERSATIONS)

    def of(self, conversation_id: ConversationId) -> Mapping[str, Telling]:
        values = {":pk": partition(conversation_id), ":told": items.TOLD}
        found = map(items.telling_of, self._rows.query("pk = :pk AND begins_with(sk, :told)", values))
        return {telling.subscription_id: telling for telling in found}

    def put(self, telling: Telling) -> None:
        where = items.telling_key(telling.conversation_id, telling.subscription_id)
        before = telling.version - 1
        condition = equals("version", before) if before else ABSENT
        writer_at(self._place).update(
            CONVERSATIONS, where, changes(*items.telling_changes(telling)), condition
        )

    def due(self, now: datetime, limit: int = 100) -> Sequence[Telling]:
        """One query for each partition."""
        found: list[Plain] = []
        for shard in items.due_shards():
            values = {":shard": shard, ":now": moment_text(now)}
            rows = self._rows.query(
                "due_shard = :shard AND due_at <= :now", values, IndexName="due", Limit=limit
            )
            found += rows
        return [items.telling_of(row) for row in sorted(found, key=itemgetter("due_at"))[:limit]]

    def parked(self, subscription_id: str, limit: int = 500) -> Sequence[Telling]:
        values = {":shard": items.parked_shard(subscription_id)}
        rows = self._rows.query("due_shard = :shard", values, IndexName="due", Limit=limit)
        return [items.telling_of(row) for row in rows]
