"""What happened is told in order, at least once, never skipped; who fails waits alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.domain.entry import Actor, Assigned, Comment, Message, Status, StatusChanged
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.subscription import EVENTS, Subscription, SubscriptionState
from chalicelib.domain.telling import Telling
from chalicelib.domain.webhook_signature import is_signed
from chalicelib.ports.bundle import Ports
from chalicelib.ports.call_log import CallState, LoggedCall
from chalicelib.ports.event_subscriptions import WantedSubscription, subscription_of
from chalicelib.ports.stores import Commit
from chalicelib.usecases.change_subscription import change_subscription
from chalicelib.usecases.pause_subscription import pause_subscription
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.subscribe_to_events import subscribe_to_events
from chalicelib.usecases.tell_subscribers import MOST_CALLS, tell_subscribers
from chalicelib.usecases.unsubscribe_from_events import unsubscribe_from_events
from chalicelib.usecases.wake_due_tellings import wake_due_tellings
from tests.receiver import Receiver, receiver
from tests.subscriptions import a_subscription
from tests.unit.usecases.company import ANA, SALES_INBOX
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.test_receive_message import a_mail

SITE = "https://bandeja.test"


@pytest.fixture
def there() -> Iterator[Receiver]:
    with receiver() as listening:
        yield listening


@pytest.fixture
def told(ports: Ports, there: Receiver) -> Subscription:
    """Everything that happens is told to `there`."""
    return subscribe_to_events(ports, WantedSubscription("Orders", there.url, EVENTS))[0]


def wrote(ports: Ports) -> ConversationId:
    return receive_message(ports, a_mail()).conversation_id


def noted(ports: Ports, conversation: ConversationId, *texts: str) -> None:
    for text in texts:
        head = ports.conversations.head(conversation)
        ports.conversations.commit(Commit(head.record(Comment(text), ports.now(), Actor.agent(ANA.id))))


def notes(there: Receiver) -> list[str]:
    return [event["data"]["comment"]["text"] for event in there.taken if "comment" in event["data"]]


def pauses(ports: Ports) -> int:
    """Pause what is to be paused; how many were."""
    assert isinstance(ports.jobs, SqliteJobs)
    jobs = ports.jobs.receive("events", count=10, visibility_seconds=60)
    orders = [json.loads(job.body) for job in jobs]
    for order in orders:
        pause_subscription(ports, order["pause"], order["version"], order["detail"])
    ports.jobs.done(jobs)
    return len(orders)


def log_of(ports: Ports, told: Subscription) -> list[LoggedCall]:
    """The oldest first; ids of tests do not sort by time."""
    return sorted(ports.call_log.page(told.id, limit=500), key=lambda one: (one.at, one.seq))


def test_what_happens_is_told_in_order_and_only_once(
    ports: Ports, told: Subscription, there: Receiver
) -> None:
    conversation = wrote(ports)
    head = ports.conversations.head(conversation)
    for content in (Assigned(ANA.id), StatusChanged(Status.CLOSED), StatusChanged(Status.OPEN)):
        head = ports.conversations.head(conversation)
        ports.conversations.commit(Commit(head.record(content, ports.now(), Actor.agent(ANA.id))))

    for _ in range(3):
        assert tell_subscribers(ports, conversation, SITE)

    assert there.types == [
        "conversation.created",
        "message.created",
        "conversation.assigned",
        "conversation.closed",
        "conversation.reopened",
    ]
    assert there.taken[2]["data"]["owner"] == ANA.id
    assert there.taken[2]["data"]["actor"] == {"kind": "agent", "id": ANA.id, "name": ANA.name}
    assert [one.state for one in log_of(ports, told)] == [CallState.TAKEN] * 5


def test_what_is_told_is_signed_and_says_who_wrote_what(ports: Ports, there: Receiver, clock: Clock) -> None:
    wanted = WantedSubscription("Orders", there.url, ("message.created",))
    _, secret = subscribe_to_events(ports, wanted)
    conversation = wrote(ports)

    tell_subscribers(ports, conversation, SITE)

    ((headers, body),) = there.got
    assert is_signed(body, headers["bandeja-signature"], [secret], clock.now)
    assert headers["bandeja-event"] == "message.created"
    event = there.taken[0]
    assert headers["bandeja-delivery"] == event["id"] == f"{conversation}-1-message.created"
    assert event["workspace"] == SITE
    assert event["data"]["conversation"]["contact"]["address"] == a_mail().message.sender.address
    assert event["data"]["message"]["direction"] == "in"
    assert event["data"]["message"]["text"] == a_mail().message.text


def test_only_what_was_asked_for_is_told(ports: Ports, there: Receiver) -> None:
    subscribe_to_events(ports, WantedSubscription("Notes", there.url, ("comment.created",)))
    elsewhere = WantedSubscription("Sales", there.url, EVENTS, SALES_INBOX.id)
    subscribe_to_events(ports, elsewhere)
    conversation = wrote(ports)
    noted(ports, conversation, "Call her")

    tell_subscribers(ports, conversation, SITE)

    assert there.types == ["comment.created"]


def test_what_was_before_is_not_told(ports: Ports, there: Receiver, clock: Clock) -> None:
    conversation = wrote(ports)
    noted(ports, conversation, *map(str, range(60)))
    clock.ahead(seconds=1)
    subscribe_to_events(ports, WantedSubscription("Orders", there.url, EVENTS))
    noted(ports, conversation, "new")

    tell_subscribers(ports, conversation, SITE)

    assert notes(there) == ["new"]


def test_a_call_that_is_not_taken_comes_again_and_keeps_the_later_ones_waiting(
    ports: Ports, told: Subscription, there: Receiver, clock: Clock
) -> None:
    conversation = wrote(ports)
    tell_subscribers(ports, conversation, SITE)
    there.answer = lambda event: 503
    noted(ports, conversation, "first", "second")

    tell_subscribers(ports, conversation, SITE)
    tell_subscribers(ports, conversation, SITE)  # its time has not come
    assert len(there.got) == 3
    assert subscription_of(ports, told.id).failing_since == clock.now
    there.answer = lambda event: 200
    clock.ahead(seconds=31)
    assert wake_due_tellings(ports) == 1
    tell_subscribers(ports, conversation, SITE)

    assert notes(there) == ["first", "second"]
    tries = [(one.seq, one.attempt, one.state) for one in log_of(ports, told)][2:]
    assert tries == [(2, 1, CallState.LATER), (2, 2, CallState.TAKEN), (3, 1, CallState.TAKEN)]
    assert subscription_of(ports, told.id).failing_since is None
    assert wake_due_tellings(ports) == 0


def test_the_same_event_has_the_same_id_at_every_try(
    ports: Ports, told: Subscription, there: Receiver, clock: Clock
) -> None:
    there.answer = lambda event: 500
    conversation = wrote(ports)
    for _ in range(3):
        tell_subscribers(ports, conversation, SITE)
        clock.ahead(hours=1)

    assert [headers["bandeja-delivery"] for headers, _ in there.got] == [
        f"{conversation}-1-conversation.created"
    ] * 3


def test_what_they_ask_for_is_waited_for(
    ports: Ports, told: Subscription, there: Receiver, clock: Clock
) -> None:
    there.answer, there.headers = lambda event: 429, {"retry-after": "600"}
    conversation = wrote(ports)
    tell_subscribers(ports, conversation, SITE)

    clock.ahead(seconds=599)
    assert wake_due_tellings(ports) == 0
    clock.ahead(seconds=1)
    assert wake_due_tellings(ports) == 1


def test_a_whole_day_without_a_success_pauses_it_and_tells_the_admins(
    ports: Ports, told: Subscription, there: Receiver, clock: Clock, tmp_path: Path
) -> None:
    admin = replace(ANA, id=type(ANA.id)("ad" * 16), email="ada@bandeja.test", role=type(ANA.role)("admin"))
    ports.workspace.add_agent(admin)
    there.answer = lambda event: 500
    conversation = wrote(ports)
    for _ in range(40):
        tell_subscribers(ports, conversation, SITE)
        pauses(ports)
        clock.ahead(hours=1)

    stopped = subscription_of(ports, told.id)
    assert (stopped.state, stopped.detail) == (SubscriptionState.PAUSED, "The server answered 500")
    (mail,) = (tmp_path / "outbox").iterdir()
    assert b"ada@bandeja.test" in mail.read_bytes(), "one mail, to the only admin"
    tried = len(there.got)
    noted(ports, conversation, "meanwhile")
    tell_subscribers(ports, conversation, SITE)
    assert len(there.got) == tried, "nothing is told while it is paused"
    assert wake_due_tellings(ports) == 0

    there.answer = lambda event: 200
    same = WantedSubscription(stopped.name, stopped.url, stopped.events)
    change_subscription(ports, told.id, stopped.version, (same, SubscriptionState.ON))
    assert wake_due_tellings(ports) == 1
    tell_subscribers(ports, conversation, SITE)
    assert there.types == ["conversation.created", "message.created", "comment.created"]
    assert wake_due_tellings(ports) == 0


def test_one_event_that_nobody_takes_is_given_up_after_a_day_where_others_are_taken(
    ports: Ports, told: Subscription, there: Receiver, clock: Clock
) -> None:
    poison, fine = wrote(ports), receive_message(ports, a_mail(message_id="<other@x>")).conversation_id
    there.answer = lambda event: 400 if event["data"]["conversation"]["id"] == poison else 200
    for hour in range(60):
        noted(ports, fine, str(hour))
        tell_subscribers(ports, fine, SITE)
        tell_subscribers(ports, poison, SITE)
        clock.ahead(hours=1)

    assert subscription_of(ports, told.id).state is SubscriptionState.ON
    given_up = [one.what for one in log_of(ports, told) if one.state is CallState.FAILED]
    assert given_up == ["conversation.created", "message.created"]
    assert notes(there) == [str(hour) for hour in range(60)]


def test_who_says_that_they_are_gone_is_paused_at_once(
    ports: Ports, told: Subscription, there: Receiver
) -> None:
    there.answer = lambda event: 410
    tell_subscribers(ports, wrote(ports), SITE)

    assert pauses(ports) == 1
    assert len(there.got) == 1
    assert subscription_of(ports, told.id).state is SubscriptionState.PAUSED


def test_what_happens_while_it_is_off_is_never_told(
    ports: Ports, told: Subscription, there: Receiver, clock: Clock
) -> None:
    conversation = wrote(ports)
    tell_subscribers(ports, conversation, SITE)
    same = WantedSubscription(told.name, told.url, told.events)
    off = change_subscription(ports, told.id, told.version, (same, SubscriptionState.OFF))
    noted(ports, conversation, "off")
    tell_subscribers(ports, conversation, SITE)
    clock.ahead(seconds=1)
    change_subscription(ports, told.id, off.version, (same, SubscriptionState.ON))
    noted(ports, conversation, "on")

    tell_subscribers(ports, conversation, SITE)

    assert notes(there) == ["on"]


def test_one_that_fails_keeps_no_other_one_waiting(ports: Ports, told: Subscription, there: Receiver) -> None:
    with receiver() as other:
        other.answer = lambda event: 500
        subscribe_to_events(ports, WantedSubscription("Broken", other.url, EVENTS))
        conversation = wrote(ports)
        noted(ports, conversation, "a")
        tell_subscribers(ports, conversation, SITE)

        assert there.types == ["conversation.created", "message.created", "comment.created"]
        assert len(other.got) == 1


@pytest.mark.parametrize("slow_one_is_first", [True, False])
def test_one_that_takes_its_time_keeps_no_other_one_waiting(
    ports: Ports, clock: Clock, slow_one_is_first: bool
) -> None:
    """It takes everything, and for each call nearly as long as a call may take."""

    def takes_long(event: dict[str, Any]) -> int:
        clock.ahead(seconds=9)
        return 200

    with receiver() as slow, receiver() as quick:
        for number, one in enumerate((slow, quick) if slow_one_is_first else (quick, slow)):
            ports.workspace.put_subscription(
                a_subscription(id=f"{number:032x}", url=one.url, since=clock.now)
            )
        slow.answer = takes_long
        conversation = wrote(ports)
        noted(ports, conversation, *map(str, range(8)))

        assert not tell_subscribers(ports, conversation, SITE)

        assert notes(quick) == [str(number) for number in range(8)]
        assert 1 <= len(slow.taken) < 4


def test_one_with_much_to_hear_keeps_no_other_one_waiting(
    ports: Ports, told: Subscription, there: Receiver
) -> None:
    with receiver() as other:
        subscribe_to_events(ports, WantedSubscription("Other", other.url, EVENTS))
        conversation = wrote(ports)
        noted(ports, conversation, *map(str, range(MOST_CALLS)))

        assert not tell_subscribers(ports, conversation, SITE)

        assert len(there.taken) == len(other.taken) == MOST_CALLS


@pytest.mark.parametrize("failing_one_is_first", [True, False])
def test_one_that_is_known_to_fail_comes_last(
    ports: Ports, there: Receiver, clock: Clock, failing_one_is_first: bool
) -> None:
    heard: list[str] = []

    def says(name: str, status: int) -> Callable[[dict[str, Any]], int]:
        def answer(event: dict[str, Any]) -> int:
            heard.append(name)
            return status

        return answer

    with receiver() as other:
        for number, one in enumerate((there, other) if failing_one_is_first else (other, there)):
            made = a_subscription(id=f"{number:032x}", url=one.url, since=clock.now)
            ports.workspace.put_subscription(replace(made, failing_since=clock.now if one is there else None))
        there.answer, other.answer = says("failing", 500), says("other", 200)

        tell_subscribers(ports, wrote(ports), SITE)

    assert heard == ["other", "other", "failing"]


def test_of_two_who_tell_at_the_same_moment_the_later_one_looks_again(
    ports: Ports, told: Subscription, there: Receiver
) -> None:
    conversation = wrote(ports)

    def meanwhile(event: dict[str, Any]) -> int:
        if not there.taken:
            ports.tellings.put(Telling(conversation, told.id, ahead=1, version=1))
        return 200

    there.answer = meanwhile

    assert not tell_subscribers(ports, conversation, SITE)
    assert tell_subscribers(ports, conversation, SITE)
    assert there.types == ["conversation.created", "message.created"]


def test_nobody_waits_for_one_that_was_deleted(
    ports: Ports, told: Subscription, there: Receiver, clock: Clock
) -> None:
    there.answer = lambda event: 500
    conversation = wrote(ports)
    tell_subscribers(ports, conversation, SITE)
    unsubscribe_from_events(ports, told.id)
    clock.ahead(hours=1)

    tell_subscribers(ports, conversation, SITE)

    assert ports.tellings.due(clock.now) == []
    assert ports.channel_secrets.of(told.id) == {}


def test_a_job_ends_after_some_calls_and_the_rest_goes_on(
    ports: Ports, told: Subscription, there: Receiver
) -> None:
    conversation = wrote(ports)
    texts = [str(number) for number in range(MOST_CALLS)]
    noted(ports, conversation, *texts)

    assert not tell_subscribers(ports, conversation, SITE)
    assert len(there.got) == MOST_CALLS
    assert tell_subscribers(ports, conversation, SITE)
    assert notes(there) == texts


def test_an_address_that_leads_inside_is_never_called(
    ports: Ports, told: Subscription, there: Receiver
) -> None:
    moved = replace(told, url="https://127.0.0.1.nip.invalid/", version=told.version + 1)
    ports.workspace.put_subscription(moved)
    tell_subscribers(ports, wrote(ports), SITE)

    assert there.got == []
    assert log_of(ports, told)[0].status == 0


def test_long_words_are_told_whole(ports: Ports, told: Subscription, there: Receiver) -> None:
    whole = "long words " * 2_000
    conversation = wrote(ports)
    head = ports.conversations.head(conversation)
    entry = ports.conversations.entry(conversation, 1)
    assert isinstance(entry.content, Message)
    kept = ports.blobs.put(whole.encode())
    said = replace(entry.content, text=whole[:100], text_cut=True, full_text=kept, message_id="<long@x>")
    ports.conversations.commit(Commit(head.record(said, ports.now(), entry.actor)))

    tell_subscribers(ports, conversation, SITE)

    assert there.texts[-1] == whole
