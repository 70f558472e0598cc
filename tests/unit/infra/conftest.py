"""The homes that tools from outside work on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib import wiring
from chalicelib.ports.bundle import Ports
from tests.unit.infra.homes import Home, deployed
from tests.unit.usecases.conftest import clock as clock
from tests.unit.usecases.conftest import gateway as gateway
from tests.unit.usecases.conftest import ports as ports


@pytest.fixture
def at_home(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(wiring, "ports", lambda: ports)
    return Home(ports)


@pytest.fixture
def on_aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    with deployed(monkeypatch) as home:
        yield home


@pytest.fixture(params=["at_home", "on_aws"])
def home(request: pytest.FixtureRequest) -> Home:
    found: Home = request.getfixturevalue(request.param)
    return found
