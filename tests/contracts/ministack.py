"""ministack, the emulator that withstands many writers at once, in an environment of its own.

It pins its own botocore, which must not meet ours. The environment is made once. It unpacks the code of each
function that it runs and leaves it behind, so its passing files have a folder of ours that goes with it.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from infra.own_environment import python_of

ROOT = Path(__file__).resolve().parents[2]
PORTS = range(8183, 8983)
START_SECONDS = 60
STOP_SECONDS = 10
STARTED_BY = Path(__file__).with_name("ministack_with_its_run.py")
PASSING = "bandeja-emulator-{run}-{port}"
PASSING_OF = re.compile(r"bandeja-emulator-(\d+)-\d+")


@contextmanager
def ministack() -> Iterator[str]:
    """The endpoint of a fresh ministack; it listens on this machine only and is stopped at the end."""
    python, port = python_of("ministack"), _free_port()
    log = ROOT / "build" / f"ministack-{port}.log"
    with log.open("wb") as output, _passing_files(port) as passing:
        server = subprocess.Popen(
            [str(python), "-P", str(STARTED_BY), str(passing)],  # -P: this module has the emulator's name
            env=_environment(port, passing),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            start_new_session=True,
        )
        try:
            _wait_until_it_answers(server, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            _stop(server)
    log.unlink()  # what went wrong before is in the error


def _environment(port: int, passing: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "TMPDIR": str(passing),
        "STATE_DIR": str(passing / "state"),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "LAMBDA_EXECUTOR": "local",
    }


@contextmanager
def _passing_files(port: int) -> Iterator[Path]:
    """A folder that is gone at the end. Those of runs that came to no end go first."""
    beside = Path(tempfile.gettempdir())
    clear_of_dead_runs(beside)
    folder = beside / PASSING.format(run=os.getpid(), port=port)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_of_dead_runs(beside: Path) -> None:
    """Remove the folders of ours there whose test run is gone; those of others and of living runs stay."""
    for folder in beside.iterdir():
        of_a_run = PASSING_OF.fullmatch(folder.name)
        if of_a_run and not _runs(int(of_a_run[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _stop(server: subprocess.Popen[bytes]) -> None:
    """With the functions that it runs."""
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    if server.stdin:
        server.stdin.close()


def _free_port() -> int:
    """At random, so that several test runs at once do not choose the same."""
    for port in random.sample(PORTS, 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port for ministack")


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and server.poll() is None:
        health = f"http://127.0.0.1:{port}/_ministack/health"
        with suppress(OSError), urllib.request.urlopen(health, timeout=1) as answer:
            if answer.status == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(f"ministack did not start:\n{log.read_text(errors='replace')[-2000:]}")
