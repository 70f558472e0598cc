"""What every home promises about webhooks of events and how far each was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.errors import ChangedMeanwhile, StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.subscription import Subscription, SubscriptionState
from chalicelib.domain.telling import Telling
from tests.builders import INBOX, NOW, after, an_id
from tests.contracts.engines import Home
from tests.contracts.raw_rows import raw_row, rewrite
from tests.contracts.test_conversation_store import begun
from tests.subscriptions import a_subscription, a_telling


def test_everything_about_a_webhook_is_kept(home: Home) -> None:
    whole = a_subscription(
        inbox_id=INBOX, state=SubscriptionState.PAUSED, failing_since=NOW, detail="It answered 500"
    )

    home.workspace.put_subscription(whole)

    assert home.workspace.subscriptions() == (whole,)


def test_webhooks_come_in_the_order_in_which_they_were_made(home: Home) -> None:
    three = tuple(a_subscription(id=f"{number:032x}") for number in (1, 2, 3))
    for one in reversed(three):
        home.workspace.put_subscription(one)

    assert home.workspace.subscriptions() == three


def test_who_did_not_see_the_last_change_of_a_webhook_changes_nothing(home: Home) -> None:
    first = a_subscription()
    home.workspace.put_subscription(first)
    home.workspace.put_subscription(first.changed(name="Shop"))

    for late in (first.changed(name="Other"), first):
        with pytest.raises(ChangedMeanwhile):
            home.workspace.put_subscription(late)

    assert [one.name for one in home.workspace.subscriptions()] == ["Shop"]


def test_how_a_webhook_does_is_noted_without_counting_as_a_change(home: Home) -> None:
    first = a_subscription()
    home.workspace.put_subscription(first)

    failing = _failing(first)
    home.workspace.note_subscription(failing)
    assert home.workspace.subscriptions() == (failing,)
    home.workspace.note_subscription(first)
    assert home.workspace.subscriptions() == (first,)


def test_nothing_is_noted_of_what_somebody_changed_or_deleted_meanwhile(home: Home) -> None:
    first = a_subscription()
    home.workspace.put_subscription(first)
    changed = first.changed(state=SubscriptionState.OFF)
    home.workspace.put_subscription(changed)

    home.workspace.note_subscription(_failing(first))
    assert home.workspace.subscriptions() == (changed,)
    home.workspace.drop_subscription(first.id)
    home.workspace.drop_subscription(first.id)
    home.workspace.note_subscription(changed)
    assert home.workspace.subscriptions() == ()


def test_what_newer_code_keeps_of_a_webhook_stays(home: Home) -> None:
    first = a_subscription()
    home.workspace.put_subscription(first)
    rewrite(home, "workspace", {**raw_row(home, "workspace", "subscription", first.id), "format": "xml"})

    home.workspace.note_subscription(_failing(first))
    home.workspace.put_subscription(first.changed(name="Shop"))

    assert raw_row(home, "workspace", "subscription", first.id)["format"] == "xml"


def test_how_far_each_was_told_is_kept(home: Home) -> None:
    conversation = begun(home).id
    whole = a_telling(conversation, through=3, ahead=1, attempts=2, first_tried_at=NOW, due_at=after(hours=1))
    idle = a_telling(conversation)

    home.tellings.put(whole)
    home.tellings.put(idle)

    assert home.tellings.of(conversation) == {whole.subscription_id: whole, idle.subscription_id: idle}
    assert home.tellings.of(begun(home).id) == {}
    assert len(home.conversations.entries(conversation)) == 1, "a row of its own among the others"


def test_of_two_who_tell_at_once_one_goes_on(home: Home) -> None:
    first = a_telling(begun(home).id)
    home.tellings.put(first)
    home.tellings.put(first.passed(1).written())

    for late in (first, first.passed(2).written()):
        with pytest.raises(StaleConversation):
            home.tellings.put(late)

    assert home.tellings.of(first.conversation_id)[first.subscription_id].through == 1


def test_what_is_due_is_found_and_nothing_else(home: Home) -> None:
    due = a_telling(begun(home).id, due_at=NOW)
    later = a_telling(begun(home).id, due_at=after(seconds=1))
    parked = a_telling(begun(home).id).parked(NOW)
    for telling in (due, later, parked, a_telling(begun(home).id)):
        home.tellings.put(telling)

    assert _named(home.tellings.due(NOW)) == _named([due])
    assert _named(home.tellings.due(after(seconds=1))) == _named([due, later])
    assert _named(home.tellings.parked(parked.subscription_id)) == _named([parked])
    assert home.conversations.due(after(days=1)) == ()


def test_of_many_that_are_due_the_longest_due_come_first(home: Home) -> None:
    waiting = [a_telling(begun(home).id, due_at=after(seconds=number)) for number in range(12)]
    for telling in reversed(waiting):
        home.tellings.put(telling)

    assert _named(home.tellings.due(after(minutes=1), limit=5)) == _named(waiting[:5])


def test_what_was_told_is_due_no_longer(home: Home) -> None:
    due = a_telling(begun(home).id, due_at=NOW)
    home.tellings.put(due)

    home.tellings.put(due.passed(1).written())

    assert home.tellings.due(NOW + timedelta(days=1)) == []


def test_those_that_wait_for_the_end_of_a_pause_come_in_pieces(home: Home) -> None:
    subscription = an_id()
    waiting = [
        a_telling(begun(home).id, subscription_id=subscription).parked(NOW + timedelta(seconds=number))
        for number in range(3)
    ]
    for telling in reversed(waiting):
        home.tellings.put(telling)

    assert _named(home.tellings.parked(subscription, limit=2)) == _named(waiting[:2])


def _failing(one: Subscription) -> Subscription:
    return replace(one, failing_since=NOW, detail="It answered 500")


def _named(tellings: Sequence[Telling]) -> set[tuple[ConversationId, str]]:
    return {(one.conversation_id, one.subscription_id) for one in tellings}
