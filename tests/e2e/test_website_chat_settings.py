"""A website is connected and set up in a browser; each change is kept by itself, or it is told why not."""

from __future__ import annotations

import base64
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import LOOKS, SOON, Complaints, Look, somebody
from tests.e2e.chatflows import a_website
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.product import Product, until

# one grey pixel, written for this test
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="


def signed_in(page: Page, company: Product, address: str) -> None:
    page.goto(company.url)
    page.get_by_role("heading").first.wait_for()
    SignInScreen(page).sign_in()
    page.goto(f"{company.url}/{address}")


def saved(page: Page) -> None:
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible(timeout=SOON)


def test_a_website_is_connected_and_its_line_can_be_copied(browser: Browser, company: Product) -> None:
    with somebody(browser) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        signed_in(page, company, "#/settings/profile")
        page.get_by_role("link", name="Connect a website").first.click()
        page.get_by_role("button", name="Connect").click()
        expect(page.get_by_text("Write a name.")).to_be_visible()
        page.get_by_role("textbox", name="Name of the website").fill("lamps.example")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Website chat")).to_be_visible(timeout=SOON)
        page.get_by_role("button", name="Copy", exact=True).first.click()
        channel = page.url.split("/channels/")[1].split("/")[0]
        pasted = page.evaluate("navigator.clipboard.readText()")
        assert pasted.startswith("<script>")
        assert f"{company.url}/api/chat/widget.js?channel={channel}" in pasted
        page.get_by_role("link", name="Chatflows of this website").click()
        expect(page.get_by_role("link", name=re.compile("Everybody"))).to_be_visible(timeout=SOON)


