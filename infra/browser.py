"""Finds the browser for the tests, or gets one: without a browser they fail, they never skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from infra import packed_chromium

# the same browser without a window of its own: half the work for each page
HEADLESS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UPDATE = ("apt-get", "update", "-qq")
INSTALL = (
    *("apt-get", "install", "-y", "-qq", "--no-install-recommends"),
    *("-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=15", "chromium-headless-shell"),
)
APT_SECONDS = 150


class NoBrowser(Exception):
    """The text says what was tried and what to do."""


def find_browser() -> Path:
    """`BROWSER_PATH`, then a headless shell: on PATH, or installed by apt as root; then any Chromium on PATH,
    then the npm package. Raises `NoBrowser`."""
    named = os.environ.get("BROWSER_PATH", "")
    if named:
        if not os.access(named, os.X_OK):
            raise NoBrowser(f"BROWSER_PATH names no program: {named}")
        return Path(named)
    ways: Sequence[Callable[[], Path | None]] = (
        lambda: on_path(HEADLESS),
        installed_by_apt,
        lambda: on_path(NAMES),
        packed_chromium.unpacked,
    )
    for way in ways:
        if found := way():
            return found
    raise NoBrowser("The tests need Chromium: install it, or name one with BROWSER_PATH=…")


def on_path(names: Sequence[str]) -> Path | None:
    """A browser that is there already."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    return Path(found) if found else None


def installed_by_apt() -> Path | None:
    """Debian's package; only root can install it. Its lists are fetched where there is no other browser."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    sys.stderr.write("Installing Chromium without a window …\n")
    if not _ran(INSTALL) and on_path(NAMES) is None:
        _ran(UPDATE)
        _ran(INSTALL)
    return on_path(HEADLESS)


def _ran(command: Sequence[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = subprocess.DEVNULL
    try:
        ran = subprocess.run(
            command, env=environment, stdout=quiet, stderr=quiet, check=False, timeout=APT_SECONDS
        )
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


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
