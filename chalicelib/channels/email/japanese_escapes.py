"""ISO-2022-JP as mail programs write it: with the NEC and IBM characters that the codecs refuse."""

import re

_SEGMENT = re.compile(rb"(\x1b\$[@B]|\x1b\$\([DOPQ]|\x1b\([A-Z])?([^\x1b]*|\x1b)")


def decoded_by_segments(data: bytes) -> str:
    """Each escape segment on its own; what cannot be read becomes U+FFFD."""
    out = []
    for match in _SEGMENT.finditer(data):
        escape, content = match[1], match[2]
        if escape in (b"\x1b$@", b"\x1b$B"):
            out.append(_double_byte(content))
        elif escape == b"\x1b(I":
            out.append(bytes(byte | 0x80 for byte in content).decode("cp932", "replace"))
        elif escape and escape.startswith(b"\x1b$("):
            out.append((escape + content + b"\x1b(B").decode("iso2022_jp_3", "replace"))
        else:
            out.append(content.decode("ascii", "replace"))
    return "".join(out)


def _double_byte(content: bytes) -> str:
    """JIS rows moved to their places in Shift_JIS, where the vendor rows have codes too."""
    moved = bytearray()
    pairs = iter(content)
    for first in pairs:
        if first < 0x21:
            moved.append(first)
            continue
        second = next(pairs, 0)
        moved.append((first + 1) // 2 + (0x70 if first < 0x5F else 0xB0))
        if first % 2:
            moved.append(second + (0x20 if second > 0x5F else 0x1F))
        else:
            moved.append(second + 0x7E)
    return bytes(moved).decode("cp932", "replace")
