"""Codes for whoever has lost their phone: each signs in once, in place of the six digits."""

from __future__ import annotations

import base64
import hashlib

from chalicelib.domain.ids import AgentId

CODES = 8
RANDOM_BYTES = 10  # 80 bits: too many to find one by its hash
GROUP = 4
MISREAD = str.maketrans("018", "olb", " -\u2010\u2011\u2013\t\r\n")  # base32 has none of these digits


def recovery_code(randomness: bytes) -> str:
    """As it is shown, `abcd-efgh-ijkl-mnop`. `randomness` are 10 bytes that nobody can guess."""
    letters = base64.b32encode(randomness).decode("ascii").lower()
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def recovery_hash(agent_id: AgentId, typed: str) -> str:
    """What is stored in its place.

    Capitals, spaces and hyphens do not matter, nor do 0 for o, 1 for l and 8 for b.
    """
    code = typed.lower().translate(MISREAD)
    return hashlib.sha256(f"{agent_id}#{code}".encode("utf-8", "surrogatepass")).hexdigest()
