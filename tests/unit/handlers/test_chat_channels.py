"""A website is connected to an inbox and set up, as a browser sees it."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.chat_settings import Away, ChatSettings
from chalicelib.domain.ids import ChannelId, ConversationId
from tests.unit.handlers.house import NOBODYS_ID, SITE, Browser, House
from tests.unit.handlers.test_openapi import check
from tests.unit.handlers.website import CHAT, Visitor
from tests.unit.usecases.company import SALES_INBOX, SUPPORT, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock

NEW = {"kind": "chat", "inbox": SUPPORT_INBOX.id, "name": " Website "}
WEEK: dict[str, list[list[str]]] = {
    **dict.fromkeys(["tue", "wed", "thu", "fri", "sat", "sun"], []),
    "mon": [["09:00", "17:00"]],
}


@pytest.fixture
def channel(admin: Browser) -> str:
    """The id of a website that an admin has connected."""
    return str(admin.post("/channels", NEW).json()["channel"])


def put(browser: Browser, channel: str, **changed: Any) -> Any:
    import json

    return browser.send("PUT", f"/channels/{channel}/chat", raw=json.dumps(changed).encode())


def test_a_website_is_connected_with_a_chatflow_that_everybody_sees(agent: Browser, admin: Browser) -> None:
    answer = admin.post("/channels", NEW)

    assert answer.status == 201
    check("NewChannelJson", answer.json())
    assert answer.json()["kind"] == "chat"
    told = answer.json()["chat"]
    assert answer.json()["snippet"] == told["snippet"]
    assert (told["name"], told["inbox"], told["version"]) == ("Website", SUPPORT_INBOX.id, 0)
    assert told["origins"] == []
    assert told == agent.get(f"/channels/{told['channel']}/chat").json()
    (flow,) = agent.get("/chatflows", {"channel": told["channel"]}).json()["items"]
    assert (flow["state"], flow["has_changes"], flow["name"]) == ("live", False, "Everybody")
    assert flow["live"]["target"] == {
        "groups": [[{"field": "url", "test": "any", "value": "", "name": ""}]],
        "exceptions": [],
    }
    _, support = agent.get("/inboxes").json()["items"]
    assert [one["kind"] for one in support["channels"]] == ["chat", "email"] or [
        one["kind"] for one in support["channels"]
    ] == ["email", "chat"]
    assert support["address"] == "support@bandeja.test"


def test_the_same_order_twice_connects_one_website(admin: Browser) -> None:
    first, again = (admin.post("/channels", NEW, key="k1").json() for _ in range(2))
    other = admin.post("/channels", NEW, key="k2").json()

    assert first == again
    assert other["channel"] != first["channel"]
    kinds = [one["kind"] for one in admin.get("/channels").json()["items"]]
    assert kinds.count("chat") == 2
    assert len(admin.get("/chatflows", {"channel": first["channel"]}).json()["items"]) == 1


def test_a_website_belongs_to_an_inbox(admin: Browser) -> None:
    assert admin.post("/channels", NEW | {"inbox": "x"}).problem == (404, "NoSuchInbox", "inbox")
    assert admin.post("/channels", NEW | {"kind": "fax"}).problem == (422, "Invalid", "kind")
    assert admin.post("/channels", NEW | {"name": "  "}).problem == (422, "Invalid", "name")


def test_what_to_paste_names_the_channel_and_our_site(channel: str, agent: Browser) -> None:
    told = agent.get(f"/channels/{channel}/chat").json()

    assert told["script_url"] == f"{SITE}/api/chat/widget.js?channel={channel}"
    assert told["script_url"] in told["snippet"]
    assert told["snippet"].startswith("<script>")


def test_what_is_named_is_changed_and_the_rest_stays(channel: str, admin: Browser) -> None:
    first = put(
        admin,
        channel,
        version=0,
        origins=["https://Shop.Example", "https://*.shop.example/"],
        look={"color": "#ABCDEF", "side": "left", "text": {"en": "Chat", "es": ""}, "theme": "dark"},
        name="Shop",
        company="Lamps Ltd",
    ).json()
    second = put(
        admin, channel, version=1, preview=True, away={"mode": "email", "text": {"en": "", "es": ""}}
    )

    assert second.status == 200
    told = second.json()
    assert (told["version"], told["name"], told["company"]) == (2, "Shop", "Lamps Ltd")
    assert first["origins"] == told["origins"] == ["https://shop.example", "https://*.shop.example"]
    assert told["look"]["color"] == "#abcdef"
    assert (told["preview"], told["away"]["mode"], told["reply_time"]) == (True, "email", "none")
    assert told == admin.get(f"/channels/{channel}/chat").json()


def test_who_comes_second_is_told(channel: str, admin: Browser) -> None:
    assert put(admin, channel, version=0, uploads=False).status == 200

    late = put(admin, channel, version=0, name="Late", uploads=True)

    assert late.problem == (409, "ChangedMeanwhile", "")
    assert put(admin, channel, version=0, uploads=False).json()["version"] == 1  # its answer had got lost
    told = admin.get(f"/channels/{channel}/chat").json()
    assert (told["uploads"], told["name"]) == (False, "Website")
    put(admin, channel, version=1, preview=True)
    assert put(admin, channel, version=0, uploads=False).problem == (409, "ChangedMeanwhile", "")


def test_a_website_moves_to_another_inbox_where_new_conversations_begin(
    site: House, visitor: Visitor, admin: Browser, clock: Clock
) -> None:
    _, before = visitor.chatting("To Support")
    assert put(admin, CHAT.id, version=0, inbox=SALES_INBOX.id).json()["inbox"] == SALES_INBOX.id
    clock.ahead(seconds=31)  # what a process keeps of a website it keeps that long

    socket = visitor.socket()
    said = socket.send({"type": "say", "id": "a", "text": "Still there?", "conversation": before})
    begun = socket.send({"type": "start", "id": "b", "text": "To Sales"})

    assert said["conversation"] == before
    heads = [site.ports.conversations.head(ConversationId(one)) for one in (before, begun["conversation"])]
    assert [head.inbox_id for head in heads] == [SUPPORT_INBOX.id, SALES_INBOX.id]


def test_of_two_who_move_a_website_the_second_is_told(channel: str, admin: Browser) -> None:
    moved = put(admin, channel, version=0, inbox=SALES_INBOX.id).json()

    late = put(admin, channel, version=0, inbox=SUPPORT_INBOX.id)

    assert (moved["inbox"], moved["version"]) == (SALES_INBOX.id, 1)
    assert late.problem == (409, "ChangedMeanwhile", "")
    assert put(admin, channel, version=0, inbox=SALES_INBOX.id).json() == moved  # its answer had got lost
    assert put(admin, channel, version=1, inbox=NOBODYS_ID).problem == (404, "NoSuchInbox", "inbox")
    assert admin.get(f"/channels/{channel}/chat").json() == moved


def test_of_two_who_name_a_website_the_second_is_told(channel: str, admin: Browser) -> None:
    assert put(admin, channel, version=0, name="Lamps").json()["version"] == 1

    assert put(admin, channel, version=0, name="Vases").problem == (409, "ChangedMeanwhile", "")


def test_the_hours_say_who_is_there_now(channel: str, admin: Browser, clock: Clock) -> None:
    """Noon of a Sunday."""
    hours = {"mode": "hours", "time_zone": "Europe/Madrid", "hours": WEEK}

    told = put(admin, channel, version=0, availability=hours).json()

    assert (told["available"], told["back_at"]) == (False, "2026-11-23T08:00:00Z")
    clock.ahead(hours=21)
    assert admin.get(f"/channels/{channel}/chat").json()["available"] is True


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"origins": ["https://shop.example", "shop"]}, "origins[1]"),
        ({"origins": ["https://shop.example"] * 51}, "origins"),
        (
            {"look": {"color": "red", "side": "left", "text": {"en": "", "es": ""}, "theme": "auto"}},
            "look.color",
        ),
        (
            {"look": {"color": "#112233", "side": "up", "text": {"en": "", "es": ""}, "theme": "auto"}},
            "look.side",
        ),
        ({"look": {"color": "#112233"}}, "look.side"),
        ({"availability": {"mode": "hours", "time_zone": "Mars", "hours": WEEK}}, "availability.time_zone"),
        (
            {
                "availability": {
                    "mode": "hours",
                    "time_zone": "UTC",
                    "hours": WEEK | {"mon": [["9", "17:00"]]},
                }
            },
            "availability.hours.mon[0][0]",
        ),
        (
            {
                "availability": {
                    "mode": "hours",
                    "time_zone": "UTC",
                    "hours": WEEK | {"mon": [["09:00", "09:00"]]},
                }
            },
            "availability.hours.mon",
        ),
        ({"privacy_url": "ftp://x.example"}, "privacy_url"),
        ({"languages": []}, "languages"),
        ({"languages": ["fr"]}, "languages[0]"),
        ({"continuity_minutes": 0}, "continuity_minutes"),
        ({"name": " "}, "name"),
        ({"identity_generation": 7}, "identity_generation"),
        ({"away": {"mode": "email", "text": {"en": "x" * 2001, "es": ""}}}, "away.text.en"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    channel: str, admin: Browser, changed: dict[str, Any], field: str
) -> None:
    assert put(admin, channel, version=0, **changed).problem == (422, "Invalid", field)
    assert admin.get(f"/channels/{channel}/chat").json()["version"] == 0


def test_words_of_newer_code_are_shown_and_stay(channel: str, admin: Browser, house: House) -> None:
    newer = ChatSettings(ChannelId(channel)).changed(away=Away("call back"), reply_time="at once")
    house.ports.workspace.put_chat_settings(newer)

    told = put(admin, channel, version=1, uploads=False).json()

    assert (told["away"]["mode"], told["reply_time"], told["uploads"]) == ("call back", "at once", False)


def test_an_agent_reads_and_an_admin_changes(channel: str, agent: Browser) -> None:
    assert agent.get(f"/channels/{channel}/chat").status == 200
    assert put(agent, channel, version=0, uploads=False).problem == (403, "NotAllowed", "")
    assert agent.post("/channels", NEW).problem == (403, "NotAllowed", "")


def test_only_a_website_has_chat_settings(admin: Browser) -> None:
    for channel in (SUPPORT.id, NOBODYS_ID):
        assert admin.get(f"/channels/{channel}/chat").problem == (404, "NoSuchChannel", "channel")
        assert put(admin, channel, version=0).problem == (404, "NoSuchChannel", "channel")


def test_an_order_to_change_nothing_changes_nothing(channel: str, admin: Browser, house: House) -> None:
    assert put(admin, channel, version=0, uploads=True).json()["version"] == 0
    assert house.ports.workspace.chatflows(SUPPORT.id) == ()