def test_settings_are_saved_by_themselves(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    website = a_website(agent, "settings")
    path = f"/api/channels/{website.channel}/chat"
    with somebody(browser) as context:
        page = context.new_page()
        signed_in(page, company, website.settings)
        sites = page.get_by_role("textbox", name="Addresses of your sites")
        sites.fill("https://shop.example\nshop")
        sites.blur()
        expect(page.get_by_text("“shop” is no address of a site")).to_be_visible()
        sites.fill("https://shop.example\nhttps://*.shop.example")
        page.get_by_role("radio", name=re.compile("By the hours of the week")).check()
        page.get_by_role("switch", name="Open on Saturday").click()
        page.get_by_label("Saturday, until").fill("13:00")
        page.get_by_role("button", name="Add hours on Monday").click()
        page.get_by_role("radio", name=re.compile("Ask for an email")).check()
        colour = page.get_by_role("textbox", name="Colour", exact=True)
        colour.fill("#f2c2")
        expect(page.get_by_text("Write six digits")).to_be_visible()
        colour.fill("#F2C230")
        page.get_by_role("radio", name="Left").click()
        page.get_by_role("switch", name="Visitors can send files").click()
        page.get_by_role("combobox", name="Inbox").select_option("Ventas")
        saved(page)
        until(lambda: not agent.get(path)["uploads"], 15, "it is kept")

    kept = agent.get(path)
    assert kept["origins"] == ["https://shop.example", "https://*.shop.example"]
    assert kept["availability"]["mode"] == "hours"
    assert kept["availability"]["time_zone"] == "Europe/Madrid"
    assert kept["availability"]["hours"]["sat"] == [["09:00", "13:00"]]
    assert kept["availability"]["hours"]["mon"] == [["09:00", "17:00"], ["18:00", "22:00"]]
    assert kept["away"]["mode"] == "email"
    assert kept["look"]["color"] == "#f2c230"
    assert kept["look"]["side"] == "left"
    names = {one["id"]: one["name"] for one in agent.get("/api/inboxes")["items"]}
    assert names[kept["inbox"]] == "Ventas"


def test_who_saves_second_is_told(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    website = a_website(agent, "two admins")
    path = f"/api/channels/{website.channel}/chat"
    with somebody(browser) as context:
        page = context.new_page()
        signed_in(page, company, website.settings)
        privacy = page.get_by_role("textbox", name="Privacy notice")
        expect(privacy).to_be_visible(timeout=SOON)
        agent.ask("PUT", path, {"version": agent.get(path)["version"], "reply_time": "day"})
        privacy.fill("https://shop.example/privacy")
        expect(page.get_by_text("Somebody else changed these settings")).to_be_visible(timeout=SOON)
        page.get_by_role("button", name="Keep mine").click()
        saved(page)
    kept = agent.get(path)
    assert (kept["reply_time"], kept["privacy_url"]) == ("day", "https://shop.example/privacy")


def test_an_agent_has_a_face_for_visitors_and_goes_away(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    with somebody(browser) as context:
        page = context.new_page()
        signed_in(page, company, "#/settings/profile")
        picture = base64.b64decode(PIXEL)
        chooser = page.get_by_label("Picture", exact=True)
        chooser.set_input_files({"name": "me.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
        expect(page.get_by_text("Choose a PNG, JPEG, WebP or GIF.")).to_be_visible()
        chooser.set_input_files({"name": "me.png", "mimeType": "image/png", "buffer": picture})
        expect(page.get_by_role("button", name="Another picture")).to_be_visible(timeout=SOON)
        part = page.get_by_role("region", name="For visitors of your website")
        part.get_by_role("textbox", name="Name for visitors").fill("Alex from support")
        link = part.get_by_role("textbox", name="Meeting link")
        link.fill("meet.example/alex")
        part.get_by_role("button", name="Save").click()
        expect(part.get_by_text("Write a whole address that begins with https://.")).to_be_visible()
        link.fill("https://meet.example/alex")
        expect(part.get_by_role("figure").get_by_text("Book a meeting")).to_be_visible()
        part.get_by_role("button", name="Save").click()
        until(lambda: agent.get("/api/me")["public_name"] == "Alex from support", 15, "it is kept")
        me = agent.get("/api/me")
        assert me["meeting_url"] == "https://meet.example/alex"
        assert agent.ask("GET", me["avatar"]).status == 200

        page.get_by_role("button", name=re.compile("^Your menu")).click()
        page.get_by_role("menuitem", name="Away").click()
        expect(page.get_by_role("button", name=re.compile("Away$"))).to_be_visible(timeout=SOON)
        until(lambda: agent.get("/api/me")["available"] is False, 15, "they are away")
        part.get_by_role("button", name="Remove").click()
        expect(part.get_by_role("button", name="Choose a picture")).to_be_visible(timeout=SOON)
    agent.ask("POST", "/api/me", {"available": True, "public_name": "", "meeting_url": ""})


def test_the_key_for_signed_in_visitors_is_shown_on_request_and_made_anew(
    browser: Browser, company: Product
) -> None:
    agent = Agent(company)
    website = a_website(agent, "signed in")
    path = f"/api/channels/{website.channel}/chat/identity"
    with somebody(browser) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        signed_in(page, company, website.settings)
        part = page.get_by_role("region", name="Signed-in visitors")
        expect(part.get_by_role("button", name="Show key")).to_be_visible(timeout=SOON)
        assert not [url for url in asked if path in url]
        part.get_by_role("button", name="Show key").click()
        old = agent.get(path)["key"]
        expect(part.get_by_text(old)).to_be_visible()
        part.get_by_role("button", name="Copy the key").click()
        assert page.evaluate("navigator.clipboard.readText()") == old

        part.get_by_role("button", name="Make a new key").click()
        dialog = page.get_by_role("dialog", name="Make a new key?")
        expect(dialog.get_by_text("Tokens signed with the old key end at once")).to_be_visible()
        dialog.get_by_role("button", name="Make a new key").click()
        expect(part.get_by_role("status").get_by_text("This is the new key.")).to_be_visible(timeout=SOON)
        new = agent.get(path)
        assert new["key"] != old
        assert new["generation"] == 2
        expect(part.get_by_text(new["key"])).to_be_visible()
        expect(part.get_by_text(old)).to_have_count(0)
        expect(part.get_by_role("button", name="Make a new key")).to_be_focused()

        page.get_by_role("textbox", name="Privacy notice").fill("https://shop.example/privacy")
        saved(page)
        expect(page.get_by_text("Somebody else changed these settings")).to_have_count(0)
        page.goto(f"{company.url}/#/settings/profile")
        expect(part).to_have_count(0)
        page.goto(f"{company.url}/{website.settings}")
        expect(part.get_by_role("button", name="Show key")).to_be_visible(timeout=SOON)
        expect(page.get_by_text(new["key"])).to_have_count(0)


def test_how_a_token_is_signed_is_one_link_away(browser: Browser, company: Product) -> None:
    website = a_website(Agent(company), "how to sign")
    with somebody(browser) as context:
        page = context.new_page()
        signed_in(page, company, website.settings)
        with context.expect_page() as opened:
            page.get_by_role("link", name="How to sign a token").click()
        expect(opened.value.get_by_text("Who the visitor is: identify")).to_be_visible(timeout=SOON)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_key_can_be_read_and_renewed_in_every_look(
    browser: Browser, company: Product, look: Look
) -> None:
    website = a_website(Agent(company), f"key {look.name}")
    wrong: list[str] = []
    with somebody(browser, look) as context:
        page = context.new_page()
        complaints = Complaints(page)
        signed_in(page, company, website.settings)
        part = page.locator("section[aria-labelledby=identity]")
        for step in ("before", "shown"):
            expect(part.get_by_role("button").first).to_be_visible(timeout=SOON)
            part.scroll_into_view_if_needed()
            kept_picture(page, f"webchat-key-{step}-{look.name}")
            if step == "before":
                part.get_by_role("button").first.click()
                expect(part.get_by_text(re.compile("^[0-9a-f]{64}$"))).to_be_visible(timeout=SOON)
        wrong += [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
        part.get_by_role("button").last.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        kept_picture(page, f"webchat-key-asks-{look.name}")
        wrong += [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
        page.get_by_role("dialog").get_by_role("button").last.click()
        expect(part.get_by_role("status").first).to_be_visible(timeout=SOON)
        kept_picture(page, f"webchat-key-new-{look.name}")
        wrong += [*broken_rules(page), *cut_words(page), *over_the_edge(page), *complaints.heard]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_settings_can_be_read_and_used_in_every_look(
    browser: Browser, company: Product, look: Look
) -> None:
    agent = Agent(company)
    website = a_website(agent, f"shop {look.name}")
    path = f"/api/channels/{website.channel}/chat"
    settings = agent.get(path)
    hours = settings["availability"] | {"mode": "hours"}
    agent.ask("PUT", path, {"version": settings["version"], "availability": hours})
    wrong: list[str] = []
    with somebody(browser, look) as context:
        page = context.new_page()
        complaints = Complaints(page)
        signed_in(page, company, website.settings)
        expect(page.get_by_role("heading", level=2).first).to_be_visible(timeout=SOON)
        for number, heading in enumerate(page.get_by_role("main").get_by_role("heading", level=2).all()):
            heading.scroll_into_view_if_needed()
            kept_picture(page, f"webchat-{number}-{look.name}")
        wrong += [*broken_rules(page), *cut_words(page), *over_the_edge(page), *complaints.heard]
    assert not wrong, "\n".join(wrong)
