"""A stack at work, watched: how far it is, what is being done now, for how long already."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from infra.deploy.screen import Screen
from infra.stack import Step

LINES_AT_ONCE = 12
CLOCK_TICKS = 4  # a second
VERBS = {"CREATE": "made", "UPDATE": "changed", "DELETE": "removed", "ROLLBACK": "taken back"}


class Progress:
    """Redraws itself where somebody looks on; else each resource that is done is a line.

    `total` is how many resources are expected.
    """

    def __init__(self, screen: Screen, total: int) -> None:
        self._screen, self._total = screen, total
        self._began = time.monotonic()
        self._at_work: dict[str, tuple[Step, float]] = {}
        self._done: set[str] = set()
        self._failed: list[Step] = []
        self._live = Live(
            console=screen.console,
            get_renderable=self._picture,
            refresh_per_second=CLOCK_TICKS,
            transient=True,
        )

    def __enter__(self) -> Progress:
        if self._screen.is_live:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()
        if error is None:
            self._screen.say(f"Done: {len(self._done)} resources, {self._elapsed():.0f} s.")

    def seen(self, step: Step) -> None:
        """One more event of the stack."""
        if step.kind == "AWS::CloudFormation::Stack":
            return
        if step.status.endswith("_IN_PROGRESS"):
            self._at_work.setdefault(step.name, (step, time.monotonic()))
            return
        self._at_work.pop(step.name, None)
        if step.status.endswith("_FAILED"):
            self._failed.append(step)
        elif "ROLLBACK" not in step.status:
            self._done.add(step.name)
        if not self._screen.is_live:
            self._screen.say(
                f"  {len(self._done)}/{self._total} {step.name} {words(step.status)} {step.reason}"
            )

    def refresh(self) -> None:
        """Draw it now, and not at the next tick."""
        if self._screen.is_live:
            self._live.refresh()

    def _elapsed(self) -> float:
        return time.monotonic() - self._began

    def _picture(self) -> Group:
        now = time.monotonic()
        table = Table(box=None, pad_edge=False, show_header=False)
        for step in self._failed[:LINES_AT_ONCE]:
            table.add_row(Text(step.name, style="red"), words(step.status), Text(step.reason))
        for step, began in list(self._at_work.values())[-LINES_AT_ONCE:]:
            table.add_row(step.name, words(step.status), f"{now - began:.0f} s")
        head = Text(f"{len(self._done)} of {self._total} resources, {self._elapsed():.0f} s", style="bold")
        return Group(head, table)


def words(status: str) -> str:
    """`CREATE_IN_PROGRESS` in plain words."""
    what, _, how = status.partition("_")
    verb = VERBS.get(what, what.lower())
    if how == "SKIPPED":
        return "kept"
    if how.endswith("IN_PROGRESS"):
        return f"is being {verb}"
    return f"could not be {verb}" if how.endswith("FAILED") else verb
