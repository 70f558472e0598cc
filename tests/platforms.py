"""What tests put in the place of what a platform needs of a home."""

from __future__ import annotations

from collections.abc import Mapping


class ShelfOfSecrets:
    """`ChannelSecrets` in memory, held to the contract of both homes in tests/contracts."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, str]] = {}

    def of(self, channel_id: str) -> Mapping[str, str]:
        return dict(self._kept.get(channel_id, {}))

    def put(self, channel_id: str, values: Mapping[str, str]) -> None:
        self._kept[channel_id] = dict(values)

    def forget(self, channel_id: str) -> None:
        self._kept.pop(channel_id, None)
