"""A process that only reads, or has not written yet, does not pay for what writing needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LOADED = """
import sys
from chalicelib.adapters.aws.dynamodb import (
    contact_store, conversation_lists, conversation_store, live_store, picture_store, place, tables,
    workspace_store,
)
somewhere = place.Place()
conversation_store.DynamoConversationStore(somewhere)
live_store.DynamoLiveStore(somewhere)
workspace_store.DynamoWorkspaceStore(somewhere)
picture_store.DynamoPictureStore(somewhere)
print("\\n".join(sys.modules))
"""


@pytest.mark.parametrize("heavy", ["pynamodb", "boto3", "botocore", "moto"])
def test_stores_are_made_without_what_is_slow_to_import(heavy: str) -> None:
    run = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)

    assert heavy not in run.stdout.split()
