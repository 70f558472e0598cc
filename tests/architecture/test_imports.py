"""Who may import whom: the contracts of pyproject.toml, and what they cannot say."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, python_in, read

APP_MAY_IMPORT = ("__future__", "chalice", "chalicelib.config", "chalicelib.handlers", "typing")


def imported(source: str) -> Iterator[str]:
    """Full names of what a module imports: `from a import b` gives `a.b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def is_within(name: str, allowed: tuple[str, ...]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


def outside_the_standard_library(source: str, *allowed: str) -> list[str]:
    return [
        name
        for name in imported(source)
        if name.partition(".")[0] not in sys.stdlib_module_names and not is_within(name, allowed)
    ]


def test_import_contracts_are_kept() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("path", python_in("chalicelib"), ids=str)
def test_the_product_knows_neither_its_tools_nor_its_entry_point(path: Path) -> None:
    wrong = [name for name in imported(read(path)) if is_within(name, ("app", "bench", "infra", "tests"))]

    assert wrong == []


@pytest.mark.parametrize(
    "path", [path for path in python_in("chalicelib") if path.parts[1] == "domain"], ids=str
)
def test_the_domain_needs_nothing_but_the_standard_library(path: Path) -> None:
    assert outside_the_standard_library(read(path), "chalicelib.domain") == []


def test_app_imports_handlers_and_settings_only() -> None:
    wrong = [name for name in imported(read(Path("app.py"))) if not is_within(name, APP_MAY_IMPORT)]

    assert wrong == []


@pytest.mark.parametrize("path", python_in("tests", "bench"), ids=str)
def test_nothing_is_imported_relatively(path: Path) -> None:
    assert [name for name in imported(read(path)) if name.startswith(".")] == []


def test_what_is_imported_wrongly_is_found() -> None:
    source = (
        "import boto3\nfrom chalicelib.adapters import local\nfrom datetime import UTC\nfrom . import x\n"
    )

    assert list(imported(source)) == ["boto3", "chalicelib.adapters.local", "datetime.UTC", "..x"]
    assert outside_the_standard_library(source, "chalicelib.domain") == [
        "boto3",
        "chalicelib.adapters.local",
        "..x",
    ]
    assert not is_within("chalicelib.configuration", ("chalicelib.config",))
