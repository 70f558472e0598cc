"""One table of counts and ratios beside their limits, and whether all of them hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limit:
    """What may not be exceeded; `None` is shown only."""

    requests: int | None = None
    reads: float | None = None
    writes: int | None = None
    kilobytes: float | None = None
    ratio: float | None = None
    modules: int | None = None
    steps: int | None = None


SHOWN = Limit()
"""No limit at all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One operation and its counts. `wrong` is what no number says, such as a module that came along."""

    name: str
    requests: int | None = None
    reads: float | None = None
    writes: int | None = None
    limit: Limit = SHOWN
    kilobytes: float | None = None
    ratio: float | None = None
    modules: int | None = None
    steps: int | None = None
    wrong: tuple[str, ...] = ()

    @property
    def broken(self) -> list[str]:
        """Each limit that does not hold, as a sentence."""
        over = [
            f"{self.name}: {shown(counted)} {column}, at most {shown(most)}"
            for column in COLUMNS
            if (most := getattr(self.limit, column)) is not None
            and (counted := getattr(self, column)) is not None
            and counted > most
        ]
        return over + [f"{self.name}: {one}" for one in self.wrong]


COLUMNS = tuple(one.name for one in fields(Limit))


def shown(number: float | None) -> str:
    """Whole numbers without a point; nothing for `None`."""
    if number is None:
        return ""
    return f"{number:,.1f}".removesuffix(".0")


def table(title: str, lines: Sequence[Line]) -> str:
    """Text with aligned columns; only the columns that any line has. Limits stand after a slash."""
    used = [column for column in COLUMNS if any(getattr(line, column) is not None for line in lines)]
    rows = [[title, *used], *([line.name, *(cell(line, column) for column in used)] for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(used) + 1)]
    return "\n".join(aligned(row, widths) for row in rows)


def cell(line: Line, column: str) -> str:
    counted, most = getattr(line, column), getattr(line.limit, column)
    return shown(counted) if most is None or counted is None else f"{shown(counted)} / {shown(most)}"


def aligned(row: Iterable[str], widths: Sequence[int]) -> str:
    name, *cells = row
    padded = [one.rjust(width) for one, width in zip(cells, widths[1:], strict=True)]
    return "  ".join([name.ljust(widths[0]), *padded]).rstrip()
