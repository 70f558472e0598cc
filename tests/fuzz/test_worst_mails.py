"""The worst mails are read and shown in bounded time and memory: full size in the soak, less in the gate."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz.worst_mails import WORST
from tests.fuzz.worst_pages import MEGABYTE

ROOT = Path(__file__).resolve().parents[2]
SOAK = bool(os.environ.get("BANDEJA_SOAK"))
MOST_SECONDS = 10
Reader = subprocess.Popen[str]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """It has loaded all code, and reads each mail in a process of its own."""
    command = [sys.executable, "-m", "tests.fuzz.read_worst_mail"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as started:
        yield started
        assert started.stdin
        started.stdin.close()


@pytest.mark.parametrize("name", WORST)
def test_worst_mail_is_read_in_time_and_memory(name: str, reader: Reader) -> None:
    _, full, smaller = WORST[name]

    assert reader.stdin and reader.stdout
    reader.stdin.write(json.dumps([name, full if SOAK else smaller]) + "\n")
    reader.stdin.flush()
    figures = json.loads(reader.stdout.readline())

    assert "ended with" not in figures
    assert figures["read"] + figures["shown"] <= MOST_SECONDS
    assert figures["memory"] <= 3 * figures["size"] + 64 * MEGABYTE
