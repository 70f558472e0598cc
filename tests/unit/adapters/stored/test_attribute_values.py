"""DynamoDB's form of values and its way of counting bytes."""

from __future__ import annotations

from typing import Any, cast

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.stored.attribute_values import (
    attribute_value,
    bytes_of,
    item_of,
    plain_of,
    plain_value,
    value_bytes,
)

texts = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.integers(-(10**15), 10**15)
values = st.recursive(
    texts | numbers | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts.filter(bool), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    assert plain_value(attribute_value(value)) == value


@given(values)
def test_the_form_is_that_of_boto3(value: Any) -> None:
    assert attribute_value(value) == TypeSerializer().serialize(value)
    assert TypeDeserializer().deserialize(cast(Any, attribute_value(value))) == value


def test_an_item_is_read_by_hand_as_well() -> None:
    item = {"text": "x", "count": 3, "list": ["a"], "map": {"deep": None}, "yes": True}

    assert plain_of(item_of(item)) == item


def test_what_is_never_stored_is_refused() -> None:
    with pytest.raises(TypeError):
        attribute_value(1.5)


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ("", 0),
        ("abc", 3),
        ("ñ", 2),
        ("🎉", 4),
        (True, 1),
        (None, 1),
        (7, 2),
        (27, 2),
        (-27, 3),
        (461, 3),
        (1_000_000, 2),
        (1_772_443_800_000_001, 9),
        ([], 3),
        (["ab", "c"], 3 + 2 + 1 + 1 + 1),
        ({}, 3),
        ({"k": "v"}, 3 + 1 + 1 + 1),
    ],
)
def test_bytes_are_counted_as_dynamodb_counts_them(value: Any, size: int) -> None:
    assert value_bytes(value) == size
    assert bytes_of({"name": value}) == 4 + size
