"""`worlds`: local homes in memory that a test may break at any step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.surroundings import quiet_worlds
from tests.crash.world import Worlds


@pytest.fixture
def worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worlds]:
    with quiet_worlds(tmp_path, monkeypatch) as made:
        yield made
