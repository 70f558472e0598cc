"""Whatever breaks while a platform tells of things: told again, each of them is kept once, in order."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.domain.entry import Entry
from chalicelib.handlers.meta_webhooks import post_meta
from chalicelib.handlers.webhook_queue import on_webhooks
from chalicelib.ports.conversation_lists import Shelf
from tests.builders import an_inbox
from tests.crash.steps import Died, Fault, Steps
from tests.crash.world import BEGIN, World, Worlds
from tests.unit.handlers.test_mail_queue import Batch
from tests.unit.usecases.platform_people import PAGE

SECRET = "s"
AT = int(BEGIN.timestamp() * 1000)
PEOPLE = {"sender": {"id": "7001"}, "recipient": {"id": PAGE.address}}


def event(after: int, **what: Any) -> dict[str, Any]:
    return {**PEOPLE, "timestamp": AT + after, **what}


TOLD = [
    event(1, message={"mid": "m_1", "text": "Red or blue?"}),
    event(2, message={"mid": "m_2", "text": "This", "reply_to": {"mid": "m_1"}}),
    event(3, reaction={"mid": "m_1", "action": "react", "emoji": "❤️", "reaction": "love"}),
    event(4, message_edit={"mid": "m_2", "text": "That", "num_edit": 1}),
    event(5, message={"mid": "m_1", "is_deleted": True}),
    event(6, referral={"ref": "summer", "source": "SHORTLINK", "type": "OPEN_THREAD"}),
    {
        "sender": PEOPLE["recipient"],
        "recipient": PEOPLE["sender"],
        "timestamp": AT + 7,
        "message": {"mid": "m_3", "text": "Blue", "is_echo": True, "app_id": 263902037430900},
    },
    event(8, read={"watermark": AT + 8}),
]


class Request:
    """What API Gateway hands to the view."""

    def __init__(self, raw: bytes) -> None:
        self.headers = {"x-hub-signature-256": "sha256=" + hmac.new(b"s", raw, hashlib.sha256).hexdigest()}
        self.raw = raw


def tell(world: World) -> None:
    """One webhook with all of it, as often as it takes until we have said 200."""
    from chalicelib.handlers.http import Call

    raw = json.dumps({"object": "page", "entry": [{"id": PAGE.address, "messaging": TOLD}]}).encode()
    for _ in range(3):
        try:
            post_meta(Call(world.ports, Request(raw), raw), PAGE.id)  # type: ignore[arg-type]
        except (Exception, Died):
            continue
        return


def work_off(world: World) -> None:
    """Every job until it is done; a batch that broke, or died, comes again whole."""
    queue = world.queue
    while jobs := queue.receive("webhooks", count=10, visibility_seconds=60):
        records = [
            {"messageId": job.message_id, "body": job.body, "attributes": {"MessageGroupId": job.group}}
            for job in jobs
        ]
        try:
            failed = {one["itemIdentifier"] for one in on_webhooks(Batch(*records))["batchItemFailures"]}
        except Died:
            failed = {job.message_id for job in jobs}
        queue.done(job for job in jobs if job.message_id not in failed)
        queue.give_back([job for job in jobs if job.message_id in failed], lambda receives: 0)


def log_of(world: World) -> list[Entry]:
    (row,) = world.plain.lists.page(Shelf(an_inbox().id), after=None, limit=10).rows
    return list(world.plain.conversations.entries(row.id))


def story(worlds: Worlds, steps: Steps) -> tuple[World, list[Any]]:
    world = worlds.make(steps)
    world.plain.workspace.put_channel(PAGE_HERE)
    world.plain.channel_secrets.put(PAGE.id, {"app_secret": SECRET, "verify_token": "v"})
    tell(world)
    work_off(world)
    return world, [(entry.seq, entry.content) for entry in log_of(world)]


PAGE_HERE = type(PAGE)(PAGE.id, an_inbox().id, PAGE.kind, PAGE.name, PAGE.address, platform=PAGE.platform)


def broken(worlds: Worlds, fault: Fault) -> Iterator[tuple[str, World, list[Any]]]:
    for number in range(1, 400):
        steps = Steps({number: fault})
        world, log = story(worlds, steps)
        if len(steps.trace) < number:
            return
        yield f"step {number} {steps.trace[number - 1]} {fault}", world, log
    raise AssertionError("it never ends")


@pytest.mark.parametrize("fault", Fault)
def test_told_again_everything_is_kept_once(worlds: Worlds, fault: Fault) -> None:
    _, wanted = story(worlds, Steps())
    assert len(wanted) == 7

    for where, world, log in broken(worlds, fault):
        assert log == wanted, where
        assert world.queue.dead() == 0, where
