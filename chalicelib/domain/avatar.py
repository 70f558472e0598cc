"""A picture of a person that every visitor may see: small, and really a picture."""

from __future__ import annotations

import base64

from chalicelib.domain import limits
from chalicelib.domain.errors import Invalid, TooLarge
from chalicelib.domain.reason import Reason

STARTS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
RIFF, WEBP = b"RIFF", b"WEBP"
PICTURES = frozenset({*STARTS.values(), "image/webp"})  # that every browser shows
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
    '<image width="1" height="1" preserveAspectRatio="xMidYMid slice" href="data:{type};base64,{data}"/>'
    "</svg>"
)


def picture_type(content: bytes) -> str:
    """The media type that the content itself tells, or "": whatever anybody calls it."""
    if content[:4] == RIFF and content[8:12] == WEBP:
        return "image/webp"
    return next((kind for start, kind in STARTS.items() if content.startswith(start)), "")


def check_avatar(content: bytes, field: str) -> None:
    """Raises `TooLarge`, and `Invalid` for what is no PNG, JPEG, WebP or GIF."""
    if len(content) > limits.AVATAR:
        raise TooLarge(
            f"A picture may have {limits.AVATAR} bytes",
            field=field,
            reason=Reason("file_too_large", megabytes=limits.AVATAR // limits.MEGABYTE),
        )
    if not picture_type(content):
        raise Invalid("Take a picture: PNG, JPEG, WebP or GIF", field=field, reason=Reason("not_a_picture"))


def square(content: bytes) -> str:
    """The picture, cut to a square, as an SVG that holds it (text, and as such the same on every way)."""
    data = base64.b64encode(content).decode("ascii")
    return SQUARE.format(type=picture_type(content), data=data)
