"""Files in and out of the local home: what S3 does with presigned links and forms on AWS."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from urllib.parse import quote

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.domain import limits
from chalicelib.domain.errors import BandejaError, TooLarge
from infra.local.answers import Answer, Body, Request, problem, problem_of
from infra.local.multipart import UploadedForm, boundary_of

FILES = "/files/"
UPLOADS = "/uploads"
FORM_BYTES = 100_000  # beside the file itself
PIECE_SECONDS = 60.0

SHARED = (("access-control-allow-origin", "*"), ("access-control-allow-methods", "POST"))
SANDBOX = (
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "default-src 'none'; sandbox; frame-ancestors 'self'"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "private, max-age=600"),
)


def file_answer(blobs: FolderBlobs, request: Request) -> Answer:
    """The file behind a signed link; an attachment unless the link says otherwise."""
    if request.method not in ("GET", "HEAD"):
        return problem(405, "MethodNotAllowed", "This cannot be done here", (("allow", "GET, HEAD"),))
    try:
        file = blobs.linked(request.path.removeprefix(FILES), request.query_values())
    except BandejaError as error:
        return problem_of(error)
    kind = "inline" if file.inline else "attachment"
    named = f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}"
    return Answer(
        200,
        (("content-type", _printable(file.content_type)), ("content-disposition", named), *SANDBOX),
        file.path,
    )


async def upload_answer(blobs: FolderBlobs, request: Request, body: Body) -> Answer:
    """Take one uploaded form; 204 when the file is on the disk. Any site may send one, as to the bucket."""
    if request.method == "OPTIONS":
        return Answer(
            204, (("access-control-allow-headers", "*"), ("access-control-max-age", "3600"), *SHARED)
        )
    answer = await _taken(blobs, request, body)
    return replace(answer, headers=(*answer.headers, *SHARED))


async def _taken(blobs: FolderBlobs, request: Request, body: Body) -> Answer:
    if request.method != "POST":
        return problem(405, "MethodNotAllowed", "Send the file by POST", (("allow", "POST"),))
    try:
        _check_length(request)
        form = UploadedForm(body.pieces(), boundary_of(request.headers.get("content-type", "")))
        fields = await form.fields()
        pieces = _pulled(form.file(), asyncio.get_running_loop())
        await asyncio.to_thread(blobs.take_upload, fields, pieces)
    except BandejaError as error:
        return problem_of(error)
    return Answer(204, (("cache-control", "no-store"),))


def _check_length(request: Request) -> None:
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > limits.FILE + FORM_BYTES:
        raise TooLarge(f"A file holds at most {limits.FILE} bytes", field="file")


def _pulled(pieces: AsyncIterator[bytes], loop: asyncio.AbstractEventLoop) -> Iterator[bytes]:
    """The pieces for a thread that writes them: no more is read from the line than fits on the disk."""

    async def following() -> bytes | None:
        return await anext(pieces, None)

    while (piece := asyncio.run_coroutine_threadsafe(following(), loop).result(PIECE_SECONDS)) is not None:
        yield piece


def _printable(content_type: str) -> str:
    """A sender wrote it: nothing but visible ASCII gets into a header."""
    usable = content_type.isascii() and content_type.isprintable() and "/" in content_type
    return content_type if usable else "application/octet-stream"
