"""No HTML of the project's own hostile families runs, calls out or leaves the frame, in a real browser."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser

import pytest

from chalicelib.channels.email.folding import safe_folded_html
from chalicelib.channels.email.html import safe_html
from chalicelib.queries.frame_document import document_of_html
from tests.vectors.collection import all_vectors
from tests.vectors.vector import armed
from tests.vectors.watched_page import POLICY, Canary, WatchedPages, browser_for, watched_pages

BATCH = 250
SOAK = bool(os.environ.get("BANDEJA_SOAK"))
LEAST_LIVE = 0.2
# one of each way to notice, for the page that must notice
LIVE = {
    "a handler": "<img src=x:x onerror=%RUN%>",
    "a script": "<script>%RUN%</script>",
    "a dialog": "<script>alert('%RUN%')</script>",
    "CSS that loads": "<style>@import '%NET%';</style>",
    "a form that leaves": "<form action='%NET%'></form><script>document.forms[0].submit()</script>",
    "a refresh": "<meta http-equiv=refresh content='0;url=%NET%'>",
    "a frame": "<iframe src='%NET%'></iframe>",
    "a preconnect": "<link rel=preconnect href='%NET%'>",
    "a stray element": "<svg></svg>",
    "a script address": "<a href='javascript:%RUN%'>x</a>",
    "a broken wrapper": "</div><p>",
}


def folded(html: str, *, remote_images: bool) -> str:
    """The other way by which a mail's HTML comes into the frame."""
    return safe_folded_html(html, remote_images=remote_images, cid_urls={})


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    canary = Canary()
    yield canary
    canary.close()


@pytest.fixture(scope="module")
def pages(canary: Canary) -> Iterator[WatchedPages]:
    with browser_for(canary) as browser, watched_pages(browser) as pages:
        yield pages


def wrapped(number: int, safe: str) -> str:
    return f'<div data-vector="{number}">{safe}</div>'


def documents(clean: Callable[[str], str], canary: Canary) -> Iterator[tuple[str, list[str]]]:
    """The frame's documents with the fragments in them. What is cleaned to the same is shown once."""
    first: dict[str, int] = {}
    for number, vector in enumerate(all_vectors()):
        first.setdefault(clean(armed(vector.html, number, canary.host)), number)
    fragments = list(first)
    for start in range(0, len(fragments), BATCH):
        shown = fragments[start : start + BATCH]
        body = "".join(wrapped(first[safe], safe) for safe in shown)
        yield document_of_html(body, "dark" if start else "light"), shown


class Pictures(HTMLParser):
    """Collects the sources of the pictures of a fragment."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.sources += [value or "" for name, value in attrs if tag == "img" and name == "src"]


def remote_sources(fragments: list[str]) -> int:
    reader = Pictures()
    reader.feed("".join(fragments))
    return sum(unescape(source).lower().startswith("http") for source in reader.sources)


def test_the_families_are_many() -> None:
    vectors = all_vectors()

    assert len(vectors) >= 1_200
    assert len({vector.family for vector in vectors}) >= 20


@pytest.mark.parametrize("clean", [safe_html, folded], ids=["whole", "folded"])
def test_the_cleaning_alone_lets_nothing_run_and_nothing_call(
    pages: WatchedPages, canary: Canary, clean: Callable[..., str]
) -> None:
    before = canary.hits
    for document, fragments in documents(lambda html: clean(html, remote_images=False), canary):
        seen = pages.shown(document, count=len(fragments))

        assert seen == ([], [], [], [])
    assert canary.hits == before


def test_in_the_frame_as_it_is_nothing_runs_and_nothing_calls(pages: WatchedPages, canary: Canary) -> None:
    before = canary.hits
    for document, _ in documents(lambda html: folded(html, remote_images=False), canary):
        assert pages.shown(document, count=None, policy=POLICY) == ([], [], [], [])
    assert canary.hits == before


@pytest.mark.parametrize("clean", [safe_html, folded] if SOAK else [folded])
def test_with_pictures_allowed_only_pictures_are_asked_for(
    pages: WatchedPages, canary: Canary, clean: Callable[..., str]
) -> None:
    before = canary.hits
    asked = 0
    for document, fragments in documents(lambda html: clean(html, remote_images=True), canary):
        seen = pages.shown(document, count=len(fragments))
        asked += len(seen.pictures)

        assert (seen.ran, seen.asked, seen.problems) == ([], [], [])
        assert len(set(seen.pictures)) <= remote_sources(fragments)
    assert asked > 50
    assert canary.hits == before


@pytest.mark.parametrize("what", LIVE)
def test_the_page_notices(pages: WatchedPages, canary: Canary, what: str) -> None:
    body = wrapped(1, armed(LIVE[what], 1, canary.host))

    assert pages.shown(document_of_html(body, "light"), count=1) != ([], [], [], [])


def test_many_vectors_are_live_without_the_cleaning(pages: WatchedPages, canary: Canary) -> None:
    """In Chromium of today; the others are for what other browsers do, did, or will do."""
    tried = list(enumerate(all_vectors()))[:: 1 if SOAK else 100]
    live: Counter[str] = Counter()
    for number, vector in tried:
        before = canary.hits
        html = armed(vector.html, number, canary.host)
        seen = pages.shown(document_of_html(wrapped(number, html), "light"), count=None)
        live[vector.family] += seen != ([], [], [], []) or canary.hits > before

    assert live.total() >= len(tried) * LEAST_LIVE, live
