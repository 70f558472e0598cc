"""Webhooks of events from the packaged product: signed, in order, again after a refusal, paused when gone.

Deployed, addresses of this machine are never called (`test_custom.py` shows it). The receiver of this test is
nowhere else, so one line of the package is another one here.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.ids import ConversationId
from chalicelib.domain.rfc3339 import rfc3339
from chalicelib.domain.subscription import EVENTS
from chalicelib.domain.webhook_signature import HEADER, is_signed
from chalicelib.domain.workspace import Channel
from chalicelib.wiring import now
from infra.code_archive import Archive
from infra.local.events import tick_event
from infra.packaging import Package
from tests.deployed.deployment import Deployed, deployed, until
from tests.deployed.people import ANA, Browser, arrive, entries, mail, sent_mails, titled
from tests.receiver import Receiver, receiver

HOME = "chalicelib/adapters/aws/home.py"
KEY = "code/calls-this-machine.zip"


@pytest.fixture(scope="module")
def there() -> Iterator[Receiver]:
    with receiver() as listening:
        yield listening


@pytest.fixture(scope="module")
def home(
    made: Package,
    client: Callable[[str], Any],
    endpoint: str,
    bucket: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Deployed]:
    calling = calls_this_machine(made, tmp_path_factory.mktemp("calling"))
    with deployed(calling, client, endpoint, bucket) as standing:
        yield standing


def calls_this_machine(made: Package, folder: Path) -> Package:
    """The same product, but that it may call the receiver."""
    with zipfile.ZipFile(made.code) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    guarded = content[HOME].decode()
    assert guarded.count("GuardedHttp(world.clock)") == 1
    content[HOME] = guarded.replace(
        "GuardedHttp(world.clock)", "GuardedHttp(world.clock, loopback=True)"
    ).encode()
    code, template = folder / "code.zip", folder / "template.json"
    code.write_bytes(Archive(content).bytes())
    template.write_text(made.template.read_text().replace(made.key, KEY))
    return Package(template, code, KEY)


@pytest.fixture(scope="module")
def webhook(ana: Browser, there: Receiver) -> Any:
    """Everything is told to `there`. With its secret, which is said only now."""
    answer = ana.post("/event-webhooks", {"name": "Orders", "url": there.url, "events": list(EVENTS)})
    assert answer.status == 201, answer
    return {**answer.body["webhook"], "secret": answer.body["secret"]}


@pytest.fixture(scope="module")
def lamp(home: Deployed, ana: Browser, team: Channel, webhook: Any, there: Receiver) -> str:
    """A conversation that Carla began, and that was told."""
    came(home, "My lamp", times=2)
    return began(ana, team, there, "My lamp")


def came(home: Deployed, subject: str, times: int = 1) -> None:
    """Just now: what came before there was a webhook is not told."""
    arrive(home, subject.replace(" ", "-"), mail(subject), times=times, at=rfc3339(now()))


def began(ana: Browser, team: Channel, there: Receiver, subject: str) -> str:
    row = until(lambda: titled(ana, team.inbox_id, subject))
    assert row is not None, "the mail was not taken in"
    assert until(lambda: len(told(there, row["id"])) >= 2)
    return str(row["id"])


def told(there: Receiver, conversation: str) -> list[Any]:
    """What was taken of this conversation."""
    return [one for one in there.taken if one["data"]["conversation"]["id"] == conversation]


def noted(ana: Browser, conversation: str, text: str) -> None:
    assert ana.post(f"/conversations/{conversation}/comments", {"text": text}).status == 201


def notes(there: Receiver, conversation: str) -> list[str]:
    return [one["data"]["comment"]["text"] for one in told(there, conversation) if "comment" in one["data"]]


def a_minute_later(home: Deployed, conversation: str, webhook: Any) -> None:
    """What waits for its next try, or the end of a pause, waits no longer; the schedule comes round."""
    tellings, where = home.ports.tellings, ConversationId(conversation)

    def waits() -> Any:
        found = tellings.of(where).get(webhook["id"])
        return found if found and found.due_at else None

    waiting = until(waits)
    assert waiting is not None, "nothing waits"
    tellings.put(replace(waiting, due_at=now()).written())
    names = [one["FunctionName"] for one in home.client("lambda").list_functions()["Functions"]]
    (tick,) = [name for name in names if "OnTick" in name]
    answer = home.client("lambda").invoke(FunctionName=tick, Payload=json.dumps(tick_event(now())))
    assert "FunctionError" not in answer, answer["Payload"].read()


def test_a_mail_is_told_once_signed_and_in_order(lamp: str, webhook: Any, there: Receiver) -> None:
    events = told(there, lamp)

    assert [one["type"] for one in events] == ["conversation.created", "message.created"]
    assert events[1]["data"]["message"]["text"] == "It flickers."
    for headers, body in there.got:
        assert is_signed(body, headers[HEADER.lower()], [webhook["secret"]], now())
        assert not is_signed(body + b" ", headers[HEADER.lower()], [webhook["secret"]], now())
    assert [headers["bandeja-delivery"] for headers, _ in there.got] == [one["id"] for one in events]


def test_an_answer_and_its_closing_are_told(lamp: str, ana: Browser, there: Receiver) -> None:
    before = len(told(there, lamp))
    assert ana.post(f"/conversations/{lamp}/replies", {"text": "We look.", "last_seq": 1}).status == 201
    assert ana.post(f"/conversations/{lamp}/close").status == 200

    types = until(lambda: closed(there, lamp, before))

    assert types[:2] == ["conversation.assigned", "message.created"]
    assert types[-1] == "conversation.closed"


def closed(there: Receiver, conversation: str, before: int) -> Any:
    types = [one["type"] for one in told(there, conversation)[before:]]
    return types if "conversation.closed" in types else None


def test_what_was_refused_comes_again_under_its_id_before_what_happened_later(
    home: Deployed, lamp: str, ana: Browser, webhook: Any, there: Receiver
) -> None:
    begins = len(there.got)
    there.answer = lambda event: 503
    noted(ana, lamp, "first")
    assert until(lambda: len(there.got) > begins)
    noted(ana, lamp, "second")
    there.answer = lambda event: 200

    a_minute_later(home, lamp, webhook)

    assert until(lambda: len(notes(there, lamp)) == 2 and notes(there, lamp)) == ["first", "second"]
    tries = [post["id"] for post in there.posts[begins:]]
    assert tries[0] == tries[1] != tries[2]
    log = until(lambda: deliveries(ana, webhook, tries[0]))
    assert [(one["attempt"], one["state"], one["status"]) for one in log] == [
        (2, "taken", 200),
        (1, "later", 503),
    ]


def deliveries(ana: Browser, webhook: Any, event_id: str) -> Any:
    """The newest first, once there are two."""
    rows = ana.get(f"/event-webhooks/{webhook['id']}/deliveries").body["items"]
    found = [one for one in rows if one["event_id"] == event_id]
    return found if len(found) == 2 else None


def test_conversations_are_told_side_by_side_each_in_its_order(
    home: Deployed, ana: Browser, team: Channel, webhook: Any, there: Receiver
) -> None:
    subjects = "A shade", "A bulb"
    for subject in subjects:
        came(home, subject)
    both = [began(ana, team, there, subject) for subject in subjects]
    for number in range(3):
        for one in both:
            noted(ana, one, str(number))

    assert until(lambda: all(len(notes(there, one)) == 3 for one in both))

    for one in both:
        assert notes(there, one) == ["0", "1", "2"]
        assert len(told(there, one)) == len(entries(ana, one)) + 1, "nothing was told twice"


def test_who_is_gone_is_paused_the_admin_hears_of_it_and_the_end_of_the_pause_tells_all(
    home: Deployed, lamp: str, ana: Browser, webhook: Any, there: Receiver
) -> None:
    where = f"/event-webhooks/{webhook['id']}"
    there.answer = lambda event: 410
    noted(ana, lamp, "third")
    paused = until(lambda: (found := ana.get(where).body)["state"] == "paused" and found)
    assert paused["detail"] == "The server answered 410"
    assert [one["To"] for one in sent_mails(home) if "Orders" in one["Subject"]] == [[ANA]]
    there.answer = lambda event: 200

    assert ana.put(where, {"version": paused["version"], "state": "on"}).status == 200
    a_minute_later(home, lamp, webhook)

    assert until(lambda: "third" in notes(there, lamp))
