from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.deploy.site_files import cache_control, content_type, in_order, remove, upload

FILES = ("index.html", "simulator.html", "theme.js", "assets/Page-B_ruYci3.js", "assets/sans.woff2")


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        made: Any = boto3.client("s3", region_name="us-east-1")
        made.create_bucket(Bucket="site")
        yield made


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return written(tmp_path / "pages", FILES)


@pytest.fixture
def widget(tmp_path: Path) -> Path:
    return written(tmp_path / "widget", ("panel-HCACOKJO.js", "page-6a13c3144c52.css", "chat.html"))


def written(folder: Path, names: tuple[str, ...]) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def names_in(s3: Any) -> list[str]:
    return [one["Key"] for one in s3.list_objects_v2(Bucket="site").get("Contents", [])]


def test_only_what_has_its_hash_in_its_name_is_kept_for_ever() -> None:
    assert "immutable" in cache_control("assets/Page-B_ruYci3.js")
    assert "immutable" in cache_control("widget/panel-HCACOKJO.js")
    assert "immutable" in cache_control("widget/panel-6ce7668b575e-en.js")
    assert cache_control("widget/chat.html") == "no-cache"
    assert cache_control("guides/messenger.html") == cache_control("guides/guides.css") == "no-cache"
    assert cache_control("index.html") == cache_control("theme.js") == "no-cache"
    assert "immutable" not in cache_control("assets/sans-Regular4.woff2")
    assert "immutable" not in cache_control("Page-B_ruYci3.js")


def test_a_file_says_what_it_is_on_every_machine() -> None:
    assert content_type("assets/a.js") == "text/javascript; charset=utf-8"
    assert content_type("assets/a.woff2") == "font/woff2"
    assert content_type("guides/telegram_adapter.py") == "text/plain; charset=utf-8"
    assert content_type("nobody.knows-it") == "application/octet-stream"


def test_pages_come_after_what_they_name() -> None:
    assert in_order(["index.html", "z.js", "about.html"]) == ["z.js", "about.html", "index.html"]


def test_pages_are_put_there_and_old_files_removed(s3: Any, pages: Path, widget: Path) -> None:
    s3.put_object(Bucket="site", Key="assets/Page-00000000.js", Body=b"old")

    assert upload(s3, "site", pages, widget) == (7, 1)

    assert names_in(s3) == [
        *("assets/Page-B_ruYci3.js", "assets/sans.woff2", "index.html", "theme.js"),
        *("widget/chat.html", "widget/page-6a13c3144c52.css", "widget/panel-HCACOKJO.js"),
    ]
    page = s3.head_object(Bucket="site", Key="index.html")
    assert (page["CacheControl"], page["ContentType"]) == ("no-cache", "text/html; charset=utf-8")


def test_putting_them_there_again_changes_nothing(s3: Any, pages: Path, widget: Path) -> None:
    upload(s3, "site", pages, widget)

    assert upload(s3, "site", pages, widget) == (7, 0)


def test_old_files_stay_until_the_new_page_is_there(s3: Any, pages: Path, widget: Path) -> None:
    s3.put_object(Bucket="site", Key="assets/Page-00000000.js", Body=b"old")

    def interrupted(**written: Any) -> None:
        if written["Key"] == "index.html":
            raise KeyboardInterrupt

    s3.put_object = interrupted
    with pytest.raises(KeyboardInterrupt):
        upload(s3, "site", pages, widget)

    assert names_in(s3) == ["assets/Page-00000000.js"]


def test_the_widget_of_before_stays_for_pages_that_are_open(s3: Any, pages: Path, widget: Path) -> None:
    s3.put_object(Bucket="site", Key="widget/panel-00000000.js", Body=b"old")

    assert upload(s3, "site", pages, widget) == (7, 0)
    assert remove(s3, "site", frozenset(), datetime.now(UTC) + timedelta(seconds=5)) == 8, "one day it goes"


@pytest.mark.parametrize("missing", ["pages", "widget"])
def test_what_is_not_built_changes_nothing(
    s3: Any, pages: Path, widget: Path, tmp_path: Path, missing: str
) -> None:
    s3.put_object(Bucket="site", Key="index.html", Body=b"old")
    given = {"pages": pages, "widget": widget, missing: tmp_path / "empty"}

    with pytest.raises(FileNotFoundError, match="make web"):
        upload(s3, "site", **given)

    assert names_in(s3) == ["index.html"]


def test_a_bucket_is_emptied_beyond_one_page_of_names(s3: Any) -> None:
    for number in range(1001):
        s3.put_object(Bucket="site", Key=f"{number}", Body=b"")

    assert remove(s3, "site") == 1001
    assert names_in(s3) == []
