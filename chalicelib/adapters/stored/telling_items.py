"""The rows that say how far each webhook of events was told of each conversation.

They lie with their conversation, and are found through its index `due` in partitions of their own: whoever
looks for delivery work never reads them.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.stored.conversation_keys import conversation_of, partition
from chalicelib.adapters.stored.plain_form import Plain, filled, plain
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.telling import Telling

TOLD = "W#"
SHARDS = 4
NAMES = ("through", "ahead", "attempts", "first_tried_at", "due_at", "is_parked", "version", "due_shard")


def telling_key(conversation_id: ConversationId, subscription_id: str) -> dict[str, str]:
    return {"pk": partition(conversation_id), "sk": f"{TOLD}{subscription_id}"}


def due_shards() -> tuple[str, ...]:
    """The partitions of the index in which those stand that are tried again."""
    return tuple(f"W{number}" for number in range(SHARDS))


def parked_shard(subscription_id: str) -> str:
    """The partition of those that wait for the end of a pause: nobody looks there before it ends."""
    return f"W#{subscription_id}"


def telling_item(telling: Telling) -> Plain:
    """`due_shard` and `due_at` are there only while something is to be done."""
    stored: Plain = plain(telling)
    del stored["conversation_id"], stored["subscription_id"]
    made = {**telling_key(telling.conversation_id, telling.subscription_id), **stored}
    if telling.due_at is not None:
        made["due_shard"] = _shard(telling)
    return made


def telling_changes(telling: Telling) -> tuple[Plain, list[str]]:
    """What to set and what to remove in the stored row."""
    to_set = telling_item(telling)
    del to_set["pk"], to_set["sk"]
    return to_set, [name for name in NAMES if name not in to_set]


def telling_of(item: Mapping[str, Any]) -> Telling:
    """As it was stored; a row of the index lacks how far it came."""
    known = {name: item[name] for name in NAMES if name in item and name != "due_shard"}
    ours = {"conversation_id": conversation_of(item["pk"]), "subscription_id": item["sk"].removeprefix(TOLD)}
    return filled(Telling, {**known, **ours})


def _shard(telling: Telling) -> str:
    if telling.is_parked:
        return parked_shard(telling.subscription_id)
    return f"W{zlib.crc32(telling.conversation_id.encode()) % SHARDS}"
