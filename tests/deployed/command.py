"""`python -m infra.deploy` as a person runs it: another process, an emulator, and a name server of ours."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.deployed.conftest import REGION

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 120
CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
DOMAIN, ADMIN = "example.com", "you@example.com"


@dataclass(frozen=True, slots=True)
class Command:
    """`names` is `host:port` of the name server."""

    endpoint: str
    names: str
    stage: str = "command"

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What it said and how it ended."""
        with self.started(*arguments) as process:
            said, problems = process.communicate(timeout=LONGEST_SECONDS)
        return subprocess.CompletedProcess(process.args, process.returncode, said, problems)

    def started(
        self,
        *arguments: str,
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.PIPE,
        stderr: int = subprocess.PIPE,
    ) -> subprocess.Popen[str]:
        """The process, at work."""
        asked = ["--stage", self.stage, "--domain", DOMAIN, "--admin", ADMIN, "--dns", self.names]
        return subprocess.Popen(
            [sys.executable, "-m", "infra.deploy", *arguments, *asked],
            cwd=ROOT,
            env={**self.environment, "PATH": os.environ["PATH"]},
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            text=True,
        )

    def at_a_terminal(self, *arguments: str, answers: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """What a person sees, without colours, who types an answer to each question, by its last words."""
        ours, theirs = pty.openpty()
        with self.started(*arguments, stdin=theirs, stdout=theirs, stderr=theirs) as process:
            os.close(theirs)
            seen, waiting = "", dict(answers)
            with suppress(OSError):  # how a terminal says that nobody writes any more
                while piece := os.read(ours, 65_536):
                    seen += piece.decode("utf-8", "replace")
                    for question in [one for one in waiting if one in seen]:
                        os.write(ours, f"{waiting.pop(question)}\n".encode())
        os.close(ours)
        said = CONTROLS.sub("", seen).replace("\r\n", "\n")
        return subprocess.CompletedProcess(process.args, process.returncode, said, said)

    @property
    def environment(self) -> dict[str, str]:
        """Credentials of the emulator, and nothing of whoever runs the tests."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": REGION,
            "TERM": "xterm",
            "COLUMNS": "180",
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_CONFIG_FILE": "/nowhere",
            "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
        }
