"""A mail came in that the deployment sent to itself: note that it did, and keep nothing else of it."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain import self_test
from chalicelib.ports.bundle import Ports


def note_self_test(ports: Ports, recipients: Sequence[str]) -> bool:
    """Whether it was one. A mail that went to anybody else as well is an ordinary one."""
    if len(recipients) != 1 or not self_test.LOCAL_PART.match(recipients[0]):
        return False
    nonce = self_test.nonce_of(ports.secrets.key(self_test.KEY), recipients[0])
    if nonce is None:
        return False
    ports.live.put_ticket(self_test.mail_note(nonce), "arrived", ports.now() + self_test.NOTED)
    return True
