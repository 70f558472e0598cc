"""What thousands of worlds need around them: no waiting for a disk, and no log of each fault."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.local import pump
from tests.crash.world import Worlds


@contextmanager
def quiet_worlds(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Worlds]:
    """Local homes in memory, one after the other."""
    # Nobody pulls the plug here: that files are flushed is shown where processes are killed.
    patch.setattr(os, "fsync", lambda handle: None)
    # Nor is a disk full until it is tidied up: what could not be written down is tried again at once.
    patch.setattr(pump, "SETTLE_AGAIN_SECONDS", 0.0)
    logging.disable(logging.CRITICAL)
    made = Worlds(folder, patch)
    try:
        yield made
    finally:
        made.close()
        logging.disable(logging.NOTSET)
