"""The emulator leaves nothing behind: not at its end, and not when its test run was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contracts.ministack import PASSING, ROOT, clear_of_dead_runs, ministack

SECONDS = 60
A_RUN = """
import sys, time
from tests.contracts.ministack import ministack
with ministack() as endpoint:
    print(endpoint, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process and those it starts put passing files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def until(found: Callable[[], bool]) -> None:
    ends = time.monotonic() + SECONDS
    while not found():
        assert time.monotonic() < ends
        time.sleep(0.05)


def listens(port: str) -> bool:
    """By the kernel's table, so that nothing is asked of an emulator that is just going."""
    return any(
        line.split()[1].endswith(f":{int(port):04X}") and line.split()[3] == "0A"
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
    )


def test_all_that_an_emulator_writes_is_gone_with_it(temporary: Path) -> None:
    with ministack():
        (passing,) = temporary.iterdir()
        assert list(passing.iterdir())

    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into the kernel's table of sockets")
def test_an_emulator_ends_with_a_run_that_was_killed_and_leaves_nothing(temporary: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", A_RUN], stdout=subprocess.PIPE, text=True, cwd=ROOT) as run:
        try:
            assert run.stdout
            port = run.stdout.readline().strip().rpartition(":")[2]
            listened = listens(port)
        finally:
            run.send_signal(signal.SIGKILL)
    assert listened

    until(lambda: not listens(port))
    until(lambda: not list(temporary.iterdir()))
    (ROOT / "build" / f"ministack-{port}.log").unlink()


def test_what_a_dead_run_left_is_cleared_and_nothing_else(temporary: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = temporary / PASSING.format(run=gone.pid, port=8200)
    living = temporary / PASSING.format(run=os.getpid(), port=8201)
    of_others = temporary / "bandeja-emulator-notes"
    for folder in (left, living, of_others):
        (folder / "deep").mkdir(parents=True)

    clear_of_dead_runs(temporary)

    assert set(temporary.iterdir()) == {living, of_others}
