"""The real local process: started as `make run` starts it, watched by its health, stopped by its own id."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

PASSWORD = "correct horse battery"
ADMIN = "admin@bandeja.test"
SUPPORT = "support@bandeja.test"
ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
LONGEST_PAUSE = 0.25
PORTS = range(20_000, 32_000)  # Linux gives outgoing connections those from 32,768 on
Seen = TypeVar("Seen")


def until(look: Callable[[], Seen | None], seconds: float, what: str) -> Seen:
    """Look again until there is something to see; how long it took is up to the machine. What takes long is
    looked at more seldom: the looking would hold up what is waited for."""
    ends = time.monotonic() + seconds
    pause = 0.02
    while True:
        seen = look()
        if seen:
            return seen
        if time.monotonic() > ends:
            raise AssertionError(f"not within {seconds:g} s: {what}")
        time.sleep(pause)
        pause = min(1.2 * pause, LONGEST_PAUSE)


def free_ports() -> tuple[int, int]:
    """Two that nobody uses now, and that nobody is given for a connection of theirs while a process that was
    killed starts again."""
    found: list[int] = []
    while len(found) < 2:
        port = secrets.choice(PORTS)
        with suppress(OSError), socket.socket() as line:
            line.bind(("127.0.0.1", port))
            found += [port] if port not in found else []
    return found[0], found[1]


@dataclass
class Product:
    """A process on a data folder. After `kill` the same folder can be started again."""

    folder: Path
    port: int
    smtp_port: int
    settings: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    _process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def headers(self) -> dict[str, str]:
        """What the site in front adds to every request, where there is one."""
        secret = self.settings.get("ORIGIN_SECRET", "")
        return {"X-Bandeja-Origin": secret} if secret else {}

    @property
    def outbox(self) -> Path:
        return self.folder / "outbox"

    def jobs(self, queue: str) -> int:
        """How many jobs of a queue are not done yet."""
        with closing(sqlite3.connect(f"file:{self.folder / 'jobs.db'}?mode=ro", uri=True)) as database:
            question = "SELECT count(*) FROM jobs WHERE queue = ? AND dead = 0"
            return int(database.execute(question, (queue,)).fetchone()[0])

    def took_all_mail(self) -> bool:
        """Whether no mail that was acknowledged waits to be taken in."""
        return self.jobs("mail") == 0

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def status(self) -> int | None:
        """The exit status; `None` while it runs."""
        assert self._process is not None
        return self._process.returncode

    def start(self) -> None:
        """Return when it answers. What it says is kept in `said`, for whoever has to find out why not."""
        environment = {
            **os.environ,
            "PORT": str(self.port),
            "SMTP_PORT": str(self.smtp_port),
            "DATA_DIR": str(self.folder),
            "SEED": "0",
            "ADMIN_PASSWORD": PASSWORD,
            **self.settings,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "infra.local.run"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        until(self._is_up, START_SECONDS, f"the product starts; it said {self.said}")

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.said.append(line.rstrip())

    def _is_up(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise AssertionError(f"the product ended: {self.said}")
        try:
            asked = urllib.request.Request(f"{self.url}/api/health", headers=self.headers)
            with urllib.request.urlopen(asked, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """As `kill -9` does: no goodbye, nothing tidied up."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._gone()

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self._process is None:
            return
        if self._process.poll() is not None:
            self._gone()
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._gone()
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def _gone(self) -> None:
        assert self._process is not None
        self._process.wait(20)
        if self._process.stdout:
            self._process.stdout.close()


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Product]:
    """A product of one's own, with an empty inbox."""
    product = Product(folder, *free_ports(), settings)
    try:
        product.start()
        yield product
    finally:
        product.stop()
