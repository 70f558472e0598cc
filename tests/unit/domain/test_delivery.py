"""Delivery work is claimed before anything is sent, and a claim that never ended is not sent again."""

from datetime import UTC, datetime, timedelta

from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Delivery
from chalicelib.domain.ids import ConversationId

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WORK = DeliveryWork(ConversationId("1" * 32), 2, due_at=NOON, first_due_at=NOON)


def test_due_work_may_be_claimed_once() -> None:
    claimed = WORK.claimed("me", NOON)

    assert WORK.may_be_claimed(NOON)
    assert not claimed.may_be_claimed(NOON + timedelta(days=1))
    assert claimed.version == WORK.version + 1


def test_work_is_not_due_before_its_time() -> None:
    assert not WORK.may_be_claimed(NOON - timedelta(seconds=1))


def test_a_lease_ends_only_for_a_claim_that_told_nothing() -> None:
    claimed = WORK.claimed("me", NOON)

    assert not claimed.lease_ended(NOON + timedelta(seconds=59))
    assert claimed.lease_ended(NOON + timedelta(seconds=60))
    assert not claimed.settled(Delivery.SENT).lease_ended(NOON + timedelta(days=1))
    assert not WORK.lease_ended(NOON + timedelta(days=1))


def test_work_given_back_may_be_claimed_at_its_new_time() -> None:
    back = WORK.claimed("me", NOON).postponed(NOON + timedelta(minutes=2), "busy")

    assert not back.may_be_claimed(NOON + timedelta(minutes=1))
    assert back.may_be_claimed(NOON + timedelta(minutes=2))


def test_waits_double_up_to_an_hour_and_end_after_a_day() -> None:
    assert WORK.next_try(NOON) == NOON + timedelta(seconds=30)
    assert WORK.next_try(NOON + timedelta(minutes=10)) == NOON + timedelta(minutes=20)
    assert WORK.next_try(NOON + timedelta(hours=5)) == NOON + timedelta(hours=6)
    assert WORK.next_try(NOON + timedelta(hours=24)) is None


def test_nothing_is_tried_before_the_wait_that_the_provider_asked_for() -> None:
    assert WORK.next_try(NOON, timedelta(minutes=12)) == NOON + timedelta(minutes=12)
    assert WORK.next_try(NOON + timedelta(hours=5), timedelta(minutes=12)) == NOON + timedelta(hours=6)
    assert WORK.next_try(NOON + timedelta(hours=24), timedelta(minutes=12)) is None


def test_sending_again_is_another_attempt() -> None:
    failed = WORK.claimed("me", NOON).settled(Delivery.FAILED)

    again = failed.again(NOON).claimed("you", NOON)

    assert again.attempts == 2
    assert again.outcome is None
