"""One run of the command: what was asked for, who does it, and what is known so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from infra.deploy.name_servers import Look
from infra.deploy.plan import Client, Plan
from infra.deploy.screen import Screen
from infra.deploy.site_files import DIST, WIDGET_DIST
from infra.packaging import Package
from infra.stack import Change, Stack


@dataclass(slots=True)
class Run:
    """Steps read what earlier ones have found. `yes`: nobody is asked; `change_set` is "" for no change."""

    plan: Plan
    connect: Client
    screen: Screen
    stack: Stack
    look: Look
    yes: bool = False
    replace_data: bool = False
    pages: Path = DIST
    widget: Path = WIDGET_DIST
    account: str = ""
    makes_identity: bool = True
    package: Package | None = None
    secret: str = field(default="", repr=False)
    template_url: str = ""
    change_set: str = ""
    changes: tuple[Change, ...] = ()
    broken: bool = False

    @property
    def bucket(self) -> str:
        """For code and templates."""
        return self.plan.artefact_bucket(self.account)
