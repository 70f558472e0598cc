"""`worlds`: local homes in memory that a test may break at any step."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.world import Worlds


@pytest.fixture
def worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worlds]:
    # Nobody pulls the plug here: that files are flushed is shown where processes are killed.
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    logging.disable(logging.CRITICAL)  # thousands of faults on purpose: what they log helps nobody
    made = Worlds(tmp_path, monkeypatch)
    yield made
    made.close()
    logging.disable(logging.NOTSET)
