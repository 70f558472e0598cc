"""The built widget and a shop to try it on: what `/widget/` serves on AWS too, and `/demo/`, which is local.

The shop's policy is as strict as a site's may be: scripts and styles from files only, Trusted Types.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from infra.local.answers import Answer, Headers, Request, problem
from infra.local.static_files import ASK_FIRST, FOREVER, content_type_of

WIDGET = "/widget/"
DEMO = "/demo/"
FRAMED = "chat.html"
DEMO_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types shop",
    ]
)
# other sites frame it; what it loads is ours
FRAMED_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
COMMON: Headers = (("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"))


@dataclass(frozen=True, slots=True)
class WidgetPages:
    """Files below the widget's `site` folder. `first_channel` is the chat that the shop shows by itself."""

    folder: Path
    first_channel: Callable[[], str]

    def serves(self, path: str) -> bool:
        """Whether the address is one of these."""
        return path.startswith((WIDGET, DEMO)) or path == DEMO.rstrip("/")

    def answer(self, request: Request) -> Answer:
        if request.method not in ("GET", "HEAD"):
            return problem(405, "MethodNotAllowed", "This cannot be done here", (("allow", "GET, HEAD"),))
        if request.path == DEMO.rstrip("/") or request.path == DEMO and "channel=" not in request.query:
            return self._shop(request)
        path = self._find(unquote(request.path))
        if path is None:
            return problem(404, "NotFound", "There is no such page")
        return Answer(200, (("content-type", content_type_of(path)), *_headers(path)), path)

    def _shop(self, request: Request) -> Answer:
        """The shop with a chat in it."""
        channel = self.first_channel()
        if not channel:
            return problem(404, "NotFound", "No chat is connected: Settings, Website chat")
        rest = f"&{request.query}" if request.query else ""
        return Answer(302, (("location", f"{DEMO}?channel={channel}{rest}"), ("cache-control", "no-store")))

    def _find(self, name: str) -> Path | None:
        wanted = f"{name}index.html" if name == DEMO else name
        if "\0" in wanted:
            return None
        folder = self.folder.resolve()
        path = (folder / wanted.removeprefix("/")).resolve()
        try:
            return path if path.is_relative_to(folder) and path.is_file() else None
        except OSError:  # a name longer than any file's
            return None


def _headers(path: Path) -> Headers:
    if path.parent.name == "demo":
        return (("content-security-policy", DEMO_POLICY), ("cache-control", ASK_FIRST), *COMMON)
    shared = ("cross-origin-resource-policy", "cross-origin")
    if path.name == FRAMED:
        return (("content-security-policy", FRAMED_POLICY), ("cache-control", ASK_FIRST), shared, *COMMON)
    # a module is asked for by its page's origin (CORS), and says nothing that depends on who asks
    return (("cache-control", FOREVER), ("access-control-allow-origin", "*"), shared, *COMMON)
