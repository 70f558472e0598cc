"""The local home's change feed: every new entry once more, in order, shaped like DynamoDB's stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.json_items import item_in
from chalicelib.adapters.stored.attribute_values import bytes_of, item_of
from chalicelib.adapters.stored.plain_form import Plain
from chalicelib.domain.ids import ConversationId

STREAM_ARN = "arn:aws:dynamodb:local:000000000000:table/conversations/stream/2026-01-01T00:00:00.000"


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """One entry that was inserted. `position` ever increases; gaps may occur."""

    position: int
    conversation_id: ConversationId
    seq: int
    kind: str
    item: Plain


class ChangeFeed:
    """Reads what was committed, and remembers how far a reader has come."""

    def __init__(self, database: Database, reader: str = "relay") -> None:
        self._database = database
        self._reader = reader

    def read(self, after: int, limit: int = 100) -> list[FeedRecord]:
        """The next entries after a position, in the order in which they were committed."""
        with self._database.reading() as read:
            found = read.execute(
                "SELECT position, conversation_id, seq, item FROM entries WHERE position > ? "
                "ORDER BY position LIMIT ?",
                (after, limit),
            ).fetchall()
        rows = [(row, item_in(row["item"])) for row in found]
        return [
            FeedRecord(row["position"], row["conversation_id"], row["seq"], item["kind"], item)
            for row, item in rows
        ]

    def cursor(self) -> int:
        """Where this reader goes on; 0 at first."""
        with self._database.reading() as read:
            row = read.execute("SELECT position FROM feed_cursors WHERE name = ?", (self._reader,)).fetchone()
        return int(row["position"]) if row else 0

    def advance(self, position: int) -> None:
        """All up to this position is done: it is there after a crash, and never goes back."""
        with self._database.writing() as write:
            write.execute(
                "INSERT INTO feed_cursors (name, position) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET position = MAX(position, excluded.position)",
                (self._reader, position),
            )

    def newest(self) -> int:
        """The position of the newest entry; 0 in an empty log."""
        with self._database.reading() as read:
            (newest,) = read.execute("SELECT COALESCE(MAX(position), 0) FROM entries").fetchone()
        return int(newest)


def as_stream_event(records: Sequence[FeedRecord], arn: str = STREAM_ARN) -> dict[str, Any]:
    """The event with which Lambda would call the handler of the table's stream (NEW_IMAGE)."""
    return {"Records": [_stream_record(record, arn) for record in records]}


def _stream_record(record: FeedRecord, arn: str) -> dict[str, Any]:
    keys = {name: record.item[name] for name in ("pk", "sk")}
    return {
        "eventID": f"{record.position:032x}",
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "local",
        "dynamodb": {
            "Keys": item_of(keys),
            "NewImage": item_of(record.item),
            "SequenceNumber": f"{record.position:021d}",
            "SizeBytes": bytes_of(keys) + bytes_of(record.item),
            "StreamViewType": "NEW_IMAGE",
        },
        "eventSourceARN": arn,
    }
