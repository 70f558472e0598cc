"""From an entry to the job that follows from it, and from the job to the mail."""

import json
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.domain.entry import KINDS
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.handlers.event_stream import on_entries, on_tick
from chalicelib.handlers.job_queue import on_delivery, on_followups
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job
from chalicelib.reactions import REACTIONS, RUN, Happened, reactions_to
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.unit.handlers.test_mail_queue import Batch
from tests.unit.usecases.company import ANA
from tests.unit.usecases.conftest import Clock, RecordingGateway
from tests.unit.usecases.test_receive_message import a_mail

C = ConversationId("1" * 32)


@pytest.fixture(autouse=True)
def _wired(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "ports", lambda: ports)


def inserted(seq: int, kind: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
    image = {
        "pk": {"S": f"C#{C}"},
        "sk": {"S": f"E#{seq:010d}"},
        "kind": {"S": kind},
        "content": {"M": {name: {"S": value} for name, value in (content or {}).items()}},
    }
    return {"eventName": "INSERT", "dynamodb": {"SequenceNumber": str(seq), "NewImage": image}}


def received(ports: Ports, queue: str) -> list[dict[str, Any]]:
    assert isinstance(ports.jobs, SqliteJobs)
    return [json.loads(job.body) for job in ports.jobs.receive(queue, count=10, visibility_seconds=60)]


def test_an_answer_becomes_a_delivery_job(ports: Ports) -> None:
    on_entries(
        Batch(inserted(1, "message", {"direction": "in"}), inserted(2, "message", {"direction": "out"}))
    )

    assert received(ports, "delivery") == [{"conversation": C, "seq": 2, "reaction": "deliver_message"}]


def test_a_message_of_what_was_merged_is_sent_from_where_it_stands(ports: Ports) -> None:
    source = "2" * 32

    on_entries(Batch(inserted(5, "delivery", {"state": "queued", "of_conversation": source})))

    assert received(ports, "delivery") == [{"conversation": source, "seq": 5, "reaction": "deliver_message"}]


def test_a_stream_that_comes_again_makes_no_second_job(ports: Ports) -> None:
    for _ in range(2):
        on_entries(Batch(inserted(2, "message", {"direction": "out"})))

    assert len(received(ports, "delivery")) == 1


def test_an_entry_of_newer_code_becomes_a_job_too(ports: Ports) -> None:
    on_entries(Batch(inserted(3, "rating")))

    assert [job["reaction"] for job in received(ports, "followups")] == ["unknown_entry"]


def test_a_link_is_followed_by_one_back(ports: Ports) -> None:
    on_entries(Batch(inserted(3, "linked")))

    assert [job["reaction"] for job in received(ports, "followups")] == ["link_back"]


def test_rows_that_are_no_entries_wake_nobody(ports: Ports) -> None:
    head = inserted(1, "message", {"direction": "out"})
    head["dynamodb"]["NewImage"]["sk"] = {"S": "HEAD"}
    changed = inserted(1, "message", {"direction": "out"}) | {"eventName": "MODIFY"}

    on_entries(Batch(head, changed))

    assert received(ports, "delivery") == []


def test_a_job_that_cannot_be_sent_stops_the_stream_there(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Job] = []

    def second_fails(_: object, job: Job) -> None:
        if sent:
            raise OSError("disk full")
        sent.append(job)

    monkeypatch.setattr(SqliteJobs, "send", second_fails)

    answer = on_entries(Batch(*(inserted(seq, "message", {"direction": "out"}) for seq in (2, 3, 4))))

    assert answer == {"batchItemFailures": [{"itemIdentifier": "3"}]}


def test_every_kind_of_entry_has_its_line_in_the_table() -> None:
    for kind in KINDS:
        assert kind in REACTIONS or f"{kind} in" in REACTIONS, kind
    assert {reaction.name for some in REACTIONS.values() for reaction in some} <= RUN.keys()
    assert reactions_to(Happened(C, 1, "delivery", state="sent")) == ()


def test_a_delivery_job_sends_the_answer(ports: Ports, gateway: RecordingGateway) -> None:
    conversation = receive_message(ports, a_mail()).conversation_id
    reply_to_conversation(ports, ReplyOrder(conversation, Order(ANA), "Hi", last_seq=1))
    job = {
        "messageId": "1",
        "body": json.dumps({"conversation": conversation, "reaction": "deliver_message"}),
    }

    assert on_delivery(Batch(job)) == {"batchItemFailures": []}
    assert len(gateway.sent) == 1


def test_after_a_failure_the_rest_of_the_group_waits_and_others_go_on(
    ports: Ports, gateway: RecordingGateway
) -> None:
    conversation = receive_message(ports, a_mail()).conversation_id
    reply_to_conversation(ports, ReplyOrder(conversation, Order(ANA), "Hi", last_seq=1))
    good = {"conversation": conversation, "reaction": "deliver_message"}

    def job(number: int, group: str, body: dict[str, str]) -> dict[str, Any]:
        return {"messageId": str(number), "body": json.dumps(body), "attributes": {"MessageGroupId": group}}

    answer = on_delivery(
        Batch(job(1, "a", {"conversation": C, "reaction": "?"}), job(2, "a", good), job(3, "b", good))
    )

    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}, {"itemIdentifier": "2"}]}
    assert len(gateway.sent) == 1


def test_a_followup_that_this_code_does_not_know_comes_again() -> None:
    job = {"messageId": "1", "body": json.dumps({"conversation": C, "reaction": "unknown_entry"})}

    assert on_followups(Batch(job)) == {"batchItemFailures": [{"itemIdentifier": "1"}]}


def test_the_tick_wakes_what_is_due(ports: Ports, clock: Clock) -> None:
    conversation = receive_message(ports, a_mail()).conversation_id
    reply_to_conversation(ports, ReplyOrder(conversation, Order(ANA), "Hi", last_seq=1))
    clock.ahead(minutes=1)

    on_tick(None)

    assert [job["reaction"] for job in received(ports, "delivery")] == ["deliver_message"]
