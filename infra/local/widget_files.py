"""The chat's files at the local home: what other sites load, the page they frame, a shop to try it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from infra.local.answers import Answer, Headers, Request, problem
from infra.local.static_files import ASK_FIRST, FOREVER, StaticFiles

SITE = Path(__file__).resolve().parents[2] / "web" / "widget" / "dist" / "site"
WIDGET = "/widget/"
DEMO = "/demo/"
FRAMED = "/widget/chat.html"
PAGES = {DEMO: "demo/index.html"}
CONTACT = "/demo/contact.html"
# what the pages of the shop show, by the name in their address: a kind of channel, and where it is connected
SHOWN = {DEMO: ("channel", "chat", "Website chat"), CONTACT: ("form", "form", "Add a form")}

# the page that other sites frame: only what is ours, and pictures of the team
FRAMED_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *"
)
# as strict as a site can be with a chat and a form on it
DEMO_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types shop"
)
BARE: Headers = (("x-content-type-options", "nosniff"),)


def headers_of(path: str) -> Headers:
    """Any site may load the files; only the two pages have a policy."""
    if path.startswith(DEMO):
        return (("cache-control", ASK_FIRST), ("content-security-policy", DEMO_POLICY), *BARE)
    if path == FRAMED:
        return (("cache-control", ASK_FIRST), ("content-security-policy", FRAMED_POLICY), *BARE)
    shared = (("access-control-allow-origin", "*"), ("cross-origin-resource-policy", "cross-origin"))
    return (("cache-control", FOREVER), *shared, *BARE)


class WidgetFiles(StaticFiles):
    """What is below `/widget/` and `/demo/`. The shop shows the channel that `first` names for its kind."""

    def __init__(self, first: Callable[[str], str], folder: Path = SITE) -> None:
        super().__init__(folder, PAGES, headers_of)
        self._first = first

    def answer(self, request: Request) -> Answer:
        name, kind, where = SHOWN.get(request.path, ("", "", ""))
        if name and f"{name}=" not in request.query:
            return self._with_channel(request, name, self._first(kind), where)
        return super().answer(request)

    def _with_channel(self, request: Request, name: str, channel: str, where: str) -> Answer:
        if not channel:
            return problem(404, "NotFound", f"There is none to show yet: Settings, {where}")
        rest = f"&{request.query}" if request.query else ""
        location = f"{request.path}?{name}={channel}{rest}"
        return Answer(302, (("location", location), ("cache-control", "no-store")))
