"""Somebody wants to attach a file: a slot only they can use, where the browser may put it."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import UploadSlot


@dataclass(frozen=True, slots=True)
class OfferedUpload:
    id: str
    slot: UploadSlot


def offer_upload(ports: Ports, owner: str, *, name: str, content_type: str, size: int) -> OfferedUpload:
    """A slot for one file of at most `size` bytes; `owner` is the id of an agent or visitor.

    Nothing is kept until a file is put there, so a repeated request leaves no more than an unused name.
    """
    upload_id = ports.new_id()
    slot = ports.blobs.offer_upload(f"{owner}/{upload_id}", name=name, content_type=content_type, size=size)
    return OfferedUpload(upload_id, slot)
