"""What is handed on stands for itself: no link of the project leads out of it or into nothing."""

from __future__ import annotations

import subprocess

from tests.architecture.tree import ROOT

LINK = "120000"  # the mode that git gives to symbolic links


def kept_links() -> list[str]:
    """Paths of the symbolic links that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-sz"], cwd=ROOT, capture_output=True, text=True, check=True)
    entries = [entry.split("\t", 1) for entry in listed.stdout.split("\0") if entry]
    return [path for state, path in entries if state.startswith(LINK)]


def test_links_lead_to_something_in_the_project() -> None:
    strays = [path for path in kept_links() if not _within(path)]

    assert strays == []


def _within(path: str) -> bool:
    target = (ROOT / path).resolve()
    return target.exists() and target.is_relative_to(ROOT)
