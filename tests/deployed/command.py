"""`python -m infra.deploy` as a person runs it: another process, an emulator, and a name server of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.deployed.conftest import REGION

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 120
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

    def started(self, *arguments: str) -> subprocess.Popen[str]:
        """The process, at work."""
        asked = ["--stage", self.stage, "--domain", DOMAIN, "--admin", ADMIN, "--dns", self.names]
        return subprocess.Popen(
            [sys.executable, "-m", "infra.deploy", *arguments, *asked],
            cwd=ROOT,
            env={**self.environment, "PATH": os.environ["PATH"]},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def environment(self) -> dict[str, str]:
        """Credentials of the emulator, and nothing of whoever runs the tests."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_CONFIG_FILE": "/nowhere",
            "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
        }
