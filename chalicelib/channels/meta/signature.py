"""Whether a webhook comes from Meta: its signature, and the token with which it first asks for our address.

Meta's documentation: "Webhooks from Meta: Getting started", sections on validating payloads and on
verification requests.
"""

from __future__ import annotations

import hashlib
import hmac


def is_signed(raw: bytes, header: str | None, app_secret: str) -> bool:
    """True if `header` (X-Hub-Signature-256) is the HMAC-SHA256 of the body, byte by byte as it came.

    Takes the same time for every wrong signature. Without a secret nothing is signed.
    """
    algorithm, _, given = (header or "").strip().partition("=")
    expected = hmac.new(_bytes(app_secret), raw, hashlib.sha256).hexdigest()
    same = hmac.compare_digest(_bytes(given.lower()), expected.encode())
    return same and algorithm.lower() == "sha256" and app_secret != ""


def is_verify_token(given: str | None, expected: str) -> bool:
    """True if Meta sent the token (`hub.verify_token`) that was agreed on; an empty one never counts.

    The hashes are compared, so that neither content nor length shows in the time taken.
    """
    same = hmac.compare_digest(_hash(given or ""), _hash(expected))
    return same and expected != ""


def _hash(text: str) -> bytes:
    return hashlib.sha256(_bytes(text)).digest()


def _bytes(text: str) -> bytes:
    """Also of a text that is no valid Unicode, which a header may hold."""
    return text.encode("utf-8", "surrogatepass")
