"""Rows of the table `workspace`: read by their kind, changed attribute by attribute."""

from __future__ import annotations

from chalicelib.adapters.aws.dynamodb.conditions import ABSENT, Change, Condition, begun_with, changes, equals
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.aws.dynamodb.writers import Writer, writer_at
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.plain_form import SCHEMA, SCHEMA_NUMBER, Plain
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.errors import ChangedMeanwhile, StaleConversation
from chalicelib.domain.form import Form
from chalicelib.domain.subscription import Subscription

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

    def _put_next(self, thing: ChatSettings | Chatflow | Form | Subscription) -> None:
        """Under the condition that the stored version is the one before, or that there is none yet."""
        before = thing.version - 1
        try:
            self._put_over(thing, equals("version", before) if before else ABSENT)
        except StaleConversation as error:
            raise ChangedMeanwhile from error


def over(thing: items.AnyThing) -> list[Change]:
    """An update that makes the row, or changes what this code knows of it."""
    return [*changes(*items.thing_changes(thing)), begun_with(SCHEMA, SCHEMA_NUMBER)]
