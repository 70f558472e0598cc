"""What a customer's own server does to say who a visitor is: a JWT, HS256 (RFC 7519)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta


def signed(key: str, claims: Mapping[str, object], now: datetime) -> str:
    """The claims, good for an hour."""
    head = {"alg": "HS256", "typ": "JWT"}
    body = {**claims, "exp": int((now + timedelta(hours=1)).timestamp())}
    text = ".".join(_encoded(json.dumps(part).encode()) for part in (head, body))
    return f"{text}.{_encoded(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest())}"


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
