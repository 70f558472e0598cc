"""A message names uploaded files: check them and keep each under its own content."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain import limits
from chalicelib.domain.entry import Attachment
from chalicelib.domain.errors import Invalid, NoSuchFile, TooLarge
from chalicelib.domain.ids import is_identifier
from chalicelib.domain.reason import Reason
from chalicelib.ports.bundle import Ports


def take_uploads(
    ports: Ports, owner: str, upload_ids: Sequence[str], field: str = "attachments"
) -> tuple[Attachment, ...]:
    """The files as attachments of a message, ready before it is committed.

    `owner` is the id of the agent or visitor who put them there. A slot may be written again after this (an
    upload form stays valid), therefore the content is copied. Raises `Invalid` for an upload that is not
    there or not theirs, naming `attachments[i]`, and `TooLarge` when all files together are more than one
    mail takes.
    """
    taken: list[Attachment] = []
    for index, upload_id in enumerate(upload_ids):
        taken.append(_taken(ports, owner, upload_id, f"{field}[{index}]"))
        if sum(attachment.size for attachment in taken) > limits.FILE:
            raise TooLarge(
                f"All files together may have {limits.FILE} bytes",
                field=field,
                reason=Reason("files_too_large", megabytes=limits.FILE // limits.MEGABYTE),
            )
    return tuple(taken)


def _taken(ports: Ports, owner: str, upload_id: str, field: str) -> Attachment:
    if not is_identifier(upload_id):
        raise Invalid("There is no such upload of yours", field=field, reason=Reason("upload_gone"))
    try:
        file = ports.blobs.uploaded(f"{owner}/{upload_id}")
    except NoSuchFile as missing:
        raise Invalid(
            "There is no such upload of yours", field=field, reason=Reason("upload_gone")
        ) from missing
    if len(file.content) > limits.FILE:
        raise TooLarge(
            f"A file may have {limits.FILE} bytes",
            field=field,
            reason=Reason("file_too_large", megabytes=limits.FILE // limits.MEGABYTE),
        )
    return Attachment(
        id=upload_id,
        blob=ports.blobs.put(file.content),
        name=file.name,
        content_type=file.content_type,
        size=len(file.content),
    )
