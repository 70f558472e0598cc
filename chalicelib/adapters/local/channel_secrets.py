"""Secrets that people entered for a channel, each channel's in one encrypted file of the local home."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from chalicelib.adapters.local.durable_files import sync_folder, write_durably
from chalicelib.adapters.stored.channel_secret import NotSecrets, packed, parameter_name, unpacked
from chalicelib.ports.outside import Secrets

KEY = "channels"
NONCE = 12


class FileChannelSecrets:
    """Encrypted with AES-256-GCM under the key `channels`, and bound to the channel, so that no file can
    stand in for another's."""

    def __init__(self, folder: Path, keys: Secrets) -> None:
        self._folder = folder
        self._keys = keys

    def of(self, channel_id: str) -> Mapping[str, str]:
        """By name; empty for a channel without any. Raises `NotSecrets` when it was tampered with."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            kept = self._path(channel_id).read_bytes()
        except FileNotFoundError:
            return {}
        cipher = AESGCM(self._keys.key(KEY))
        try:
            text = cipher.decrypt(kept[:NONCE], kept[NONCE:], channel_id.encode())
        except (InvalidTag, ValueError) as error:
            raise NotSecrets("The secrets of a channel cannot be decrypted") from error
        return unpacked(text.decode())

    def put(self, channel_id: str, values: Mapping[str, str]) -> None:
        """In place of those there are. Raises `TooLarge`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        text, nonce = packed(values).encode(), os.urandom(NONCE)
        hidden = AESGCM(self._keys.key(KEY)).encrypt(nonce, text, channel_id.encode())
        write_durably(self._path(channel_id), nonce + hidden)

    def forget(self, channel_id: str) -> None:
        """Gone already is fine."""
        path = self._path(channel_id)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)

    def _path(self, channel_id: str) -> Path:
        return self._folder / parameter_name(channel_id)
