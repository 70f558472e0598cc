"""What a deployment is about: which stage, which domain, which region, and the names that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Client = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for on the command line. `endpoint` is an emulator's address, empty on AWS."""

    stage: str
    region: str
    domain: str = ""
    admin: str = ""
    endpoint: str = ""

    @property
    def stack_name(self) -> str:
        return f"bandeja-{self.stage}"
