"""Who would see this? As a browser asks it."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.targeting import Line
from tests.unit.handlers.house import Browser
from tests.unit.handlers.test_chat_channels import channel as channel
from tests.unit.handlers.test_chat_channels import put
from tests.unit.handlers.test_chatflows import Json, content, save, target
from tests.unit.handlers.test_openapi import check

ORDERS_PAGE = "https://shop.example/orders/2041"


def ask(browser: Browser, channel: str, **facts: Any) -> Json:
    told: Json = browser.post("/chatflows/preview", {"channel": channel, "url": ORDERS_PAGE, **facts}).json()
    check("WhoSeesJson", told)
    return told


def reasons(told: Json) -> dict[str, str]:
    return {one["name"]: one["reason"] for one in told["items"]}


def begun(admin: Browser, channel: str, name: str, draft: Json, *, publish: bool = True) -> Json:
    flow: Json = admin.post("/chatflows", {"channel": channel, "name": name}).json()
    flow = save(admin, flow, draft=draft).json()
    return admin.post(f"/chatflows/{flow['id']}/publish").json() if publish else flow


@pytest.fixture
def flows(admin: Browser, channel: str) -> list[str]:
    """Four chatflows before the one for everybody; the last that is begun stands first."""
    yields = content()["options"]
    stays = yields | {"yield_when_away": False}
    known = target(Line("url", "contains", "/orders"), Line("visitor", "known"))
    begun(admin, channel, "Order help", content(target=known, options=stays))
    begun(admin, channel, "Staffed", content(target=target(Line("url", "any")), options=yields))
    begun(admin, channel, "Sales", content(target=target(Line("url", "contains", "/pricing")), options=stays))
    not_here = target(Line("url", "any"), exceptions=(Line("country", "any_of", ("ES", "PT")),))
    begun(admin, channel, "Abroad", content(target=not_here, options=stays))
    return ["Abroad", "Sales", "Staffed", "Order help", "Everybody"]


def test_each_chatflow_is_told_in_order_with_the_reason(
    flows: list[str], channel: str, agent: Browser
) -> None:
    told = ask(agent, channel, country="ES", known=True, available=False)

    assert [one["name"] for one in told["items"]] == flows
    assert reasons(told) == {
        "Abroad": "exception",
        "Sales": "line",
        "Staffed": "yields",
        "Order help": "fits",
        "Everybody": "fits",
    }
    abroad, sales, staffed, order_help, everybody = told["items"]
    assert (abroad["line"]["value"], abroad["by_exception"]) == (["ES", "PT"], True)
    assert sales["line"] == {"field": "url", "test": "contains", "value": "/pricing", "name": ""}
    assert (staffed["shown"], staffed["yields"]) == (False, True)
    assert (order_help["wins"], order_help["group"], everybody["wins"]) == (True, 0, False)
    assert told["winner"] == order_help["chatflow"]


def test_another_visitor_sees_another_one(flows: list[str], channel: str, agent: Browser) -> None:
    def winner(**facts: Any) -> Any:
        return next(one["name"] for one in ask(agent, channel, **facts)["items"] if one["wins"])

    assert winner(country="IS") == "Abroad"
    assert winner(country="ES", available=True) == "Staffed"
    assert winner(country="ES", available=False) == "Everybody"
    assert winner(country="ES", available=False, url="https://shop.example/pricing") == "Sales"


def test_nobody_sees_what_is_off(flows: list[str], channel: str, admin: Browser) -> None:
    for one in ask(admin, channel)["items"]:
        admin.post(f"/chatflows/{one['chatflow']}/off")

    told = ask(admin, channel)

    assert set(reasons(told).values()) == {"off"}
    assert told["winner"] is None


def test_drafts_are_asked_about_unless_one_wants_what_is_live(channel: str, admin: Browser) -> None:
    flow = begun(admin, channel, "Help", content(target=target(Line("url", "any"))), publish=False)
    assert (ask(admin, channel)["winner"], reasons(ask(admin, channel))["Help"]) == (flow["id"], "fits")
    assert reasons(ask(admin, channel, drafts=False)) == {"Help": "draft", "Everybody": "fits"}

    live = admin.post(f"/chatflows/{flow['id']}/publish").json()
    save(admin, live, draft=content(target={"groups": [], "exceptions": []}))

    assert reasons(ask(admin, channel))["Help"] == "no_group"
    assert reasons(ask(admin, channel, drafts=False))["Help"] == "fits"


def test_whether_somebody_is_there_is_as_it_is_now_unless_said(channel: str, admin: Browser) -> None:
    assert ask(admin, channel)["available"] is True
    week: dict[str, list[Any]] = dict.fromkeys(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], [])
    put(admin, channel, version=0, availability={"mode": "hours", "time_zone": "UTC", "hours": week})

    assert ask(admin, channel)["available"] is False
    assert ask(admin, channel, available=True)["available"] is True


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"url": "x" * 2001}, "url"), ({"device": "fridge"}, "device"), ({"visits": -1}, "visits")],
)
def test_a_question_that_makes_no_sense_is_named(
    facts: Json, field: str, channel: str, agent: Browser
) -> None:
    asked = {"channel": channel, "url": ORDERS_PAGE, **facts}

    assert agent.post("/chatflows/preview", asked).problem == (422, "Invalid", field)


def test_it_is_asked_of_a_website(agent: Browser) -> None:
    asked = {"channel": "x", "url": ORDERS_PAGE}

    assert agent.post("/chatflows/preview", asked).problem == (404, "NoSuchChannel", "channel")
