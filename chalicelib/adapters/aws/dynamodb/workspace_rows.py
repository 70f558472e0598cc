"""Rows of the table `workspace`: read by their kind, changed attribute by attribute."""

from __future__ import annotations

from chalicelib.adapters.aws.dynamodb.conditions import Change, Condition, begun_with, changes
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.aws.dynamodb.writers import Writer, writer_at
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.plain_form import SCHEMA, SCHEMA_NUMBER, Plain
from chalicelib.adapters.stored.size_limits import check_item

WORKSPACE = "workspace"


class WorkspaceRows:
    """What the stores of this table have in common."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._rows = Rows(place, WORKSPACE)

    @property
    def _writer(self) -> Writer:
        return writer_at(self._place)

    def _all(self, kind: str) -> list[Plain]:
        return self._rows.query("pk = :kind", {":kind": kind})

    def _put_over(self, thing: items.AnyThing, condition: Condition | None = None) -> None:
        """Change the attributes that this code knows; what newer code wrote beside stays."""
        item = items.thing_item(thing)
        check_item(item)
        self._writer.update(WORKSPACE, item, over(thing), condition)


def over(thing: items.AnyThing) -> list[Change]:
    """An update that makes the row, or changes what this code knows of it."""
    return [*changes(*items.thing_changes(thing)), begun_with(SCHEMA, SCHEMA_NUMBER)]
