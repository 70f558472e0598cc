"""winmail.dat unpacked: the files and words that Outlook wraps in its own format (TNEF, MS-OXTNEF)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_SIGNATURE = 0x223E9F78
_MESSAGE_TEXT = 0x800C
_MESSAGE_PROPERTIES = 0x9003
_NEW_FILE = 0x9002
_FILE_DATA = 0x800F
_FILE_TITLE = 0x8010
_FILE_PROPERTIES = 0x9005
_TEXT, _HTML, _DATA = 0x1000, 0x1013, 0x3701
_SHORT_NAME, _LONG_NAME, _MIME_TYPE, _CONTENT_ID = 0x3704, 0x3707, 0x370E, 0x3712
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = frozenset((0xD, 0x1E, 0x1F, 0x102))
_MOST = 20_000
_MOST_VALUES = 1_000


@dataclass(slots=True)
class PackedFile:
    """A file inside: its long name where there is one."""

    name: str = ""
    content: bytes = b""
    content_type: str = ""
    content_id: str = ""


@dataclass(slots=True)
class Unpacked:
    """What was inside; `html` is still in its own charset."""

    files: list[PackedFile] = field(default_factory=list)
    text: str = ""
    html: bytes = b""


def unpack(content: bytes) -> Unpacked | None:
    """None when `content` is no TNEF. Damaged streams give what could be read. Never raises."""
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != _SIGNATURE:
        return None
    found = Unpacked()
    try:
        for attribute, data in _attributes(content):
            _take(found, attribute, data)
    except (struct.error, ValueError, IndexError):
        pass  # cut off: keep what came before
    found.files = [file for file in found.files if file.content]
    return found


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(id, data) one after the other: level 1 byte, id 2, type 2, length 4, data, checksum 2."""
    position = 6
    for _ in range(_MOST):
        if position + 9 > len(content):
            return
        attribute, _, length = struct.unpack_from("<HHI", content, position + 1)
        position += 9
        yield attribute, content[position : position + length]
        position += length + 2


def _take(found: Unpacked, attribute: int, data: bytes) -> None:
    if attribute == _NEW_FILE:
        found.files.append(PackedFile())
    elif attribute == _MESSAGE_TEXT:
        found.text = found.text or _narrow(data)
    elif attribute == _MESSAGE_PROPERTIES:
        _take_words(found, data)
    elif found.files:
        _take_file(found.files[-1], attribute, data)


def _take_words(found: Unpacked, data: bytes) -> None:
    for name, value in _properties(data):
        if name == _TEXT:
            found.text = _text(value) or found.text
        elif name == _HTML:
            found.html = value[1]


def _take_file(file: PackedFile, attribute: int, data: bytes) -> None:
    if attribute == _FILE_DATA:
        file.content = data
    elif attribute == _FILE_TITLE:
        file.name = file.name or _narrow(data)
    elif attribute == _FILE_PROPERTIES:
        _take_file_properties(file, data)


def _take_file_properties(file: PackedFile, data: bytes) -> None:
    for name, value in _properties(data):
        if name == _LONG_NAME:
            file.name = _text(value)
        elif name == _SHORT_NAME:
            file.name = file.name or _text(value)
        elif name == _MIME_TYPE:
            file.content_type = _text(value).lower()
        elif name == _CONTENT_ID:
            file.content_id = _text(value)
        elif name == _DATA and not file.content:
            file.content = value[1]


def _properties(data: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """(property id, (type, first value)) of a MAPI property list."""
    (count,) = struct.unpack_from("<I", data)
    position = 4
    for _ in range(min(count, _MOST)):
        kind, name = struct.unpack_from("<HH", data, position)
        position += 4
        if name >= 0x8000:
            position = _after_name(data, position)
        base = kind & 0x0FFF
        values = 1
        if kind & 0x1000 or base in _VARIABLE:
            (values,) = struct.unpack_from("<I", data, position)
            position += 4
        first = b""
        if values > _MOST_VALUES:
            raise ValueError("no program writes so many values of one property")
        for number in range(values):
            value, position = _value(data, position, base)
            first = value if number == 0 else first
        yield name, (base, first)


def _after_name(data: bytes, position: int) -> int:
    """Behind the GUID and the number or name of a named property."""
    (kind,) = struct.unpack_from("<I", data, position + 16)
    position += 20
    if kind == 0:
        return position + 4
    (length,) = struct.unpack_from("<I", data, position)
    return position + 4 + int(length) + -int(length) % 4


def _value(data: bytes, position: int, kind: int) -> tuple[bytes, int]:
    if kind in _FIXED:
        return data[position : position + _FIXED[kind]], position + _FIXED[kind]
    if kind not in _VARIABLE:
        raise ValueError("an unknown type: its length is unknown too")
    (length,) = struct.unpack_from("<I", data, position)
    position += 4
    return data[position : position + length], position + length + -length % 4


def _text(value: tuple[int, bytes]) -> str:
    kind, data = value
    if kind == 0x1F:
        return data.decode("utf-16-le", "replace").rstrip("\0")
    return _narrow(data)


def _narrow(data: bytes) -> str:
    from chalicelib.channels.email.charsets import decoded

    return decoded(data.rstrip(b"\0"))
