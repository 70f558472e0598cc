"""ministack, the emulator that withstands many writers at once, in an environment of its own.

It pins its own botocore, which must not meet ours. The environment is made once, in `build/`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / "build" / "ministack-venv"
REQUIREMENTS = ROOT / "requirements-ministack.txt"
PORTS = range(8183, 8983)
START_SECONDS = 60
MAKE_SECONDS = 300


def python_of_ministack() -> Path:
    """The environment's Python; made when it is missing or was made from other requirements."""
    VENV.parent.mkdir(exist_ok=True)
    with VENV.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests that run side by side make it once
        return _made()


def _made() -> Path:
    python, made_from = VENV / "bin" / "python", VENV / "made-from"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if python.exists() and made_from.exists() and made_from.read_text() == wanted:
        return python
    shutil.rmtree(VENV, ignore_errors=True)
    _run(sys.executable, "-m", "venv", str(VENV))
    install = ("-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "--no-deps")
    _run(str(python), *install, "-r", str(REQUIREMENTS))
    made_from.write_text(wanted)
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True, timeout=MAKE_SECONDS)


@contextmanager
def ministack() -> Iterator[str]:
    """The endpoint of a fresh ministack; it listens on this machine only and is stopped at the end."""
    python, port = python_of_ministack(), _free_port()
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
