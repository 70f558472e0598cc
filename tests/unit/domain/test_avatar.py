"""Only a small picture can be the face of somebody, whatever its name says."""

from __future__ import annotations

import pytest

from chalicelib.domain.avatar import check_avatar, picture_type, square
from chalicelib.domain.errors import Invalid, TooLarge

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"GIF87arest", "image/gif"),
        (b"GIF89arest", "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\0\0\0WAVEfmt ", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", ""),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_a_picture_is_known_by_its_content(content: bytes, expected: str) -> None:
    assert picture_type(content) == expected


def test_what_is_no_picture_or_too_large_is_refused() -> None:
    check_avatar(PNG, "upload")
    with pytest.raises(Invalid) as refused:
        check_avatar(b"<svg/>", "upload")
    assert refused.value.field == "upload"
    with pytest.raises(TooLarge):
        check_avatar(PNG + b"\0" * 1_000_000, "upload")


def test_whatever_a_picture_holds_stays_inside_it() -> None:
    told = square(PNG + b'"/><script>alert(1)</script>')

    assert told.count("<") == 3  # svg, image, /svg
    assert 'href="data:image/png;base64,iVBORw0KGgo' in told
