"""The product's own stores of a standing deployment, opened from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.adapters.aws.dynamodb.live_store import DynamoLiveStore
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.workspace_store import DynamoWorkspaceStore
from chalicelib.ports.stores import LiveStore
from chalicelib.ports.workspace_store import WorkspaceStore
from infra.deploy.plan import Plan

TABLES = {
    "conversations": "ConversationsTable",
    "contacts": "ContactsTable",
    "workspace": "WorkspaceTable",
    "live": "LiveTable",
}


@dataclass(frozen=True, slots=True)
class Rooms:
    """Agents, inboxes and channels; and what is true only now."""

    workspace: WorkspaceStore
    live: LiveStore


def open_rooms(plan: Plan, outputs: Mapping[str, str]) -> Rooms:
    """By the names that the stack gave. Nothing is asked before something is read."""
    names = {noun: outputs[output] for noun, output in TABLES.items()}
    place = Place(region=plan.region, endpoint=plan.endpoint or None, names=names)
    return Rooms(DynamoWorkspaceStore(place), DynamoLiveStore(place))
