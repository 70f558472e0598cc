"""Whose pictures are always shown, in DynamoDB."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from chalicelib.adapters.aws.dynamodb.conditions import changes
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import BATCH_READ, Rows
from chalicelib.adapters.aws.dynamodb.writers import writer_at
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.domain.ids import AgentId

WORKSPACE = "workspace"


class DynamoPictureStore:
    """`PictureStore` of the deployed home."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._rows = Rows(place, WORKSPACE)

    def allowed(self, addresses: Collection[str]) -> frozenset[str]:
        keys = [items.pictures_key(address) for address in dict.fromkeys(addresses)]
        found = self._rows.batch(keys[:BATCH_READ]) if keys else []
        return frozenset(item["address"] for item in found)

    def allow(self, address: str, by: AgentId, at: datetime) -> None:
        item = items.pictures_item(address, by, at)
        check_item(item)
        to_set = {name: value for name, value in item.items() if name not in {"pk", "sk"}}
        writer_at(self._place).update(WORKSPACE, items.pictures_key(address), changes(to_set))

    def forget(self, addresses: Collection[str]) -> None:
        for address in addresses:
            self._rows.take_out(items.pictures_key(address))
