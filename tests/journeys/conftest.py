"""`product`: one real process for the tests of a module; `agent`: its admin, signed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.browsing import chromium
from tests.journeys.agent import Agent
from tests.journeys.product import Product, running


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with running(tmp_path_factory.mktemp("bandeja")) as started:
        yield started


@pytest.fixture(scope="module")
def agent(product: Product) -> Agent:
    return Agent(product)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started
