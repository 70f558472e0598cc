"""Files inside a text: uuencode and yEnc, as older programs and newsreaders send them."""

import re
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.channels.email.transfer_encoding import from_yenc, uudecoded

if TYPE_CHECKING:
    from mimetypes import MimeTypes

_UU_BLOCK = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n"
    rb"((?:[!-`][^\r\n]{0,90}\r?\n)*)(?:[` ]\r?\n)?end[ \t]*(?:\r?\n|\Z)",
    re.MULTILINE,
)
# A file whose `end` got lost: full lines, and a shorter one if nothing else stands behind it.
_UU_CUT_BLOCK = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n"
    rb"((?:M[ -`]{60,61}\r?\n)++(?:[!-L][ -`]{4,60}\r?\n(?=[` ]?\r?(?:\n|\Z)))?+"
    rb"|[!-M][ -`]{4,61}\r?\n(?=[` ]\r?(?:\n|\Z)))(?:[` ]\r?(?:\n|\Z))?+",
    re.MULTILINE,
)
_YENC_BLOCK = re.compile(
    rb"^=ybegin [^\r\n]{0,400}name=([^\r\n]{1,255})\r?\n(.*?)^=yend[^\r\n]*(?:\r?\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


def take_files_out(content: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """The text without the files in it, and (name, content) of each file."""
    found: list[tuple[str, bytes]] = []
    if b"begin " in content:
        for block in (_UU_BLOCK, _UU_CUT_BLOCK):
            content = block.sub(lambda match: _taken(found, match[1], uudecoded(match[2])), content)
    if b"=ybegin " in content and (last := content.rfind(b"\n=yend")) >= 0:
        # behind the last end nothing is looked for: else each file without one is read to the very end
        end = content.find(b"\n", last + 1) + 1 or len(content)
        head = _YENC_BLOCK.sub(lambda match: _taken(found, match[1], from_yenc(match[2])), content[:end])
        content = head + content[end:]
    return content, found


def type_by_name(name: str) -> str:
    """The media type that the ending of a file name stands for."""
    return _known_types().guess_type(name)[0] or "application/octet-stream"


@cache
def _known_types() -> "MimeTypes":
    """The types that Python knows, whatever the machine has."""
    import mimetypes  # only mails with such files need it

    return mimetypes.MimeTypes(filenames=())


def _taken(found: list[tuple[str, bytes]], name: bytes, content: bytes) -> bytes:
    found.append((name.decode("utf-8", "replace").strip(), content))
    return b""
