"""Secrets that people entered for a channel: each channel's in one SecureString of the parameter store."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.adapters.aws.clients import error_code, throttles_named
from chalicelib.adapters.stored.channel_secret import packed, parameter_name, unpacked

KNOWN_SECONDS = 60.0
GONE = "ParameterNotFound"


class SsmChannelSecrets:
    """`path` is that of the deployment, such as `/bandeja/prod`; they lie in its folder `channels`.

    What was read is believed for a minute. SSM encrypts with the account's own key.
    """

    def __init__(self, client: Any, path: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._path = path.rstrip("/")
        self._clock = clock
        self._known: dict[str, tuple[float, Mapping[str, str]]] = {}

    def of(self, channel_id: str) -> Mapping[str, str]:
        """By name; empty for a channel without any. Raises `Throttled`."""
        known = self._known.get(channel_id)
        if known is None or self._clock() - known[0] >= KNOWN_SECONDS:
            known = (self._clock(), self._read(channel_id))
            self._known[channel_id] = known
        return known[1]

    def put(self, channel_id: str, values: Mapping[str, str]) -> None:
        """In place of those there are. Raises `TooLarge`, `Throttled`."""
        name, value = self._name(channel_id), packed(values)
        with throttles_named():
            self._client.put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=True)
        self._known[channel_id] = (self._clock(), dict(values))

    def forget(self, channel_id: str) -> None:
        """Gone already is fine. Raises `Throttled`."""
        name = self._name(channel_id)
        try:
            with throttles_named():
                self._client.delete_parameter(Name=name)
        except ClientError as error:
            if error_code(error) != GONE:
                raise
        self._known.pop(channel_id, None)

    def _read(self, channel_id: str) -> Mapping[str, str]:
        try:
            with throttles_named():
                found = self._client.get_parameter(Name=self._name(channel_id), WithDecryption=True)
        except ClientError as error:
            if error_code(error) != GONE:
                raise
            return {}
        return unpacked(found["Parameter"]["Value"])

    def _name(self, channel_id: str) -> str:
        return f"{self._path}/channels/{parameter_name(channel_id)}"
