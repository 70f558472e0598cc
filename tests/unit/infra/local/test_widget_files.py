from __future__ import annotations

from pathlib import Path

import pytest

from infra.local.answers import Answer, Request
from infra.local.static_files import StaticFiles
from infra.local.widget_files import WidgetFiles

CHANNEL = "b3" * 16


@pytest.fixture
def files(tmp_path: Path) -> StaticFiles:
    for name in ("widget/panel-X1.js", "widget/chat.html", "demo/index.html", "demo/shop.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    return WidgetFiles(lambda kind: f"{kind}-{CHANNEL}" if kind == "form" else CHANNEL, tmp_path)


def get(files: StaticFiles, path: str, query: str = "channel=1") -> Answer:
    return files.answer(Request("GET", path, query, {}))


def test_any_site_may_load_the_panel_and_keep_it_for_ever(files: StaticFiles) -> None:
    answer = get(files, "/widget/panel-X1.js")

    assert answer.header("content-type") == "text/javascript; charset=utf-8"
    assert "immutable" in answer.header("cache-control")
    assert answer.header("access-control-allow-origin") == "*"


def test_the_page_that_sites_frame_may_be_framed_and_runs_only_what_is_ours(files: StaticFiles) -> None:
    answer = get(files, "/widget/chat.html")

    policy = answer.header("content-security-policy")
    assert "frame-ancestors *" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer.header("x-frame-options") == ""
    assert answer.header("cache-control") == "no-cache"


def test_the_shop_has_the_strictest_policy_that_a_site_can_have(files: StaticFiles) -> None:
    answer = get(files, "/demo/")

    policy = answer.header("content-security-policy")
    assert isinstance(answer.body, Path)
    assert answer.body.name == "index.html"
    assert "require-trusted-types-for 'script'" in policy
    assert "default-src 'none'" in policy
    assert get(files, "/demo/shop.css").status == 200


def test_what_is_not_there_is_not_found(files: StaticFiles) -> None:
    assert get(files, "/widget/nothing.js").status == 404
    assert get(files, "/demo/../../secret").status == 404


def test_the_shop_shows_the_first_chat_there_is_unless_it_is_told_which(files: StaticFiles) -> None:
    answer = get(files, "/demo/", "hostile")

    assert (answer.status, answer.header("location")) == (302, f"/demo/?channel={CHANNEL}&hostile")


def test_without_a_chat_the_shop_says_where_to_connect_one(tmp_path: Path) -> None:
    answer = get(WidgetFiles(lambda kind: "", tmp_path), "/demo/", "")

    assert answer.status == 404
    assert isinstance(answer.body, bytes)
    assert b"Website chat" in answer.body


def test_the_contact_page_of_the_shop_shows_the_first_form(files: StaticFiles, tmp_path: Path) -> None:
    answer = get(files, "/demo/contact.html", "lang=es")

    assert (answer.status, answer.header("location")) == (
        302,
        f"/demo/contact.html?form=form-{CHANNEL}&lang=es",
    )
    assert get(WidgetFiles(lambda kind: "", tmp_path), "/demo/contact.html", "").status == 404
