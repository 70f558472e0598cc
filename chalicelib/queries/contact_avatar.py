"""How a person outside looks, for the team."""

from __future__ import annotations

from chalicelib.domain.errors import NoSuchFile
from chalicelib.domain.ids import BlobId, ContactId
from chalicelib.ports.bundle import Ports


def contact_avatar(ports: Ports, contact_id: ContactId, blob: str) -> bytes:
    """Raises `NoSuchContact`, and `NoSuchFile` for all that is not their picture now."""
    if not blob or ports.contacts.get(contact_id).picture != blob:
        raise NoSuchFile
    return ports.blobs.get(BlobId(blob))
