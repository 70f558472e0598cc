"""Writing rows under conditions: PynamoDB makes the expressions and transactions, on the shared client."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pynamodb.connection import Connection
from pynamodb.connection.base import MetaTable
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.refusals import CONDITION, reasons_of, refusals_named
from chalicelib.adapters.aws.dynamodb.tables import TABLES, definition
from chalicelib.adapters.stored.attribute_values import attribute_value, item_of, plain_of
from chalicelib.adapters.stored.plain_form import Plain

Key = dict[str, str]

ABSENT: Condition = Path("pk").does_not_exist()
PRESENT: Condition = Path("pk").exists()


class SharedConnection(Connection):
    """PynamoDB on the client that everything else uses: one pool, one set of timeouts and retries."""

    def __init__(self, place: Place) -> None:
        super().__init__(region=place.client.meta.region_name)
        self._place = place
        for table in TABLES:
            self.add_meta_table(MetaTable({"TableName": place.table(table.noun), **definition(table)}))

    @property
    def client(self) -> Any:
        return self._place.client


def changes(to_set: Plain, to_remove: Sequence[str] = ()) -> list[Action]:
    """An update of some attributes; all others stay as they are."""
    sets: list[Action] = [Path(name).set(attribute_value(value)) for name, value in to_set.items()]
    return sets + [Path(name).remove() for name in to_remove]


def begun_with(name: str, value: Any) -> Action:
    """The attribute gets this value unless it has one."""
    begun: Action = Path(name).set(Path(name) | attribute_value(value))
    return begun


def add(name: str, count: int) -> Action:
    """A number goes up, however many do it at once."""
    return Path(name).add(attribute_value(count))


def equals(name: str, value: Any) -> Condition:
    """The attribute has this value now."""
    same: Condition = Path(name) == attribute_value(value)
    return same


def absent(name: str) -> Condition:
    """The attribute is not there."""
    missing: Condition = Path(name).does_not_exist()
    return missing


def after(name: str, value: Any) -> Condition:
    """The attribute is there and greater."""
    later: Condition = Path(name) > attribute_value(value)
    return later


def no_later(name: str, value: Any) -> Condition:
    """The row is absent, or the attribute is not greater."""
    absent_or: Condition = ABSENT | (Path(name) <= attribute_value(value))
    return absent_or


class Writer:
    """Writes to the tables of one place."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._connection = SharedConnection(place)

    def transaction(self) -> Transaction:
        """An empty transaction."""
        return Transaction(self._place, self._connection)

    def update(
        self, noun: str, key: Key, actions: Sequence[Action], condition: Condition | None = None
    ) -> Plain:
        """Change one row and answer it as it is then. Raises `StaleConversation` when the condition fails."""
        with refusals_named():
            answer = self._connection.update_item(
                self._place.table(noun),
                key["pk"],
                key["sk"],
                actions=list(actions),
                condition=condition,
                return_values="ALL_NEW",
            )
        return plain_of(answer["Attributes"])


class Transaction:
    """Writes that happen together or not at all. DynamoDB answers a refusal with one reason for each:

    first the drops, then the puts, then the updates, each in the order in which they were added.
    """

    def __init__(self, place: Place, connection: SharedConnection) -> None:
        self._place = place
        self._connection = connection
        self._drops: list[dict[str, Any]] = []
        self._puts: list[dict[str, Any]] = []
        self._updates: list[dict[str, Any]] = []

    def drop(self, noun: str, key: Key, condition: Condition | None = None) -> None:
        self._drops.append(self._write(noun, key, condition=condition))

    def put(self, noun: str, item: Plain, condition: Condition | None = ABSENT) -> None:
        rest = {name: value for name, value in item_of(item).items() if name not in {"pk", "sk"}}
        self._puts.append(self._write(noun, item, key="Item", attributes=rest, condition=condition))

    def update(self, noun: str, key: Key, actions: list[Action], condition: Condition | None = None) -> None:
        self._updates.append(self._write(noun, key, actions=actions, condition=condition))

    def _write(self, noun: str, where: Plain, **options: Any) -> dict[str, Any]:
        table = self._place.table(noun)
        made: dict[str, Any] = self._connection.get_operation_kwargs(
            table, where["pk"], where["sk"], **options
        )
        return made

    def commit(self) -> Sequence[str]:
        """Empty when all is written; when a condition failed, the reason for each write.

        Raises `StaleConversation` for a conflict with another transaction, `Throttled`, `TooLarge`.
        """
        with refusals_named():
            try:
                self._connection.transact_write_items([], self._drops, self._puts, self._updates)
            except TransactWriteError as error:
                reasons = reasons_of(error)
                if CONDITION in reasons:
                    return reasons
                raise
        return ()
