"""What a message holds: its words, its parts and its files, added up from the pieces that Meta sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.channels.meta.loose_json import decimal
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import RemoteFile


@dataclass(frozen=True, slots=True)
class Content:
    text: str = ""
    parts: tuple[Part, ...] = ()
    files: tuple[RemoteFile, ...] = ()

    def __add__(self, other: Content) -> Content:
        return joined((self, other))

    def __bool__(self) -> bool:
        return bool(self.text or self.parts or self.files)


NOTHING = Content()


def joined(pieces: Sequence[Content]) -> Content:
    """All of them as one, in their order."""
    return Content(
        "\n".join(one.text for one in pieces if one.text),
        tuple(part for one in pieces for part in one.parts),
        tuple(file for one in pieces for file in one.files),
    )


def part(kind: str, **what: str) -> Content:
    """Content of one part and nothing else; `what` are the fields of `Part`."""
    return Content(parts=(Part(kind, **what),))


def unsupported(title: str, text: str = "", url: str = "") -> Content:
    """What stands for content that this code cannot read: `title` is what Meta calls it."""
    return part("unsupported", title=title, text=text, url=url)


def where(latitude: object, longitude: object) -> str:
    """ "latitude,longitude" in degrees, "" unless both are on the globe."""
    north, east = decimal(latitude), decimal(longitude)
    if north is None or east is None or not (-90 <= north <= 90 and -180 <= east <= 180):
        return ""
    return f"{north:.6f}".rstrip("0").rstrip(".") + "," + f"{east:.6f}".rstrip("0").rstrip(".")
