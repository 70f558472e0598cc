"""Writes the description of the API where the web parts are made from it: `python -m infra.openapi`."""

from __future__ import annotations

import json
from pathlib import Path

from chalicelib.handlers.openapi import description

FILE = Path(__file__).resolve().parents[1] / "web" / "api" / "openapi.json"


def text() -> str:
    """The document as it is committed: sorted, one fact a line."""
    return json.dumps(description(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Write it."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(text())
    print(f"written: {FILE.name}, {len(description()['paths'])} paths")


if __name__ == "__main__":
    main()
