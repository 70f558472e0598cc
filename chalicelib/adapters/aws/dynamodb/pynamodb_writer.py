"""Writing rows under conditions: PynamoDB makes the expressions and transactions, on the shared client."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pynamodb.connection import Connection
from pynamodb.connection.base import MetaTable
from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions import condition as theirs
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from chalicelib.adapters.aws.dynamodb.conditions import Change, Compared, Condition, Exists, Joined
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.refusals import CONDITION, reasons_of, refusals_named
from chalicelib.adapters.aws.dynamodb.tables import TABLES, definition
from chalicelib.adapters.aws.dynamodb.transaction import Key, Transaction, Write
from chalicelib.adapters.stored.attribute_values import attribute_value, item_of, plain_of
from chalicelib.adapters.stored.plain_form import Plain

SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


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


class PynamoDbWriter:
    """`Writer` to the tables of one place."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._connection = SharedConnection(place)

    def transaction(self) -> Transaction:
        return Transaction(self._carry_out)

    def update(
        self, noun: str, key: Key, changes: Sequence[Change], condition: Condition | None = None
    ) -> Plain:
        with refusals_named():
            answer = self._connection.update_item(
                self._place.table(noun),
                key["pk"],
                key["sk"],
                actions=list(map(_action, changes)),
                condition=_condition(condition),
                return_values="ALL_NEW",
            )
        return plain_of(answer["Attributes"])

    def _carry_out(self, writes: Transaction) -> Sequence[str]:
        drops = [self._asked(write) for write in writes.drops]
        puts = [self._put(write) for write in writes.puts]
        updates = [self._asked(write, actions=list(map(_action, write.changes))) for write in writes.updates]
        with refusals_named():
            try:
                self._connection.transact_write_items([], drops, puts, updates)
            except TransactWriteError as error:
                reasons = reasons_of(error)
                if CONDITION in reasons:
                    return reasons
                raise
        return ()

    def _put(self, write: Write) -> dict[str, Any]:
        rest = {name: value for name, value in item_of(write.row).items() if name not in {"pk", "sk"}}
        return self._asked(write, key="Item", attributes=rest)

    def _asked(self, write: Write, **options: Any) -> dict[str, Any]:
        made: dict[str, Any] = self._connection.get_operation_kwargs(
            self._place.table(write.noun),
            write.row["pk"],
            write.row["sk"],
            condition=_condition(write.condition),
            **options,
        )
        return made


def _action(change: Change) -> Action:
    path = Path(change.name)
    made: Action
    match change.do:
        case "set":
            made = path.set(attribute_value(change.value))
        case "begin":
            made = path.set(path | attribute_value(change.value))
        case "add":
            made = path.add(attribute_value(change.value))
        case "remove":
            made = path.remove()
    return made


def _condition(wanted: Condition | None) -> theirs.Condition | None:
    made: theirs.Condition
    match wanted:
        case Compared(name, sign, value):
            made = SIGNS[sign](Path(name), attribute_value(value))
        case Exists(name, is_there):
            made = Path(name).exists() if is_there else Path(name).does_not_exist()
        case Joined(first, word, second):
            join = operator.and_ if word == "AND" else operator.or_
            made = join(_condition(first), _condition(second))
        case _:
            return None
    return made
