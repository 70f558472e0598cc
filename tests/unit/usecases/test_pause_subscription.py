"""A webhook that nobody answers is paused, and the admins hear of it; nobody else is written to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.domain.ids import AgentId
from chalicelib.domain.subscription import Subscription, SubscriptionState
from chalicelib.domain.workspace import AgentState, Role
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.pause_subscription import pause_subscription
from tests.subscriptions import a_subscription
from tests.unit.usecases.company import ANA, NOON

WHY = "The server answered 500"
ADA = replace(ANA, id=AgentId("ad" * 16), email="ada@bandeja.test", role=Role.ADMIN)


@pytest.fixture
def failing(ports: Ports) -> Subscription:
    ports.workspace.add_agent(ADA)
    left = replace(ADA, id=AgentId("ae" * 16), email="left@bandeja.test", state=AgentState.DEACTIVATED)
    ports.workspace.add_agent(left)
    subscription = a_subscription(failing_since=NOON)
    ports.workspace.put_subscription(subscription)
    return subscription


def mails(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.glob("outbox/*.eml")]


def test_it_is_paused_and_the_admins_who_are_there_hear_of_it_once(
    ports: Ports, failing: Subscription, tmp_path: Path
) -> None:
    for _ in range(2):
        pause_subscription(ports, failing.id, failing.version, WHY)

    (paused,) = ports.workspace.subscriptions()
    assert paused == replace(failing, state=SubscriptionState.PAUSED, detail=WHY)
    (mail,) = mails(tmp_path)
    assert ADA.email.encode() in mail


def test_what_somebody_changed_meanwhile_is_not_paused(
    ports: Ports, failing: Subscription, tmp_path: Path
) -> None:
    changed = failing.changed(url="https://elsewhere.test/")
    ports.workspace.put_subscription(changed)

    pause_subscription(ports, failing.id, failing.version, WHY)

    assert ports.workspace.subscriptions() == (changed,)
    assert mails(tmp_path) == []


def test_what_does_well_again_is_not_paused(ports: Ports, failing: Subscription, tmp_path: Path) -> None:
    well = replace(failing, failing_since=None)
    ports.workspace.note_subscription(well)

    pause_subscription(ports, failing.id, failing.version, WHY)

    assert ports.workspace.subscriptions() == (well,)
    assert mails(tmp_path) == []


def test_what_was_deleted_meanwhile_is_no_trouble(
    ports: Ports, failing: Subscription, tmp_path: Path
) -> None:
    ports.workspace.drop_subscription(failing.id)

    pause_subscription(ports, failing.id, failing.version, WHY)

    assert mails(tmp_path) == []
