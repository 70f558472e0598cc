"""A Python environment apart from ours, for a program that must not meet our requirements; in `build/`."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAKE_SECONDS = 300


def python_of(name: str) -> Path:
    """The Python that has `requirements-NAME.txt`; made when it is missing or was made from others."""
    environment = ROOT / "build" / f"{name}-venv"
    environment.parent.mkdir(exist_ok=True)
    with environment.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests that run side by side make it once
        return _made(environment, ROOT / f"requirements-{name}.txt")


def _made(environment: Path, requirements: Path) -> Path:
    python, made_from = environment / "bin" / "python", environment / "made-from"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if python.exists() and made_from.exists() and made_from.read_text() == wanted:
        return python
    shutil.rmtree(environment, ignore_errors=True)
    _run(sys.executable, "-m", "venv", str(environment))
    install = ("-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "--no-deps")
    _run(str(python), *install, "-r", str(requirements))
    made_from.write_text(wanted)
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True, timeout=MAKE_SECONDS)
