"""The event handlers with the ports of the use-case tests behind them."""

import pytest

from chalicelib import wiring
from chalicelib.ports.bundle import Ports
from tests.unit.usecases.conftest import clock as clock
from tests.unit.usecases.conftest import gateway as gateway
from tests.unit.usecases.conftest import ports as ports


@pytest.fixture(autouse=True)
def _wired(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "ports", lambda: ports)
