"""Mails inside other formats: winmail.dat, S/MIME signatures, uuencode and yEnc, written byte by byte."""

import binascii
import struct


def _attribute(level: int, number: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, number, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _property(kind: int, number: int, data: bytes) -> bytes:
    return struct.pack("<HHII", kind, number, 1, len(data)) + data + b"\0" * (-len(data) % 4)


def winmail(name: str, content: bytes, text: str = "") -> bytes:
    """A TNEF stream with one file (short name in the title, long name among the properties) and a text."""
    named = (
        struct.pack("<HH", 0x1F, 0x8001)
        + b"G" * 16
        + struct.pack("<II", 1, 6)
        + "ab\0".encode("utf-16-le")
        + b"\0\0"
    )
    named += struct.pack("<II", 1, 4) + "x\0".encode("utf-16-le")
    numbers = struct.pack("<HHI", 3, 0x3705, 1)
    properties = [named, numbers, _property(0x1F, 0x3707, (name + "\0").encode("utf-16-le"))]
    words = _property(0x1E, 0x1000, text.encode() + b"\0")
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + _attribute(1, 0x9003, 6, struct.pack("<I", 1) + words)
        + _attribute(2, 0x9002, 6, b"\0" * 14)
        + _attribute(2, 0x8010, 1, b"SHORT~1.TXT\0")
        + _attribute(2, 0x800F, 6, content)
        + _attribute(2, 0x9005, 6, struct.pack("<I", len(properties)) + b"".join(properties))
    )


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


_SIGNED = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")


def signed(entity: bytes) -> bytes:
    """CMS SignedData around a MIME entity, with lengths (DER)."""
    inside = _der(0x30, _DATA + _der(0xA0, _der(0x04, entity)))
    return _der(
        0x30, _SIGNED + _der(0xA0, _der(0x30, b"\x02\x01\x01" + _der(0x31, b"") + inside + _der(0x31, b"")))
    )


def signed_in_pieces(entity: bytes) -> bytes:
    """The same with indefinite lengths and the content in pieces (BER), as big mails have it."""
    pieces = b"".join(_der(0x04, entity[at : at + 10]) for at in range(0, len(entity), 10))
    octets = b"\x24\x80" + pieces + b"\0\0"
    inside = b"\x30\x80" + _DATA + b"\xa0\x80" + octets + b"\0\0" + b"\0\0"
    data = b"\x30\x80" + b"\x02\x01\x01" + _der(0x31, b"") + inside + _der(0x31, b"") + b"\0\0"
    return b"\x30\x80" + _SIGNED + b"\xa0\x80" + data + b"\0\0" + b"\0\0"


def uuencoded(name: str, content: bytes) -> bytes:
    """A uuencoded file as it stands in a text."""
    lines = b"".join(binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45))
    return b"begin 644 " + name.encode() + b"\n" + lines + b"`\nend\n"


def yencoded(name: str, content: bytes) -> bytes:
    """A yEnc file as it stands in a text."""
    data = bytearray()
    for byte in content:
        moved = (byte + 42) % 256
        data += bytes([0x3D, (moved + 64) % 256]) if moved in (0, 10, 13, 0x3D) else bytes([moved])
    head = f"=ybegin line=128 size={len(content)} name={name}\r\n".encode()
    return head + bytes(data) + b"\r\n=yend size=1\r\n"
