"""The secrets of a channel as both homes store them: JSON of texts by name, at most 4 KB."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from chalicelib.domain.errors import TooLarge

MOST = 4_096  # what a parameter of the standard tier holds
CHANNEL = re.compile(r"[A-Za-z0-9_-]{1,60}")


class NotSecrets(Exception):
    """Something else lies where a channel's secrets should. The text does not tell what."""


def packed(values: Mapping[str, str]) -> str:
    """Raises `TooLarge`."""
    text = json.dumps(dict(values), separators=(",", ":"))
    if len(text) > MOST:
        raise TooLarge(f"The secrets of a channel are at most {MOST} bytes together")
    return text


def unpacked(text: str) -> dict[str, str]:
    """Raises `NotSecrets`."""
    try:
        values = json.loads(text)
    except ValueError as error:
        raise NotSecrets("The secrets of a channel cannot be read") from error
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise NotSecrets("The secrets of a channel are no texts by name")
    return values


def parameter_name(channel_id: str) -> str:
    """The id, which is part of a path in both homes. Raises `ValueError` for one that we did not make."""
    if not CHANNEL.fullmatch(channel_id):
        raise ValueError(f"not the id of a channel: {channel_id!r}")
    return channel_id
