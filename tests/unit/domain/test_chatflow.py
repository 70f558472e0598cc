"""A chatflow is drafted, published and switched off, and stands at one place of its channel's order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.chatflow import (
    Chatflow,
    Content,
    FlowState,
    filled_in,
    in_order,
    moved,
    unknown_variables,
)
from tests.builders import NOW, a_chatflow, whole_content


def test_visitors_see_nothing_of_a_draft() -> None:
    flow = a_chatflow(draft=whole_content())

    assert flow.shown is None
    assert flow.published().shown == whole_content()


def test_saving_again_changes_nothing_for_visitors_until_it_is_published() -> None:
    flow = a_chatflow(draft=whole_content()).published()
    edited = flow.changed(draft=Content())

    assert edited.shown == whole_content()
    assert (flow.has_changes, edited.has_changes) == (False, True)
    assert edited.published().shown == Content()


def test_nobody_sees_what_is_off_or_deleted() -> None:
    flow = a_chatflow().published()

    assert flow.switched_off().shown is None
    assert flow.switched_off().published().shown == Content()
    assert flow.changed(dropped_at=NOW).shown is None


def test_what_was_never_published_stays_a_draft() -> None:
    flow = a_chatflow()

    assert flow.switched_off() == flow
    assert flow.switched_off().state is FlowState.DRAFT


def test_a_deleted_chatflow_is_forgotten_after_thirty_days() -> None:
    gone = a_chatflow(dropped_at=NOW)

    assert not gone.is_forgotten(NOW + timedelta(days=30))
    assert gone.is_forgotten(NOW + timedelta(days=30, seconds=1))
    assert not a_chatflow().is_forgotten(NOW + timedelta(days=99))


def written(flows: list[Chatflow], changes: tuple[Chatflow, ...]) -> list[str]:
    stored = {flow.id: flow for flow in flows} | {flow.id: flow for flow in changes}
    return [flow.id for flow in in_order(list(stored.values()))]


def test_moving_one_writes_one() -> None:
    flows = [a_chatflow(rank=rank) for rank in "abcd"]
    order = [flows[0], flows[3], flows[1], flows[2]]

    (change,) = moved(order, 1)

    assert (change.id, change.version) == (flows[3].id, 2)
    assert written(flows, (change,)) == [flow.id for flow in order]


@given(st.lists(st.sampled_from(["1", "a", "a1", "b"]), min_size=1, max_size=8), st.data())
def test_what_is_moved_stands_where_it_was_put_also_among_equal_ranks(
    ranks: list[str], data: st.DataObject
) -> None:
    flows = list(in_order([a_chatflow(rank=rank) for rank in ranks]))
    order = list(flows)
    one = order.pop(data.draw(st.integers(0, len(order) - 1)))
    place = data.draw(st.integers(0, len(order)))
    order.insert(place, one)

    assert written(flows, moved(order, place)) == [flow.id for flow in order]


def test_variables_of_a_welcome_are_filled_in() -> None:
    values = {"name": "Carla", "company": "Lamps Ltd"}

    assert filled_in("Hello {{name}}, this is {{ company }}.", values) == "Hello Carla, this is Lamps Ltd."
    assert filled_in("Hello {{name}}, how are you?", {}) == "Hello, how are you?"
    assert filled_in("{{name}} Hello", {}) == "Hello"
    assert filled_in("{{name}}", {"name": "{{email}}", "email": "c@x"}) == "{{email}}"


def test_a_variable_that_stands_for_nothing_is_named() -> None:
    assert unknown_variables("{{name}} {{ surname }} {{}} {name}") == ("surname", "")
    assert unknown_variables("Hello") == ()


def test_equal_ranks_stand_by_age() -> None:
    older = a_chatflow(rank="i")
    younger = replace(a_chatflow(rank="i"), name="b")

    assert in_order([younger, older]) == (older, younger)
