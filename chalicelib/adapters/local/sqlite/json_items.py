"""Items as the local database keeps them: one JSON text each, as small as the DynamoDB item is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec

decoder = msgspec.json.Decoder(dict[str, Any])


def text_of(item: Mapping[str, Any]) -> str:
    """The item as JSON text; whatever characters a sender wrote, it can be stored."""
    return json.dumps(item, separators=(",", ":"))


def item_in(text: str) -> dict[str, Any]:
    """The item that `text_of` wrote."""
    return decoder.decode(text)
