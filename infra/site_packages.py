"""The requirements of Lambda as wheels for its processor, unpacked once and kept in `build/`."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements.txt"
FETCH_SECONDS = 300
PYTHON = "3.11"

Architecture = Literal["arm64", "x86_64"]
MACHINES: dict[Architecture, str] = {"arm64": "aarch64", "x86_64": "x86_64"}
# oldest first: the glibc of Lambda's Python 3.11 is 2.26
PLATFORMS = ("manylinux2014", "manylinux_2_17", "manylinux_2_12", "manylinux_2_5", "manylinux1")


def site_packages_of(architecture: Architecture) -> Path:
    """A folder with the packages of `requirements.txt`; fetched when it is missing or they have changed."""
    folder = ROOT / "build" / f"site-packages-{architecture}"
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests that run side by side fetch it once
        wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
        made_from = folder.with_suffix(".made-from")
        if not folder.exists() or not made_from.exists() or made_from.read_text() != wanted:
            made_from.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run(fetching(architecture, folder), check=True, timeout=FETCH_SECONDS)
            made_from.write_text(wanted)
    return folder


def fetching(architecture: Architecture, folder: Path) -> list[str]:
    """The command that fetches the wheels, by version and hash, and never builds anything."""
    machine = MACHINES[architecture]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--no-compile", "--only-binary=:all:", "--require-hashes"]
    command += ["--implementation", "cp", "--python-version", PYTHON, "--target", str(folder)]
    for platform in PLATFORMS:
        command += ["--platform", f"{platform}_{machine}"]
    return [*command, "-r", str(REQUIREMENTS)]
