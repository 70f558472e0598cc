"""What holds for all tests: the order of the files, and which examples are tried.

The gate tries the same examples every time, the soak tries new ones.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.running_graph import RunningGraph

HERE = Path(__file__).parent
CHEAP = frozenset({"architecture", "unit"})

settings.register_profile("gate", derandomize=True)
settings.register_profile("soak", print_blob=True)
settings.load_profile("soak" if os.environ.get("BANDEJA_SOAK") else "gate")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Processes take one file after the other. The dear ones come first, so that at the end no process is
    left alone with one of them; by name, so that those that wait stand between those that compute."""
    items.sort(key=lambda item: place_of(item.path))


def place_of(file: Path) -> tuple[bool, str, Path]:
    """Where a file stands in the order."""
    return file.relative_to(HERE).parts[0] in CHEAP, file.name, file


@pytest.fixture
def fake_graph() -> Iterator[RunningGraph]:
    """A stand-in for Meta's Graph API on a port of its own, with one account of each kind."""
    from tests.running_graph import running_graph

    with running_graph() as running:
        yield running
