"""Built files of `web/`: the inbox and the simulator, with the headers that keep them safe."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

from infra.local.answers import Answer, Headers, Request, problem

PAGES = {"/": "index.html", "/index.html": "index.html", "/simulator": "simulator.html"}
ASSETS = "/assets/"
FOREVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"

# Scripts and styles come from files only; what a page sets by script (element.style) is not meant by this.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
SECURITY: Headers = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ("cross-origin-opener-policy", "same-origin"),
)

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".py": "text/plain; charset=utf-8",  # the example of a guide: to be read, not to be downloaded
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


def headers_of(path: str) -> Headers:
    """What has a hash in its name is kept for ever, the rest asked about."""
    return (("cache-control", FOREVER if path.startswith(ASSETS) else ASK_FIRST), *SECURITY)


class StaticFiles:
    """Files below one folder. `pages` are addresses with another name than their file's."""

    def __init__(
        self,
        folder: Path,
        pages: Mapping[str, str] = PAGES,
        headers: Callable[[str], Headers] = headers_of,
    ) -> None:
        self._folder = folder.resolve()
        self._pages = pages
        self._headers = headers

    def answer(self, request: Request) -> Answer:
        if request.method not in ("GET", "HEAD"):
            return problem(405, "MethodNotAllowed", "This cannot be done here", (("allow", "GET, HEAD"),))
        path = self._find(unquote(request.path))
        if path is None:
            return problem(404, "NotFound", "There is no such page", SECURITY)
        stat = path.stat()
        tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
        headers: Headers = (("etag", tag), *self._headers(request.path))
        if tag in request.headers.get("if-none-match", ""):
            return Answer(304, headers)
        return Answer(200, (("content-type", content_type_of(path)), *headers), path)

    def _find(self, name: str) -> Path | None:
        wanted = self._pages.get(name, name.removeprefix("/"))
        if "\0" in wanted:
            return None
        path = (self._folder / wanted).resolve()
        try:
            return path if path.is_relative_to(self._folder) and path.is_file() else None
        except OSError:  # a name longer than any file's
            return None


def content_type_of(path: Path) -> str:
    """By the name; bytes for what is not known."""
    known = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return known or "application/octet-stream"
