"""One mailbox from the words of an address list: which are the address, which the name."""

import re

from chalicelib.channels.email.encoded_words import decode_words
from chalicelib.channels.email.inbound_mail import Mailbox

_SPACES = re.compile(r"\s+")
_AROUND_DOTS = re.compile(r"(?<!\s)\s*+([@.])\s*+")
_INSIDE = re.compile(r"<\s*([^\s<>]{1,500}@[^\s<>]{1,500})\s*>")
# the look behind keeps it linear: a long run without @ is tried once, not from every place in it
_FIRST_ADDRESS = re.compile(r"(?<![^\s<>\"(),;:\\@\[\]'])[^\s<>\"(),;:\\@\[\]']+@[^\s<>\"(),;:\\@\[\]']+")
_ADDRESS = re.compile(r"(?:\"[^\"]*\"|[^\s<>\"(),;\\@]+)@[^\s<>\"(),;\\@]+\Z")
_SCHEME = re.compile(r"(?:mailto|smtp):(?=[^\s:]{1,300}@)", re.IGNORECASE)
_BRACKETED = re.compile(r"(?<!\s)\s*+\[(?:mailto|smtp):[^\]\s]{1,300}\]", re.IGNORECASE)
_AROUND = " []-,:'"
_NOTES_NAME = re.compile(r"([^@\"<>]{1,200}/[^@\"<>]{1,200})@([^\s@.\"<>]{1,200})\Z")


def tidy_name(name: str) -> str:
    """A display name: decoded, one space between words, no quotes around it."""
    name = _SPACES.sub(" ", decode_words(name)).strip().replace("\\,", ",")
    if len(name) > 1 and name[0] == name[-1] == '"' and '"' not in name[1:-1]:
        name = name[1:-1].strip()
    return name


def mailboxes_of(words: str, address: str | None, comments: list[str]) -> list[Mailbox]:
    """The mailbox of these words, or none; several where only white space stands between addresses.

    `address` is what stood in angle brackets, None without brackets. A comment is the name where there is
    no other: `user@host (Name)` was the usual form once.
    """
    if address or (address is not None and "@" not in words):
        name = tidy_name(_BRACKETED.sub("", words) if "[" in words else words)
        name = name or " ".join(comments)
        return [Mailbox(address.lower(), name)] if address or name else []
    bare = _BRACKETED.sub("", words) if "[" in words else words
    words = bare if "@" in bare else words
    several = words.split()
    if len(several) > 1 and all(map(_ADDRESS.match, several)):
        return [Mailbox(clean_address(one).lower()) for one in dict.fromkeys(several)]
    address, name = _address_in(words)
    if not address and comments and _ADDRESS.match(comments[-1]):
        address = comments.pop()
    name = name or " ".join(comments)
    return [Mailbox(address.lower(), name)] if address or (name and words) else []


def clean_address(address: str) -> str:
    """What stands between angle brackets, without comments, quotes, a scheme and a source route."""
    address = _AROUND_DOTS.sub(r"\1", re.sub(r"\([^()]*+\)", "", address)).strip()
    if " " in address or "\t" in address:
        local, at, domain = address.rpartition("@")
        address = f'"{_SPACES.sub(" ", local)}"{at}{domain}' if local and '"' not in local else ""
    if address.startswith("@") and ":" in address:  # a source route: <@relay:user@host>
        address = address.rpartition(":")[2]
    address = _SCHEME.sub("", address, count=1)
    for around in ("''", '""', "[]"):
        if len(address) > 2 and address[0] + address[-1] == around:
            address = address[1:-1]
    return "" if address.endswith((":", ":;")) or address.startswith("@") else address


def _address_in(words: str) -> tuple[str, str]:
    """An address without angle brackets, and what is left as the name."""
    compact = _AROUND_DOTS.sub(r"\1", words) if "@" in words else words
    if compact and " " not in compact and ("=?" not in compact or compact.find("?=@") > 0):
        return clean_address(decode_words(compact)), ""
    name = tidy_name(words)
    if inside := _INSIDE.search(name):
        return inside[1], tidy_name(name[: inside.start()])
    if notes := _NOTES_NAME.match(name):
        return f'"{notes[1]}"@{notes[2]}', ""
    name = _SCHEME.sub("", name)
    if found := _FIRST_ADDRESS.search(name):
        left = f"{name[: found.start()].rstrip(_AROUND)} {name[found.end() :].lstrip(_AROUND)}"
        return found[0], tidy_name(left.strip(_AROUND))
    return "", name
