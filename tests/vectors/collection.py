"""Every vector of the project, family by family, numbered in their order."""

from __future__ import annotations

from tests.vectors import (
    event_handlers,
    loading,
    mutations,
    odd_bytes,
    script_addresses,
    scripts,
    styles,
    whole_pages,
)
from tests.vectors.vector import Vector

FAMILIES = (
    scripts,
    event_handlers,
    script_addresses,
    mutations,
    styles,
    loading,
    whole_pages,
    odd_bytes,
)


def all_vectors() -> tuple[Vector, ...]:
    """Each piece of HTML once."""
    found = (vector for family in FAMILIES for vector in family.vectors())
    return tuple({vector.html: vector for vector in found}.values())
