"""What the launcher is told is the same in both homes: `queries.widget_config`, over their real stores."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from chalicelib.domain.chat_settings import Availability
from chalicelib.domain.chatflow import Build, Content
from chalicelib.domain.errors import NoSuchChannel
from chalicelib.domain.ids import AgentId
from chalicelib.domain.workspace import AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.queries.widget_config import PageView, widget_config
from tests.builders import (
    AGENT,
    CHANNEL,
    NOW,
    a_channel,
    a_chatflow,
    a_whole_agent,
    an_agent,
    an_id,
    whole_chat_settings,
    whole_content,
)
from tests.contracts.engines import Home

NOT_THE_CART = [
    "page",
    r"^(?!^(?=(?<site>(?:[a-z][a-z0-9+.-]*:\/\/)?[^\/?]*))\k<site>\/cart\/*(\?|$))",
    "i",
]
VIEW = PageView("https://chat.example", "ES", "/widget/panel-1234.js")


def config(home: Home, channel: str = CHANNEL) -> dict[str, Any]:
    """As the page reads it."""
    ports = SimpleNamespace(workspace=home.workspace, live=home.live, now=lambda: NOW)
    told: dict[str, Any] = json.loads(json.dumps(widget_config(cast(Ports, ports), channel, VIEW)))
    return told


@pytest.fixture
def chat(home: Home) -> Home:
    home.workspace.put_channel(a_channel(kind="chat", address=CHANNEL, company="Lamps Ltd"))
    home.workspace.add_agent(a_whole_agent(away=False))
    return home


def test_a_new_channel_tells_the_defaults(chat: Home) -> None:
    assert config(chat) == {
        "channel": CHANNEL,
        "api": "https://chat.example/api",
        "site": "https://chat.example",
        "country": "ES",
        "available": True,
        "away": {"mode": "message", "text": {"en": "", "es": ""}, "back_at": None},
        "reply_time": "none",
        "look": {"color": "#1f5c57", "side": "right", "text": {"en": "", "es": ""}, "theme": "auto"},
        "uploads": True,
        "preview": False,
        "languages": ["en", "es"],
        "privacy_url": "",
        "company": "Lamps Ltd",
        "panel": "/widget/panel-1234.js",
        "faces": [],
        "chatflows": [],
    }


def test_everything_about_a_live_chatflow_is_told(chat: Home) -> None:
    flow = a_chatflow(draft=whole_content()).published()
    chat.workspace.put_chatflow(replace(flow, version=1))
    chat.workspace.put_chat_settings(whole_chat_settings())

    told = config(chat)

    assert told["chatflows"] == [
        {
            "id": flow.id,
            "target": [
                [
                    ["query", "(^|&)utm_campaign=[sS][pP][rR][iI][nN][gG](&|$)", ""],
                    ["visits", r"^(2|[3-9]\d{0}|\d{2,})$", "i"],
                    ["country", "^(?!$)(ES(-|$)|PT(-|$))", "i"],
                    NOT_THE_CART,
                ],
                [NOT_THE_CART],
            ],
            "display": {
                "show": "open",
                "after_seconds": 20,
                "scroll_percent": 50,
                "exit_intent": True,
                "small_screens": False,
            },
            "heading": {"en": "Hi", "es": "Hola"},
            "welcome": {"en": "Hello {{name}}", "es": ""},
            "email": {"ask": "before", "required": True},
            "consent": {"text": {"en": "Agree?", "es": ""}, "required": False},
            "language": "es",
            "rating": False,
            "faces": [AGENT],
            "yield_when_away": True,
        }
    ]
    assert told["faces"] == [
        {
            "id": AGENT,
            "name": "Ana",
            "avatar": f"https://chat.example/api/chat/avatars/{'a' * 64}",
            "meeting_url": "https://meet.example/ana",
            "meeting_text": "Meet me",
        }
    ]
    assert (told["look"]["side"], told["uploads"], told["preview"]) == ("left", False, True)
    assert "origins" not in told
    assert "identity_generation" not in told


def test_only_what_is_live_is_told_and_in_its_order(chat: Home) -> None:
    live = [replace(a_chatflow(rank=rank).published(), version=1) for rank in "zia"]
    hidden = [
        a_chatflow(rank="b"),
        replace(a_chatflow().published().switched_off(), version=1),
        replace(a_chatflow(kind="bot").published(), version=1),
        replace(a_chatflow(dropped_at=NOW).published(), version=1),
    ]
    for flow in (*live, *hidden):
        chat.workspace.put_chatflow(flow)

    assert [flow["id"] for flow in config(chat)["chatflows"]] == [live[2].id, live[1].id, live[0].id]


def test_a_draft_is_not_told_before_it_is_published(chat: Home) -> None:
    flow = replace(a_chatflow().published(), version=1)
    chat.workspace.put_chatflow(flow)
    chat.workspace.put_chatflow(flow.changed(draft=whole_content()))

    assert config(chat)["chatflows"][0]["display"]["show"] == "launcher"


def test_out_of_hours_the_page_knows_when_somebody_is_back(chat: Home) -> None:
    """It is 10:30 of a Monday in Madrid."""
    night = replace(whole_chat_settings(), availability=Availability("hours", "America/New_York"))
    chat.workspace.put_chat_settings(night)

    told = config(chat)

    assert told["available"] is False
    assert told["away"] == {
        "mode": "email",
        "text": {"en": "Back soon", "es": "Volvemos pronto"},
        "back_at": "2026-03-02T14:00:00Z",
    }


def test_a_team_shows_some_faces_and_nobody_who_has_left(chat: Home) -> None:
    others = [
        an_agent(id=AgentId(an_id()), email=f"a{number}@bandeja.test", name=f"Agent {number}")
        for number in range(9)
    ]
    named, gone = others[8], replace(others[0], state=AgentState.DEACTIVATED)
    for agent in (gone, *others[1:]):
        chat.workspace.add_agent(agent)
    for faces in ((), (named.id, gone.id)):
        flow = a_chatflow(draft=Content(build=Build(faces=faces))).published()
        chat.workspace.put_chatflow(replace(flow, version=1))

    names = [face["name"] for face in config(chat)["faces"]]

    assert names == ["Ana", "Agent 1", "Agent 2", "Agent 3", "Agent 4", "Agent 8"]


def test_a_channel_that_is_no_chat_has_no_launcher(home: Home) -> None:
    home.workspace.put_channel(a_channel())

    for channel in (CHANNEL, "nothing"):
        with pytest.raises(NoSuchChannel):
            config(home, channel)


def test_a_launcher_costs_few_requests(chat: Home) -> None:
    if chat.place is None:
        pytest.skip("requests are counted where they cost something")
    asked: list[str] = []
    chat.place.client.meta.events.register(
        "before-call.dynamodb", lambda model, **_: asked.append(model.name)
    )

    config(chat)

    assert asked == ["Query", "GetItem", "Query", "Query"]
