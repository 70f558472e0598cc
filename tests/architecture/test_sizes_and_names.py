"""A file of over 300 lines or a function of over 40 has a second job: find it and give it a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, python_in, read, web_sources

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "services", "models"}
MOST_LINES = 300
MOST_LINES_OF_FUNCTION = 40
MOST_LINES_OF_APP = 100
SOURCES = python_in("chalicelib", "infra", "bench", "app.py")


def too_long(source: str, most: int = MOST_LINES) -> bool:
    return source.count("\n") > most


def long_functions(source: str) -> Iterator[str]:
    """The names of functions of more than 40 lines, decorators left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_LINES_OF_FUNCTION:
                yield f"{node.name} ({length} lines)"


def vague_parts(path: Path) -> set[str]:
    """What of the path says nothing about the product."""
    return VAGUE & {path.stem.lower(), *path.parent.parts}


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_python_file_is_short_and_named_for_what_it_does(path: Path) -> None:
    source = read(path)

    assert not vague_parts(path)
    assert not too_long(source), f"{path} has more than {MOST_LINES} lines"
    assert list(long_functions(source)) == []


@pytest.mark.parametrize("path", web_sources(), ids=str)
def test_web_source_is_short_and_named_for_what_it_does(path: Path) -> None:
    assert not vague_parts(path) or path.suffix == ".css"
    assert not too_long(read(path)), f"{path} has more than {MOST_LINES} lines"


def test_the_table_of_contents_fits_on_two_pages() -> None:
    assert (ROOT / "app.py").is_file()
    assert not too_long(read(Path("app.py")), MOST_LINES_OF_APP)


def test_what_is_too_long_or_vague_is_found() -> None:
    body = "\n".join(f"    x = {number}" for number in range(40))

    assert too_long("\n" * 301)
    assert not too_long("\n" * 300)
    assert list(long_functions(f"async def grown():\n{body}\n")) == ["grown (41 lines)"]
    assert list(long_functions("@cache\ndef fits():\n" + body.partition("\n")[2] + "\n")) == []
    assert vague_parts(Path("chalicelib/adapters/utils.py")) == {"utils"}
    assert vague_parts(Path("chalicelib/services/mail.py")) == {"services"}
    assert vague_parts(Path("chalicelib/ports/bundle.py")) == set()
