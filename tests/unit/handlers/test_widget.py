"""The script that a customer's page loads."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.widget_files import WidgetFiles
from chalicelib.domain.chat_settings import Words
from chalicelib.domain.chatflow import Build, Chatflow, Content, FlowState
from chalicelib.domain.targeting import Line, Targeting
from tests.unit.handlers.house import House, Reply
from tests.unit.handlers.website import CHAT, SHOP

ORDERS = Targeting(groups=((Line("url", "contains", "/orders"),),))
LIVE = Content(target=ORDERS, build=Build(welcome=Words("Hello </script><script>\u2028", "Hola")))


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    """A launcher that hands on what it is called with."""
    files = WidgetFiles("(function(config){return config})", "/widget/panel-x1.js")
    monkeypatch.setattr(wiring, "widget_files", lambda: files)


@pytest.fixture
def flow(site: House) -> Chatflow:
    made = Chatflow("f1", CHAT.id, "Orders", "n", state=FlowState.LIVE, draft=Content(), live=LIVE)
    site.ports.workspace.put_chatflow(made)
    return made


def asked(site: House, **query: str) -> Reply:
    return site.browser().get("/chat/widget.js", {"channel": CHAT.id, **query}, origin=SHOP)


def config_in(reply: Reply) -> Any:
    text = reply.body.decode()
    assert text.startswith("(function(config){return config})(")
    return json.loads(text.removeprefix("(function(config){return config})(").removesuffix(");"))


def test_one_request_brings_the_launcher_and_all_that_it_has_to_know(site: House, flow: Chatflow) -> None:
    reply = asked(site)

    config = config_in(reply)
    assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
    assert reply.headers["cache-control"] == "public, max-age=60"
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
    assert (config["channel"], config["panel"]) == (CHAT.id, "/widget/panel-x1.js")
    assert [one["id"] for one in config["chatflows"]] == [flow.id]


def test_a_text_that_looks_like_a_script_stays_a_text(site: House, flow: Chatflow) -> None:
    assert config_in(asked(site))["chatflows"][0]["welcome"]["en"] == LIVE.build.welcome.en


def test_a_test_link_shows_the_draft_of_one_chatflow_to_everybody(site: House, flow: Chatflow) -> None:
    reply = asked(site, chatflow=flow.id)

    (shown,) = config_in(reply)["chatflows"]
    assert (shown["id"], shown["welcome"]["en"]) == (flow.id, "")
    assert "/orders" not in json.dumps(shown["target"])
    assert reply.headers["cache-control"] == "no-store"
    assert asked(site, chatflow="nope").problem == (404, "NoSuchChatflow", "chatflow")


def test_the_country_is_the_one_that_the_site_in_front_tells(site: House, flow: Chatflow) -> None:
    reply = site.browser().get("/chat/widget.js", {"channel": CHAT.id}, **{"cloudfront_viewer_country": "PT"})

    assert config_in(reply)["country"] == "PT"
    assert config_in(asked(site))["country"] == ""


def test_what_is_no_chat_has_no_launcher(site: House) -> None:
    for query in ({"channel": "0" * 32}, {"channel": ""}):
        assert site.browser().get("/chat/widget.js", query).problem[:2] == (404, "NoSuchChannel")
