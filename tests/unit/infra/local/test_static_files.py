from __future__ import annotations

from pathlib import Path

import pytest

from infra.local.answers import Answer, Request
from infra.local.static_files import StaticFiles


@pytest.fixture
def pages(tmp_path: Path) -> StaticFiles:
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html>")
    (dist / "simulator.html").write_text("<!doctype html>s")
    (dist / "assets" / "index-x1.js").write_text("1")
    (dist / "guides").mkdir()
    (dist / "guides" / "adapter.py").write_text("# ñ", "utf-8")
    (tmp_path / "secret").write_text("secret")
    (dist / "out").symlink_to(tmp_path / "secret")
    return StaticFiles(dist)


def get(pages: StaticFiles, path: str, method: str = "GET", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return pages.answer(Request(method, path, "", named))


@pytest.mark.parametrize(("path", "page"), [("/", "index.html"), ("/simulator", "simulator.html")])
def test_a_page_is_asked_about_each_time_and_runs_scripts_from_files_only(
    pages: StaticFiles, path: str, page: str
) -> None:
    answer = get(pages, path)

    assert answer.status == 200
    assert isinstance(answer.body, Path)
    assert answer.body.name == page
    assert answer.header("content-type") == "text/html; charset=utf-8"
    assert answer.header("cache-control") == "no-cache"
    policy = answer.header("content-security-policy").split("; ")
    assert "default-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("referrer-policy") == "no-referrer"


def test_what_has_a_hash_in_its_name_is_kept_for_ever(pages: StaticFiles) -> None:
    answer = get(pages, "/assets/index-x1.js")

    assert answer.header("content-type") == "text/javascript; charset=utf-8"
    assert "immutable" in answer.header("cache-control")


def test_an_example_of_a_guide_is_read_in_the_browser_not_downloaded(pages: StaticFiles) -> None:
    assert get(pages, "/guides/adapter.py").header("content-type") == "text/plain; charset=utf-8"


def test_what_a_browser_has_already_is_not_sent_again(pages: StaticFiles) -> None:
    tag = get(pages, "/").header("etag")

    answer = get(pages, "/", if_none_match=tag)

    assert (answer.status, answer.body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/out",
        "//etc/passwd",
        "/assets",
        "/nothing",
        "/%00",
        "/" + "a" * 5_000,
        "/%ff",
    ],
)
def test_nothing_outside_the_pages_is_served(pages: StaticFiles, path: str) -> None:
    assert get(pages, path).status == 404


def test_pages_are_only_read(pages: StaticFiles) -> None:
    answer = get(pages, "/", "POST")

    assert (answer.status, answer.header("allow")) == (405, "GET, HEAD")
