"""Writing rows under conditions, for a function that must be awake soon: expressions written by hand.

It asks DynamoDB for the same as `pynamodb_writer.py`, word for word, without importing PynamoDB. Expressions:
DynamoDB developer guide, "Using expressions in DynamoDB".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chalicelib.adapters.aws.dynamodb.conditions import Change, Compared, Condition, Exists, Joined
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.refusals import CONDITION, reasons_of, refusals_named
from chalicelib.adapters.aws.dynamodb.transaction import Key, Transaction, Write
from chalicelib.adapters.stored.attribute_values import AttributeValue, attribute_value, item_of, plain_of
from chalicelib.adapters.stored.plain_form import Plain

CLAUSES = {"SET": ("set", "begin"), "REMOVE": ("remove",), "ADD": ("add",)}


class PlainWriter:
    """`Writer` to the tables of one place."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def transaction(self) -> Transaction:
        return Transaction(self._carry_out)

    def update(
        self, noun: str, key: Key, changes: Sequence[Change], condition: Condition | None = None
    ) -> Plain:
        asked = self._keyed(Write(noun, key, changes, condition))
        with refusals_named():
            answer = self._place.client.update_item(**asked, ReturnValues="ALL_NEW")
        return plain_of(answer["Attributes"])

    def _carry_out(self, writes: Transaction) -> Sequence[str]:
        from botocore.exceptions import ClientError

        asked = [{"Delete": self._keyed(write)} for write in writes.drops]
        asked += [{"Put": self._asked(write) | {"Item": item_of(write.row)}} for write in writes.puts]
        asked += [{"Update": self._keyed(write)} for write in writes.updates]
        with refusals_named():
            try:
                self._place.client.transact_write_items(TransactItems=asked)
            except ClientError as error:
                reasons = reasons_of(error)
                if CONDITION in reasons:
                    return reasons
                raise
        return ()

    def _keyed(self, write: Write) -> dict[str, Any]:
        key = {"pk": write.row["pk"], "sk": write.row["sk"]}
        return self._asked(write) | {"Key": item_of(key)}

    def _asked(self, write: Write) -> dict[str, Any]:
        """The table and the expressions, with what stands for names and values in them."""
        words = Placeholders()
        asked: dict[str, Any] = {"TableName": self._place.table(write.noun)}
        if write.condition is not None:
            asked["ConditionExpression"] = words.condition(write.condition)
        if write.changes:
            asked["UpdateExpression"] = words.update(write.changes)
        if words.names:
            asked["ExpressionAttributeNames"] = {short: name for name, short in words.names.items()}
        if words.values:
            asked["ExpressionAttributeValues"] = words.values
        return asked


class Placeholders:
    """Expressions of one write: `#0` for a name, `:0` for a value, since many names are reserved words."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.values: dict[str, AttributeValue] = {}

    def condition(self, wanted: Condition) -> str:
        match wanted:
            case Compared(name, sign, value):
                return f"{self._name(name)} {sign} {self._value(value)}"
            case Exists(name, is_there):
                return f"attribute_{'exists' if is_there else 'not_exists'} ({self._name(name)})"
            case Joined(first, word, second):
                return f"({self.condition(first)} {word} {self.condition(second)})"
        raise TypeError(f"not a condition: {wanted!r}")

    def update(self, changes: Sequence[Change]) -> str:
        """Each clause once, its parts with commas between."""
        clauses = []
        for clause, kinds in CLAUSES.items():
            if parts := [self._part(change) for change in changes if change.do in kinds]:
                clauses.append(f"{clause} {', '.join(parts)}")
        return " ".join(clauses)

    def _part(self, change: Change) -> str:
        name = self._name(change.name)
        match change.do:
            case "set":
                return f"{name} = {self._value(change.value)}"
            case "begin":
                return f"{name} = if_not_exists ({name}, {self._value(change.value)})"
            case "add":
                return f"{name} {self._value(change.value)}"
            case "remove":
                return name

    def _name(self, name: str) -> str:
        return self.names.setdefault(name, f"#{len(self.names)}")

    def _value(self, value: Any) -> str:
        short = f":{len(self.values)}"
        self.values[short] = attribute_value(value)
        return short
