"""The local change feed: every entry comes once, in order, in the form of DynamoDB's stream."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chalicelib.adapters.aws.dynamodb.tables import CONVERSATIONS, HASH_KEY, SORT_KEY
from chalicelib.adapters.local.sqlite.change_feed import ChangeFeed, as_stream_event
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.stored.attribute_values import plain_of
from chalicelib.adapters.stored.conversation_items import entry_of
from chalicelib.domain.entry import Actor, Comment
from chalicelib.domain.errors import StaleConversation
from chalicelib.ports.stores import Commit
from tests.builders import NOW, Stores, a_beginning, a_receipt, memory_stores, stores_on
from tests.contracts.engines import Home, homes_on

SYSTEM = Actor.system("test")


@pytest.fixture
def stores() -> Stores:
    return memory_stores()


@pytest.fixture
def dynamodb(tmp_path: Path) -> Iterator[Home]:
    with homes_on("dynamodb-moto", tmp_path) as fresh:
        yield fresh()


def test_entries_of_all_conversations_come_in_the_order_of_their_commits(stores: Stores) -> None:
    first, second = a_beginning(), a_beginning()
    later = first.after.record(Comment("later"), NOW, SYSTEM)
    for step in (first, second, later):
        stores.conversations.commit(Commit(step))

    records = stores.feed.read(0)

    expected = [*first.entries, *second.entries, *later.entries]
    assert [entry_of(record.item) for record in records] == expected
    assert [(record.conversation_id, record.seq, record.kind) for record in records] == [
        (entry.conversation_id, entry.seq, entry.kind) for entry in expected
    ]
    positions = [record.position for record in records]
    assert positions == sorted(set(positions))


def test_the_feed_goes_on_after_a_position(stores: Stores) -> None:
    for _ in range(5):
        stores.conversations.commit(Commit(a_beginning()))

    first = stores.feed.read(0, limit=2)
    rest = stores.feed.read(first[-1].position)

    assert (len(first), len(rest)) == (2, 3)
    assert stores.feed.read(rest[-1].position) == []
    assert stores.feed.newest() == rest[-1].position


def test_what_was_refused_or_repeated_is_not_in_the_feed(stores: Stores) -> None:
    step = a_beginning()
    stores.conversations.commit(Commit(step, (a_receipt("<a@x>"),)))
    with pytest.raises(StaleConversation):
        stores.conversations.commit(Commit(step))
    stores.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),)))

    assert [record.seq for record in stores.feed.read(0)] == [1]


def test_how_far_a_reader_has_come_survives_and_never_goes_back(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "b.db")) as database:
        feed = ChangeFeed(database)
        assert feed.cursor() == 0
        feed.advance(7)
        feed.advance(3)

    with closing(Database(tmp_path / "b.db")) as database:
        assert ChangeFeed(database).cursor() == 7
        assert ChangeFeed(database, reader="another").cursor() == 0


def test_a_position_is_never_given_twice(stores: Stores) -> None:
    stores.conversations.commit(Commit(a_beginning()))
    (record,) = stores.feed.read(0)
    with stores.database.writing() as write:
        write.execute("DELETE FROM entries")

    stores.conversations.commit(Commit(a_beginning()))

    assert stores.feed.read(0)[0].position > record.position


def test_a_record_is_the_row_that_dynamodb_keeps(stores: Stores, dynamodb: Home) -> None:
    step = a_beginning()
    stores.conversations.commit(Commit(step))
    dynamodb.conversations.commit(Commit(step))
    assert dynamodb.place
    (record,) = as_stream_event(stores.feed.read(0))["Records"]

    stored = dynamodb.place.client.get_item(
        TableName=dynamodb.place.table(CONVERSATIONS.noun), Key=record["dynamodb"]["Keys"]
    )["Item"]

    assert record["dynamodb"]["NewImage"] == stored
    assert entry_of(plain_of(stored)) == step.entries[0]


def test_the_event_has_the_form_with_which_lambda_calls(stores: Stores) -> None:
    stores.conversations.commit(Commit(a_beginning()))

    (record,) = as_stream_event(stores.feed.read(0))["Records"]

    assert record["eventName"] == "INSERT"
    assert record["eventSource"] == "aws:dynamodb"
    assert record["eventSourceARN"].split("/")[1] == "conversations"
    assert record["dynamodb"]["Keys"].keys() == {HASH_KEY, SORT_KEY}
    assert record["dynamodb"]["StreamViewType"] == "NEW_IMAGE"
    assert isinstance(record["dynamodb"]["SequenceNumber"], str)


def test_two_stores_on_one_database_share_the_feed(stores: Stores) -> None:
    stores_on(stores.database).conversations.commit(Commit(a_beginning()))

    assert len(stores.feed.read(0)) == 1
