"""Who takes part in a conversation: addresses, each once, as many as a head can hold."""

from __future__ import annotations

from chalicelib.domain import limits


def joined(participants: tuple[str, ...], *addresses: str) -> tuple[str, ...]:
    """The participants with `addresses`, each once; beyond the limits of a head nobody new joins."""
    known = list(participants)
    used = sum(len(address.encode()) for address in known)
    for address in (one.lower() for one in addresses):
        used += len(address.encode())
        if used > limits.PARTICIPANTS_BYTES or len(known) == limits.PARTICIPANTS:
            break
        if address and address not in known:
            known.append(address)
    return tuple(known)
