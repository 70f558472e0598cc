"""Mail whose event was lost is found by the sweep, in both homes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import wiring
from chalicelib.usecases.wake_due_work import wake_due_work
from tests.unit.infra.conftest import at_home as at_home
from tests.unit.infra.conftest import home as home
from tests.unit.infra.conftest import on_aws as on_aws
from tests.unit.infra.homes import Home


def later(home: Home, monkeypatch: pytest.MonkeyPatch, **time: float) -> Home:
    """The same home, so much later by what dates its mail: its own clock, or S3's (this machine's)."""
    moment = (datetime.now(UTC) if home.sqs else home.ports.now()) + timedelta(**time)
    ports = replace(home.ports, clock=lambda: moment)
    monkeypatch.setattr(wiring, "ports", lambda: ports)
    return replace(home, ports=ports)


def test_an_old_mail_without_an_event_is_taken_in_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.arrives(1)
    home = later(home, monkeypatch, minutes=16)

    for count in (1, 0):
        assert wake_due_work(home.ports) == count
        home.works()
        assert home.rows() == {"conversations": 1, "entries": 1, "quarantined": 0}


def test_a_new_mail_may_wait_for_its_event(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.arrives(1)
    home = later(home, monkeypatch, minutes=14)

    assert wake_due_work(home.ports) == 0
