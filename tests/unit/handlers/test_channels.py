"""An account on a platform is connected, looked at and connected anew; its secrets are never shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.platform_account import TOKEN
from chalicelib.handlers.daily import on_day
from tests.running_graph import APP_SECRET, RunningGraph
from tests.unit.handlers.accounts import Day, a_page, an_account, put
from tests.unit.handlers.house import ADA, Browser, House
from tests.unit.handlers.test_openapi import check
from tests.unit.usecases.company import ANA, SALES_INBOX


@pytest.fixture
def admin(with_meta: House) -> Browser:
    return with_meta.browser(ADA)


def test_a_page_is_connected_and_named_as_the_platform_names_it(
    admin: Browser, fake_graph: RunningGraph
) -> None:
    answer = admin.post("/channels", a_page(fake_graph))

    made = answer.json()
    assert answer.status == 201
    check("NewChannelJson", made)
    assert (made["kind"], made["name"]) == ("messenger", "Lamps messenger")
    assert made["webhook_url"].endswith(f"/webhooks/meta/{made['id']}")
    assert (made["platform"]["trouble"], made["platform"]["missing"]) == ("", [])
    assert admin.get(f"/channels/{made['id']}/platform").json() == made["platform"]


def test_its_secrets_are_never_shown(admin: Browser, fake_graph: RunningGraph) -> None:
    answer = admin.post("/channels", a_page(fake_graph))
    seen = answer.body + admin.get(f"/channels/{answer.json()['id']}/platform").body

    assert APP_SECRET.encode() not in seen
    assert fake_graph.account("messenger").token.encode() not in seen
    assert b"a verify token" not in seen
    assert dict(admin.house.ports.channel_secrets.of(answer.json()["id"])) == {
        "app_secret": APP_SECRET,
        "token": fake_graph.account("messenger").token,
        "verify_token": "a verify token",
    }


def test_a_verify_token_that_was_made_here_is_told_once(admin: Browser, fake_graph: RunningGraph) -> None:
    made = admin.post("/channels", a_page(fake_graph, verify_token="")).json()

    kept = admin.house.ports.channel_secrets.of(made["id"])["verify_token"]
    assert made["verify_token"] == kept
    assert len(kept) >= 24


@pytest.mark.parametrize(
    ("kind", "account", "token"),
    [("instagram", "account_id", "page_token"), ("whatsapp", "phone_number_id", "access_token")],
)
def test_the_others_are_connected_alike(
    admin: Browser, fake_graph: RunningGraph, kind: str, account: str, token: str
) -> None:
    theirs = fake_graph.account(kind)
    body = a_page(fake_graph, kind=kind, business_id=theirs.business_id)
    del body["page_id"], body["page_token"]

    made = admin.post("/channels", {**body, account: theirs.id, token: theirs.token}).json()

    assert (made["kind"], made["address"], made["platform"]["trouble"]) == (kind, theirs.id, "")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"page_id": " "}, (422, "Invalid", "page_id")),
        ({"app_secret": ""}, (422, "Invalid", "app_secret")),
        ({"page_token": ""}, (422, "Invalid", "page_token")),
        ({"page_token": "another"}, (422, "Invalid", "page_token")),
        ({"inbox": "0" * 32}, (404, "NoSuchInbox", "inbox")),
        ({"kind": "fax"}, (422, "Invalid", "kind")),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_connected(
    admin: Browser, fake_graph: RunningGraph, changed: dict[str, str], problem: tuple[int, str, str]
) -> None:
    assert admin.post("/channels", a_page(fake_graph, **changed)).problem == problem
    kinds = {one["kind"] for one in admin.get("/channels").json()["items"]}
    assert "messenger" not in kinds


def test_an_account_is_connected_once(admin: Browser, fake_graph: RunningGraph) -> None:
    first, again = (admin.post("/channels", a_page(fake_graph), key="k1") for _ in range(2))

    assert first.json()["id"] == again.json()["id"]
    assert admin.post("/channels", a_page(fake_graph), key="k2").problem == (409, "AlreadyThere", "page_id")


def test_a_platform_that_cannot_be_asked_keeps_nobody_from_connecting(
    admin: Browser, fake_graph: RunningGraph
) -> None:
    fake_graph.fail(status=503, code=2, times=99)

    made = admin.post("/channels", a_page(fake_graph)).json()
    assert made["platform"]["trouble"] == "unchecked"

    fake_graph.state.failures.clear()
    checked = admin.post(f"/channels/{made['id']}/platform/check").json()
    assert (checked["trouble"], checked["name"]) == ("", "Lamps messenger")


def test_scopes_and_fields_that_are_missing_stand_at_the_channel(
    admin: Browser, fake_graph: RunningGraph
) -> None:
    fake_graph.account("messenger").scopes = ("pages_messaging",)

    platform = admin.post("/channels", a_page(fake_graph)).json()["platform"]

    assert platform["trouble"] == "missing"
    assert "pages_manage_metadata" in platform["missing"]


def test_a_token_that_broke_is_seen_within_a_day_and_a_new_one_mends_it(
    admin: Browser, fake_graph: RunningGraph
) -> None:
    made = admin.post("/channels", a_page(fake_graph)).json()
    account = fake_graph.account("messenger")
    account.is_valid = False

    on_day(Day())

    seen = admin.get(f"/channels/{made['id']}/platform").json()
    assert seen["trouble"] == TOKEN
    account.is_valid, account.token = True, "a new token"
    wrong = put(admin, made["id"], version=seen["version"], page_token="not the new one")
    assert wrong.problem == (422, "Invalid", "page_token")
    mended = put(admin, made["id"], version=seen["version"], page_token="a new token").json()
    assert mended["trouble"] == ""
    assert admin.house.ports.channel_secrets.of(made["id"])["token"] == "a new token"


def test_what_is_named_is_changed_and_the_rest_stays(admin: Browser, fake_graph: RunningGraph) -> None:
    made = admin.post("/channels", a_page(fake_graph)).json()
    before = made["platform"]

    changed = put(
        admin,
        made["id"],
        version=before["version"],
        inbox=SALES_INBOX.id,
        name="The shop's page",
        instant_reply="We answer soon",
        shows_activity=False,
        paused=True,
    ).json()

    wanted = {
        "inbox": SALES_INBOX.id,
        "name": "The shop's page",
        "instant_reply": "We answer soon",
        "instant_reply_on": True,
        "shows_activity": False,
        "paused": True,
    }
    assert before["shows_activity"]
    assert changed == {**before, **wanted, "version": changed["version"]}
    assert put(admin, made["id"], version=before["version"], name="x").problem[:2] == (
        409,
        "ChangedMeanwhile",
    )


def test_an_agent_sees_how_it_does_and_changes_nothing(
    admin: Browser, house: House, fake_graph: RunningGraph
) -> None:
    made = admin.post("/channels", a_page(fake_graph)).json()
    agent = house.browser(ANA)

    assert agent.get(f"/channels/{made['id']}/platform").status == 200
    assert agent.post("/channels", a_page(fake_graph)).problem == (403, "NotAllowed", "")
    assert put(agent, made["id"], version=0).problem == (403, "NotAllowed", "")
    assert agent.post(f"/channels/{made['id']}/platform/check").problem == (403, "NotAllowed", "")


def test_what_each_kind_can_do_is_told_as_data(admin: Browser) -> None:
    kinds = {one["kind"]: one for one in admin.get("/channel-kinds").json()["items"]}

    check("ChannelKindJson", kinds["messenger"])
    assert kinds["messenger"]["window"] == {"open": 24.0, "people": 168.0}
    assert (kinds["messenger"]["shows"], kinds["chat"]["shows"]) == (["typing", "seen"], [])
    assert (kinds["email"]["mail"], kinds["email"]["window"]) == (True, None)


def test_an_instant_reply_is_switched_off_and_on_and_keeps_its_words(
    admin: Browser, fake_graph: RunningGraph
) -> None:
    made = admin.post("/channels", a_page(fake_graph)).json()
    seen = made["platform"]
    assert (seen["instant_reply"], seen["instant_reply_on"]) == ("", False)

    for changed, words, is_on in (
        ({"instant_reply": "We answer soon"}, "We answer soon", True),
        ({"instant_reply_on": False}, "We answer soon", False),
        ({"instant_reply": "Tomorrow", "instant_reply_on": False}, "Tomorrow", False),
        ({"instant_reply_on": True}, "Tomorrow", True),
        ({"instant_reply": ""}, "", False),
        ({"instant_reply": "Soon"}, "Soon", True),
        ({"instant_reply_on": False}, "Soon", False),
        ({"instant_reply": "At once"}, "At once", True),
    ):
        seen = put(admin, made["id"], version=seen["version"], **changed).json()
        assert (seen["instant_reply"], seen["instant_reply_on"]) == (words, is_on)


@pytest.mark.parametrize(("more", "is_on"), [({}, True), ({"instant_reply_on": False}, False)])
def test_an_account_is_connected_with_its_instant_reply(
    admin: Browser, fake_graph: RunningGraph, more: dict[str, bool], is_on: bool
) -> None:
    body = a_page(fake_graph, instant_reply="We answer soon", **more)

    platform = admin.post("/channels", body).json()["platform"]

    assert (platform["instant_reply"], platform["instant_reply_on"]) == ("We answer soon", is_on)


@pytest.mark.parametrize(
    ("kind", "field"),
    [("messenger", "page_id"), ("instagram", "account_id"), ("whatsapp", "phone_number_id")],
)
def test_an_account_that_is_connected_already_is_named_by_the_field_of_its_kind(
    admin: Browser, fake_graph: RunningGraph, kind: str, field: str
) -> None:
    assert admin.post("/channels", an_account(fake_graph, kind)).status == 201

    assert admin.post("/channels", an_account(fake_graph, kind)).problem == (409, "AlreadyThere", field)


@pytest.mark.parametrize("kind", ["messenger", "instagram", "whatsapp"])
def test_ids_may_be_numbers(admin: Browser, fake_graph: RunningGraph, kind: str) -> None:
    body = an_account(fake_graph, kind)
    ids = {name: int(body[name]) for name in body if name.endswith("_id") and body[name]}

    platform = admin.post("/channels", {**body, **ids}).json()["platform"]

    account = fake_graph.account(kind)
    assert (platform["account_id"], platform["app_id"]) == (account.id, account.app_id)
    assert (platform["business_id"], platform["trouble"]) == (account.business_id, "")
    changed = put(admin, platform["id"], version=platform["version"], app_id=77).json()
    assert changed["app_id"] == "77"


@pytest.mark.parametrize("wrong", [-1, 1.5, True, ["1"]])
def test_an_id_is_a_text_or_a_whole_number(admin: Browser, fake_graph: RunningGraph, wrong: object) -> None:
    body = a_page(fake_graph)

    assert admin.post("/channels", {**body, "page_id": wrong}).problem == (422, "Invalid", "page_id")


def test_the_business_account_may_be_called_as_meta_calls_it(
    admin: Browser, fake_graph: RunningGraph
) -> None:
    body = an_account(fake_graph, "whatsapp")
    waba = body.pop("business_id")

    platform = admin.post("/channels", {**body, "waba_id": waba}).json()["platform"]
    assert platform["business_id"] == waba
    changed = put(admin, platform["id"], version=platform["version"], waba_id="55").json()
    assert changed["business_id"] == "55"


@pytest.mark.parametrize(
    ("kind", "english", "spanish"),
    [
        ("chat", "Website", "Sitio web"),
        ("form", "Form", "Formulario"),
        ("custom", "Platform", "Plataforma"),
    ],
)
def test_what_nobody_named_has_a_plain_name_in_the_language_of_whoever_asks(
    admin: Browser, kind: str, english: str, spanish: str
) -> None:
    body = {"kind": kind, "inbox": SALES_INBOX.id}

    assert admin.post("/channels", body).json()["name"] == english
    ports = admin.house.ports
    ports.workspace.change_agent(replace(ADA, language="es"))
    assert admin.post("/channels", body).json()["name"] == spanish
    assert admin.post("/channels", {**body, "name": " "}).problem == (422, "Invalid", "name")
