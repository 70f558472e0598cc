"""ministack, the emulator that withstands many writers at once, in an environment of its own.

It pins its own botocore, which must not meet ours. The environment is made once.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from infra.own_environment import python_of

ROOT = Path(__file__).resolve().parents[2]
PORTS = range(8183, 8983)
START_SECONDS = 60


@contextmanager
def ministack() -> Iterator[str]:
    """The endpoint of a fresh ministack; it listens on this machine only and is stopped at the end."""
    python, port = python_of("ministack"), _free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "LAMBDA_EXECUTOR": "local",
    }
    log = ROOT / "build" / f"ministack-{port}.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(python), "-m", "ministack"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
        )
        try:
            _wait_until_it_answers(server, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    log.unlink()  # what went wrong before is in the error


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
