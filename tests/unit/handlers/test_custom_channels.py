"""Any other platform: a program tells what people write there, and gets the answers."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.adapters.outgoing_http import GuardedHttp
from chalicelib.domain.entry import DeliveryOutcome, Direction, Message
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.webhook_signature import is_signed, signature_of
from chalicelib.handlers.event_stream import on_tick
from chalicelib.handlers.job_queue import on_delivery
from chalicelib.handlers.webhook_queue import on_webhooks
from chalicelib.ports.platform import Reach
from chalicelib.usecases.deliver_message import deliver_message
from tests.receiver import Receiver, receiver
from tests.unit.handlers.house import NOBODYS_ID, Browser, House, Reply
from tests.unit.handlers.test_mail_queue import Batch
from tests.unit.usecases.company import SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock

EVA = {"external_id": "person-1", "name": "Eva"}


@pytest.fixture
def there() -> Iterator[Receiver]:
    with receiver() as listening:
        yield listening


@pytest.fixture
def custom(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house, with what speaks to programs as a home has it."""
    ports = house.ports
    http = GuardedHttp(ports.clock, loopback=True)
    reach = Reach(ports.channel_secrets, http, ports.call_log, ports.blobs, ports.new_id)
    gateway = wiring.custom_gateway(reach, ports.clock)
    kinds = {**ports.kinds, **{"custom": wiring.kinds()["custom"]}}
    changed = replace(
        ports,
        gateways={**ports.gateways, "custom": gateway},
        platforms={**ports.platforms, "custom": gateway},
        kinds=kinds,
    )
    monkeypatch.setattr(wiring, "ports", lambda: changed)
    house.ports = changed
    return house


def made(admin: Browser, outbound_url: str = "") -> dict[str, Any]:
    body = {"kind": "custom", "inbox": SUPPORT_INBOX.id, "name": "Forum", "outbound_url": outbound_url}
    answer = admin.post("/channels", body)
    assert answer.status == 201, answer
    told: dict[str, Any] = answer.json()
    return told


def posted(house: House, channel: str, secret: str, told: Any, **other: Any) -> Reply:
    """As a program posts it. `at` is when it signed."""
    raw = told if isinstance(told, bytes) else json.dumps(told).encode()
    signed = other.get("signed", signature_of(raw, [secret], other.get("at", house.ports.now())))
    stranger = Browser(house)
    return stranger.send(
        "POST", f"/webhooks/custom/{channel}", raw=raw, headers={"bandeja-signature": signed}
    )


def work_off(house: House) -> None:
    """Every job of the queues, as often as it takes."""
    jobs = house.ports.jobs
    assert isinstance(jobs, SqliteJobs)
    for queue, handle in (("webhooks", on_webhooks), ("delivery", on_delivery)):
        while found := jobs.receive(queue, count=10, visibility_seconds=60):
            records = [
                {"messageId": job.message_id, "body": job.body, "attributes": {"MessageGroupId": job.group}}
                for job in found
            ]
            assert handle(Batch(*records)) == {"batchItemFailures": []}
            jobs.done(found)


