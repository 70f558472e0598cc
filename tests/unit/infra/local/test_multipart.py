from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from chalicelib.domain.errors import Invalid
from infra.local.multipart import UploadedForm, boundary_of

FORM = (
    b"--edge\r\n"
    b'Content-Disposition: form-data; name="slot"\r\n\r\n'
    b"ana/1\r\n"
    b"--edge\r\n"
    b'content-disposition: form-data; name="name"\r\n\r\n'
    b"a\xc3\xb1o.txt\r\n"
    b"--edge\r\n"
    b'Content-Disposition: form-data; name="empty"\r\n\r\n'
    b"\r\n"
    b"--edge\r\n"
    b'Content-Disposition: form-data; name="file"; filename="x"\r\n'
    b"Content-Type: text/plain\r\n\r\n"
    b"%s\r\n"
    b"--edge--\r\n"
)


def read(form: bytes, size: int, boundary: bytes = b"edge") -> tuple[dict[str, str], bytes]:
    """Fields and file of a form that comes in pieces of `size` bytes."""

    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(form), size):
            yield form[at : at + size]

    async def all_of_it() -> tuple[dict[str, str], bytes]:
        reading = UploadedForm(pieces(), boundary)
        fields = await reading.fields()
        return fields, b"".join([piece async for piece in reading.file()])

    return asyncio.run(all_of_it())


@pytest.mark.parametrize("size", [1, 2, 7, 4096])
@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\r\n", b"--edge", b"\r\n--edg", b"line\r\n--\r\nline", bytes(range(256)) * 4]
)
def test_a_form_is_read_whatever_the_size_of_its_pieces(content: bytes, size: int) -> None:
    fields, file = read(FORM % content, size)

    assert fields == {"slot": "ana/1", "name": "año.txt", "empty": ""}
    assert file == content


@pytest.mark.parametrize("end", [1, 20, 60, 200, len(FORM) - 14])
def test_a_form_that_ends_too_early_is_refused(end: int) -> None:
    with pytest.raises(Invalid, match="too early"):
        read((FORM % b"content")[:end], 4096)


def test_a_form_without_a_file_is_refused() -> None:
    form = b'--edge\r\nContent-Disposition: form-data; name="slot"\r\n\r\nx\r\n--edge--\r\n\r\n'

    with pytest.raises(Invalid, match="no file"):
        read(form, 4096)


def test_a_field_that_never_ends_is_refused() -> None:
    form = b'--edge\r\nContent-Disposition: form-data; name="slot"\r\n\r\n' + b"x" * 50_000

    with pytest.raises(Invalid, match="too long"):
        read(form, 4096)


def test_too_many_fields_are_refused() -> None:
    field = b'--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'

    with pytest.raises(Invalid, match="too many"):
        read(field * 50, 4096)


@pytest.mark.parametrize(
    "content_type",
    ["", "application/json", "multipart/form-data", "multipart/form-data; boundary=" + "x" * 300],
)
def test_what_is_no_form_is_refused(content_type: str) -> None:
    with pytest.raises(Invalid, match="multipart/form-data"):
        boundary_of(content_type)


def test_a_boundary_may_be_quoted() -> None:
    assert boundary_of('multipart/form-data; charset=utf-8; boundary="a b"') == b"a b"
