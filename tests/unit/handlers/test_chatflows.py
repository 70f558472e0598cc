"""Chatflows are drafted, published, put in order and deleted, as a browser sees it."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from chalicelib.domain.chatflow import Content, Display
from chalicelib.domain.targeting import Line, Targeting
from tests.builders import a_chatflow, whole_content
from tests.unit.handlers.house import ADA, NOBODYS_ID, Browser, House, Reply
from tests.unit.handlers.test_chat_channels import channel as channel
from tests.unit.handlers.test_openapi import check
from tests.unit.usecases.company import ANA, GONE
from tests.unit.usecases.conftest import Clock

Json = dict[str, Any]
ORDERS = ("publish", "off", "clone", "move", "restore")


def content(**changed: Any) -> Json:
    """A draft as the editor sends it, with something in every place."""
    told: Json = json.loads(msgspec.json.encode(whole_content()))
    told["build"] |= {"faces": [ANA.id], "assign": ANA.id}
    return told | changed


def target(*lines: Line, exceptions: tuple[Line, ...] = ()) -> Json:
    told: Json = json.loads(msgspec.json.encode(Targeting((lines,), exceptions)))
    return told


def save(browser: Browser, flow: Json, **changed: Any) -> Reply:
    raw = json.dumps({"version": flow["version"], **changed}).encode()
    return browser.send("PUT", f"/chatflows/{flow['id']}", raw=raw)


def listed(browser: Browser, channel: str, **query: Any) -> list[Json]:
    items: list[Json] = browser.get("/chatflows", {"channel": channel, **query}).json()["items"]
    return items


def names(browser: Browser, channel: str) -> list[str]:
    return [flow["name"] for flow in listed(browser, channel)]


@pytest.fixture
def flow(admin: Browser, channel: str) -> Json:
    """A draft that was just begun."""
    told: Json = admin.post("/chatflows", {"channel": channel, "name": " Order  help "}).json()
    return told


def test_a_new_chatflow_is_a_draft_before_all_others(flow: Json, channel: str, agent: Browser) -> None:
    check("ChatflowJson", flow)
    assert (flow["name"], flow["state"], flow["live"], flow["has_changes"]) == (
        "Order help",
        "draft",
        None,
        True,
    )
    assert names(agent, channel) == ["Order help", "Everybody"]
    assert agent.get(f"/chatflows/{flow['id']}").json() == flow


def test_the_same_order_twice_begins_one(channel: str, admin: Browser) -> None:
    body = {"channel": channel, "name": "Help"}
    first, again = (admin.post("/chatflows", body, key="k1").json() for _ in range(2))

    assert first == again
    assert names(admin, channel) == ["Help", "Everybody"]


def test_what_is_saved_is_published_when_somebody_says_so(flow: Json, admin: Browser) -> None:
    saved = save(admin, flow, draft=content(), name="Orders").json()
    check("ChatflowJson", saved)
    assert (saved["draft"], saved["live"], saved["state"]) == (content(), None, "draft")

    live = admin.post(f"/chatflows/{flow['id']}/publish", {"version": saved["version"]}).json()
    assert (live["live"], live["state"], live["has_changes"]) == (content(), "live", False)

    edited = save(admin, live, draft=content(target=target(Line("url", "any")))).json()
    assert (edited["live"], edited["state"], edited["has_changes"]) == (content(), "live", True)


def test_publishing_and_switching_off_again_change_nothing(flow: Json, admin: Browser) -> None:
    first, again = (admin.post(f"/chatflows/{flow['id']}/publish", {}).json() for _ in range(2))
    assert first == again

    off, still = (admin.post(f"/chatflows/{flow['id']}/off", {}).json() for _ in range(2))
    assert off == still
    assert (off["state"], off["live"]) == ("off", first["live"])
    assert admin.post(f"/chatflows/{flow['id']}/publish").json()["state"] == "live"


def published(browser: Browser, flow: Json) -> list[Json]:
    items: list[Json] = browser.get(f"/chatflows/{flow['id']}/publications").json()["items"]
    return items


def test_what_was_published_can_be_looked_up_and_made_the_draft_again(
    flow: Json, admin: Browser, agent: Browser, clock: Clock
) -> None:
    path = f"/chatflows/{flow['id']}"
    first = admin.post(f"{path}/publish", {}).json()
    clock.ahead(minutes=5)
    save(admin, first, draft=content())
    second = admin.post(f"{path}/publish", {}).json()

    newer, older = published(agent, flow)
    check("PublicationJson", newer)
    assert (newer["by"], newer["is_shown"], newer["is_draft"]) == (ADA.name, True, True)
    assert (older["by"], older["is_shown"], older["is_draft"]) == (ADA.name, False, False)
    assert older["at"] < newer["at"]

    back = admin.post(f"{path}/publications/{older['seq']}/draft", {"version": second["version"]}).json()
    assert (back["draft"], back["live"], back["has_changes"]) == (first["live"], content(), True)
    assert [one["is_draft"] for one in published(agent, flow)] == [False, True]
    late = admin.post(f"{path}/publications/{newer['seq']}/draft", {"version": second["version"]})
    assert late.problem == (409, "ChangedMeanwhile", "")
    gone = admin.post(f"{path}/publications/{back['version']}/draft", {})
    assert gone.problem == (404, "NoSuchChatflow", "seq")


def test_the_last_twenty_that_were_published_are_kept(flow: Json, admin: Browser) -> None:
    for number in range(23):
        now = admin.get(f"/chatflows/{flow['id']}").json()
        save(admin, now, draft=content(target=target(Line("url", "is", f"/{number}"))))
        admin.post(f"/chatflows/{flow['id']}/publish", {})

    kept = published(admin, flow)

    assert len(kept) == 20
    oldest = admin.post(f"/chatflows/{flow['id']}/publications/{kept[-1]['seq']}/draft", {}).json()
    assert oldest["draft"]["target"] == target(Line("url", "is", "/3"))


def test_what_is_switched_on_again_as_it_was_is_published_once(flow: Json, admin: Browser) -> None:
    for order in ("publish", "off", "publish"):
        admin.post(f"/chatflows/{flow['id']}/{order}", {})

    assert [one["is_shown"] for one in published(admin, flow)] == [True]


def test_what_was_published_before_that_was_kept_is_kept_by_the_next(
    house: House, channel: str, admin: Browser
) -> None:
    old = a_chatflow(channel_id=channel, live=Content(), draft=Content(display=Display("open")))
    house.ports.workspace.put_chatflow(old)
    admin.post(f"/chatflows/{old.id}/publish", {})

    newer, older = published(admin, {"id": old.id})
    assert (newer["by"], older["by"], older["at"]) == (ADA.name, None, None)
    back = admin.post(f"/chatflows/{old.id}/publications/{older['seq']}/draft", {}).json()
    assert back["draft"]["display"]["show"] == "launcher"


def test_a_website_begins_with_what_its_first_chatflow_shows(channel: str, admin: Browser) -> None:
    (first,) = listed(admin, channel)

    (shown,) = published(admin, first)

    assert (shown["by"], shown["is_shown"]) == (ADA.name, True)


def test_who_comes_second_is_told(flow: Json, admin: Browser) -> None:
    save(admin, flow, draft=content())
    admin.post(f"/chatflows/{flow['id']}/publish")

    late = [
        save(admin, flow, name="Late"),
        admin.post(f"/chatflows/{flow['id']}/publish", {"version": flow["version"]}),
        admin.post(f"/chatflows/{flow['id']}/off", {"version": flow["version"]}),
    ]

    assert [answer.problem for answer in late] == [(409, "ChangedMeanwhile", "")] * 3
    told = admin.get(f"/chatflows/{flow['id']}").json()
    assert (told["name"], told["state"]) == ("Order help", "live")


def test_an_order_whose_answer_got_lost_is_given_again(flow: Json, admin: Browser) -> None:
    path = f"/chatflows/{flow['id']}"
    saved, again = (save(admin, flow, draft=content()).json() for _ in range(2))
    assert saved == again

    for order in ("publish", "off"):
        version = admin.get(path).json()["version"]
        first, again = (admin.post(f"{path}/{order}", {"version": version}).json() for _ in range(2))
        assert first == again

    assert save(admin, flow, draft=content()).problem == (409, "ChangedMeanwhile", "")


def test_what_visitors_could_not_be_shown_is_not_published(flow: Json, admin: Browser) -> None:
    unfinished = content(target=target(Line("url", "contains")))
    saved = save(admin, flow, draft=unfinished).json()
    path = f"/chatflows/{flow['id']}/publish"

    assert admin.post(path).problem == (422, "Invalid", "draft.target.groups[0][0].value")
    gone = content(build=content()["build"] | {"faces": [GONE.id]})
    save(admin, saved, draft=gone)
    assert admin.post(path).problem == (422, "Invalid", "draft.build.faces[0]")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"target": target(*[Line("url", "any")] * 51)}, "draft.target.groups[0]"),
        ({"target": target(*[Line("url", "any")] * 50, exceptions=(Line("url", "any"),))}, "draft.target"),
        ({"target": target(Line("moon", "is", "full"))}, "draft.target.groups[0][0].test"),
        ({"target": target(Line("url", "is", "x" * 501))}, "draft.target.groups[0][0].value"),
        ({"target": {"groups": [[{"field": "url", "test": "any"}]], "exceptions": []}}, "value"),
        ({"display": {"show": "loud"}}, "draft.display.show"),
        ({"options": {"language": "fr"}}, "draft.options.language"),
        ({"surprise": 1}, "draft.surprise"),
    ],
)
def test_a_draft_that_cannot_be_kept_names_its_field(
    flow: Json, admin: Browser, wrong: Json, field: str
) -> None:
    status, code, named = save(admin, flow, draft=content(**wrong)).problem

    assert (status, code) == (422, "Invalid")
    assert named.endswith(field)
    assert admin.get(f"/chatflows/{flow['id']}").json() == flow


def test_a_clone_is_a_draft_of_the_same_right_behind_it(flow: Json, channel: str, admin: Browser) -> None:
    save(admin, flow, draft=content())
    admin.post(f"/chatflows/{flow['id']}/publish")

    clone = admin.post(f"/chatflows/{flow['id']}/clone", {"name": "Copy"})

    assert clone.status == 201
    told = clone.json()
    assert (told["draft"], told["state"], told["live"]) == (content(), "draft", None)
    assert admin.post(f"/chatflows/{flow['id']}/clone").json()["name"] == "Order help"
    assert names(admin, channel) == ["Order help", "Order help", "Copy", "Everybody"]


def test_a_chatflow_is_moved_behind_another_or_to_the_front(flow: Json, channel: str, admin: Browser) -> None:
    _, last = listed(admin, channel)
    path = f"/chatflows/{flow['id']}/move"

    moved = admin.post(path, {"after": last["id"]}).json()["items"]
    assert [one["name"] for one in moved] == names(admin, channel) == ["Everybody", "Order help"]
    assert moved == listed(admin, channel)
    assert admin.post(path, {"after": last["id"]}).json()["items"] == moved
    assert admin.post(path, {"after": flow["id"]}).json()["items"] == moved

    admin.post(path, {"after": None})
    assert names(admin, channel) == ["Order help", "Everybody"]
    assert admin.post(path, {"after": NOBODYS_ID}).problem == (404, "NoSuchChatflow", "after")


def test_a_deleted_chatflow_can_be_put_back_as_it_was(flow: Json, channel: str, admin: Browser) -> None:
    live = admin.post(f"/chatflows/{flow['id']}/publish").json()

    for _ in range(2):
        assert admin.send("DELETE", f"/chatflows/{flow['id']}").status == 204

    assert names(admin, channel) == ["Everybody"]
    assert [one["id"] for one in listed(admin, channel, dropped=1)] == [flow["id"]]
    assert admin.get(f"/chatflows/{flow['id']}").problem[:2] == (404, "NoSuchChatflow")
    assert save(admin, live, name="Gone").problem[:2] == (404, "NoSuchChatflow")

    back = admin.post(f"/chatflows/{flow['id']}/restore").json()
    assert back | {"version": 0} == live | {"version": 0}
    assert names(admin, channel) == ["Order help", "Everybody"]
    assert admin.post(f"/chatflows/{flow['id']}/restore").json() == back


def test_what_was_deleted_long_ago_is_forgotten(
    flow: Json, channel: str, admin: Browser, house: House, clock: Clock
) -> None:
    admin.send("DELETE", f"/chatflows/{flow['id']}")
    clock.ahead(days=31)
    admin.cookie = house.browser(ADA).cookie
    assert listed(admin, channel, dropped=1) == []
    (last,) = listed(admin, channel)

    admin.send("DELETE", f"/chatflows/{last['id']}")

    assert admin.post(f"/chatflows/{flow['id']}/restore").problem[:2] == (404, "NoSuchChatflow")
    assert admin.post(f"/chatflows/{last['id']}/restore").status == 200


def test_a_channel_has_at_most_a_hundred(flow: Json, channel: str, admin: Browser, house: House) -> None:
    admin.send("DELETE", f"/chatflows/{flow['id']}")
    for number in range(99):
        house.ports.workspace.put_chatflow(a_chatflow(channel_id=channel, name=str(number)))

    path = f"/chatflows/{listed(admin, channel)[0]['id']}/clone"
    for answer in (
        admin.post("/chatflows", {"channel": channel, "name": "One more"}),
        admin.post(path),
        admin.post(f"/chatflows/{flow['id']}/restore"),
    ):
        assert answer.problem == (422, "Invalid", "channel")


def test_words_of_newer_code_are_shown(channel: str, admin: Browser, house: House) -> None:
    draft = Content(Targeting(((Line("moon", "is", "full"),),)), display=Display("whisper"))
    house.ports.workspace.put_chatflow(a_chatflow(channel_id=channel, kind="bot", draft=draft))

    told = next(flow for flow in listed(admin, channel) if flow["kind"] == "bot")

    assert told["draft"]["display"]["show"] == "whisper"
    assert told["draft"]["target"]["groups"][0][0]["field"] == "moon"


def test_an_agent_reads_and_an_admin_changes(flow: Json, channel: str, agent: Browser) -> None:
    path = f"/chatflows/{flow['id']}"
    assert agent.post("/chatflows/preview", {"channel": channel, "url": "https://a.example"}).status == 200
    refused = [
        save(agent, flow, name="x"),
        agent.send("DELETE", path),
        agent.post("/chatflows", {"channel": channel, "name": "x"}),
        *(agent.post(f"{path}/{order}", {"after": None} if order == "move" else {}) for order in ORDERS),
    ]

    assert {answer.problem for answer in refused} == {(403, "NotAllowed", "")}


def test_chatflows_are_those_of_a_website(agent: Browser) -> None:
    assert agent.get("/chatflows").problem == (404, "NoSuchChannel", "channel")
    assert agent.get("/chatflows", {"channel": NOBODYS_ID}).problem == (404, "NoSuchChannel", "channel")
