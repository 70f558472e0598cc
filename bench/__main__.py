"""`make bench`: counts and ratios in one table. Fails when one has grown beyond its limit."""

from __future__ import annotations

import sys

from bench import (
    chat,
    edge,
    field_score,
    first_message,
    imports,
    list_cost,
    quoting_score,
    reading,
    requests_and_units,
)
from bench.report import Line, table

MOTO_SIZES = (100, 1_000)
SQLITE_SIZES = (1_000, 50_000)


def main() -> int:
    """The exit code: 1 when a limit is broken."""
    parts: dict[str, list[Line]] = {
        "DynamoDB requests and units": requests_and_units.measured(MOTO_SIZES),
        "Whole requests on DynamoDB": edge.measured(),
        "Frames of a visitor on DynamoDB": chat.measured(),
        "SQLite steps of a list page": list_cost.measured(SQLITE_SIZES),
        "Import, against bare Python": [*imports.measured(), first_message.line(imports.RUNS)],
        "Reading mail, our time to the standard library's": reading.measured(),
        field_score.TITLE: field_score.measured(),
        "Newly written parts found exactly, by client": quoting_score.measured(),
    }
    print("\n\n".join(table(title, lines) for title, lines in parts.items()))
    broken = [one for lines in parts.values() for line in lines for one in line.broken]
    print("\n" + ("\n".join(broken) or "Every limit holds. After a slash: the limit."))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
