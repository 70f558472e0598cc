"""The edge with the ports of the use-case tests behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.config import LocalSettings, Settings
from chalicelib.ports.bundle import Ports
from tests.unit.handlers.house import ADA, SITE, Browser, House
from tests.unit.usecases.company import ANA
from tests.unit.usecases.conftest import clock as clock
from tests.unit.usecases.conftest import gateway as gateway
from tests.unit.usecases.conftest import ports as ports


@pytest.fixture
def house(ports: Ports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("AWS_REGION", "local")
    settings = Settings(SITE, local=LocalSettings(tmp_path, 8000, 2525, None, False, ""))
    monkeypatch.setattr(wiring, "ports", lambda: ports)
    monkeypatch.setattr(wiring, "settings", lambda: settings)
    return House(ports)


@pytest.fixture
def nobody(house: House) -> Browser:
    return house.browser()


@pytest.fixture
def agent(house: House) -> Browser:
    return house.browser(ANA)


@pytest.fixture
def admin(house: House) -> Browser:
    return house.browser(ADA)
