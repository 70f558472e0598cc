"""The lists that agents look at, from the indexes of the table of conversations; rows decoded by hand."""

from __future__ import annotations

from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.aws.dynamodb.refusals import refusals_named
from chalicelib.adapters.stored import conversation_keys as keys
from chalicelib.adapters.stored.attribute_values import item_of, plain_of
from chalicelib.adapters.stored.conversation_items import head_of
from chalicelib.adapters.stored.list_positions import LAST_POSITION, UNREAD_LOOK, checked_position
from chalicelib.domain.entry import Status
from chalicelib.domain.ids import ContactId, ConversationId, InboxId
from chalicelib.ports.conversation_lists import ListPage, Shelf, position_of


class DynamoConversationLists:
    """`ConversationLists` of the deployed home; the indexes lag behind by some milliseconds."""

    def __init__(self, place: Place, unread_look: int = UNREAD_LOOK) -> None:
        self._rows = Rows(place, "conversations")
        self._unread_look = unread_look

    def page(self, shelf: Shelf, *, after: str | None, limit: int) -> ListPage:
        """One request: a row is small enough for 25 of them to be 2 read units."""
        start = LAST_POSITION if after is None else checked_position(after)
        with refusals_named():
            answer = self._rows.client.query(
                TableName=self._rows.table,
                IndexName=_index(shelf),
                KeyConditionExpression=f"{_partition(shelf)} = :shelf AND #position < :after",
                ExpressionAttributeNames={"#position": "position"},
                ExpressionAttributeValues=item_of({":shelf": keys.shelf_partition(shelf), ":after": start}),
                ScanIndexForward=False,
                Limit=limit,
            )
        rows = tuple(head_of(plain_of(item)) for item in answer["Items"])
        return ListPage(rows, position_of(rows[-1]) if "LastEvaluatedKey" in answer and rows else None)

    def count(self, shelf: Shelf, limit: int) -> int:
        counted = 0
        condition = f"{_partition(shelf)} = :shelf"
        values = {":shelf": keys.shelf_partition(shelf)}
        for answer in self._rows.answers(
            condition, values, IndexName=_index(shelf), Select="COUNT", Limit=limit
        ):
            counted += answer["Count"]
            if counted >= limit:
                break
        return min(counted, limit)

    def count_unread(self, inbox_id: InboxId, limit: int) -> int:
        counted = looked_at = 0
        for answer in self._rows.answers(
            "shelf = :shelf",
            {":shelf": keys.by_status(inbox_id, Status.OPEN)},
            IndexName="by_inbox",
            Select="COUNT",
            FilterExpression="last_inbound > opened",
            ScanIndexForward=False,
            Limit=self._unread_look,
        ):
            counted += answer["Count"]
            looked_at += answer["ScannedCount"]
            if counted >= limit or looked_at >= self._unread_look:
                break
        return min(counted, limit)

    def of_contact(self, contact_id: ContactId, limit: int) -> tuple[ConversationId, ...]:
        found = self._rows.query(
            "contact_id = :contact",
            {":contact": contact_id},
            IndexName="by_contact",
            ScanIndexForward=False,
            Limit=limit,
        )
        return tuple(keys.conversation_of(item["pk"]) for item in found)


def _index(shelf: Shelf) -> str:
    return "by_owner" if shelf.is_by_owner else "by_inbox"


def _partition(shelf: Shelf) -> str:
    return "desk" if shelf.is_by_owner else "shelf"
