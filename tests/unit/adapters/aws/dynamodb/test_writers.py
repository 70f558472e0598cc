"""Both writers ask DynamoDB for the same, word for word, whatever a store wants to be written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto import mock_aws

from chalicelib.adapters.aws.dynamodb.conditions import (
    ABSENT,
    PRESENT,
    Change,
    Compared,
    Condition,
    Exists,
    Joined,
    absent,
    add,
    begun_with,
    changes,
    equals,
    no_later,
)
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.tables import create_tables
from chalicelib.adapters.aws.dynamodb.writers import Writer, writer_at
from chalicelib.domain.errors import StaleConversation

BESIDE = ("ClientRequestToken", "ReturnConsumedCapacity")
"""A token that boto makes up; PynamoDB also asks what it cost."""
KEY = {"pk": "C#1", "sk": "HEAD"}
NAMES = st.sampled_from(["seq", "status", "value", "ttl", "pk"])  # some are reserved words
VALUES = st.one_of(
    st.text(max_size=5), st.integers(), st.booleans(), st.none(), st.lists(st.text(max_size=2))
)
LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Compared, NAMES, st.sampled_from(["=", "<", "<=", ">", ">="]), VALUES),
    st.builds(Exists, NAMES, st.booleans()),
)
CONDITIONS = st.recursive(
    LEAVES, lambda inner: st.builds(Joined, inner, st.sampled_from(["AND", "OR"]), inner), max_leaves=5
)
CHANGES = st.lists(
    st.builds(
        lambda do, name, value: Change(do, name, 1 if do == "add" else value),
        st.sampled_from(["set", "begin", "add", "remove"]),
        st.text("abcdefgh", min_size=1, max_size=8),
        VALUES,
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda change: change.name,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """As much of an HTTP response as botocore reads when somebody else has answered."""

    status_code: int = 200


@pytest.fixture
def place() -> Iterator[Place]:
    with mock_aws():
        made = Place(prefix="writers-", region="eu-west-1")
        create_tables(made)
        yield made


def asked_by_each(write: Callable[[Writer], Any]) -> list[Any]:
    """The requests of each writer. Nothing is sent."""
    return [_asked(write, plain=plain) for plain in (False, True)]


def _asked(write: Callable[[Writer], Any], *, plain: bool) -> list[Any]:
    sent: list[Any] = []
    place = Place(prefix="unsent-", region="eu-west-1", plain_writes=plain)

    def heard(model: Any, params: Any, **_: Any) -> tuple[Taken, dict[str, Any]]:
        body = json.loads(params["body"])
        for name in BESIDE:
            body.pop(name, None)
        sent.append((model.name, body))
        return Taken(), {"Attributes": {}}

    place.client.meta.events.register("before-call.dynamodb", heard, unique_id="heard")
    try:
        write(writer_at(place))
    finally:
        place.client.meta.events.unregister("before-call.dynamodb", unique_id="heard")
    return sent


@settings(max_examples=60, deadline=None)
@given(wanted=CHANGES, condition=st.none() | CONDITIONS)
def test_an_update_is_asked_for_in_the_same_words(wanted: list[Change], condition: Condition | None) -> None:
    by_pynamodb, plainly = asked_by_each(
        lambda writer: writer.update("conversations", KEY, wanted, condition)
    )

    assert len(plainly) == 1
    assert plainly == by_pynamodb


@settings(max_examples=40, deadline=None)
@given(wanted=CHANGES, first=st.none() | CONDITIONS, second=CONDITIONS)
def test_a_transaction_is_asked_for_in_the_same_words_and_order(
    wanted: list[Change], first: Condition | None, second: Condition
) -> None:
    def write(writer: Writer) -> None:
        made = writer.transaction()
        made.update("conversations", KEY, wanted, second)
        made.put("contacts", {"pk": "P#1", "sk": "PROFILE", "names": ["a", None, {"b": 2}]}, first)
        made.drop("workspace", {"pk": "agent", "sk": "1"}, second)
        made.put("live", {"pk": "K#1", "sk": "K"})
        made.commit()

    by_pynamodb, plainly = asked_by_each(write)

    assert [list(one) for one in plainly[0][1]["TransactItems"]] == [["Delete"], ["Put"], ["Put"], ["Update"]]
    assert plainly == by_pynamodb


@pytest.mark.parametrize("plain", [False, True])
def test_each_write_that_was_refused_is_named(place: Place, plain: bool) -> None:
    writer, key = writer_at(replace(place, plain_writes=plain)), KEY
    assert writer.update("conversations", key, [*changes({"seq": 1}), begun_with("schema", 1)], ABSENT)

    made = writer.transaction()
    made.put("contacts", {"pk": "P#1", "sk": "PROFILE"})
    made.update("conversations", key, changes({"seq": 2}, ["schema"]), equals("seq", 7))

    assert list(made.commit()) == ["", "ConditionalCheckFailed"]
    with pytest.raises(StaleConversation):
        writer.update("conversations", key, [add("seq", 1)], PRESENT & absent("seq"))
    assert writer.update("conversations", key, [add("seq", 1)], no_later("seq", 1)) == {
        **key,
        "seq": 2,
        "schema": 1,
    }
