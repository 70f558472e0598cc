"""A mail that arrived is let go of only when it is in the log or in the quarantine."""

import json
from dataclasses import replace
from typing import Any, cast

import pytest

from chalicelib import wiring
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.channels.email.notification import notification_of
from chalicelib.domain import limits, self_test
from chalicelib.domain.entry import Status
from chalicelib.domain.errors import NoSuchFile, Throttled
from chalicelib.domain.ids import BlobId
from chalicelib.domain.mail_errors import Loop
from chalicelib.domain.receipt import Taken
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.ports.outside import BlobStore
from chalicelib.ports.stores import Commit
from tests.crash.steps import Died
from tests.unit.usecases.company import NOON, SUPPORT
from tests.unit.usecases.conftest import Clock

MAIL = b"""From: Carla Ruiz <carla@customer.example>\nTo: support@bandeja.test\nSubject: My lamp
Message-ID: <%d@customer.example>\n\nIt flickers.\n"""


@pytest.fixture(autouse=True)
def _wired(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "ports", lambda: ports)


class Batch:
    """What Chalice passes to a queue's handler."""

    def __init__(self, *records: dict[str, Any]) -> None:
        self.records = list(records)

    def to_dict(self) -> dict[str, Any]:
        return {"Records": self.records}


def arrived(ports: Ports, number: int, to: str = "support@bandeja.test", raw: bytes | None = None) -> str:
    """A mail as the door leaves it: the body of its notification."""
    ports.blobs.put_incoming(f"m{number}", raw if raw is not None else MAIL % number)
    return json.dumps(notification_of(f"m{number}", (to,), "carla@customer.example", NOON))


def record(body: str, receives: int = 1, number: int = 1) -> dict[str, Any]:
    return {
        "messageId": f"job-{number}",
        "body": body,
        "attributes": {"ApproximateReceiveCount": str(receives)},
    }


def subjects(ports: Ports, status: Status = Status.OPEN) -> list[str]:
    page = ports.lists.page(Shelf(SUPPORT.inbox_id, status), after=None, limit=100)
    return [row.subject for row in page.rows]


def test_a_mail_is_taken_in_and_then_let_go_of(ports: Ports) -> None:
    answer = on_mail(Batch(record(arrived(ports, 1))))

    assert answer == {"batchItemFailures": []}
    assert subjects(ports) == ["My lamp"]
    with pytest.raises(NoSuchFile):
        ports.blobs.get_incoming("m1")


@pytest.mark.parametrize(
    "body",
    [
        "Successfully validated SNS topic for Amazon SES event publishing.",
        json.dumps({"notificationType": "AmazonSnsSubscriptionSucceeded", "message": "You have"}),
    ],
)
def test_what_the_mail_service_tells_of_itself_does_not_come_again(ports: Ports, body: str) -> None:
    assert on_mail(Batch(record(body))) == {"batchItemFailures": []}


def test_a_notification_that_comes_twice_changes_nothing(ports: Ports) -> None:
    body = arrived(ports, 1)

    on_mail(Batch(record(body)))
    answer = on_mail(Batch(record(body)))

    assert answer == {"batchItemFailures": []}
    assert subjects(ports) == ["My lamp"]


def test_a_mail_that_came_twice_is_kept_once(ports: Ports) -> None:
    bodies = [arrived(ports, 1, raw=MAIL % 7), arrived(ports, 2, raw=b"Received: again\n" + MAIL % 7)]

    on_mail(Batch(*(record(body) for body in bodies)))

    assert subjects(ports) == ["My lamp"]


def test_one_poison_mail_of_ten_holds_up_nobody(ports: Ports) -> None:
    records = [record(arrived(ports, number), number=number) for number in range(9)]

    answer = on_mail(Batch(record("not a notification", number=99), *records))

    assert answer == {"batchItemFailures": [{"itemIdentifier": "job-99"}]}
    assert len(subjects(ports)) == 9


class Deadly:
    """A store of files in which reading one mail ends the process."""

    def __init__(self, blobs: BlobStore, name: str) -> None:
        self._blobs = blobs
        self._name = name

    def get_incoming(self, name: str) -> bytes:
        if name == self._name:
            raise Died(name)
        return self._blobs.get_incoming(name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._blobs, name)


