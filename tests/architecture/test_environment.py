"""Every environment variable that anything reads stands in docs/operating.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import python_in, read, web_sources

DOCUMENT = Path("docs/operating.md")
ENVIRONMENTS = {"environ", "environment", "env"}
OF_EVERY_SYSTEM = {"HOME", "PATH", "TMPDIR"}  # read to be handed on to a process of ours
NAME = re.compile(r"[A-Z][A-Z0-9_]*")
IN_WEB = re.compile(r"process\.env\.([A-Z][A-Z0-9_]*)")


def is_environment(node: ast.AST) -> bool:
    """`os.environ`, `environment`, `settings.environ`."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in ENVIRONMENTS


def named(node: ast.AST | None) -> Iterator[str]:
    """A constant name; a name made up by an f-string as a pattern, its holes as a `*`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        name = node.value
    elif isinstance(node, ast.JoinedStr):
        name = "".join(str(one.value) if isinstance(one, ast.Constant) else "*" for one in node.values)
    else:
        return
    if NAME.fullmatch(name.replace("*", "X")):
        yield name


def variables(source: str) -> set[str]:
    """What a module reads: by subscript, `get`, `getenv`, `in`, or a function given the environment."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Subscript) and is_environment(node.value):
            found |= set(named(node.slice))
        elif isinstance(node, ast.Compare) and any(map(is_environment, node.comparators)):
            found |= set(named(node.left))
        elif isinstance(node, ast.Call) and reads_environment(node):
            found |= {name for argument in node.args for name in named(argument)}
    return found


def reads_environment(call: ast.Call) -> bool:
    of_environment = isinstance(call.func, ast.Attribute) and is_environment(call.func.value)
    getenv = isinstance(call.func, ast.Attribute | ast.Name) and ast.unparse(call.func).endswith("getenv")
    return of_environment or getenv or any(map(is_environment, call.args))


def documented(name: str, document: str) -> bool:
    """A made-up name is documented when at least one variable of its pattern is."""
    pattern = re.escape(name).replace(r"\*", "[A-Z0-9_]+")
    return re.search(f"`{pattern}`", document) is not None


def test_every_environment_variable_is_documented() -> None:
    document = read(DOCUMENT)
    sources = python_in("chalicelib", "infra", "tests", "bench", "app.py")

    read_by = {name: path for path in sources for name in variables(read(path))}
    read_by |= {name: path for path in web_sources() for name in IN_WEB.findall(read(path))}

    ours = {name: str(path) for name, path in read_by.items() if name not in OF_EVERY_SYSTEM}
    missing = {name: path for name, path in ours.items() if not documented(name, document)}
    assert "PORT" in read_by
    assert missing == {}


def test_every_way_to_read_a_variable_is_found() -> None:
    source = """
os.environ["A_ONE"]; environment.get("A_TWO", "x"); os.getenv("A_THREE"); "A_FOUR" in os.environ
port(environment, "A_FIVE", 80); environment.get(f"{noun.upper()}_TABLE"); other.get("NOT_ONE")
"""

    assert variables(source) == {"A_ONE", "A_TWO", "A_THREE", "A_FOUR", "A_FIVE", "*_TABLE"}
    assert documented("*_TABLE", "the table `LIVE_TABLE`")
    assert not documented("PORT", "the `SMTP_PORT`")
