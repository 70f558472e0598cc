"""Hashes of recovery codes, in DynamoDB."""

from __future__ import annotations

from collections.abc import Collection

from chalicelib.adapters.aws.dynamodb.conditions import changes, equals
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.aws.dynamodb.writers import writer_at
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.plain_form import Plain
from chalicelib.domain.errors import StaleConversation, Throttled
from chalicelib.domain.ids import AgentId

WORKSPACE = "workspace"
TRIES = 8  # as many as there are codes: each time somebody was faster, one is gone


class DynamoRecoveryCodes:
    """`RecoveryCodeStore` of the deployed home."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._rows = Rows(place, WORKSPACE)

    def replace(self, agent_id: AgentId, hashes: Collection[str]) -> None:
        item = items.recovery_item(agent_id, hashes)
        writer_at(self._place).update(WORKSPACE, item, changes({"hashes": item["hashes"]}))

    def use(self, agent_id: AgentId, hashed: str) -> bool:
        """Under the condition that all of them are as they were read; else it looks again."""
        for _ in range(TRIES):
            item = self._rows.get(items.key(items.RECOVERY_CODES, agent_id))
            left = item["hashes"] if item else []
            if item is None or hashed not in left:
                return False
            if self._took(item, [one for one in left if one != hashed]):
                return True
        raise Throttled("Several codes were used at once; try again")

    def _took(self, item: Plain, rest: list[str]) -> bool:
        """Whether nobody was faster."""
        as_read = equals("hashes", item["hashes"])
        try:
            writer_at(self._place).update(WORKSPACE, item, changes({"hashes": rest}), as_read)
        except StaleConversation:
            return False
        return True
