"""Two at once: whatever one does between any two steps of the other, nothing is lost and nothing doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from chalice.app import SQSEvent

from chalicelib.adapters.local.jobs import Received
from chalicelib.domain.entry import Delivery, Status
from chalicelib.domain.errors import NothingToSettle, StaleReply
from chalicelib.domain.orders import ReplyOrder
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.usecases.assign_conversation import assign_conversation
from chalicelib.usecases.comment_on_conversation import comment_on_conversation
from chalicelib.usecases.confirm_arrival import confirm_arrival
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.resend_message import resend_message
from infra.local.events import queue_event
from tests.crash.checker import check, ids_in
from tests.crash.flows import Story, close, order_of, outcomes
from tests.crash.letters import Letter, a_bounce, a_letter
from tests.crash.steps import Steps
from tests.crash.world import ANA, BO, QUEUES, Worlds

AT_MOST = 100
Act = Callable[[Story], object]


def meetings(
    worlds: Worlds, before: Act, one: Act, other: Act, *, remembers: bool = True, whole: bool = True
) -> Iterator[Story]:
    """`before` on a good day; then `one`, with all of `other` before its first step, its second, …

    `whole`: checked when all is quiet, with the one checker.
    """
    for number in range(1, AT_MOST):
        story = Story(worlds.make(Steps(counting=False), remembers=remembers))
        before(story)
        met = _meet(story, number, other)
        story.world.steps.counting = True
        one(story)
        if not met():
            assert number > 3, "there were no steps to meet at"
            return
        story.world.steps.between = None
        story.world.clock.ahead(timedelta(hours=2))
        story.world.until_quiet()
        if whole:
            check(story.world, story.ledger)
        yield story
    raise AssertionError("it never ends")


def _meet(story: Story, at: int, other: Act) -> Callable[[], bool]:
    steps = story.world.steps
    steps.trace.clear()

    def between(number: int, step: str) -> None:
        del step
        if number == at:
            steps.counting = False
            other(story)
            steps.counting = True

    steps.between = between
    return lambda: len(steps.trace) >= at


def arrived(story: Story, *letters: Letter) -> list[dict[str, Any]]:
    """The letters are at the door; the event of each, as a worker gets it."""
    for letter in letters:
        story.mail(letter)
    held: tuple[Received, ...] = story.world.queue.receive("mail", count=10, visibility_seconds=3600)
    return [queue_event("mail", [job]) for job in held]


def taken(event: dict[str, Any]) -> None:
    """A worker takes the mail in; what fails comes again by itself, since the job is still there."""
    on_mail(SQSEvent(event, None))


def mails(*letters: Letter) -> tuple[Act, Act, Act]:
    """They arrive; one worker has the first, another the last, which may be the same."""
    events: list[dict[str, Any]] = []

    def before(story: Story) -> None:
        events[:] = arrived(story, *letters)

    return before, lambda story: taken(events[0]), lambda story: taken(events[-1])


MAIL = next(queue for queue in QUEUES if queue.name == "mail")
FIRST = a_letter("It flickers")
ANSWER = a_letter("And it hums", quotes=(FIRST.message_id,), answers=FIRST.message_id)
SECOND_ANSWER = a_letter("And it smells", quotes=(FIRST.message_id,))


def test_one_mail_that_two_workers_have_is_kept_once(worlds: Worlds) -> None:
    for story in meetings(worlds, *mails(FIRST)):
        assert len(ids_in(story.world)) == 1


def test_two_mails_of_a_new_customer_make_one_contact(worlds: Worlds) -> None:
    other = a_letter("It burns", subject="Something else")
    for story in meetings(worlds, *mails(FIRST, other)):
        heads = [story.world.plain.conversations.head(one) for one in ids_in(story.world)]
        assert len(heads) == 2
        assert len({head.contact_id for head in heads}) == 1
        assert len({head.number for head in heads}) == 2


@pytest.mark.parametrize("letters", [(FIRST, ANSWER), (ANSWER, FIRST), (ANSWER, SECOND_ANSWER)])
def test_two_mails_that_start_a_thread_are_one_conversation(
    worlds: Worlds, letters: tuple[Letter, Letter]
) -> None:
    for story in meetings(worlds, *mails(*letters)):
        assert len(ids_in(story.world)) == 1


def test_two_mails_with_one_id_are_both_kept(worlds: Worlds) -> None:
    forged = a_letter("It burns", message_id=FIRST.message_id)
    for story in meetings(worlds, *mails(FIRST, forged)):
        assert len(ids_in(story.world)) == 2


def asked(story: Story) -> None:
    """A mail is there."""
    story.mail(FIRST)
    story.world.until_quiet()


def answered(story: Story) -> None:
    """A mail is there, and an answer to it waits to be sent."""
    asked(story)
    story.reply(story.only(), "We look")


def reply(words: str, *, insist: bool = True, key: str = "") -> Act:
    def act(story: Story) -> None:
        order = ReplyOrder(story.only(), order_of(ANA, key or words), words, last_seq=1, insist=insist)
        story.ledger.tried.add(words)
        try:
            story.world.order(lambda ports: reply_to_conversation(ports, order))
        except StaleReply:
            return
        story.ledger.promised.add(words)

    return act


def deliver(story: Story) -> None:
    deliver_message(story.world.ports, story.only())


def test_a_double_click_sends_one_mail(worlds: Worlds) -> None:
    for story in meetings(worlds, asked, reply("We look"), reply("We look")):
        assert len(story.world.post.sent) == 1


def test_two_answers_at_once_are_both_sent(worlds: Worlds) -> None:
    for story in meetings(worlds, asked, reply("We look"), reply("We send one", key="another")):
        assert len(story.world.post.sent) == 2


def test_an_answer_over_a_mail_nobody_had_seen_is_refused_or_came_first(worlds: Worlds) -> None:
    def mail_in(story: Story) -> None:
        story.mail(ANSWER)
        while story.world.turn():
            continue

    refused = 0
    for story in meetings(worlds, asked, reply("We look", insist=False), mail_in):
        refused += "We look" not in story.ledger.promised
        assert len(story.world.post.sent) == (0 if "We look" not in story.ledger.promised else 1)
    assert refused > 2


def test_two_workers_with_one_delivery_send_once(worlds: Worlds) -> None:
    for story in meetings(worlds, answered, deliver, deliver):
        assert len(story.world.post.sent) == 1
        assert outcomes(story) == [Delivery.SENT]


@pytest.mark.parametrize("remembers", [True, False])
def test_a_worker_that_slept_through_its_lease_tells_the_truth_when_it_wakes(
    worlds: Worlds, remembers: bool
) -> None:
    def long_sleep(story: Story) -> None:
        story.world.clock.ahead(timedelta(seconds=61))
        deliver(story)

    for story in meetings(worlds, answered, deliver, long_sleep, remembers=remembers, whole=False):
        assert len(story.world.post.sent) == 1
        assert outcomes(story) in ([Delivery.SENT], [Delivery.UNSURE, Delivery.SENT])


def test_a_bounce_that_overtakes_the_outcome_is_kept(worlds: Worlds) -> None:
    def bounce(story: Story) -> None:
        story.mail(a_bounce("No such mailbox", of=story.ours()[1]), silent=True)
        story.world.pump.do_batch(MAIL)

    for story in meetings(worlds, answered, deliver, bounce, whole=False):
        seq = story.ours()[0]
        work = story.world.plain.conversations.work(story.only(), [seq])[seq]
        assert outcomes(story)[-1] is Delivery.BOUNCED is work.outcome
        assert len(story.world.post.sent) <= 1


def test_agents_who_work_on_one_conversation_at_once_lose_nothing(worlds: Worlds) -> None:
    def assign(story: Story) -> None:
        by = order_of(ANA, "assign")
        story.world.order(lambda ports: assign_conversation(ports, story.only(), BO.id, by))

    def note(story: Story) -> None:
        by = order_of(BO, "Carla is a good customer")
        story.ledger.tried.add("Carla is a good customer")
        story.world.order(
            lambda ports: comment_on_conversation(ports, story.only(), "Carla is a good customer", by)
        )
        story.ledger.promised.add("Carla is a good customer")

    for one, other in [(assign, note), (note, assign), (note, note), (assign, assign)]:
        for story in meetings(worlds, asked, one, other):
            head = story.world.plain.conversations.head(story.only())
            assert head.owner in (BO.id, None)
            assert head.seq == len({one, other}) + 1


def test_a_mail_that_comes_while_somebody_closes_is_waiting_in_an_open_or_a_closed_one(
    worlds: Worlds,
) -> None:
    def mail_in(story: Story) -> None:
        story.mail(ANSWER)
        while story.world.turn():
            continue

    for story in meetings(worlds, asked, lambda story: close(story, "close"), mail_in):
        head = story.world.plain.conversations.head(story.only())
        assert head.status in (Status.OPEN, Status.CLOSED)
        assert head.last_inbound_seq in (2, 3)


def doubtful(story: Story) -> None:
    """The line broke while an answer was handed over; whoever is asked next may send it again once."""
    story.world.post.breaks_off = True
    answered(story)
    story.world.until_quiet()
    story.world.post.breaks_off = False
    story.ledger.resends["We look"] += 1


def again(key: str) -> Act:
    """An agent asks to send it again, unless its fate is known by then."""

    def act(story: Story) -> None:
        seq, by = story.ours()[0], order_of(ANA, key)
        with suppress(NothingToSettle):
            story.world.order(lambda ports: resend_message(ports, story.only(), seq, by))

    return act


def arrived_after_all(story: Story) -> None:
    seq, by = story.ours()[0], order_of(BO, "arrived")
    with suppress(NothingToSettle):
        story.world.order(lambda ports: confirm_arrival(ports, story.only(), seq, by))


@pytest.mark.parametrize("other", [again("click"), again("another click"), arrived_after_all])
def test_two_who_settle_a_doubtful_mail_send_one_more_at_most(worlds: Worlds, other: Act) -> None:
    for story in meetings(worlds, doubtful, again("click"), other):
        assert len(story.world.post.sent) <= 1
        assert outcomes(story)[-1] is Delivery.SENT
