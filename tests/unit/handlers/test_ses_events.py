"""The queue of what SES tells: kept once, and never stuck on what nobody knows."""

import json
from io import StringIO
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.domain.entry import Delivery, DeliveryOutcome
from chalicelib.domain.errors import Throttled
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.handlers.log import log
from chalicelib.handlers.ses_events import on_ses_events
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from infra.local.parts import queues_of
from infra.local.pump import JobPump
from tests.unit.channels.email.ses_events import (
    CARLA,
    a_bounce,
    a_delivery,
    a_send,
    an_event,
    in_envelope,
    tags_of,
)
from tests.unit.handlers.house import House
from tests.unit.handlers.test_mail_queue import Batch, record
from tests.unit.usecases.company import ANA
from tests.unit.usecases.test_receive_message import a_mail

NONE_FAILED: dict[str, Any] = {"batchItemFailures": []}


@pytest.fixture(autouse=True)
def _wired(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "ports", lambda: ports)


@pytest.fixture
def conversation(ports: Ports) -> ConversationId:
    """An answer (seq 3) went out."""
    taken = receive_message(ports, a_mail())
    reply_to_conversation(ports, ReplyOrder(taken.conversation_id, Order(ANA), "We look", last_seq=1))
    deliver_message(ports, taken.conversation_id)
    return taken.conversation_id


def states(ports: Ports, conversation: ConversationId) -> list[Delivery]:
    contents = [entry.content for entry in ports.conversations.entries(conversation)]
    return [one.state for one in contents if isinstance(one, DeliveryOutcome)]


def test_a_batch_is_kept_whether_or_not_sns_wraps_it(ports: Ports, conversation: ConversationId) -> None:
    tags = tags_of(conversation, 3)

    answer = on_ses_events(
        Batch(
            record(in_envelope(a_send(tags=tags)), number=1),
            record(json.dumps(a_delivery(tags=tags)), number=2),
            record(in_envelope(a_bounce(tags=tags)), number=3),
            record(json.dumps(a_bounce(tags=tags)), number=4),
        )
    )

    assert answer == NONE_FAILED
    assert states(ports, conversation) == [Delivery.SENT, Delivery.DELIVERED, Delivery.BOUNCED]


@pytest.mark.parametrize(
    "body",
    [
        in_envelope("Successfully validated SNS topic for Amazon SES event publishing."),
        json.dumps(an_event("Subscription", subscription={})),
        json.dumps(a_delivery(tags={"notice": ["invitation"]})),
        json.dumps(a_delivery()),
        "no JSON at all",
    ],
)
def test_what_is_about_nothing_of_ours_does_not_come_again(ports: Ports, body: str) -> None:
    assert on_ses_events(Batch(record(body))) == NONE_FAILED


def test_an_event_with_something_missing_comes_again_and_ends_where_a_person_looks(ports: Ports) -> None:
    answer = on_ses_events(Batch(record(json.dumps(an_event("Bounce")))))

    assert answer == {"batchItemFailures": [{"itemIdentifier": "job-1"}]}


def test_only_what_could_not_be_kept_comes_again(
    ports: Ports, conversation: ConversationId, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, calls = ports.conversations.commit, iter([Throttled("busy")])

    def busy_once(one: Any) -> Any:
        for error in calls:
            raise error
        return commit(one)

    monkeypatch.setattr(ports.conversations, "commit", busy_once)
    tags = tags_of(conversation, 3)
    batch = Batch(
        record(json.dumps(a_delivery(tags=tags)), number=1), record(json.dumps(a_bounce(tags=tags)), number=2)
    )

    answer = on_ses_events(batch)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "job-1"}]}
    assert states(ports, conversation) == [Delivery.SENT, Delivery.BOUNCED]


def test_the_log_names_no_address(conversation: ConversationId, monkeypatch: pytest.MonkeyPatch) -> None:
    written = StringIO()
    monkeypatch.setattr(log.registered_handler, "stream", written)

    on_ses_events(Batch(record(json.dumps(a_bounce(tags=tags_of(conversation, 3))))))
    on_ses_events(Batch(record(json.dumps(a_bounce(people=[{"emailAddress": CARLA}, {}])))))

    assert '"state":"bounced"' in written.getvalue()
    assert "customer.example" not in written.getvalue()


def test_the_local_home_plays_the_same_events_through_the_same_queue(
    ports: Ports, conversation: ConversationId, house: House
) -> None:
    assert isinstance(ports.jobs, SqliteJobs)
    ports.jobs.send(Job("ses-events", json.dumps(a_bounce(tags=tags_of(conversation, 3)))))
    (queue,) = [one for one in queues_of(house.app) if one.name == "ses-events"]

    JobPump(ports.jobs, [queue]).do_batch(queue)

    assert states(ports, conversation) == [Delivery.SENT, Delivery.BOUNCED]
    assert ports.jobs.waiting() == 0
