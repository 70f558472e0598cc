"""A page in a real browser that notices whatever runs, calls out, goes elsewhere or is not a mail's HTML."""

from __future__ import annotations

import os
import socket
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, Route, sync_playwright

from infra.browser import find_browser
from tests.e2e.browsing import FLAGS

FRAME = "http://frame.test/"
OUR_FONT = "http://frame.test/assets/inter-latin-wght-normal.woff2"
DOCUMENT = f"{FRAME}document"
POLICY = (
    "default-src 'none'; img-src 'self' data: https: http:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
_PIXEL = b64decode("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=")
_NEXT_TURN = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"
_MARK = "canary ran: "
_CANARY = f"window.RAN = number => console.debug('{_MARK}' + number)"

# Element and attribute names that a mail may keep; whatever else the browser finds in a wrapper is a leak.
_ELEMENTS = (
    "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col "
    "colgroup dd del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 "
    "header hr i img ins kbd li main mark menu nav ol p pre q rp rt ruby s samp section small span "
    "strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
_ATTRIBUTES = (
    "style dir lang align valign bgcolor width height title href target rel src alt border hspace vspace "
    "referrerpolicy data-remote cellpadding cellspacing summary rules frame bordercolor colspan rowspan "
    "nowrap headers scope span color face size start type reversed value noshade clear open class aria-label"
)
# Runs in the page: touches everything, then says what is there that should not be. Twice: a browser that
# writes its DOM and reads it again must come to the same.
_INSPECTION = """
([elements, attributes, count]) => {
  const html = "http://www.w3.org/1999/xhtml";
  const problems = [];
  const allowed = new Set(elements.split(" ")), named = new Set(attributes.split(" "));
  const inspect = (wrapper, number, again) => {
    const say = what => problems.push(number + again + ": " + what);
    for (const element of wrapper.querySelectorAll("*")) {
      const name = element.localName;
      if (element.namespaceURI !== html || !allowed.has(name)) say("<" + name + ">");
      if (element.shadowRoot) say("a shadow root");
      for (const { name, value } of element.attributes) {
        if (!named.has(name)) say(name + "=" + value.slice(0, 80));
        if (name === "src" && (element.localName !== "img" || !/^(cid:|data:image\\/|https?:)/i.test(value)))
          say("src=" + value.slice(0, 80));
        if (name === "style" && /url|image|import|expression|position|\\\\\\\\|@/i.test(value))
          say("style=" + value.slice(0, 80));
      }
      if (element.localName === "a" && element.hasAttribute("href")) {
        if (!/^(https?|mailto|tel):$/.test(element.protocol)) say("a link to " + element.href.slice(0, 80));
        if (element.target !== "_blank" || !/noopener/.test(element.rel)) say("a link that keeps its opener");
      }
    }
    const nodes = document.createTreeWalker(wrapper, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_CDATA_SECTION);
    if (nodes.nextNode()) say("a comment");
  };
  const wrappers = [...document.body.children];
  if (wrappers.length !== count || wrappers.some(one => !one.dataset.vector))
    problems.push("the page around has " + wrappers.length + " children and not " + count);
  for (const wrapper of wrappers) {
    const number = wrapper.dataset.vector;
    inspect(wrapper, number, "");
    for (const kind of ["mouseover", "pointerenter", "focus", "toggle", "error", "load", "animationstart"])
      for (const element of wrapper.querySelectorAll("*")) element.dispatchEvent(new Event(kind));
    const before = wrapper.innerHTML;
    wrapper.innerHTML = before;
    inspect(wrapper, number, " written again");
  }
  return problems;
}
"""


class Seen(NamedTuple):
    """What one page did: numbers of vectors that ran; addresses asked for; what is no mail's HTML."""

    ran: list[str]
    asked: list[str]
    pictures: list[str]
    problems: list[str]


class Canary:
    """A port that counts connections of any kind; `host` is its name and port."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.hits = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.hits += 1
            connection.close()

    def close(self) -> None:
        """No more is counted."""
        self._socket.close()


class WatchedPages:
    """Shows documents one after the other, each in a page of its own, and tells what they did."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._document, self._policy = "", ""
        self._seen = Seen([], [], [], [])
        context.add_init_script(_CANARY)
        context.route("**/*", self._answer)

    def shown(self, document: str, *, count: int | None, policy: str = "") -> Seen:
        """What the document did. With `count` wrappers expected in its body they are inspected as well.

        A policy that forbids scripts forbids the inspection, too.
        """
        self._document, self._policy = document, policy
        self._seen = seen = Seen([], [], [], [])
        page = self._context.new_page()
        page.on("console", lambda said: self._hear(said.text))
        page.on("dialog", self._refuse)
        page.on("popup", lambda popup: seen.asked.append(f"popup {popup.url}"))
        page.on("download", lambda download: seen.asked.append(f"download {download.url}"))
        try:
            page.goto(DOCUMENT, wait_until="load")
            if count is not None:
                seen.problems.extend(page.evaluate(_INSPECTION, [_ELEMENTS, _ATTRIBUTES, count]))
            if not policy:
                page.evaluate(_NEXT_TURN)  # what was set off has its chance
        except Error as error:
            seen.asked.append(f"the page went elsewhere: {error.message[:80]}")
        if page.url != DOCUMENT:
            seen.asked.append(f"now at {page.url}")
        _close(page)
        return seen

    def _refuse(self, dialog: Dialog) -> None:
        self._seen.ran.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _hear(self, said: str) -> None:
        if said.startswith(_MARK):
            self._seen.ran.append(said.removeprefix(_MARK))

    def _answer(self, route: Route) -> None:
        request = route.request
        if request.url == DOCUMENT and request.is_navigation_request() and self._document:
            headers = {"content-security-policy": self._policy} if self._policy else {}
            body, self._document = self._document.encode("utf-8", "replace"), ""
            route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=headers)
        elif request.resource_type == "image" and request.url.startswith(("http:", "https:")):
            self._seen.pictures.append(request.url)
            route.fulfill(body=_PIXEL, content_type="image/gif")
        elif request.url == OUR_FONT:
            route.abort()  # the frame's own style asks for it, at our own address
        elif request.url.startswith("cid:"):
            route.abort()  # names a part of the mail; no browser goes anywhere for it
        else:
            self._seen.asked.append(f"{request.resource_type} {request.url[:120]}")
            route.continue_()  # to the canary, which counts


def _close(page: Page) -> None:
    """Closes the page once it is at rest, and waits for nothing.

    Playwright waits for ever where Chromium (seen in 150 and 156) never tells that a page is gone.
    """
    with suppress(Error):
        page.goto("about:blank")
    with suppress(Error):
        page.context.new_cdp_session(page).send("Page.close")


@contextmanager
def browser_for(canary: Canary) -> Iterator[Browser]:
    """One Chromium that finds no host but the canary: what no interception sees is counted there."""
    name, _, _ = canary.host.partition(":")
    flags = [*FLAGS, f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {name}"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=flags)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def watched_pages(browser: Browser) -> Iterator[WatchedPages]:
    """Pages in a profile of their own."""
    context = browser.new_context(service_workers="block", accept_downloads=False)
    try:
        yield WatchedPages(context)
    finally:
        context.close()
