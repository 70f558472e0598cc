"""Reads an uploaded form (multipart/form-data, RFC 7578) piece by piece: fields first, then one file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from email.message import Message

from chalicelib.domain.errors import Invalid

FIELD_BYTES = 16_384
FIELDS = 20
HEAD_BYTES = 8_192
FILE_FIELD = "file"


def boundary_of(content_type: str) -> bytes:
    """Raises `Invalid` when it is not an uploaded form."""
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    usable = isinstance(boundary, str) and 1 <= len(boundary) <= 200 and boundary.isascii()
    if header.get_content_type() != "multipart/form-data" or not usable:
        raise Invalid("Send the file as multipart/form-data", field="content-type")
    return str(boundary).encode("ascii")


class UploadedForm:
    """A form on its way in. Read `fields` first, then `file` to its end."""

    def __init__(self, pieces: AsyncIterator[bytes], boundary: bytes) -> None:
        self._pieces = pieces
        self._edge = b"\r\n--" + boundary
        self._waiting = bytearray(b"\r\n")  # so that the first boundary looks like all others

    async def fields(self) -> dict[str, str]:
        """All fields before the file. Raises `Invalid` when there is no file or a field is too long."""
        found: dict[str, str] = {}
        await self._up_to(self._edge, HEAD_BYTES)
        for _ in range(FIELDS):
            name = await self._part_name()
            if name == FILE_FIELD:
                return found
            value = await self._up_to(self._edge, FIELD_BYTES)
            found[name] = value.decode("utf-8", "replace")
        raise Invalid("The form has too many fields", field=FILE_FIELD)

    async def file(self) -> AsyncIterator[bytes]:
        """The file's content. Raises `Invalid` when the form ends within it."""
        while (found := self._waiting.find(self._edge)) < 0:
            safe = len(self._waiting) - len(self._edge) + 1
            if safe > 0:
                yield bytes(self._waiting[:safe])
                del self._waiting[:safe]
            await self._more()
        yield bytes(self._waiting[:found])

    async def _part_name(self) -> str:
        head = await self._up_to(b"\r\n\r\n", HEAD_BYTES)
        if head.startswith(b"--"):
            raise Invalid("The form has no file", field=FILE_FIELD)
        for line in head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-disposition":
                header = Message()
                header["content-disposition"] = value.decode("utf-8", "replace").strip()
                given = header.get_param("name", header="content-disposition")
                return given if isinstance(given, str) else ""
        return ""

    async def _up_to(self, mark: bytes, most: int) -> bytes:
        """What comes before `mark`, which is passed over."""
        while (found := self._waiting.find(mark)) < 0:
            if len(self._waiting) > most:
                raise Invalid("A field of the form is too long", field=FILE_FIELD)
            await self._more()
        before = bytes(self._waiting[:found])
        del self._waiting[: found + len(mark)]
        return before

    async def _more(self) -> None:
        try:
            self._waiting += await anext(self._pieces)
        except StopAsyncIteration:
            raise Invalid("The form ended too early", field=FILE_FIELD) from None
