"""Every direct dependency stands in docs/dependencies.md with the reason why it is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.architecture.tree import files, read

DOCUMENT = Path("docs/dependencies.md")
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \| (?P<reason>[^|]+) \|$", re.MULTILINE)
SHORTEST_REASON = 20


def reasons(document: str) -> dict[str, str]:
    return {row["name"]: row["reason"].strip() for row in ROW.finditer(document)}


def python_dependencies() -> set[str]:
    """Names in requirements/*.in without extras, versions and comments."""
    lines = [
        line.partition("#")[0].strip()
        for path in files()
        if path.parts[0] == "requirements" and path.suffix == ".in"
        for line in read(path).splitlines()
    ]
    return {re.split(r"[\[<>=!~; ]", line)[0] for line in lines if line and not line.startswith("-")}


def web_dependencies() -> set[str]:
    packages = [
        json.loads(read(path)) for path in files() if path.parts[0] == "web" and path.name == "package.json"
    ]
    return {
        name
        for package in packages
        for kind in ("dependencies", "devDependencies")
        for name in package.get(kind, {})
    }


def test_every_direct_dependency_has_a_reason() -> None:
    given = reasons(read(DOCUMENT))
    needed = python_dependencies() | web_dependencies()

    assert needed
    assert sorted(needed - given.keys()) == []
    assert [name for name, reason in given.items() if len(reason) < SHORTEST_REASON] == []


def test_what_is_no_longer_needed_is_no_longer_explained() -> None:
    given = reasons(read(DOCUMENT))

    assert sorted(given.keys() - python_dependencies() - web_dependencies()) == []


def test_web_dependencies_have_one_exact_version() -> None:
    for path in files():
        if path.parts[0] == "web" and path.name == "package.json":
            package = json.loads(read(path))
            versions = {**package.get("dependencies", {}), **package.get("devDependencies", {})}
            assert {
                name: one for name, one in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", one)
            } == {}


def test_a_row_of_the_table_is_read() -> None:
    table = "| `a-b` | keeps the thing going |\n| `c` |  |\n"

    assert reasons(table) == {"a-b": "keeps the thing going"}
