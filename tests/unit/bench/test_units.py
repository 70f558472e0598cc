"""The meter against the examples that AWS documents."""

from __future__ import annotations

from typing import Any

import pytest

from bench.units import IndexShape, index_units, item_bytes, number_bytes, projection, read_units, write_units

KB = 1024
BY_OWNER = IndexShape("by_owner", ("owner", "at"), frozenset({"subject"}))
TABLE_KEYS = ("pk",)


def an_item_of(size: int) -> dict[str, Any]:
    return {"a": {"S": "x" * (size - 1)}}


@pytest.mark.parametrize(
    ("size", "consistent", "eventual", "transactional"),
    [
        (8 * KB, 2, 1, 4),  # "if your item size is 8 KB you need 2 units, 1 if eventual, 4 in a transaction"
        (4 * KB, 1, 0.5, 2),
        (3.5 * KB, 1, 0.5, 2),  # rounded up to 4 KB
        (10 * KB, 3, 1.5, 6),  # rounded up to 12 KB
        (0, 1, 0.5, 2),  # reading what is not there costs the least read
    ],
)
def test_reads_count_blocks_of_4_kb(
    size: float, consistent: float, eventual: float, transactional: float
) -> None:
    assert read_units(int(size)) == consistent
    assert read_units(int(size), consistent=False) == eventual
    assert read_units(int(size), transactional=True) == transactional


def test_batch_rounds_every_item_and_a_query_their_sum() -> None:
    batch = [int(1.5 * KB), int(6.5 * KB)]

    assert sum(read_units(size) for size in batch) == 3  # 4 KB + 8 KB, not 8 KB
    assert read_units(int(40.8 * KB)) == 11  # ten items of a query, 40.8 KB together: 44 KB
    assert read_units(1500 * 64) == 24  # 1,500 items of 64 bytes: 96 KB


@pytest.mark.parametrize(("size", "units"), [(2 * KB, 2), (1 * KB, 1), (500, 1), (KB + 1, 2)])
def test_writes_count_blocks_of_1_kb_and_double_in_a_transaction(size: int, units: int) -> None:
    assert write_units(None, an_item_of(size)) == units
    assert write_units(None, an_item_of(size), transactional=True) == 2 * units


def test_an_update_and_a_removal_count_the_larger_image() -> None:
    assert write_units(an_item_of(3 * KB), an_item_of(500)) == 3
    assert write_units(an_item_of(500), an_item_of(3 * KB)) == 3
    assert write_units(an_item_of(3 * KB), None) == 3
    assert write_units(None, None) == 1


@pytest.mark.parametrize(
    ("digits", "size"), [("0", 1), ("7", 2), ("27", 2), ("-27", 3), ("461", 3), ("1200", 2), ("0.05", 2)]
)
def test_numbers_take_a_byte_for_two_significant_digits_and_one_more(digits: str, size: int) -> None:
    assert number_bytes(digits) == size


def test_items_are_names_values_and_overhead_of_lists_and_maps() -> None:
    assert item_bytes({"name": {"S": "é"}}) == 4 + 2
    assert item_bytes({"a": {"BOOL": True}, "b": {"NULL": True}}) == 4
    assert item_bytes({"list": {"L": []}}) == 4 + 3  # an empty list: its name and 3 bytes
    assert item_bytes({"l": {"L": [{"S": "ab"}, {"N": "1"}]}}) == 1 + 3 + (2 + 1) + (2 + 1)
    assert item_bytes({"m": {"M": {"k": {"S": "v"}}}}) == 1 + 3 + (1 + 1) + 1
    assert item_bytes({"b": {"B": b"\x00\x01"}}) == 3
    assert item_bytes({"s": {"SS": ["ab", "c"]}}) == 1 + 3


def a_row(**changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"pk": {"S": "1"}, "owner": {"S": "ann"}, "at": {"N": "1"}, "subject": {"S": "Hi"}}
    row |= {"hidden": {"S": "x" * 5000}}
    return {name: value for name, value in (row | changes).items() if value is not None}


@pytest.mark.parametrize(
    ("before", "after", "units"),
    [
        (None, a_row(), 1),  # a new item that has the index keys: one write
        (a_row(), a_row(subject={"S": "Ho"}), 1),  # a shown attribute changed: one write
        (a_row(), a_row(owner={"S": "bob"}), 2),  # a key changed: remove and put
        (a_row(), a_row(owner=None), 1),  # a key went: one write removes the entry
        (a_row(), None, 1),
        (a_row(owner=None), a_row(owner=None, subject={"S": "Ho"}), 0),  # neither before nor after in it
        (a_row(), a_row(hidden={"S": "y"}), 0),  # nothing that the index shows changed
    ],
)
def test_index_is_written_when_what_it_shows_changes(before: Any, after: Any, units: int) -> None:
    assert index_units(before, after, BY_OWNER, TABLE_KEYS) == units


def test_index_holds_keys_and_projected_attributes_only() -> None:
    everything = IndexShape("all", ("owner",), None)

    assert set(projection(a_row(), BY_OWNER, TABLE_KEYS) or {}) == {"pk", "owner", "at", "subject"}
    assert index_units(None, a_row(), everything, TABLE_KEYS) == 5
