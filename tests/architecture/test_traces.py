"""The project speaks of itself only: no machine, no registry, nothing that was left for later."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.tree import files, is_lock_file, read, text_files

MACHINE = re.compile(r"(?<![\w.>)}-])(?:/(?:home|root|Users|tmp|work|mnt)/\w|[A-Z]:\\Users\\)")
LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
# in a requirements file any address would be a registry's: files come by name, version and hash
ADDRESS = re.compile(
    r"^\s*(?:-i|--index-url|--extra-index-url|--find-links|--trusted-host)\b|://", re.MULTILINE
)
LOCK_FILES = [path for path in files() if is_lock_file(path)]


def keys_of(parsed: Any) -> set[str]:
    """Every key at any depth."""
    if isinstance(parsed, dict):
        return set(parsed).union(*map(keys_of, parsed.values()))
    return set().union(*map(keys_of, parsed)) if isinstance(parsed, list) else set()


@pytest.mark.parametrize("path", text_files(), ids=str)
def test_file_names_no_machine_and_leaves_nothing_for_later(path: Path) -> None:
    text = read(path)

    assert MACHINE.search(text) is None
    assert LATER.search(text) is None


@pytest.mark.parametrize("path", LOCK_FILES, ids=str)
def test_lock_file_names_no_registry(path: Path) -> None:
    text = read(path)

    if path.suffix == ".json":
        assert "resolved" not in keys_of(json.loads(text))
    else:
        assert ADDRESS.search(text) is None


@pytest.mark.parametrize("path", [path for path in LOCK_FILES if path.suffix == ".txt"], ids=str)
def test_requirement_is_pinned_with_hashes(path: Path) -> None:
    lines = [
        line for line in read(path).splitlines() if line and not line.lstrip().startswith(("#", "--hash"))
    ]

    assert lines
    assert [line for line in lines if "==" not in line] == []
    assert read(path).count("--hash=sha256:") >= len(lines)


def test_traces_are_found() -> None:
    assert MACHINE.search("see /ho" + "me/ann/x")
    assert MACHINE.search("open('/tm" + "p/x')")
    assert not MACHINE.search("https://example.com/home/page")
    assert LATER.search("# TO" + "DO: later")
    assert not LATER.search("todo el equipo")
    assert ADDRESS.search("--index-url https:" + "//registry.example/simple")
    assert ADDRESS.search("-i x")
    assert "resolved" in keys_of({"packages": [{"a": {"resolved": "x"}}]})
