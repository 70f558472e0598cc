"""What an agent does on the screen is told to a platform by jobs: rarely, and in nobody's way."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.domain.permission import Permission
from chalicelib.ports.outside import Job
from tests.unit.handlers.house import ADA, Browser, House, Socket
from tests.unit.handlers.programs import with_token
from tests.unit.usecases.company import ANA
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.platform_people import PAGE, received, told


@pytest.fixture
def conversation(house: House) -> str:
    """Carla has written on Messenger."""
    house.ports.workspace.put_channel(PAGE)
    return received(house.ports, told()).conversation_id


def jobs(house: House) -> list[str]:
    assert isinstance(house.ports.jobs, SqliteJobs)
    found = house.ports.jobs.receive("followups", count=10, visibility_seconds=60)
    return [json.loads(job.body)["reaction"] for job in found]


def writes(socket: Socket, conversation: str, doing: str = "replying", **more: Any) -> None:
    socket.send({"type": "presence", "conversation": conversation, "doing": doing, **more})


def test_typing_is_told_once_in_a_while_for_each_agent(house: House, conversation: str, clock: Clock) -> None:
    ana, ada = house.socket(ANA), house.socket(ADA)

    for _ in range(3):
        writes(ana, conversation, outside=True)
    writes(ada, conversation, outside=True)
    assert jobs(house) == ["show_typing", "show_typing"]

    clock.ahead(seconds=20)
    writes(ana, conversation, outside=True)
    assert jobs(house) == ["show_typing"]


def test_a_note_and_a_look_ask_for_nothing(house: House, conversation: str) -> None:
    ana = house.socket(ANA)

    for doing in ("viewing", "noting", "left"):
        writes(ana, conversation, doing, outside=True)
    writes(ana, conversation)

    assert jobs(house) == []


def test_opening_is_told_once_for_each_last_word_of_theirs(
    house: House, agent: Browser, conversation: str
) -> None:
    opened = f"/conversations/{conversation}/opened"

    for _ in range(2):
        assert agent.post(opened, {}).status == 204
    assert jobs(house) == ["show_seen"]

    received(house.ports, told("And another thing"))
    agent.post(opened, {"through": 1})
    assert jobs(house) == []
    agent.post(opened, {})
    assert jobs(house) == ["show_seen"]


def test_what_is_made_unread_or_is_mail_is_told_to_nobody(
    house: House, agent: Browser, conversation: str
) -> None:
    agent.post(f"/conversations/{conversation}/opened", {"through": 0})
    agent.post(f"/conversations/{house.began().id}/opened", {})

    assert jobs(house) == []


def test_who_may_not_answer_shows_nothing(house: House, admin: Browser, conversation: str) -> None:
    reader = with_token(house, admin, Permission.SEE_CONVERSATIONS)

    assert reader.post(f"/conversations/{conversation}/opened", {}).status == 204

    assert jobs(house) == []


class FullQueue:
    """A queue that takes nothing now."""

    def send(self, job: Job) -> None:
        raise OSError("no queue")


def test_a_queue_that_fails_is_in_nobodys_way(
    house: House, agent: Browser, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = house.socket(ANA)
    full: Any = FullQueue()
    broken = replace(house.ports, jobs=full)
    monkeypatch.setattr(wiring, "ports", lambda: broken)

    writes(ana, conversation, outside=True)

    assert ana.got == []
    assert agent.post(f"/conversations/{conversation}/opened", {}).status == 204
