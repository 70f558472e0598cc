"""Links and upload slots that this process signed: they cannot be made up, changed, or used for ever."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.errors import LinkHasEnded


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs flat maps of texts with one key."""

    key: bytes

    def sign(self, values: Mapping[str, str], until: datetime) -> dict[str, str]:
        """The values with `until` (seconds since 1970) and `signature`."""
        whole = {**values, "until": str(int(until.timestamp()))}
        return {**whole, "signature": self._signature(whole)}

    def check(self, signed: Mapping[str, str], now: datetime) -> dict[str, str]:
        """The values as they were signed. Raises `LinkHasEnded` when altered or too old."""
        whole = {name: value for name, value in signed.items() if name != "signature"}
        given = signed.get("signature", "")
        if not hmac.compare_digest(self._signature(whole).encode(), given.encode("utf-8", "replace")):
            raise LinkHasEnded
        if int(whole.pop("until", "0")) < now.timestamp():
            raise LinkHasEnded
        return whole

    def _signature(self, values: Mapping[str, str]) -> str:
        text = json.dumps(dict(values), sort_keys=True, separators=(",", ":"))
        return hmac.new(self.key, text.encode("ascii"), hashlib.sha256).hexdigest()
