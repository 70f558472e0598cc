"""Addresses that agents type: `anna@example.com` or `Anna Bell <anna@example.com>`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.domain.entry import Mailbox
from chalicelib.domain.errors import Invalid
from chalicelib.domain.reason import Reason

# what any mail server takes: RFC 5321 dot-atoms (and UTF-8, RFC 6531), no comments, no quoted local parts
LOCAL = r"[^\s<>()\[\],;:@\"\\\x00-\x1f\x7f]{1,64}"
DOMAIN = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)*[^\W_](?:[\w-]{0,61}[^\W_])?"
ADDRESS = re.compile(rf"(?P<local>{LOCAL})@(?P<domain>{DOMAIN})")
NAMED = re.compile(r"\s*\"?(?P<name>[^\"<>\x00-\x1f\x7f]*?)\"?\s*<(?P<address>[^<>]+)>\s*")


def mailbox(typed: str, field: str) -> Mailbox:
    """The address in lower case, with the name beside it. Raises `Invalid` for what is no address."""
    named = NAMED.fullmatch(typed)
    address = (named["address"] if named else typed).strip()
    if not ADDRESS.fullmatch(address) or ".." in address or len(address) > 254:
        raise Invalid("This is not an email address", field=field, reason=Reason("not_an_email_address"))
    return Mailbox(address.lower(), named["name"].strip() if named else "")


def mailboxes(typed: Sequence[str] | None, field: str) -> tuple[Mailbox, ...] | None:
    """Each checked under its own name, `to[0]`; `None` stays `None`."""
    if typed is None:
        return None
    return tuple(mailbox(one, f"{field}[{index}]") for index, one in enumerate(typed))
