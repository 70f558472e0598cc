"""What a browser tells about a page view, made fit to be kept: short, and without what nobody should see."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from chalicelib.domain.shortening import fitting

TITLE = 200
ADDRESS = 500
MOST_PAGES = 10
ON_SITE = timedelta(minutes=5)
"""Whoever was heard of within this time is on the site."""
PHONE, TABLET, DESKTOP = "phone", "tablet", "desktop"

Page = tuple[str, str]
"""Title and address."""


def page_of(title: str, url: str) -> Page | None:
    """A page as it is kept, `None` for what is no web page. Its query and fragment may hold secrets."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    host = parts.netloc.rpartition("@")[2]
    address = urlunsplit((parts.scheme, host, parts.path, "", ""))
    return fitting(" ".join(title.split()), TITLE), fitting(address, ADDRESS)


def with_page(pages: tuple[Page, ...], page: Page) -> tuple[Page, ...]:
    """The pages seen, the newest first; the same page again is one."""
    return pages if pages and pages[0] == page else (page, *pages)[:MOST_PAGES]


def device_of(user_agent: str) -> str:
    """phone, tablet or desktop, as far as a User-Agent tells (RFC 9110, 10.1.5: it may say anything)."""
    lower = user_agent.lower()
    if "ipad" in lower or "tablet" in lower or ("android" in lower and "mobile" not in lower):
        return TABLET
    return PHONE if "mobi" in lower or "iphone" in lower else DESKTOP
