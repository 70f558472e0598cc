"""Ids of messages: as a program calls them, and as the product does, with the channel before them."""

from __future__ import annotations


def named(channel_id: str, id_: str) -> str:
    """Within the product; "" stays ""."""
    return f"{channel_id}#{id_}" if id_ else ""


def as_told(channel_id: str, id_: str) -> str:
    """To the program."""
    return id_.removeprefix(f"{channel_id}#")