def message(id_: str = "m-1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "external_id": id_, "contact": EVA, "text": "Hello", **more}


def rows(admin: Browser) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = admin.get("/conversations", {"view": "open"}).json()["items"]
    return found


def entries(admin: Browser, conversation: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = admin.get(f"/conversations/{conversation}/entries").json()["items"]
    return found


def the_answer(admin: Browser, conversation: str) -> dict[str, Any]:
    """What was written to the person."""
    return next(one for one in entries(admin, conversation) if one.get("direction") == "out")


def test_what_people_write_there_is_one_thread_for_each_of_them(custom: House, admin: Browser) -> None:
    told = made(admin)
    several = [message("m-1"), message("m-2", text="Again"), message("m-3", contact={"external_id": "p-2"})]

    answers = [posted(custom, told["id"], told["signing_secret"], {"events": several}) for _ in range(3)]
    work_off(custom)

    assert [(one.status, one.json()) for one in answers] == [(202, {"taken": 3})] * 3
    found = {row["contact"]["name"]: row for row in rows(admin)}
    assert len(found) == 2
    thread = entries(admin, found["Eva"]["id"])
    assert [(one["direction"], one["text"]) for one in thread] == [("in", "Hello"), ("in", "Again")]


def test_files_choices_and_what_the_team_wrote_there_come_with_it(custom: House, admin: Browser) -> None:
    told = made(admin)
    content = b64encode(b"a picture").decode()
    file = {"name": "lamp.png", "content_type": "image/png", "content": content}
    events = [
        message("m-1", attachments=[file]),
        message("m-2", text="", choice="Red", reply_to="m-1"),
        message("m-3", text="Noted", direction="out"),
    ]

    assert posted(custom, told["id"], told["signing_secret"], {"events": events}).status == 202
    work_off(custom)

    (row,) = rows(admin)
    first, second, third = entries(admin, row["id"])
    assert [(one["name"], one["size"]) for one in first["attachments"]] == [("lamp.png", 9)]
    assert (second["parts"][0]["kind"], second["parts"][0]["title"], second["answers"]) == (
        "choice",
        "Red",
        1,
    )
    assert (third["direction"], third["text"]) == ("out", "Noted")


def test_an_answer_is_posted_signed_and_its_fate_is_told(
    custom: House, admin: Browser, there: Receiver
) -> None:
    told = made(admin, there.url)
    channel, secret = told["id"], told["signing_secret"]
    posted(custom, channel, secret, message())
    work_off(custom)
    (row,) = rows(admin)

    order = {"last_seq": 1, "text": "Which lamp?", "quick_replies": ["Red", "Blue"]}
    assert admin.post(f"/conversations/{row['id']}/replies", order).status == 201
    deliver_message(custom.ports, ConversationId(row["id"]))

    ((headers, body),) = there.got
    assert is_signed(body, headers["bandeja-signature"], [secret], custom.ports.now())
    sent, answer = json.loads(body), the_answer(admin, row["id"])
    assert (sent["type"], sent["id"], sent["text"]) == (
        "message",
        f"{row['id']}-{answer['seq']}",
        "Which lamp?",
    )
    assert (sent["to"], sent["quick_replies"]) == (EVA, ["Red", "Blue"])
    delivered = {"type": "status", "id": sent["id"], "contact": EVA, "state": "delivered"}
    read = {**delivered, "state": "read"}
    assert posted(custom, channel, secret, {"events": [delivered, read]}).status == 202
    work_off(custom)
    assert the_answer(admin, row["id"])["delivery"] == "delivered"
    assert custom.ports.conversations.head(ConversationId(row["id"])).seen_through == answer["seq"]
    (delivery,) = admin.get(f"/channels/{channel}/custom/deliveries").json()["items"]
    assert (delivery["state"], delivery["status"], delivery["what"]) == ("taken", 200, "message")


def test_a_program_that_is_busy_gets_it_later_and_one_that_refuses_is_told_of(
    custom: House, admin: Browser, there: Receiver, clock: Clock
) -> None:
    told = made(admin, there.url)
    channel, secret = told["id"], told["signing_secret"]
    posted(custom, channel, secret, message())
    work_off(custom)
    (row,) = rows(admin)
    conversation = ConversationId(row["id"])

    there.answer = lambda event: 503
    admin.post(f"/conversations/{row['id']}/replies", {"last_seq": 1, "text": "Later"})
    deliver_message(custom.ports, conversation)
    shown = admin.get(f"/channels/{channel}/custom").json()
    assert (shown["trouble"], shown["failing_since"] is not None) == ("failing", True)
    there.answer = lambda event: 200
    clock.ahead(seconds=31)
    on_tick(Batch())
    work_off(custom)
    assert there.taken[0]["text"] == "Later"
    assert admin.get(f"/channels/{channel}/custom").json()["trouble"] == ""

    there.answer = lambda event: 422
    seq = custom.ports.conversations.head(conversation).seq
    admin.post(f"/conversations/{row['id']}/replies", {"last_seq": seq, "text": "No"})
    deliver_message(custom.ports, conversation)
    log = custom.ports.conversations.entries(conversation)
    outcome = next(one.content for one in reversed(log) if isinstance(one.content, DeliveryOutcome))
    assert (outcome.state.value, outcome.reason) == ("failed", "The program answered 422")
    assert [one.content.direction for one in log if isinstance(one.content, Message)].count(
        Direction.OUT
    ) == 2


def wrote(house: House, admin: Browser, told: dict[str, Any], id_: str = "m-1") -> dict[str, Any]:
    """The conversation of Eva, who has written this."""
    posted(house, told["id"], told["signing_secret"], message(id_))
    work_off(house)
    (row,) = rows(admin)
    return row


def answered(browser: Browser, row: dict[str, Any], key: str = "k1") -> Reply:
    return browser.post(
        f"/conversations/{row['id']}/replies", {"last_seq": row["seq"], "text": "Hi"}, key=key
    )


def paused(admin: Browser, channel: str, version: int, *, is_paused: bool = True) -> Reply:
    body = {"version": version, "paused": is_paused}
    return admin.send("PUT", f"/channels/{channel}/custom", raw=json.dumps(body).encode())


def test_a_channel_without_an_address_says_that_it_takes_no_answers(custom: House, admin: Browser) -> None:
    told = made(admin)
    row = wrote(custom, admin, told)

    assert admin.get(f"/conversations/{row['id']}").json()["shut"] == "no_address"
    assert answered(admin, row).problem == (409, "NoOutboundAddress", "")
    assert not [one for one in entries(admin, row["id"]) if one.get("direction") == "out"]

    change = {"version": 0, "outbound_url": "http://127.0.0.1:9/"}
    admin.send("PUT", f"/channels/{told['id']}/custom", raw=json.dumps(change).encode())
    assert admin.get(f"/conversations/{row['id']}").json()["shut"] == ""
    assert answered(admin, row).status == 201


def test_a_paused_channel_takes_in_and_sends_nothing(
    custom: House, admin: Browser, there: Receiver, clock: Clock
) -> None:
    told = made(admin, there.url)
    row = wrote(custom, admin, told)
    answered(admin, row)
    assert paused(admin, told["id"], 0).json()["paused"] is True
    deliver_message(custom.ports, ConversationId(row["id"]))

    row = wrote(custom, admin, told, "m-2")
    assert row["preview"] == "Hello"
    assert admin.get(f"/conversations/{row['id']}").json()["shut"] == "paused"
    assert answered(admin, row, "k2").problem == (409, "ChannelPaused", "")
    assert there.got == []  # nor the answer that was accepted before

    assert paused(admin, told["id"], 1, is_paused=False).json()["paused"] is False
    clock.ahead(minutes=1)
    deliver_message(custom.ports, ConversationId(row["id"]))
    assert len(there.got) == 1
    assert admin.get(f"/conversations/{row['id']}").json()["shut"] == ""


def test_only_who_sets_up_platforms_pauses_one(custom: House, admin: Browser, agent: Browser) -> None:
    told = made(admin)

    assert paused(agent, told["id"], 0).problem == (403, "NotAllowed", "")
    assert paused(admin, told["id"], 7).problem == (409, "ChangedMeanwhile", "")
    assert admin.get(f"/channels/{told['id']}/custom").json()["paused"] is False


def test_when_the_last_webhook_came_in_is_kept_once_in_ten_minutes(
    custom: House, admin: Browser, clock: Clock
) -> None:
    told = made(admin)
    heard = []
    for minutes in (0, 9, 1):
        clock.ahead(minutes=minutes)
        wrote(custom, admin, told, f"m-{minutes}")
        heard.append(admin.get(f"/channels/{told['id']}/custom").json()["heard_at"])

    assert heard[0] == heard[1] != heard[2]
    assert heard[2] == clock.now.isoformat().replace("+00:00", "Z")


def test_nothing_is_kept_of_what_is_not_signed(custom: House, admin: Browser, clock: Clock) -> None:
    told = made(admin)
    channel, secret = told["id"], told["signing_secret"]
    wrong = [
        posted(custom, channel, "another secret", message()),
        posted(custom, channel, secret, message(), signed=""),
        posted(custom, channel, secret, message(), signed="t=1,v1=zz"),
        posted(custom, channel, secret, message(), at=clock.now - timedelta(minutes=6)),
    ]
    work_off(custom)

    assert [one.problem[:2] for one in wrong] == [(403, "WrongSignature")] * 4
    assert "5 minutes" in wrong[3].json()["detail"]
    assert posted(custom, NOBODYS_ID, secret, message()).problem == (404, "NoSuchChannel", "")
    assert rows(admin) == []


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        (b"no json", (400, "")),
        (b"", (400, "")),
        (b"[" * 100_000, (400, "")),
        (b'{"type": "message", "text": NaN}', (400, "")),
        ({"type": "message"}, (422, "external_id")),
        ({"type": "fly"}, (422, "type")),
        ({"events": []}, (422, "events")),
        (
            {"events": [message(), {"type": "message", "external_id": "m-2"}]},
            (422, "events[1].contact"),
        ),
        ({"events": [message(str(number)) for number in range(101)]}, (422, "events")),
        (message(text=""), (422, "text")),
        (message(text=7), (422, "text")),
        (message(at="2026-03-02T09:30:00"), (422, "at")),
        (message(attachments=[{"name": "x"}]), (422, "attachments[0]")),
        (message(external_id=""), (422, "external_id")),
        (b"x" * 1_000_001, (413, "")),
    ],
)
def test_what_is_malformed_is_refused_whole_by_its_field(
    told: Any, problem: tuple[int, str], custom: House, admin: Browser
) -> None:
    channel = made(admin)

    status, _, field = posted(custom, channel["id"], channel["signing_secret"], told).problem
    assert (status, field) == problem
    work_off(custom)
    assert rows(admin) == []


