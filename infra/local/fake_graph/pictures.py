"""Pictures of made-up people and accounts: one plain colour each, so that nothing is fetched from outside."""

from __future__ import annotations

import hashlib
import struct
import zlib

SIDE = 64


def picture_of(name: str) -> bytes:
    """A PNG (RFC 2083), always the same for one name."""
    colour = hashlib.sha256(name.encode()).digest()[:3]
    rows = (b"\0" + colour * SIDE) * SIDE
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
