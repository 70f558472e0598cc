"""One id leads from what came from outside through every job to the last line of the log."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.announcing import AnnouncingConversations
from chalicelib.adapters.aws.ses import SesGateway, SesMail
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.adapters.local.sqlite.change_feed import ChangeFeed, as_stream_event
from chalicelib.adapters.local.sqlite.conversation_store import SqliteConversationStore
from chalicelib.domain.ids import ConversationId
from chalicelib.handlers.event_stream import on_entries
from chalicelib.handlers.job_queue import on_delivery
from chalicelib.handlers.log import correlated, log
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.handlers.ses_events import on_ses_events
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.ports.outside import Outbound
from chalicelib.ports.tracing import current_trace, following
from tests.builders import a_channel, an_answer
from tests.unit.adapters.aws.answers import Answering
from tests.unit.adapters.aws.conftest import _credentials as _credentials
from tests.unit.channels.email.ses_events import CARLA, SES_ID, a_delivery
from tests.unit.handlers.house import Browser
from tests.unit.handlers.test_mail_queue import Batch, arrived, record
from tests.unit.usecases.company import SUPPORT
from tests.unit.usecases.conftest import RecordingGateway


@pytest.fixture
def ports(ports: Ports) -> Ports:
    """As a home has them: with the store that tells who watches, and keeps what an entry follows from."""
    store = AnnouncingConversations(ports.conversations, lambda commit, taken: None)
    return replace(ports, conversations=store)


@pytest.fixture
def feed(ports: Ports) -> ChangeFeed:
    assert isinstance(ports.conversations, AnnouncingConversations)
    store = ports.conversations._store
    assert isinstance(store, SqliteConversationStore)
    return ChangeFeed(store._database)


def traces(feed: ChangeFeed) -> list[str]:
    return [record.item.get("trace", "") for record in feed.read(0)]


def relayed(ports: Ports, feed: ChangeFeed, after: int) -> list[dict[str, Any]]:
    """The jobs for `delivery` that follow from the entries after a position."""
    on_entries(Batch(*as_stream_event(feed.read(after))["Records"]))
    assert isinstance(ports.jobs, SqliteJobs)
    jobs = ports.jobs.receive("delivery", count=10, visibility_seconds=60)
    return [{"messageId": job.message_id, "body": job.body, "attributes": {}} for job in jobs]


def head_id(ports: Ports) -> ConversationId:
    (row,) = ports.lists.page(Shelf(SUPPORT.inbox_id, owner=None), after=None, limit=5).rows
    return row.id


def test_an_answer_is_sent_under_the_id_of_the_request_that_wrote_it(
    ports: Ports,
    feed: ChangeFeed,
    agent: Browser,
    gateway: RecordingGateway,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_mail(Batch(record(arrived(ports, 1))))
    monkeypatch.setattr("chalicelib.handlers.http._correlation_id", lambda request: "request-7")
    written = feed.newest()

    answer = agent.post(
        f"/conversations/{head_id(ports)}/replies", {"text": "We look", "last_seq": 1}, key="k"
    )
    assert answer.status == 201, answer.body
    jobs = relayed(ports, feed, written)
    assert [json.loads(job["body"])["trace"] for job in jobs] == ["request-7"]
    on_delivery(Batch(*jobs))

    assert len(gateway.sent) == 1
    assert traces(feed) == ["m1", "request-7", "request-7", "request-7"]  # the last one says that it was sent


@pytest.mark.parametrize("trace", ["request-7", "5d4c3b2a-0000-4000-8000-0123456789ab"])
def test_what_ses_tells_of_an_answer_is_known_by_the_request_that_wrote_it(
    ports: Ports, feed: ChangeFeed, agent: Browser, monkeypatch: pytest.MonkeyPatch, trace: str
) -> None:
    ses = Answering("sesv2", {"MessageId": SES_ID})
    mail = SesMail(ses.client, "bandeja-test", lambda id_: f"<{id_}@eu-west-1.amazonses.com>")
    assert isinstance(ports.gateways, dict)
    ports.gateways["email"] = SesGateway(mail, lambda outbound: b"To: x\r\n\r\nHi", ports.conversations.known)
    on_mail(Batch(record(arrived(ports, 1))))
    monkeypatch.setattr("chalicelib.handlers.http._correlation_id", lambda request: trace)
    written = feed.newest()

    agent.post(f"/conversations/{head_id(ports)}/replies", {"text": "We look", "last_seq": 1}, key="k")
    on_delivery(Batch(*relayed(ports, feed, written)))
    tags = {one["Name"]: [one["Value"]] for one in ses.requests[0]["EmailTags"]}
    on_ses_events(Batch(record(json.dumps(a_delivery(tags=tags)))))

    assert states_of(feed)[-1] == "delivered"
    assert traces(feed)[1:] == [trace] * (len(traces(feed)) - 1)


def states_of(feed: ChangeFeed) -> list[str]:
    return [str(record.item.get("content", {}).get("state", "")) for record in feed.read(0)]


def test_a_trace_that_is_no_tag_does_not_stop_a_mail() -> None:
    ses = Answering("sesv2", {"MessageId": SES_ID})
    gateway = SesGateway(
        SesMail(ses.client, "bandeja-test", str), lambda outbound: b"To: x\r\n\r\nHi", lambda ids: {}
    )

    with following("from elsewhere: 7"):
        gateway.send(Outbound(a_channel(), an_answer(), "Hi", "c0de-3", 1, (CARLA,)))

    assert [one["Name"] for one in ses.requests[0]["EmailTags"]] == ["key", "attempt"]


def test_a_mail_is_known_by_its_name_to_the_end(ports: Ports, feed: ChangeFeed, house: object) -> None:
    del house

    on_mail(Batch(record(arrived(ports, 5)), record(arrived(ports, 6), number=2)))

    assert traces(feed) == ["m5", "m6"]


def test_every_line_of_the_log_says_what_it_follows_from(monkeypatch: pytest.MonkeyPatch) -> None:
    written = StringIO()
    monkeypatch.setattr(log.registered_handler, "stream", written)

    with correlated("m1", route="/x"):
        log.info("within")
    log.info("outside")

    within, outside = [json.loads(line) for line in written.getvalue().splitlines()]
    assert (within["correlation_id"], within["route"]) == ("m1", "/x")
    assert "correlation_id" not in outside


def test_what_follows_ends_with_its_event_also_after_a_failure() -> None:
    with pytest.raises(RuntimeError), following("a" * 500):
        assert current_trace() == "a" * 100
        raise RuntimeError

    assert current_trace() == ""


def test_a_job_of_older_code_is_done_too(
    ports: Ports, feed: ChangeFeed, agent: Browser, gateway: RecordingGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "ports", lambda: ports)
    on_mail(Batch(record(arrived(ports, 1))))
    agent.post(f"/conversations/{head_id(ports)}/replies", {"text": "We look", "last_seq": 1}, key="k")
    old = {"conversation": head_id_of(feed), "seq": 3, "reaction": "deliver_message"}

    answer = on_delivery(Batch(record(json.dumps(old))))

    assert answer == {"batchItemFailures": []}
    assert len(gateway.sent) == 1
    assert traces(feed)[-1] == "job-1"


def head_id_of(feed: ChangeFeed) -> str:
    return feed.read(0)[0].conversation_id
