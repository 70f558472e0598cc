"""Message ids as headers write them: with brackets, without, folded, encoded, or inside a sentence."""

import re

_BRACKETED = re.compile(r"<([^<>]{1,2000})>")
# the look behind keeps it linear: a long run without @ is tried once, not from every place in it
_BARE = re.compile(r"(?<![^\s<>,;()\"])[^\s<>,;()\"]+@[^\s<>,;()\"]+")
_SENTENCE = re.compile(r"[\"\w][^<]{0,200}<.{1,200}\bof\b", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_MOST = 2_000


def message_ids(text: str) -> tuple[str, ...]:
    """Every id of an In-Reply-To or References value, in order, with angle brackets."""
    found = [_SPACE.sub("", inner) for inner in _BRACKETED.findall(text)[:_MOST]]
    if not found:
        found = _BARE.findall(text)[:_MOST]
    return tuple(f"<{inner}>" for inner in found if inner)


def answered_ids(text: str) -> tuple[str, ...]:
    """The ids of an In-Reply-To value; of a sentence (`Message from A <a@b> of … <id>`) only the last one."""
    ids = message_ids(text)
    return ids[-1:] if len(ids) > 1 and _SENTENCE.match(text.strip()) else ids


def first_message_id(text: str) -> str | None:
    """The id of a Message-ID value with angle brackets; None when it is empty."""
    if ids := message_ids(text):
        return ids[0]
    bare = _SPACE.sub("", text.strip("<> \t"))
    return f"<{bare}>" if bare else None
