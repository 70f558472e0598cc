"""Webhooks of events as an admin's browser orders them, and as the queue carries them out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.domain import limits
from chalicelib.domain.webhook_signature import is_signed
from chalicelib.handlers.event_queue import on_events
from chalicelib.handlers.event_stream import on_entries, on_tick
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.receive_message import receive_message
from tests.receiver import Receiver, receiver
from tests.unit.handlers.house import NOBODYS_ID, Browser, House
from tests.unit.handlers.test_event_stream import inserted
from tests.unit.handlers.test_mail_queue import Batch
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.test_receive_message import a_mail

ALL = ["conversation.created", "message.created"]


@pytest.fixture
def there() -> Iterator[Receiver]:
    with receiver() as listening:
        yield listening


def made(admin: Browser, there: Receiver, **more: Any) -> dict[str, Any]:
    body = {"name": "Orders", "url": there.url, "events": ALL, **more}
    answer = admin.post("/event-webhooks", body)
    assert answer.status == 201, answer
    told: dict[str, Any] = answer.json()
    return told


def work_off(ports: Ports) -> None:
    """Every job of the queue, as often as it takes."""
    assert isinstance(ports.jobs, SqliteJobs)
    while jobs := ports.jobs.receive("events", count=1, visibility_seconds=60):
        records = [
            {"messageId": job.message_id, "body": job.body, "attributes": {"MessageGroupId": job.group}}
            for job in jobs
        ]
        assert on_events(Batch(*records)) == {"batchItemFailures": []}
        ports.jobs.done(jobs)


def arrived(ports: Ports) -> str:
    """A mail came in and went through the stream."""
    conversation = receive_message(ports, a_mail()).conversation_id
    record = inserted(1, "message", {"direction": "in"})
    record["dynamodb"]["NewImage"]["pk"] = {"S": f"C#{conversation}"}
    on_entries(Batch(record))
    return conversation


def test_the_secret_is_told_once_and_signs(house: House, admin: Browser, there: Receiver) -> None:
    told = made(admin, there)
    conversation = arrived(house.ports)
    work_off(house.ports)

    assert admin.get("/event-webhooks").json()["items"] == [told["webhook"]]
    assert admin.get(f"/event-webhooks/{told['webhook']['id']}").json() == told["webhook"]
    assert told["webhook"]["state"] == "on"
    assert [event["id"] for event in there.taken] == [f"{conversation}-1-{event}" for event in ALL]
    for headers, body in there.got:
        assert is_signed(body, headers["bandeja-signature"], [told["secret"]], house.ports.now())


def test_nothing_is_sent_on_where_nobody_wants_to_be_told(house: House) -> None:
    arrived(house.ports)

    assert isinstance(house.ports.jobs, SqliteJobs)
    assert house.ports.jobs.waiting("events") == 0


def test_the_log_says_what_became_of_every_try(
    house: House, admin: Browser, there: Receiver, clock: Clock
) -> None:
    there.answer = lambda event: 503
    webhook = made(admin, there, events=["message.created"])["webhook"]["id"]
    conversation = arrived(house.ports)
    work_off(house.ports)
    there.answer = lambda event: 204
    clock.ahead(seconds=31)
    on_tick(Batch())
    work_off(house.ports)

    rows = admin.get(f"/event-webhooks/{webhook}/deliveries").json()["items"]
    told = sorted((row["attempt"], row["state"], row["status"], row["conversation"]) for row in rows)
    assert told == [(1, "later", 503, conversation), (2, "taken", 204, conversation)]
    assert admin.get("/event-webhooks").json()["items"][0]["failing_since"] is None


def test_one_event_is_told_once_more_by_order(house: House, admin: Browser, there: Receiver) -> None:
    webhook = made(admin, there)["webhook"]["id"]
    conversation = arrived(house.ports)
    work_off(house.ports)

    again = admin.post(f"/event-webhooks/{webhook}/replay", {"event_id": there.taken[1]["id"]})
    work_off(house.ports)

    assert (again.status, again.json()) == (202, {"replayed": 1})
    assert [event["id"].removeprefix(f"{conversation}-1-") for event in there.taken] == [*ALL, ALL[1]]


def test_all_of_a_time_is_told_once_more_in_its_order(
    house: House, admin: Browser, there: Receiver, clock: Clock
) -> None:
    webhook = made(admin, there)["webhook"]["id"]
    arrived(house.ports)
    work_off(house.ports)
    span = {"from": clock.now.isoformat(), "to": clock.now.replace(year=clock.now.year + 1).isoformat()}

    again = admin.post(f"/event-webhooks/{webhook}/replay", span)
    work_off(house.ports)

    assert again.json() == {"replayed": 2}
    assert sorted(there.types) == sorted(ALL * 2)
    span["to"] = span["from"]
    refused = admin.post(f"/event-webhooks/{webhook}/replay", span)
    assert refused.problem == (422, "Invalid", "to")


def test_too_much_is_not_told_again_at_once(
    house: House, admin: Browser, there: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "REPLAYED", 1)
    webhook = made(admin, there)["webhook"]["id"]
    arrived(house.ports)
    work_off(house.ports)
    span = {"from": clock.now.isoformat(), "to": clock.now.replace(year=clock.now.year + 1).isoformat()}

    assert admin.post(f"/event-webhooks/{webhook}/replay", span).problem == (422, "Invalid", "from")


def test_a_test_says_what_the_other_side_answered(admin: Browser, there: Receiver) -> None:
    webhook = made(admin, there)["webhook"]["id"]

    assert admin.post(f"/event-webhooks/{webhook}/test", {}).json() == {
        "ok": True,
        "status": 200,
        "detail": "",
    }
    there.answer = lambda event: 404
    answer = admin.post(f"/event-webhooks/{webhook}/test", {}).json()

    assert answer == {"ok": False, "status": 404, "detail": "The server answered 404"}
    assert there.got[0][0]["bandeja-event"] == "webhook.test"
    assert len(admin.get(f"/event-webhooks/{webhook}/deliveries").json()["items"]) == 2


def test_both_secrets_sign_for_a_day(admin: Browser, there: Receiver, clock: Clock) -> None:
    told, then = made(admin, there), clock.now
    path = f"/event-webhooks/{told['webhook']['id']}"
    new = admin.post(f"{path}/secret", {}).json()["secret"]
    admin.post(f"{path}/test", {})
    clock.ahead(hours=25)
    admin.post(f"{path}/test", {})

    (first, body), (second, later) = there.got
    for secret in (told["secret"], new):
        assert is_signed(body, first["bandeja-signature"], [secret], then)
    assert is_signed(later, second["bandeja-signature"], [new], clock.now)
    assert not is_signed(later, second["bandeja-signature"], [told["secret"]], clock.now)


def test_a_change_of_what_somebody_else_changed_is_refused(admin: Browser, there: Receiver) -> None:
    webhook = made(admin, there)["webhook"]
    path = f"/event-webhooks/{webhook['id']}"

    changed = admin.send("PUT", path, raw=json.dumps({"version": 1, "name": "Shop", "state": "off"}).encode())
    late = admin.send("PUT", path, raw=json.dumps({"version": 1, "name": "Other"}).encode())

    assert (changed.json()["name"], changed.json()["state"], changed.json()["version"]) == ("Shop", "off", 2)
    assert late.problem == (409, "ChangedMeanwhile", "")


def test_a_deleted_one_is_gone(admin: Browser, there: Receiver) -> None:
    path = f"/event-webhooks/{made(admin, there)['webhook']['id']}"

    assert [admin.send("DELETE", path).status for _ in range(2)] == [204, 204]
    assert admin.get("/event-webhooks").json()["items"] == []
    assert admin.get(path).problem == (404, "NoSuchSubscription", "")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"name": " "}, (422, "Invalid", "name")),
        ({"events": []}, (422, "Invalid", "events")),
        ({"events": ["fly"]}, (422, "Invalid", "events[0]")),
        ({"inbox": NOBODYS_ID}, (422, "Invalid", "inbox")),
        ({"url": "http://shop.example/hook"}, (422, "Invalid", "url")),
        ({"url": "https://10.0.0.1/hook"}, (422, "Invalid", "url")),
        ({"url": "https://169.254.169.254/latest"}, (422, "Invalid", "url")),
        ({"url": "https://[fd00::1]/hook"}, (422, "Invalid", "url")),
        ({"url": "https://user:pass@shop.example/"}, (422, "Invalid", "url")),
        ({"url": "file:///etc/passwd"}, (422, "Invalid", "url")),
        ({"url": "nonsense"}, (422, "Invalid", "url")),
        ({"secret": "mine"}, (422, "Invalid", "secret")),
    ],
)
def test_one_that_cannot_be_is_refused_by_its_field(
    changed: dict[str, object], problem: tuple[int, str, str], admin: Browser, there: Receiver
) -> None:
    body = {"name": "Orders", "url": there.url, "events": ALL, **changed}

    assert admin.post("/event-webhooks", body).problem == problem
    assert admin.get("/event-webhooks").json()["items"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "from"),
        ({"event_id": "nonsense"}, "event_id"),
        ({"event_id": "a-1-fly"}, "event_id"),
        ({"from": "2026-03-02T09:30:00", "to": "2026-03-02T09:31:00"}, "from"),
    ],
)
def test_an_order_to_tell_again_names_what(
    body: dict[str, str], field: str, admin: Browser, there: Receiver
) -> None:
    path = f"/event-webhooks/{made(admin, there)['webhook']['id']}/replay"

    assert admin.post(path, body).problem == (422, "Invalid", field)


def test_an_event_that_never_was_is_not_told(house: House, admin: Browser, there: Receiver) -> None:
    path = f"/event-webhooks/{made(admin, there)['webhook']['id']}/replay"

    assert admin.post(path, {"event_id": f"{NOBODYS_ID}-1-message.created"}).status == 202
    work_off(house.ports)

    assert there.got == []


def test_only_admins_have_to_do_with_them(admin: Browser, agent: Browser, there: Receiver) -> None:
    path = f"/event-webhooks/{made(admin, there)['webhook']['id']}"

    assert agent.get("/event-webhooks").problem == (403, "NotAllowed", "")
    assert agent.get(f"{path}/deliveries").problem == (403, "NotAllowed", "")
    assert agent.send("DELETE", path).problem == (403, "NotAllowed", "")


def test_there_are_at_most_twenty(admin: Browser, there: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SUBSCRIPTIONS", 1)
    made(admin, there)

    body = {"name": "Orders", "url": there.url, "events": ALL}
    assert admin.post("/event-webhooks", body).problem == (422, "Invalid", "")
