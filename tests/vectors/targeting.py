"""Vectors of targeting as the Python side reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chalicelib.domain.targeting import Facts, Line, Targeting

FILE = Path(__file__).with_name("targeting.json")


def vectors() -> list[dict[str, Any]]:
    """Each with `says`, `targeting`, whole `facts` and whether it is `shown`."""
    kept = json.loads(FILE.read_text())
    return [{**vector, "facts": {**kept["facts"], **vector["facts"]}} for vector in kept["vectors"]]


def targeting_of(given: dict[str, Any]) -> Targeting:
    """From its JSON."""
    groups = tuple(tuple(_line(line) for line in group) for group in given["groups"])
    return Targeting(groups, tuple(_line(line) for line in given["exceptions"]))


def facts_of(given: dict[str, Any]) -> Facts:
    """From the JSON in which the visitor's flags have the names of their fields."""
    rest = {key: value for key, value in given.items() if key not in ("visitor", "name", "email")}
    return Facts(**rest, known=given["visitor"], has_name=given["name"], has_email=given["email"])


def _line(given: dict[str, Any]) -> Line:
    value = given.get("value", "")
    name = given.get("name", "")
    return Line(given["field"], given["test"], tuple(value) if isinstance(value, list) else value, name)
