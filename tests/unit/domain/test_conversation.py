"""The head is the fold of the log, whatever order an agent gives and whatever a customer writes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain import limits
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import (
    Actor,
    Comment,
    Delivery,
    DeliveryOutcome,
    Direction,
    Entry,
    Linked,
    Mailbox,
    Message,
    Status,
    Unsupported,
)
from chalicelib.domain.folding import folded
from chalicelib.domain.ids import AgentId, ChannelId, ContactId, ConversationId, InboxId
from chalicelib.domain.shortening import fitting

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ANA = AgentId("a" * 32)
CUSTOMER = Actor.contact(ContactId("c" * 32))


def head(**changes: object) -> Conversation:
    first = Conversation(
        id=ConversationId("1" * 32),
        number=7,
        inbox_id=InboxId("i" * 32),
        channel_id=ChannelId("h" * 32),
        channel_kind="email",
        contact_id=ContactId("c" * 32),
        contact_name="Carla",
        contact_address="carla@customer.example",
        subject="My lamp",
        started_at=NOON,
        last_activity_at=NOON,
    )
    return replace(first, **changes)  # type: ignore[arg-type]  # the fields of the head, by name


def mail_in(text: str = "It flickers", **changes: object) -> Message:
    message = Message(Direction.IN, text, sender=Mailbox("carla@customer.example", "Carla"))
    return replace(message, **changes)  # type: ignore[arg-type]  # the fields of a message, by name


def mail_out(text: str = "We look into it", *to: str) -> Message:
    people = tuple(Mailbox(address) for address in to or ("carla@customer.example",))
    return Message(Direction.OUT, text, to=people)


def test_a_message_makes_the_customer_wait_and_the_conversation_unread() -> None:
    after = head().receive(mail_in(), NOON, CUSTOMER).after

    assert after.seq == 1
    assert after.waiting_since == NOON
    assert after.unread
    assert after.preview == "It flickers"
    assert after.preview_by == "contact"


def test_who_writes_twice_waits_since_the_first_message() -> None:
    once = head().receive(mail_in(), NOON, CUSTOMER).after

    twice = once.receive(mail_in("Hello?"), NOON + timedelta(hours=1), CUSTOMER).after

    assert twice.waiting_since == NOON
    assert twice.wrote_at == NOON + timedelta(hours=1)


def test_what_the_team_says_or_was_said_long_ago_is_not_the_customers_last_word() -> None:
    asked = head().receive(mail_in(), NOON, CUSTOMER).after
    later = NOON + timedelta(hours=1)

    answered = asked.reply(mail_out(), later, ANA).after
    told = answered.receive(mail_in(imported=True), later, CUSTOMER).after

    assert told.wrote_at == NOON


def test_an_answer_ends_the_waiting_and_gives_the_conversation_to_who_answered() -> None:
    asked = head().receive(mail_in(), NOON, CUSTOMER).after

    step = asked.reply(mail_out(), NOON + timedelta(minutes=5), ANA)

    assert step.after.waiting_since is None
    assert (step.after.preview_by, step.after.preview_agent) == ("agent", ANA[-8:])
    assert step.after.owner == ANA
    assert [entry.kind for entry in step.entries] == ["assigned", "message"]
    assert step.deliveries == (step.after.seq,)


def test_an_answer_leaves_the_owner_who_is_there() -> None:
    colleague = AgentId("b" * 32)

    step = head(owner=colleague).reply(mail_out(), NOON, ANA)

    assert step.after.owner == colleague
    assert [entry.kind for entry in step.entries] == ["message"]


def test_a_message_opens_a_closed_conversation_again_and_keeps_its_owner() -> None:
    step = head(status=Status.CLOSED, owner=ANA).receive(mail_in(), NOON, CUSTOMER)

    assert step.after.status is Status.OPEN
    assert step.after.owner == ANA
    assert step.after.waiting_since == NOON


def test_an_answer_opens_a_closed_conversation_again() -> None:
    assert head(status=Status.CLOSED).reply(mail_out(), NOON, ANA).after.status is Status.OPEN


def test_automatic_mail_reopens_nothing_and_makes_nobody_wait() -> None:
    step = head(status=Status.CLOSED).receive(mail_in(automatic=True), NOON, CUSTOMER)

    assert step.after.status is Status.CLOSED
    assert step.after.waiting_since is None


def test_spam_makes_nobody_wait_until_somebody_says_it_is_none() -> None:
    spam = head(status=Status.SPAM).receive(mail_in(), NOON, CUSTOMER).after
    later = NOON + timedelta(hours=2)

    rescued = spam.set_status(Status.OPEN, later, Actor.agent(ANA)).after

    assert spam.waiting_since is None
    assert rescued.waiting_since == later


def test_closing_a_closed_conversation_is_nothing() -> None:
    assert head(status=Status.CLOSED).set_status(Status.CLOSED, NOON, Actor.agent(ANA)).is_nothing


def test_giving_a_conversation_to_who_has_it_is_nothing() -> None:
    assert head(owner=ANA).assign(ANA, NOON, Actor.agent(ANA)).is_nothing


def test_mail_that_comes_late_does_not_turn_time_back() -> None:
    after = head().receive(mail_in(), NOON - timedelta(days=3), CUSTOMER).after

    assert after.last_activity_at == NOON


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        (Delivery.SENT, False),
        (Delivery.DELIVERED, False),
        (Delivery.DELAYED, False),
        (Delivery.BOUNCED, True),
    ],
)
def test_only_an_outcome_that_somebody_must_see_moves_the_conversation_up(
    state: Delivery, moves: bool
) -> None:
    later = NOON + timedelta(hours=1)

    after = head().record(DeliveryOutcome(1, state), later, Actor.system("delivery")).after

    assert (after.last_activity_at == later) is moves


def test_the_same_entries_folded_again_give_the_same_head() -> None:
    first = head()
    step = (
        Step.begin(first).add(mail_in(), NOON, CUSTOMER).add(Comment("Known fault"), NOON, Actor.agent(ANA))
    )
    step = replace(step, before=None)

    again = first
    for entry in step.entries:
        again = folded(again, entry)

    assert again == step.after


def test_an_entry_of_newer_code_moves_the_log_on_and_changes_nothing_else() -> None:
    unknown = Entry(head().id, 1, NOON, CUSTOMER, Unsupported("rating", '{"stars":5}'))

    after = folded(head(), unknown)

    assert after == head(seq=1)


def test_people_written_to_become_participants_each_once() -> None:
    step = head().reply(mail_out("Hi", "Carla@Customer.example", "store@partner.example"), NOON, ANA)

    again = step.after.reply(mail_out("Hi", "store@partner.example"), NOON, ANA)

    assert again.after.participants == ("carla@customer.example", "store@partner.example")


def test_a_head_stays_small_whatever_people_write() -> None:
    people = [f"{'long' * 60}{number}@customer.example" for number in range(200)]
    step = head(subject=fitting("ñ" * 5_000, limits.SUBJECT)).reply(mail_out("ñ" * 9_000, *people), NOON, ANA)
    for number in range(20):
        step = step.add(Linked(ConversationId("2" * 32), number, "stranger_quoted"), NOON, CUSTOMER)

    after = step.after

    assert sum(len(one.encode()) for one in after.participants) <= limits.PARTICIPANTS_BYTES
    assert len(after.subject.encode()) <= limits.SUBJECT
    assert len(after.preview.encode()) <= limits.PREVIEW
    assert len(after.linked) == limits.LINKED


def test_times_without_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        head(started_at=datetime(2026, 1, 1))  # noqa: DTZ001 - this is what is refused


def test_newcomers_are_those_who_fit_and_were_not_there() -> None:
    known = head(participants=("carla@customer.example",))

    assert known.newcomers(["Carla@Customer.example", "boss@x.example", "", "boss@x.example"]) == (
        "boss@x.example",
    )
    assert len(known.newcomers(f"{n}@x.example" for n in range(99))) == limits.PARTICIPANTS - 1


def test_a_blind_copy_makes_nobody_a_participant() -> None:
    message = replace(mail_out(), bcc=(Mailbox("boss@x.example"),))

    assert head().reply(message, NOON, ANA).after.participants == ("carla@customer.example",)


def test_an_answer_from_outside_answers_only_whom_it_was_written_to() -> None:
    waiting = head().receive(mail_in(), NOON, CUSTOMER).after
    to_her = replace(mail_out(), own_program=True)
    to_another = replace(mail_out("Who does this?", "boss@x.example"), own_program=True)

    answered = waiting.reply_from_outside(to_her, NOON, ANA)
    beside = waiting.reply_from_outside(to_another, NOON, ANA)

    assert (answered.after.waiting_since, answered.after.owner, answered.deliveries) == (None, ANA, ())
    assert (beside.after.waiting_since, beside.after.owner, beside.deliveries) == (NOON, None, ())
    assert beside.after.last_answered_seq == 0


def test_a_link_is_no_activity() -> None:
    link = Linked(ConversationId("2" * 32), 8, "same_mail")

    after = head().record(link, NOON + timedelta(hours=1), CUSTOMER).after

    assert after.last_activity_at == NOON
    assert after.linked == (link,)
