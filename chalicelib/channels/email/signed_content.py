"""The readable mail inside an S/MIME signature that wraps it (CMS SignedData, RFC 5652); not checked."""

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_ENVELOPED_DATA = bytes.fromhex("2a864886f70d010703")
_DEEPEST = 8
_MOST_PIECES = 200_000  # a real one of 40 MB has 40,000
_END = b"\0\0"


def signed_content(der: bytes) -> bytes | None:
    """The MIME entity that was signed; None when there is none to read (encrypted, damaged). Never raises."""
    if _SIGNED_DATA not in der[:64]:
        return None
    try:
        return _content(der)
    except (IndexError, ValueError):
        return None


def is_encrypted(der: bytes) -> bool:
    """True for CMS EnvelopedData."""
    return _ENVELOPED_DATA in der[:64]


def _content(der: bytes) -> bytes | None:
    """ContentInfo > [0] > SignedData > encapContentInfo > [0] > OCTET STRING."""
    at, end = _inside(der, 0, 0x30)
    at = _after(der, at)
    at, end = _inside(der, at, 0xA0)
    at, end = _inside(der, at, 0x30)
    for _ in range(2):  # version, digest algorithms
        at = _after(der, at)
    at, end = _inside(der, at, 0x30)
    at = _after(der, at)
    if at >= end or der[at] != 0xA0:
        return None
    at, end = _inside(der, at, 0xA0)
    pieces: list[bytes] = []
    _take_octets(der, at, 0, pieces)
    return b"".join(pieces)


def _take_octets(der: bytes, at: int, depth: int, pieces: list[bytes]) -> None:
    """An OCTET STRING in one piece or in many (BER)."""
    if depth > _DEEPEST or len(pieces) > _MOST_PIECES:
        raise ValueError("nested too deep, or in too many pieces")
    tag = der[at]
    start, end = _extent(der, at)
    if tag == 0x04:
        pieces.append(der[start:end])
        return
    if tag != 0x24:
        raise ValueError("no octet string")
    while start < end and der[start : start + 2] != _END:
        _take_octets(der, start, depth + 1, pieces)
        start = _after(der, start)


def _inside(der: bytes, at: int, tag: int) -> tuple[int, int]:
    if der[at] != tag:
        raise ValueError("another structure than expected")
    return _extent(der, at)


def _after(der: bytes, at: int) -> int:
    """Where the next element begins; elements of indefinite length end with two zeros."""
    depth = 0
    for _ in range(2 * _MOST_PIECES):
        if depth and der[at : at + 2] == _END:
            depth -= 1
            at += 2
        elif der[at + 1] == 0x80:
            depth += 1
            at += 2
        else:
            at = _extent(der, at)[1]
        if depth == 0:
            return at
    raise ValueError("in too many pieces")


def _extent(der: bytes, at: int) -> tuple[int, int]:
    """Where the content of the element at `at` begins and ends; an indefinite one ends with the data."""
    first = der[at + 1]
    if first == 0x80:
        return at + 2, len(der)
    if first < 0x80:
        return at + 2, at + 2 + first
    size = first & 0x7F
    if size > 8:
        raise ValueError("a length too long")
    length = int.from_bytes(der[at + 2 : at + 2 + size], "big")
    start = at + 2 + size
    return start, min(start + length, len(der))