@pytest.mark.parametrize("deadly", range(10))
def test_a_mail_that_kills_the_process_keeps_none_of_its_neighbours_out(
    ports: Ports, monkeypatch: pytest.MonkeyPatch, deadly: int
) -> None:
    bodies = [arrived(ports, number) for number in range(10)]
    mortal = replace(ports, blobs=cast(BlobStore, Deadly(ports.blobs, f"m{deadly}")))
    monkeypatch.setattr(wiring, "ports", lambda: mortal)

    for receives in (1, 2):
        batch = [record(body, receives=receives, number=number) for number, body in enumerate(bodies)]
        with pytest.raises(Died):
            on_mail(Batch(*batch))

    assert len(subjects(ports)) == 9


def test_of_ten_mails_nine_are_stored_at_once_and_the_tenth_is_held_after_its_tries(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tenth cannot be kept, whatever is done: a fault of ours, which a fix and "try again" would heal."""
    poison = MAIL.replace(b"My lamp", b"Poison")
    records = [record(arrived(ports, number), number=number) for number in range(9)]
    tenth = arrived(ports, 9, raw=poison % 9)
    commit = type(ports.conversations).commit

    def not_this_one(store: Any, asked: Commit) -> Taken:
        if asked.step.after.subject == "Poison":
            raise ZeroDivisionError("a fault of ours")
        return commit(store, asked)

    with monkeypatch.context() as patch:
        patch.setattr(type(ports.conversations), "commit", not_this_one)
        first = on_mail(Batch(*records[:4], record(tenth, number=99), *records[4:]))
        stored = len(subjects(ports))
        later = [
            on_mail(Batch(record(tenth, receives, 99))) for receives in range(2, limits.JOB_RECEIVES + 1)
        ]

    assert first == {"batchItemFailures": [{"itemIdentifier": "job-99"}]}
    assert stored == 9
    assert [bool(answer["batchItemFailures"]) for answer in later] == [True, True, True, False]
    (item,) = ports.workspace.quarantined()
    assert (item.reason, item.tries) == ("CannotBeRead", 1)
    assert ports.blobs.get(BlobId(item.raw)) == poison % 9
    on_mail(Batch(record(item.event)))
    assert "Poison" in subjects(ports)
    assert not ports.workspace.quarantined()


def test_a_mail_over_the_size_is_held_at_once(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    """The SMTP door refuses it; a mail service may have another limit."""
    monkeypatch.setattr(limits, "MAIL", 100)

    answer = on_mail(Batch(record(arrived(ports, 1))))

    assert answer == {"batchItemFailures": []}
    (item,) = ports.workspace.quarantined()
    assert (item.reason, item.at) == ("TooLarge", NOON)
    assert subjects(ports) == []


def test_a_loop_is_held_at_once_with_what_was_counted(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(*_: object) -> None:
        raise Loop("11 automatic mails in 10 minutes")

    monkeypatch.setattr(type(ports.conversations), "commit", counted)

    answer = on_mail(Batch(record(arrived(ports, 1))))

    assert answer == {"batchItemFailures": []}
    (item,) = ports.workspace.quarantined()
    assert (item.reason, item.detail) == ("Loop", "11 automatic mails in 10 minutes")


def test_a_busy_store_is_no_poison(ports: Ports, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    body = arrived(ports, 1)

    def busy(*_: object) -> None:
        raise Throttled

    with monkeypatch.context() as patch:
        patch.setattr(type(ports.conversations), "commit", busy)
        early = on_mail(Batch(record(body)))
        last = on_mail(Batch(record(body, receives=limits.JOB_RECEIVES)))
    clock.ahead(minutes=2)
    assert isinstance(ports.jobs, SqliteJobs)
    (waiting,) = ports.jobs.receive("mail", count=10, visibility_seconds=60)

    assert early["batchItemFailures"]
    assert last == {"batchItemFailures": []}
    assert not ports.workspace.quarantined()
    on_mail(Batch(record(waiting.body)))
    assert subjects(ports) == ["My lamp"]


def test_what_fails_too_often_goes_to_the_quarantine_and_can_be_tried_again(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = arrived(ports, 1)

    def broken(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    with monkeypatch.context() as patch:
        patch.setattr(type(ports.conversations), "commit", broken)
        early = on_mail(Batch(record(body, receives=1)))
        last = on_mail(Batch(record(body, receives=limits.JOB_RECEIVES)))
    (item,) = ports.workspace.quarantined()

    assert early["batchItemFailures"]
    assert last == {"batchItemFailures": []}
    assert item.reason == "CannotBeRead"
    assert "ZeroDivisionError" in item.detail
    on_mail(Batch(record(item.event)))
    assert subjects(ports) == ["My lamp"]
    assert not ports.workspace.quarantined()


def test_mail_to_nobody_is_kept_where_people_see_it(ports: Ports) -> None:
    on_mail(Batch(record(arrived(ports, 1, to="nobody@bandeja.test"))))

    (item,) = ports.workspace.quarantined()
    assert item.reason == "NobodyHasThisAddress"
    assert item.recipients == ("nobody@bandeja.test",)
    ports.workspace.put_channel(replace(SUPPORT, catch_all=True))
    on_mail(Batch(record(item.event)))
    assert subjects(ports) == ["My lamp"]
    assert not ports.workspace.quarantined()


def test_another_failed_try_counts_up(ports: Ports) -> None:
    on_mail(Batch(record(arrived(ports, 1, to="nobody@bandeja.test"))))
    (item,) = ports.workspace.quarantined()

    on_mail(Batch(record(item.event)))

    (again,) = ports.workspace.quarantined()
    assert (again.id, again.tries) == (item.id, 2)


def test_mail_that_the_sweep_found_is_taken_in(ports: Ports) -> None:
    ports.blobs.put_incoming("lost", MAIL % 1)

    answer = on_mail(Batch(record(json.dumps({"swept": "lost"}))))

    assert answer == {"batchItemFailures": []}
    assert subjects(ports) == ["My lamp"]


ROBOT = b"""From: robot@machine.example\nTo: support@bandeja.test\nSubject: Away\nAuto-Submitted: auto-replied
Message-ID: <%d@machine.example>\nReferences: <1@machine.example>\n\nI am away.\n"""


def test_a_loop_ends_in_the_quarantine_from_where_a_person_may_let_it_in(ports: Ports) -> None:
    most = limits.AUTOMATIC_IN_CONVERSATION
    for number in range(1, most + 2):
        on_mail(Batch(record(arrived(ports, number, raw=ROBOT % number))))

    (item,) = ports.workspace.quarantined()
    (row,) = ports.lists.page(Shelf(SUPPORT.inbox_id, Status.OPEN), after=None, limit=9).rows
    assert item.reason == "Loop"
    assert f"{most + 1} automatic mails of robot@machine.example" in item.detail
    assert ports.blobs.get(BlobId(item.raw)) == ROBOT % (most + 1)
    assert row.seq == most
    on_mail(Batch(record(item.event)))
    assert ports.conversations.head(row.id).seq == most + 1
    assert not ports.workspace.quarantined()


def test_a_mail_that_the_deployment_sent_to_itself_is_noted_and_seen_by_nobody(ports: Ports) -> None:
    nonce = "0123456789abcdef"
    to = f"{self_test.local_part(ports.secrets.key(self_test.KEY), nonce)}@bandeja.test"

    assert on_mail(Batch(record(arrived(ports, 1, to)))) == {"batchItemFailures": []}

    assert ports.live.use_ticket(self_test.mail_note(nonce), NOON) == "arrived"
    assert (subjects(ports), ports.workspace.quarantined()) == ([], ())
    with pytest.raises(NoSuchFile):
        ports.blobs.get_incoming("m1")


def test_a_mail_that_only_looks_like_a_test_of_the_deployment_is_kept_like_any_other(ports: Ports) -> None:
    to = f"{self_test.local_part(b'x' * 32, '0123456789abcdef')}@bandeja.test"

    on_mail(Batch(record(arrived(ports, 1, to))))

    assert [item.reason for item in ports.workspace.quarantined()] == ["NobodyHasThisAddress"]
