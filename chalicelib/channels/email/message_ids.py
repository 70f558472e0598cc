"""Message ids as headers write them: with brackets, without, folded, encoded, or inside a sentence."""

import re

_BRACKETED = re.compile(r"<([^<>]{1,2000})>")
# the look behind keeps it linear: a long run without @ is tried once, not from every place in it
_BARE = re.compile(r"(?<![^\s<>,;()\"])[^\s<>,;()\"]+@[^\s<>,;()\"]+")
_EITHER = re.compile(rf"{_BRACKETED.pattern}|({_BARE.pattern})")
_COMMENT = re.compile(r"(?<!\S)\([^()]*+\)")
_WORD = re.compile(r"[^\W_]")
_ORDINARY = re.compile(r"(?:<[^<>\s()]++>[ \t]*+)++\Z")
_SPACE = re.compile(r"\s+")
_MOST = 2_000


def message_ids(text: str) -> tuple[str, ...]:
    """Every id of a References value, in order, with angle brackets; white space inside is from folding.

    Beside ids with brackets, one without counts only where all words between them look like ids:
    a word with @ in a sentence is somebody's address.
    """
    if _ORDINARY.match(text):
        return tuple(text.replace("><", "> <").split()[:_MOST])
    found = _BRACKETED.findall(text)[:_MOST]
    between = _BRACKETED.sub(" ", text).split()
    if not found:
        found = _BARE.findall(text)[:_MOST]
    elif between and all(_BARE.fullmatch(word) for word in between):
        found = [inner or bare for inner, bare in _EITHER.findall(text)[:_MOST]]
    return _with_brackets(found)


def answered_ids(text: str) -> tuple[str, ...]:
    """The ids of an In-Reply-To value, which may be a sentence with somebody's address in it.

    `Message from A <a@b> of … <id>` ends with the id; `<id> from A <a@b> at …` begins with it.
    """
    if _ORDINARY.match(text):
        return message_ids(text)
    said = _COMMENT.sub(" ", text)
    said = said if "@" in said else text
    pieces = _BRACKETED.split(said)[: 2 * _MOST + 1]
    ids = pieces[1::2]
    if not ids:
        words = said.replace(",", " ").split()
        return message_ids(said) if all("@" in word for word in words) else ()
    spoken = [number for number, words in enumerate(pieces[0::2]) if _WORD.search(words)]
    if not spoken or not _WORD.search(_BARE.sub(" ", " ".join(pieces[0::2]))):
        return message_ids(said)
    return _with_brackets((ids[spoken[-1] :] or ids) if spoken[0] == 0 else ids[: spoken[0]])


def first_message_id(text: str) -> str | None:
    """The id of a Message-ID value with angle brackets; None when it is empty."""
    if ids := message_ids(text):
        return ids[0]
    bare = _SPACE.sub("", text.strip("<> \t"))
    return f"<{bare}>" if bare else None


def _with_brackets(found: list[str]) -> tuple[str, ...]:
    cleaned = (_SPACE.sub("", inner) for inner in found)
    return tuple(f"<{inner}>" for inner in cleaned if inner)


def ses_message_id(message_id: str, region: str) -> str:
    """The Message-ID that SES puts in the place of ours; in its oldest region it has a domain of its own."""
    domain = "email.amazonses.com" if region == "us-east-1" else f"{region}.amazonses.com"
    return f"<{message_id}@{domain}>"
