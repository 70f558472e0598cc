"""Chatflows in a browser: ordered by drag and by keys, their rules edited, tested and published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import LOOKS, PLAIN, SOON, Complaints, Look, somebody
from tests.e2e.chatflows import Website, a_website, names_in_order, the_flow
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.product import ADMIN, Product, until

VERSIONS = re.compile("^(Published versions|Versiones publicadas)$")
BESIDE = 1280  # from this width on the preview stands beside the editor
WHO = re.compile("^(Who would see this\\?|¿Quién lo vería\\?)$")


@contextmanager
def at(
    browser: Browser, company: Product, address: str, look: Look = PLAIN, email: str = ADMIN
) -> Iterator[Page]:
    with somebody(browser, look) as context:
        page = context.new_page()
        page.goto(company.url)
        page.get_by_role("heading").first.wait_for()
        SignInScreen(page).sign_in(email)
        page.goto(f"{company.url}/{address}")
        yield page


def saved(page: Page) -> None:
    expect(page.get_by_text(re.compile(r"^Draft saved \d"))).to_be_visible(timeout=SOON)


def told(page: Page, text: str) -> None:
    """A message over the screen says it."""
    expect(page.get_by_role("region", name="Messages").get_by_text(text)).to_be_visible(timeout=SOON)


def test_chatflows_are_ordered_by_keys_and_the_new_place_is_told(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    website = a_website(agent, "by keys")
    with at(browser, company, website.flow("Order help")) as page:
        row = page.get_by_role("link", name=re.compile("Order help"))
        row.focus()
        page.keyboard.press("Alt+ArrowUp")
        expect(page.get_by_role("status").filter(has_text="Order help, now 1 of 3")).to_have_count(1)
        expect(row).to_be_focused()
        until(lambda: names_in_order(agent, website)[0] == "Order help", 15, "it stands first")
        page.keyboard.press("Alt+ArrowUp")  # there is no place above
        page.keyboard.press("Alt+ArrowDown")
        page.keyboard.press("Alt+ArrowDown")
        expect(page.get_by_role("status").filter(has_text="Order help, now 3 of 3")).to_have_count(1)
        until(lambda: names_in_order(agent, website)[2] == "Order help", 15, "it stands last")
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("link", name=re.compile("Everybody"))).to_be_focused()


def test_chatflows_are_ordered_by_dragging_the_handle(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    website = a_website(agent, "by drag")
    with at(browser, company, website.flow("Order help")) as page:
        handle = page.get_by_title("Drag Everybody")
        box = handle.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, y - 90, steps=4)
        page.mouse.move(x, y - 140, steps=4)
        page.mouse.up()
        until(lambda: names_in_order(agent, website)[0] == "Everybody", 15, "it stands first")
        expect(page.get_by_role("navigation", name="Chatflows").get_by_role("link").first).to_contain_text(
            "Everybody"
        )


def test_a_rule_is_written_tested_and_published(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    website = a_website(agent, "rules")
    with at(browser, company, website.flow("Order help", "target")) as page:
        complaints = Complaints(page)
        page.get_by_role("button", name="Add a line to group 1").click()
        group = page.get_by_role("group", name="Group 1")
        field = group.get_by_role("combobox", name="What, line 2")
        expect(field).to_be_focused()
        field.select_option("visitor")
        page.get_by_role("button", name="or another group").click()
        second = page.get_by_role("group", name="Group 2")
        second.get_by_role("combobox", name="Test, line 1").select_option("begins")
        second.get_by_role("textbox", name="Value, line 1").fill("https://shop.example/help")
        page.get_by_role("button", name="Add an exception").click()
        exceptions = page.get_by_role("group", name="Except when")
        exceptions.get_by_role("combobox", name="What, line 1").select_option("country")
        exceptions.get_by_role("button", name="Value, line 1: Choose").click()
        page.get_by_role("searchbox", name="Search").fill("norw")
        page.get_by_role("checkbox", name="Norway").check()
        page.keyboard.press("Escape")
        saved(page)

        who = page.get_by_role("region", name=WHO)
        who.get_by_role("textbox", name="Page address").fill("https://shop.example/orders/7")
        expect(who.get_by_text("No: page address does not contain /pricing")).to_be_visible(timeout=SOON)
        expect(who.get_by_text("No: visitor is not a known contact")).to_be_visible(timeout=SOON)
        who.get_by_role("combobox", name="Visitor").select_option("known")
        expect(who.get_by_text("Shown: group 1 is true")).to_be_visible(timeout=SOON)
        who.get_by_role("combobox", name="Country").select_option("NO")
        expect(who.get_by_text("No: excepted, as country is any of Norway")).to_be_visible(timeout=SOON)

        page.get_by_role("button", name="Publish").click()
        told(page, "“Order help” is published")
        flow = the_flow(agent, website, "Order help")
        assert flow["state"] == "live"
        assert [len(group) for group in flow["live"]["target"]["groups"]] == [2, 1]
        assert flow["live"]["target"]["exceptions"][0]["value"] == ["NO"]
        assert not complaints.heard


def test_removing_a_line_keeps_the_focus_near(browser: Browser, company: Product) -> None:
    website = a_website(Agent(company), "removing")
    with at(browser, company, website.flow("Order help", "target")) as page:
        page.get_by_role("button", name="Add a line to group 1").click()
        group = page.get_by_role("group", name="Group 1")
        group.get_by_role("button", name="Remove line 1").press("Enter")
        expect(group.get_by_role("combobox", name="What, line 1")).to_be_focused()
        group.get_by_role("button", name="Remove line 1").press("Enter")
        expect(page.get_by_role("button", name="Add a group")).to_be_focused()
        page.keyboard.press("Enter")
        expect(group.get_by_role("combobox", name="What, line 1")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")  # out of the unfinished line: now it is told
        expect(page.get_by_text("Write what to look for.")).to_be_visible()


def test_what_a_colleague_saved_meanwhile_is_not_lost(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    website = a_website(agent, "conflict")
    with at(browser, company, website.flow("Order help")) as page:
        heading = page.get_by_role("textbox", name="Heading")
        expect(heading).to_have_value("")
        flow = the_flow(agent, website, "Order help")
        flow["draft"]["build"]["heading"]["en"] = "Theirs"
        sent = {"version": flow["version"], "draft": flow["draft"]}
        agent.ask("PUT", f"/api/chatflows/{flow['id']}", sent)
        heading.fill("Mine")
        expect(page.get_by_text("Somebody else changed this chatflow")).to_be_visible(timeout=SOON)
        expect(heading).to_have_value("Mine")
        page.get_by_role("button", name="Keep mine").click()
        saved(page)
    assert the_flow(agent, website, "Order help")["draft"]["build"]["heading"]["en"] == "Mine"


def test_a_deleted_chatflow_comes_back_by_undo(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    website = a_website(agent, "deleting")
    with at(browser, company, website.flow("Sales help")) as page:
        page.get_by_role("button", name="More about Sales help").click()
        page.get_by_role("menuitem", name="Delete").click()
        told(page, "“Sales help” was deleted")
        expect(page.get_by_role("link", name=re.compile("Sales help"))).to_have_count(0)
        assert names_in_order(agent, website) == ["Order help", "Everybody"]
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("link", name=re.compile("Sales help"))).to_be_visible(timeout=SOON)
    assert names_in_order(agent, website) == ["Sales help", "Order help", "Everybody"]


def test_an_earlier_version_is_made_the_draft_and_that_is_taken_back(
    browser: Browser, company: Product
) -> None:
    agent = Agent(company)
    website = a_website(agent, "versions")
    flow = the_flow(agent, website, "Sales help")
    say = flow["draft"]["build"]["heading"]
    newer = flow["draft"] | {"build": flow["draft"]["build"] | {"heading": say | {"en": "Newer"}}}
    path = f"/api/chatflows/{flow['id']}"
    agent.ask("PUT", path, {"version": flow["version"], "draft": newer})
    agent.ask("POST", f"{path}/publish", {})
    with at(browser, company, website.flow("Sales help", "options")) as page:
        versions = page.get_by_role("region", name=VERSIONS)
        expect(versions.get_by_role("listitem")).to_have_count(2, timeout=SOON)
        expect(versions.get_by_role("listitem").first).to_contain_text("Visitors see this")
        versions.get_by_role("button", name=re.compile("^Make it the draft")).click()
        told(page, "An earlier version is the draft now")
        expect(versions.get_by_role("listitem").last).to_contain_text("Draft", timeout=SOON)
        assert the_flow(agent, website, "Sales help")["draft"]["build"]["heading"] == say
        page.get_by_role("button", name="Undo").click()
        until(lambda: the_flow(agent, website, "Sales help")["draft"] == newer, 15, "it is taken back")


def test_a_chatflow_is_made_cloned_and_switched_off(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    website = a_website(agent, "making")
    with at(browser, company, f"#/chatflows/{website.channel}") as page:
        page.get_by_role("button", name="New chatflow").click()
        name = page.get_by_role("textbox", name="Name")
        expect(name).to_have_value("New chatflow", timeout=SOON)
        name.fill("Returns")
        saved(page)
        page.get_by_role("button", name="More about Returns").click()
        page.get_by_role("menuitem", name="Clone").click()
        expect(name).to_have_value("Copy of Returns", timeout=SOON)
        page.get_by_role("button", name="More about Sales help").click()
        page.get_by_role("menuitem", name="Turn off").click()
        told(page, "“Sales help” is off")
    assert names_in_order(agent, website)[:2] == ["Returns", "Copy of Returns"]
    assert the_flow(agent, website, "Sales help")["state"] == "off"


def test_the_preview_shows_what_is_written_and_leaves_the_focus_with_the_writer(
    browser: Browser, company: Product
) -> None:
    website = a_website(Agent(company), "preview")
    with at(browser, company, website.flow("Order help")) as page:
        chat = page.frame_locator("iframe")
        expect(chat.get_by_text("Start a conversation")).to_be_visible(timeout=SOON)
        heading = page.get_by_role("textbox", name="Heading")
        heading.fill("Where is")
        expect(chat.get_by_text("Where is")).to_be_visible(timeout=SOON)
        page.keyboard.type(" my order?")
        expect(chat.get_by_text("Where is my order?")).to_be_visible(timeout=SOON)
        expect(heading).to_be_focused()
        page.get_by_role("radio", name="Phone").click()
        expect(chat.get_by_text("Where is my order?")).to_be_visible(timeout=SOON)
        assert page.evaluate("Object.keys(localStorage).filter((name) => name.includes('preview'))") == []


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_part_can_be_read_and_used(browser: Browser, company: Product, look: Look) -> None:
    website: Website = a_website(Agent(company), f"looks {look.name}")
    wrong: list[str] = []
    with at(browser, company, f"#/chatflows/{website.channel}", look) as page:
        complaints = Complaints(page)
        expect(page.get_by_role("link", name=re.compile("Order help"))).to_be_visible(timeout=SOON)
        wrong += wrong_with(page, "list", look)
        for tab in ("build", "target", "display", "options"):
            page.goto(f"{company.url}/{website.flow('Order help', tab)}")
            expect(page.get_by_role("tab", selected=True)).to_be_visible(timeout=SOON)
            if tab == "target":
                address = page.get_by_role("region", name=WHO).get_by_role("textbox").first
                address.fill("https://shop.example/orders/2041")
                result = page.get_by_role("list", name=re.compile("^(Result|Resultado)$"))
                expect(result).to_be_visible(timeout=SOON)
            wrong += wrong_with(page, tab, look)
        if look.width < BESIDE:
            page.get_by_role("button", name=re.compile("^(Preview|Vista previa)$")).click()
            expect(page.get_by_role("dialog").locator("iframe")).to_be_visible(timeout=SOON)
            wrong += wrong_with(page, "preview", look)
        page.goto(f"{company.url}/{website.flow('Sales help', 'options')}")
        versions = page.get_by_role("region", name=VERSIONS)
        expect(versions.get_by_role("listitem")).to_have_count(1, timeout=SOON)
        versions.scroll_into_view_if_needed()
        wrong += wrong_with(page, "versions", look)
        wrong += complaints.heard
    assert not wrong, "\n".join(wrong)


def test_who_may_not_change_chatflows_can_read_them_and_is_told_why(
    browser: Browser, company: Product
) -> None:
    """By keys too: where every field is shut, the part itself takes the focus to be scrolled."""
    website = a_website(Agent(company), "only read")
    look = Look("light", "es", 390)
    wrong: list[str] = []
    with at(browser, company, website.settings, look, "marta@bandeja.test") as page:
        expect(page.get_by_text("Cualquier administrador puede cambiar esto")).to_be_visible()
        wrong += wrong_with(page, "settings-read", look)
        page.set_viewport_size({"width": 800, "height": 400})
        page.goto(f"{company.url}/{website.flow('Sales help', 'target')}")
        expect(page.get_by_text("Cualquier administrador puede cambiar los flujos de chat")).to_be_visible()
        expect(page.get_by_role("combobox").first).to_be_disabled()
        wrong += wrong_with(page, "read", look)
    assert not wrong, "\n".join(wrong)


def wrong_with(page: Page, name: str, look: Look) -> list[str]:
    page.evaluate("document.fonts.ready")
    kept_picture(page, f"chatflow-{name}-{look.name}")
    found = [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
    return [f"{name} {look.name}: {one}" for one in found]