def test_another_message_under_the_same_id_is_left_out(custom: House, admin: Browser) -> None:
    told = made(admin)
    for text in ("Hello", "Something else"):
        posted(custom, told["id"], told["signing_secret"], message(text=text))
    work_off(custom)

    (row,) = rows(admin)
    assert [one["text"] for one in entries(admin, row["id"])] == ["Hello"]


def test_the_old_secret_holds_for_a_day(custom: House, admin: Browser, clock: Clock) -> None:
    told = made(admin)
    new = admin.post(f"/channels/{told['id']}/custom/secret", {}).json()["secret"]

    for secret in (told["signing_secret"], new):
        assert posted(custom, told["id"], secret, message()).status == 202
    clock.ahead(hours=25)
    assert posted(custom, told["id"], told["signing_secret"], message()).status == 403
    assert posted(custom, told["id"], new, message()).status == 202


def test_its_settings_are_changed_and_a_test_is_sent(custom: House, admin: Browser, there: Receiver) -> None:
    told = made(admin)
    path = f"/channels/{told['id']}/custom"
    assert admin.post(f"{path}/test", {}).problem == (422, "Invalid", "outbound_url")

    body = {"version": 0, "name": "Board", "outbound_url": there.url}
    changed = admin.send("PUT", path, raw=json.dumps(body).encode()).json()
    late = admin.send("PUT", path, raw=json.dumps(body).encode())

    assert (changed["name"], changed["outbound_url"], changed["version"]) == ("Board", there.url, 1)
    assert changed["webhook_url"].endswith(f"/webhooks/custom/{told['id']}")
    assert late.problem == (409, "ChangedMeanwhile", "")
    assert admin.post(f"{path}/test", {}).json() == {"ok": True, "status": 200, "detail": ""}
    there.answer = lambda event: 410
    assert admin.post(f"{path}/test", {}).json()["ok"] is False
    assert admin.get(path).json()["trouble"] == "", "a test is no answer that has not arrived"


def test_an_address_that_leads_inside_is_refused_by_its_field(custom: House, admin: Browser) -> None:
    body = {"kind": "custom", "inbox": SUPPORT_INBOX.id, "name": "Forum", "outbound_url": "https://10.0.0.1/"}
    assert admin.post("/channels", body).problem == (422, "Invalid", "outbound_url")
    told = made(admin)
    change = {"version": 0, "outbound_url": "http://shop.example/"}
    raw = json.dumps(change).encode()
    assert admin.send("PUT", f"/channels/{told['id']}/custom", raw=raw).problem == (
        422,
        "Invalid",
        "outbound_url",
    )


def test_agents_see_it_and_only_admins_change_it(custom: House, admin: Browser, agent: Browser) -> None:
    path = f"/channels/{made(admin)['id']}/custom"

    assert agent.get(path).status == 200
    assert agent.post(f"{path}/secret", {}).problem == (403, "NotAllowed", "")
    assert agent.get(f"{path}/deliveries").problem == (403, "NotAllowed", "")
