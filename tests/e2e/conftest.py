"""`company`: the real process with the small company that `make run` shows; `url`: the made-up
server, which has every state at once; `browser`: one Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.browsing import chromium
from tests.e2e.fake_server import fake_server
from tests.e2e.screens import HELD
from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, send
from tests.journeys.product import Product, running, until


@pytest.fixture(scope="session")
def moved_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the company after its first start: made once, nobody works in it."""
    folder = tmp_path_factory.mktemp("moved-in")
    with running(folder, SEED="1") as started:
        hold_a_mail(started)
    return folder


@pytest.fixture(scope="module")
def company(moved_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("company")
    shutil.copytree(moved_in, folder, dirs_exist_ok=True)
    with running(folder, SEED="1") as started:
        yield started


def hold_a_mail(company: Product) -> None:
    """One mail to an answer's address that is not ours: it waits in the quarantine."""
    stale = f"reply+{'a' * 44}@bandeja.test"
    send(company, a_mail("Who am I writing to?", "Stale address", sender=HELD), to=[stale])
    agent = Agent(company)
    until(lambda: agent.get("/api/health")["quarantined"] == 1, 20, "it is in the quarantine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def url() -> Iterator[str]:
    with fake_server() as address:
        yield address
