"""Keys of the table `conversations`: where the head, the entries, the delivery work and external ids lie."""

from __future__ import annotations

import zlib

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Status
from chalicelib.domain.ids import AgentId, ConversationId, InboxId
from chalicelib.domain.receipt import ExternalId
from chalicelib.ports.conversation_lists import Shelf

HEAD = "HEAD"
EXTERNAL = "X"
ENTRIES = "E#"
WORK = "D#"
MERGED = "#merged"
DUE_SHARDS = 16
LAST_SEQ = 9_999_999_999

Key = dict[str, str]


def partition(conversation_id: ConversationId) -> str:
    """Everything of one conversation lies together."""
    return f"C#{conversation_id}"


def conversation_of(pk: str) -> ConversationId:
    """The conversation of a partition."""
    return ConversationId(pk.removeprefix("C#"))


def head_key(conversation_id: ConversationId) -> Key:
    return {"pk": partition(conversation_id), "sk": HEAD}


def entry_sort(seq: int) -> str:
    """Ten digits, so that text sorts as numbers do."""
    return f"{ENTRIES}{seq:010d}"


def entry_key(conversation_id: ConversationId, seq: int) -> Key:
    return {"pk": partition(conversation_id), "sk": entry_sort(seq)}


def work_key(conversation_id: ConversationId, seq: int) -> Key:
    return {"pk": partition(conversation_id), "sk": f"{WORK}{seq:010d}"}


def seq_of(sk: str) -> int:
    """The `seq` of an entry's or delivery work's sort key."""
    return int(sk[2:])


def external_key(external_id: ExternalId) -> Key:
    """Whatever a sender writes as id, the key stays short and well formed."""
    return {"pk": f"X#{external_id.scope}#{external_id.digest}", "sk": EXTERNAL}


def by_status(inbox_id: InboxId, status: Status | str) -> str:
    """Partition of the index `by_inbox`."""
    return f"{inbox_id}#{status}"


def shelf_of(head: Conversation) -> str:
    """Where a head stands in `by_inbox`: one that was merged on a shelf that no list shows."""
    shelf = by_status(head.inbox_id, head.status)
    return f"{shelf}{MERGED}" if head.merged_into else shelf


def place_on(shelf: str) -> tuple[InboxId, str]:
    """The inbox and the status that a shelf says."""
    inbox_id, _, status = shelf.removesuffix(MERGED).rpartition("#")
    return InboxId(inbox_id), status


def by_owner(inbox_id: InboxId, owner: AgentId | None) -> str:
    """Partition of the index `by_owner`: open conversations of an agent, or of nobody."""
    return f"{inbox_id}#agent#{owner}" if owner else f"{inbox_id}#unassigned"


def owner_of(desk: str) -> AgentId | None:
    """Whose list the partition of `by_owner` is."""
    _, _, owner = desk.partition("#agent#")
    return AgentId(owner) if owner else None


def shelf_partition(shelf: Shelf) -> str:
    """The partition that holds this list, in the index that `Shelf.is_by_owner` says."""
    if shelf.status is None:
        return by_owner(shelf.inbox_id, shelf.owner)
    return by_status(shelf.inbox_id, shelf.status)


def due_shard(conversation_id: ConversationId) -> str:
    """Partition of the index `due`: spread, so that no partition takes all that happens later."""
    return f"{zlib.crc32(conversation_id.encode()) % DUE_SHARDS:02d}"
