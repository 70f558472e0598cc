"""The files of the project as a reader of the repository sees them: what git ignores is left out."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# what is made by running things, here and in .gitignore
MADE = {
    ".git",
    ".venv",
    ".bandeja",
    "build",
    "node_modules",
    "dist",
    "__pycache__",
}
MADE_BY_CHALICE = {Path(".chalice/deployed"), Path(".chalice/deployments")}
WEB_SOURCES = {".ts", ".svelte", ".js", ".mjs", ".css", ".html"}
BINARY = {".png", ".ico", ".woff2", ".jpg", ".jpeg", ".gif", ".pdf", ".zip", ".pyc"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, relative to its root, in order."""
    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in MADE and not name.endswith("_cache"))
        here = Path(folder).relative_to(ROOT)
        folders[:] = [
            name for name in folders if name != ".hypothesis" and here / name not in MADE_BY_CHALICE
        ]
        found += [(Path(folder) / name).relative_to(ROOT) for name in sorted(names)]
    return tuple(path for path in found if not (ROOT / path).is_symlink() and path.name != ".coverage")


def python_in(*tops: str) -> list[Path]:
    """The Python files below these folders; a file may be named too."""
    return [path for path in files() if path.suffix == ".py" and path.parts[0] in tops]


def web_sources() -> list[Path]:
    """What people write in `web/`: no generated types, no lock files."""
    return [
        path
        for path in files()
        if path.parts[0] == "web" and path.suffix in WEB_SOURCES and not path.name.endswith(".d.ts")
    ]


def text_files() -> list[Path]:
    """Every file that is text and written by people: no pictures, no sample mails, no lock files."""
    return [
        path
        for path in files()
        if path.suffix not in BINARY and path.parts[:2] != ("tests", "samples") and not is_lock_file(path)
    ]


def is_lock_file(path: Path) -> bool:
    return path.name == "package-lock.json" or path.name.startswith("requirements") and path.suffix == ".txt"


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def folders() -> list[str]:
    """Every folder with a file in it, as `chalicelib/domain`; hidden ones too."""
    return sorted({path.parent.as_posix() for path in files()} - {"."})
