"""What must be right before the local home starts. Each failure is one sentence a person can act on."""

from __future__ import annotations

import errno
import fcntl
import socket
from pathlib import Path
from typing import TextIO

HOST = "127.0.0.1"
BACKLOG = 2048


class CannotStart(Exception):
    """The text says what is wrong and what to do."""


def check_pages(folder: Path) -> None:
    """Raises `CannotStart` when the pages have not been built."""
    for page in ("index.html", "simulator.html"):
        if not (folder / page).is_file():
            raise CannotStart("The pages are not built yet: start with `make run`, or run `make web`.")


def listen(port: int, name: str) -> socket.socket:
    """A socket that listens on the loopback address. Raises `CannotStart` when the port is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise CannotStart(
                f"Port {port} is taken: stop the program that uses it, or choose another with {name}=…"
            ) from error
        raise CannotStart(
            f"Port {port} cannot be used ({error.strerror}): choose another with {name}=…"
        ) from error
    listening.listen(BACKLOG)
    listening.setblocking(False)
    return listening


def claim(data_dir: Path) -> TextIO:
    """Hold the data for this process alone, until the answer is closed. Raises `CannotStart`."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (data_dir / "lock").open("w")
    except OSError as error:
        raise CannotStart(f"The data folder {data_dir} cannot be written: {error.strerror}.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise CannotStart(
            f"Another Bandeja already works with {data_dir}: stop it, or choose another DATA_DIR."
        ) from error
    return lock
