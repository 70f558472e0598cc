"""Each contract test gets a fresh, empty home, once for each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.contracts.engines import Home, drop_tables, engines_asked_for, homes_on


@pytest.fixture(scope="module", params=engines_asked_for())
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine."""
    return str(request.param)


@pytest.fixture(scope="module")
def new_home(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Home]]:
    """Makes a fresh home on the engine."""
    with homes_on(engine, tmp_path_factory.mktemp("home")) as fresh:
        yield fresh


@pytest.fixture
def home(new_home: Callable[[], Home]) -> Iterator[Home]:
    """A fresh home."""
    made = new_home()
    yield made
    drop_tables(made)
