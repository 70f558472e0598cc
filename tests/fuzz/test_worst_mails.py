"""The worst mails are read and shown in bounded time and memory: full size in the soak, less in the gate."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.worst_mails import WORST
from tests.fuzz.worst_pages import MEGABYTE

ROOT = Path(__file__).resolve().parents[2]
SOAK = bool(os.environ.get("BANDEJA_SOAK"))
MOST_SECONDS = 10
HARD_LIMIT = 90  # wall clock: the machine may be busy with something else


@pytest.mark.parametrize("name", WORST)
def test_worst_mail_is_read_in_time_and_memory(name: str) -> None:
    _, full, smaller = WORST[name]
    command = [sys.executable, "-m", "tests.fuzz.read_worst_mail", name, str(full if SOAK else smaller)]

    ran = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, timeout=HARD_LIMIT)

    figures = json.loads(ran.stdout)
    assert figures["read"] + figures["shown"] <= MOST_SECONDS
    assert figures["memory"] <= 3 * figures["size"] + 64 * MEGABYTE
