"""Which sites may show a chat, and what is a sensible setting."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.chat_settings import (
    Availability,
    ChatSettings,
    Look,
    checked_origins,
    checked_settings,
    is_https,
)
from chalicelib.domain.errors import Invalid
from tests.builders import CHANNEL, whole_chat_settings


def allows(allowed: tuple[str, ...], origin: str) -> bool:
    return ChatSettings(CHANNEL, origins=checked_origins(allowed)).allows(origin)


@pytest.mark.parametrize(
    ("allowed", "origin", "expected"),
    [
        ((), "https://anywhere.example", True),
        (("https://shop.example",), "https://shop.example", True),
        (("https://Shop.Example/",), "https://shop.example", True),
        (("https://shop.example:443",), "https://shop.example", True),
        (("http://localhost:8080",), "http://localhost:8080", True),
        (("http://[::1]:8080",), "http://[::1]:8080", True),
        (("https://shop.example",), "http://shop.example", False),
        (("https://shop.example",), "https://shop.example:8443", False),
        (("https://shop.example",), "https://shop.example.evil.example", False),
        (("https://shop.example",), "null", False),
        (("https://shop.example",), "", False),
        (("https://*.shop.example",), "https://en.shop.example", True),
        (("https://*.shop.example",), "https://a.b.shop.example", True),
        (("https://*.shop.example:8443",), "https://a.shop.example:8443", True),
        (("https://*.shop.example",), "https://shop.example", False),
        (("https://*.shop.example",), "https://.shop.example", False),
        (("https://*.shop.example",), "https://evilshop.example", False),
        (("https://*.shop.example",), "http://en.shop.example", False),
        (("https://*.shop.example",), "https://evil.example/.shop.example", False),
        (("https://*.shop.example",), "https://evil.example#.shop.example", False),
    ],
)
def test_a_site_shows_the_chat_if_it_is_named(allowed: tuple[str, ...], origin: str, expected: bool) -> None:
    assert allows(allowed, origin) is expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "shop.example",
        "https://",
        "ftp://shop.example",
        "https://shop.example/path",
        "https://shop.example?x",
        "https://ana@shop.example",
        "https://*.example",
        "https://*.",
        "http://*.shop.example",
        "https://shop.*.example",
        "https://shop.example:0",
        "https://shop.example:65536",
        "https://shop example",
        "https://shöp.example",
    ],
)
def test_what_is_no_site_is_refused_by_its_place(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_origins(["https://shop.example", text])

    assert refused.value.field == "origins[1]"


def test_the_same_site_is_kept_once() -> None:
    assert checked_origins(["https://A.example", "https://a.example/ "]) == ("https://a.example",)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"look": Look("red")}, "look.color"),
        ({"look": Look("#12345")}, "look.color"),
        ({"privacy_url": "javascript:alert(1)"}, "privacy_url"),
        ({"privacy_url": "http://shop.example"}, "privacy_url"),
        ({"languages": ()}, "languages"),
        ({"availability": Availability("hours", "Nowhere")}, "availability.time_zone"),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_name(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_settings(replace(whole_chat_settings(), **changed))

    assert refused.value.field == field


def test_sensible_settings_are_kept_as_they_are() -> None:
    assert checked_settings(whole_chat_settings()) == whole_chat_settings()
    assert checked_settings(ChatSettings(CHANNEL, look=Look("#ABCDEF"))).look.color == "#abcdef"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://meet.example/ana", True),
        ("https://meet.example", True),
        ("https://meet.example?x=1", True),
        ("http://meet.example", False),
        ("https://localhost", False),
        ("https://ana@meet.example", False),
        ('https://meet.example/"onclick', False),
        ("https://meet.example/a b", False),
    ],
)
def test_visitors_are_only_sent_to_safe_addresses(url: str, expected: bool) -> None:
    assert is_https(url) is expected
