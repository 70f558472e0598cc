from __future__ import annotations

from pathlib import Path

import pytest

from infra.local.answers import Answer, Request
from infra.local.widget_pages import WidgetPages

CHANNEL = "b3" * 16


@pytest.fixture
def pages(tmp_path: Path) -> WidgetPages:
    for name in ("widget/panel-x1.js", "widget/chat.html", "demo/index.html", "demo/shop.css"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "secret.txt").write_text("not for anybody")
    return WidgetPages(tmp_path / "site", lambda: CHANNEL)


def asked(pages: WidgetPages, path: str, query: str = "", method: str = "GET") -> Answer:
    return pages.answer(Request(method, path, query, {}))


def test_files_of_the_widget_are_kept_for_ever_and_may_be_used_by_any_site(pages: WidgetPages) -> None:
    answer = asked(pages, "/widget/panel-x1.js")

    assert answer.status == 200
    assert answer.header("content-type").startswith("text/javascript")
    assert "immutable" in answer.header("cache-control")
    assert answer.header("cross-origin-resource-policy") == "cross-origin"
    assert answer.header("access-control-allow-origin") == "*"


def test_the_page_that_sites_frame_is_asked_about_and_may_be_framed(pages: WidgetPages) -> None:
    answer = asked(pages, "/widget/chat.html")

    assert answer.header("cache-control") == "no-cache"
    assert "frame-ancestors" not in answer.header("content-security-policy")
    assert not answer.header("x-frame-options")


@pytest.mark.parametrize("path", ["/demo", "/demo/"])
def test_the_shop_shows_the_first_chat_there_is(pages: WidgetPages, path: str) -> None:
    answer = asked(pages, path, "hostile")

    assert (answer.status, answer.header("location")) == (302, f"/demo/?channel={CHANNEL}&hostile")


def test_without_a_chat_the_shop_says_where_to_make_one(pages: WidgetPages) -> None:
    answer = asked(WidgetPages(pages.folder, lambda: ""), "/demo/")

    assert answer.status == 404
    assert b"Website chat" in answer.body  # type: ignore[operator]  # a problem is bytes


def test_the_shop_is_as_strict_as_a_site_may_be(pages: WidgetPages) -> None:
    answer = asked(pages, "/demo/", f"channel={CHANNEL}")

    policy = answer.header("content-security-policy")
    assert answer.status == 200
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "path",
    ["/widget/", "/widget/none.js", "/widget/../../secret.txt", "/demo/%2e%2e/%2e%2e/secret.txt", "/demo/\0"],
)
def test_there_is_nothing_else(pages: WidgetPages, path: str) -> None:
    assert asked(pages, path).status == 404


def test_nothing_can_be_put_there(pages: WidgetPages) -> None:
    assert asked(pages, "/widget/panel-x1.js", method="PUT").status == 405
