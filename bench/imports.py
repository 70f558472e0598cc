"""What each entry point costs at import, against bare Python of the same run: CPU time and modules."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.report import Limit, Line

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7

# every function in Lambda imports app.py; the rest says where its cost comes from
ENTRY_POINTS = {
    "app": "REST, and what every Lambda function imports",
    "chalicelib.handlers.sockets": "chat: socket frames",
    "chalicelib.handlers.mail_queue": "mail in",
    "chalicelib.handlers.job_queue": "delivery and follow-ups",
    "chalicelib.handlers.event_stream": "change stream and timer",
}
LIMIT = Limit(ratio=24, modules=400)

# what is slow to import and loaded when first needed, if at all; aws_xray_sdk is Powertools' Tracer
TOO_HEAVY = (
    "aws_lambda_powertools.utilities.idempotency",
    "aws_xray_sdk",
    "boto3.resources",
    "jinja2",
    "pydantic",
    "pynamodb",
)

# -S leaves out what an editable install or a plugin of the test environment does at every start
CHILD = """
import sys
sys.path[:0] = {paths}
{statement}
import json, time
print(json.dumps([time.process_time(), list(sys.modules)]))
"""


@dataclass(frozen=True, slots=True)
class Import:
    """One run in a process of its own: CPU seconds since its start, names of all modules at the end."""

    seconds: float
    modules: frozenset[str]


def measured(runs: int = RUNS) -> list[Line]:
    """Medians; bare Python is measured in turn with each, since the machine changes its pace."""
    return [line(module, about, runs) for module, about in ENTRY_POINTS.items()]


def line(module: str, about: str, runs: int) -> Line:
    statement = f"import {module}"
    run(statement)  # the first import of all writes the .pyc files
    return compared(f"{module} ({about})", [(run(""), run(statement)) for _ in range(runs)], LIMIT)


def compared(name: str, pairs: Sequence[tuple[Import, Import]], limit: Limit) -> Line:
    """Medians of runs of bare Python, each with the run of ours beside it."""
    bare = statistics.median(first.seconds for first, _ in pairs)
    ours = statistics.median(second.seconds for _, second in pairs)
    modules = pairs[-1][1].modules
    return Line(
        name,
        ratio=ours / bare,
        modules=len(modules),
        limit=limit,
        wrong=tuple(f"imports {name}, which is to be loaded when first needed" for name in heavy(modules)),
    )


def heavy(modules: frozenset[str]) -> list[str]:
    return [name for name in TOO_HEAVY if name in modules]


def run(statement: str, environment: Mapping[str, str] | None = None) -> Import:
    """Raises `CalledProcessError` when the statement fails."""
    code = CHILD.format(
        paths=[str(ROOT), *(path for path in sys.path if path.endswith("-packages"))], statement=statement
    )
    command = [sys.executable, "-I", "-S", "-c", code]
    given = environment or {"AWS_DEFAULT_REGION": "eu-west-1"}
    ran = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=given)
    seconds, modules = json.loads(ran.stdout.splitlines()[-1])
    return Import(seconds, frozenset(modules))
