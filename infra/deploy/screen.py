"""What the person at the terminal sees: headings, notes, tables, questions; plain lines for a log."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH_OF_A_LOG = 180


class Screen:
    """Says what happens on the standard output, what is wrong on the standard error output."""

    def __init__(self, console: Console | None = None, errors: Console | None = None) -> None:
        self.console = console or _console(to_errors=False)
        self._errors = errors or _console(to_errors=True)

    @property
    def is_live(self) -> bool:
        """Whether somebody looks on."""
        return self.console.is_terminal

    def heading(self, text: str) -> None:
        """What is being done now."""
        self.console.print(Text(f"\n{text}", style="bold"), soft_wrap=True)

    def say(self, text: str = "", style: str = "") -> None:
        """A line that is never cut, so that it can be copied."""
        self.console.print(Text(text, style=style), soft_wrap=True)

    def note(self, text: str) -> None:
        """Something to know; it stops nothing."""
        self.say(f"note: {text}", "yellow")

    def problem(self, text: str, word: str = "missing") -> None:
        """Something that stops the run, on the standard error output."""
        self._errors.print(Text(f"{word}: {text}", style="red"), soft_wrap=True)

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Without borders; long cells are folded."""
        made = Table(box=None, pad_edge=False, header_style="dim")
        for name in columns:
            made.add_column(name, overflow="fold", justify="right" if name.startswith("$") else "left")
        for row in rows:
            made.add_row(*(Text(cell) for cell in row))
        self.console.print(made)

    def ask(self, question: str) -> str:
        """What was typed, without blanks around; "" at the end of the input."""
        try:
            return self.console.input(Text(f"{question} ", style="bold")).strip()
        except EOFError:
            return ""


def _console(*, to_errors: bool) -> Console:
    console = Console(stderr=to_errors, highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_A_LOG
    return console
