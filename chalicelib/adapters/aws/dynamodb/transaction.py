"""Writes that happen together or not at all, collected for whichever writer carries them out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.adapters.aws.dynamodb.conditions import ABSENT, Change, Condition
from chalicelib.adapters.stored.plain_form import Plain

Key = dict[str, str]


@dataclass(frozen=True, slots=True)
class Write:
    """A write of one row of a table. `row` is its key, of a put all of it."""

    noun: str
    row: Plain
    changes: Sequence[Change] = ()
    condition: Condition | None = None


class Transaction:
    """DynamoDB answers a refusal with one reason for each write:

    first the drops, then the puts, then the updates, each in the order in which they were added.
    """

    def __init__(self, carry_out: Callable[[Transaction], Sequence[str]]) -> None:
        self._carry_out = carry_out
        self.drops: list[Write] = []
        self.puts: list[Write] = []
        self.updates: list[Write] = []

    def drop(self, noun: str, key: Key, condition: Condition | None = None) -> None:
        self.drops.append(Write(noun, key, condition=condition))

    def put(self, noun: str, item: Plain, condition: Condition | None = ABSENT) -> None:
        self.puts.append(Write(noun, item, condition=condition))

    def update(
        self, noun: str, key: Key, changes: Sequence[Change], condition: Condition | None = None
    ) -> None:
        self.updates.append(Write(noun, key, changes, condition))

    def commit(self) -> Sequence[str]:
        """Empty when all is written; when a condition failed, the reason for each write.

        Raises `StaleConversation` for a conflict with another transaction, `Throttled`, `TooLarge`.
        """
        return self._carry_out(self)
