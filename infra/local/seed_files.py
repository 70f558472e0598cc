"""Small files for the mails of the seed, made here so that they open: a picture, a page, a table."""

from __future__ import annotations

import struct
import zlib

SIDE = 240
ORDERS = b"order,item,quantity\r\n10482,Faro desk lamp,2\r\n10483,Alba shade,6\r\n"


def file_of(name: str) -> tuple[str, str, bytes]:
    """Type and content of a file, by the end of its name."""
    if name.endswith(".png"):
        return "image", "png", picture(sum(name.encode()))
    if name.endswith(".pdf"):
        return "application", "pdf", page(name.removesuffix(".pdf"))
    return "text", "csv", ORDERS


def picture(seed: int) -> bytes:
    """A PNG of two soft colours (ISO/IEC 15948)."""
    light = bytes([200, 150 + seed % 80, 120 + seed % 100])
    dark = bytes([90 + seed % 60, 90, 110])
    rows = b"".join(b"\0" + light * (SIDE - at) + dark * at for at in range(SIDE))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def page(title: str) -> bytes:
    """A PDF of one page with its title on it (ISO 32000-1, 7.5)."""
    words = title.encode("ascii", "replace").translate(None, b"()\\")
    stream = b"BT /F1 20 Tf 60 770 Td (%s) Tj ET" % words
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    whole, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(whole))
    return whole + head + end
