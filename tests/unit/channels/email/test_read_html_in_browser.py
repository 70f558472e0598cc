"""What `safe_html` lets through neither runs nor calls out, in a real browser without other protection."""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from chalicelib.channels.email.html import safe_html
from tests.samples.mail.html_vectors import vectors

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--mute-audio",
    "--virtual-time-budget=4000",
]
PAGE = """<!DOCTYPE html><meta charset=utf-8><title>quiet</title><script>
var hits = []; function HIT(n) {{ hits.push(n); document.documentElement.dataset.hits = hits.join(" "); }}
window.addEventListener("load", function () {{
  const kinds = ["mouseover", "pointerenter", "focus", "toggle", "input", "animationstart", "error", "load"];
  for (const element of document.querySelectorAll("main *")) {{
    for (const kind of kinds)
      element.dispatchEvent(new Event(kind));
    const link = element.closest("a");
    if (!link || !link.hasAttribute("href")) continue;
    if (!/^(https?|mailto|tel):$/.test(link.protocol)) HIT("link " + link.href);
    link.target = "_self";
    link.addEventListener("click", event => event.preventDefault());
    link.click();
  }}
  document.documentElement.dataset.done = "yes";
}});
</script><main>{body}</main>"""


class Calls:
    """A server that notes who called; `paths` without those of the page itself."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.page = b""
        calls = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802 the standard library's name
                if self.path != "/page":
                    calls.paths.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(calls.page if self.path == "/page" else b"")

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def calls() -> Iterator[Calls]:
    calls = Calls()
    thread = threading.Thread(target=calls.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield calls
    calls.server.shutdown()
    calls.server.server_close()
    thread.join()


def browser() -> str:
    found = os.environ.get("BROWSER_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "no browser: set BROWSER_PATH or install chromium"
    return found


def shown(calls: Calls, body: str) -> str:
    """The page's DOM after everything in it had its chance."""
    calls.page = PAGE.format(body=body).encode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [browser(), *FLAGS, f"--user-data-dir={Path(profile)}", "--dump-dom", f"http://{calls.host}page"],
            capture_output=True,
            timeout=120,
            check=True,
        )
    dom = done.stdout.decode("utf-8", "replace")
    assert 'data-done="yes"' in dom, "the page did not finish"
    return dom


def hits(dom: str) -> list[str]:
    found = re.search(r'data-hits="([^"]*)"', dom)
    return found[1].split() if found else []


def test_no_vector_runs_or_calls_out(calls: Calls) -> None:
    fragments = [safe_html(vector) for vector in vectors(calls.host)]

    dom = shown(calls, "\n".join(f"<div>{fragment}</div>" for fragment in fragments))

    assert len(fragments) >= 1_200
    assert hits(dom) == []
    assert [path for path in calls.paths if path != "/favicon.ico"] == []


def test_the_same_page_without_the_cleaning_runs_and_calls(calls: Calls) -> None:
    """Shows that the page above would notice."""
    live = (
        '<img src=x onerror="HIT(1)"><p style="background:url(/called)">x</p>'
        '<a href="javascript:HIT(2)">x</a>'
    )

    dom = shown(calls, live)

    assert "1" in hits(dom)
    assert "link" in hits(dom)
    assert "/called" in calls.paths
