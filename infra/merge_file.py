"""`infra/template/*.yaml` as one template: Chalice merges only one file over its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chalice.package import YAMLTemplateSerializer


class DefinedTwice(Exception):
    """Two files define one thing; one of them would win without a word."""


def merged(files: Iterable[Path]) -> dict[str, Any]:
    """Section by section (`Resources`, `Outputs` …), each name once. Raises `DefinedTwice`."""
    together: dict[str, dict[str, Any]] = {}
    defined_in: dict[tuple[str, str], str] = {}
    for path in files:
        for section, entries in read_fragment(path).items():
            for name, entry in entries.items():
                earlier = defined_in.setdefault((section, name), path.name)
                if earlier != path.name:
                    raise DefinedTwice(f"{section}: {name} is in {earlier} and in {path.name}")
                together.setdefault(section, {})[name] = entry
    return together


def read_fragment(path: Path) -> dict[str, Any]:
    """With the short forms of CloudFormation (`!Ref`) in their long form."""
    serializer = YAMLTemplateSerializer()
    fragment: dict[str, Any] = serializer.load_template(path.read_text(), str(path))
    return fragment
