"""Which pages may talk to us: those of this very site, and nobody else's, and only by the way through it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from chalicelib.domain.errors import NotThroughTheSite

SECRET_HEADER = "x-bandeja-origin"
COUNTRY_HEADER = "cloudfront-viewer-country"


def is_own(origin: str, host: str, public_url: str) -> bool:
    """Whether `origin` (or a whole Referer) is the site at `host`, or where people reach the product.

    Behind a content network `host` is the API's own; then `public_url` is what a browser names.
    """
    site = site_of(origin)
    if not site:
        return False
    return site == site_of(public_url) or site.partition("://")[2] == host.lower()


def site_of(url: str) -> str:
    """`scheme://host[:port]` in lower case, empty for what is no web address (such as `null`)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()


def check_door(headers: Mapping[str, str] | None, secret: str) -> None:
    """What came by the site in front carries `secret`; without one there is no such site.

    Raises `NotThroughTheSite`.
    """
    given = header_of(headers, SECRET_HEADER) if secret else ""
    if not hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode("utf-8", "replace")):
        raise NotThroughTheSite()


def country_of(headers: Mapping[str, str] | None, elsewhere: str) -> str:
    """The two letters of the asker's country (ISO 3166-1) as CloudFront tells it, `elsewhere` without it."""
    told = header_of(headers, COUNTRY_HEADER).upper()
    return told if len(told) == 2 and told.isascii() and told.isalpha() else elsewhere


def header_of(headers: Mapping[str, str] | None, name: str) -> str:
    """A header of a raw event, whatever its case."""
    for found, value in (headers or {}).items():
        if found.lower() == name:
            return str(value)
    return ""
