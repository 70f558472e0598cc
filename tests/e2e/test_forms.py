"""A form is built in a browser, filled in by somebody, and read by the team."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, FilePayload, FrameLocator, Locator, Page, expect

from tests.e2e.browsing import LOOKS, SOON, Complaints, Look, somebody
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.product import Product, until


def signed_in(page: Page, company: Product, address: str) -> None:
    page.goto(company.url)
    page.get_by_role("heading").first.wait_for()
    SignInScreen(page).sign_in()
    page.goto(f"{company.url}/{address}")


def a_form(agent: Agent, name: str) -> str:
    inbox = agent.get("/api/inboxes")["items"][0]["id"]
    made = agent.ask("POST", "/api/channels", {"kind": "form", "inbox": inbox, "name": name})
    assert made.status == 201, made
    return str(made.json["channel"])


def preview(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[title='Preview']")


def test_a_form_is_built_and_seen_as_it_will_be(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    with somebody(browser) as context:
        page = context.new_page()
        complaints = Complaints(page)
        signed_in(page, company, "#/settings/profile")
        page.get_by_role("link", name="Add a form").first.click()
        page.get_by_role("button", name="Make the form").click()
        expect(page.get_by_text("Write a name.")).to_be_visible()
        page.get_by_role("textbox", name="Name of the form").fill("Orders")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Fields")).to_be_visible(timeout=SOON)
        form = page.url.split("/channels/")[1].split("/")[0]
        path = f"/api/channels/{form}/form"

        page.get_by_role("button", name="Add a field").click()
        page.get_by_role("menuitem", name="Choice of one").click()
        page.get_by_role("textbox", name="Label", exact=True).fill("Size")
        expect(page.get_by_text("Saved once what is marked is right.")).to_be_visible()
        page.get_by_role("textbox", name="Option 1").fill("Small")
        page.keyboard.press("Enter")
        page.get_by_role("textbox", name="Option 2").fill("Large")
        page.get_by_role("checkbox", name="Must be filled in").check()
        expect(preview(page).get_by_label("Size")).to_be_visible(timeout=SOON)

        page.get_by_role("button", name=re.compile("^Size")).focus()
        page.keyboard.press("Alt+ArrowUp")
        expect(page.get_by_text("Size is number 3 of 4 now")).to_be_attached()
        page.get_by_role("button", name="More about Name").click()
        page.get_by_role("menuitem", name="Remove").click()
        until(
            lambda: [one["key"] for one in agent.get(path)["fields"]] == ["email", "select", "message"],
            15,
            "the order is kept",
        )
        page.get_by_role("button", name="Undo").click()
        until(lambda: len(agent.get(path)["fields"]) == 4, 15, "the name is back")

        page.get_by_role("radio", name="Español").click()
        page.get_by_role("textbox", name="Heading").fill("Pedidos")
        expect(preview(page).get_by_role("heading", name="Pedidos")).to_be_visible(timeout=SOON)
        expect(preview(page).get_by_role("button", name="Enviar")).to_be_disabled()
        assert complaints.heard == []

    kept = agent.get(path)
    assert [one["key"] for one in kept["fields"]] == ["name", "email", "select", "message"]
    assert kept["title"] == {"en": "Orders", "es": "Pedidos"}
    assert kept["fields"][2]["options"] == [{"en": "Small", "es": ""}, {"en": "Large", "es": ""}]
    assert kept["fields"][2]["required"]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_builder_is_readable_for_everybody(browser: Browser, company: Product, look: Look) -> None:
    form = a_form(Agent(company), f"Readable {look.name}")
    with somebody(browser, look) as context:
        page = context.new_page()
        signed_in(page, company, f"#/settings/channels/{form}/form")
        page.locator("button.open").first.click()
        expect(page.locator("iframe")).to_be_visible(timeout=SOON)
        kept_picture(page, f"form-builder-{look.name}")
        assert broken_rules(page) == []
        assert cut_words(page) == []
        assert over_the_edge(page) == []


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_page_is_filled_in_without_scripts_and_readable(
    browser: Browser, company: Product, look: Look
) -> None:
    agent = Agent(company)
    form = a_form(agent, f"Contact {look.name}")
    with somebody(browser, look) as scripted:
        page = scripted.new_page()
        page.goto(f"{company.url}/forms/{form}")
        assert broken_rules(page) == []
        kept_picture(page, f"form-{look.name}")
        assert over_the_edge(page) == []
    with browser.new_context(java_script_enabled=False, locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{company.url}/forms/{form}")
        page.get_by_label("Name (optional)").fill("Eva Ruiz")
        page.get_by_label("Email").fill("eva@nowhere")
        page.get_by_label("Message").fill("First line\nSecond")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert").get_by_text("Please write an email address")).to_be_visible()
        expect(page.get_by_label("Message")).to_have_value("First line\nSecond")
        page.get_by_label("Email").fill("eva@example.com")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="Sent")).to_be_visible()

    def began() -> str:
        rows = [*agent.conversations(), *agent.conversations("spam")]
        return next((str(row["id"]) for row in rows if row["subject"] == f"Contact {look.name}"), "")

    conversation = until(began, 15, "a conversation began")
    with somebody(browser, look) as context:
        page = context.new_page()
        signed_in(page, company, f"#/inbox/all/open/{conversation}")
        answers = page.locator(".bubble dl")
        expect(answers).to_contain_text("Eva Ruiz", timeout=SOON)
        kept_picture(page, f"form-in-thread-{look.name}")
        assert broken_rules(page) == []


@contextmanager
def another_site(page: str) -> Iterator[str]:
    """The address of a site of its own with one page."""

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            # as strict as a page with a form can be
            allowed = " ".join(re.findall(r"http://[^/\"]+", page)[:1])
            policy = f"default-src 'none'; script-src {allowed}; frame-src {allowed}"
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def test_a_form_in_a_page_grows_with_what_it_says(browser: Browser, company: Product) -> None:
    form = a_form(Agent(company), "Framed")
    shop = f"""<!doctype html><html lang="en"><title>Shop</title><main>
      <div data-form="{company.url}/forms/{form}" data-title="Contact us" data-theme="dark"></div></main>
      <script async src="{company.url}/forms/embed.js"></script></html>"""
    with another_site(shop) as site, somebody(browser) as context:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(site)
        frame = page.frame_locator("iframe[title='Contact us']")
        expect(frame.get_by_label("Email")).to_be_visible(timeout=SOON)
        iframe = page.locator("iframe")
        before = until(lambda: _height(iframe) if _height(iframe) != 480 else 0, 10, "it has its own height")
        frame.get_by_label("Email").fill("eva@nowhere")
        frame.get_by_label("Message").fill("Hi")
        frame.get_by_role("button", name="Send").click()
        expect(frame.get_by_role("alert").first).to_be_visible(timeout=SOON)
        until(lambda: _height(iframe) > before, 10, "it grows with what is wrong")
        frame.get_by_label("Email").fill("eva@example.com")
        frame.get_by_role("button", name="Send").click()
        expect(frame.get_by_role("heading", name="Sent")).to_be_visible(timeout=SOON)
        until(lambda: _height(iframe) < before, 10, "it is small again")
        assert complaints.heard == [] or all("422" in one for one in complaints.heard)


def _height(iframe: Locator) -> int:
    return int(iframe.get_attribute("height") or 0)


def test_the_made_up_shop_has_a_form_on_a_page_as_strict_as_can_be(
    browser: Browser, company: Product
) -> None:
    form = a_form(Agent(company), "Shop")
    with somebody(browser) as context:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(f"{company.url}/demo/contact.html?form={form}")
        frame = page.frame_locator("iframe[title='Contact us']")
        frame.get_by_label("Email").fill("eva@example.com")
        frame.get_by_label("Message").fill("Do you ship?")
        frame.get_by_role("button", name="Send").dblclick()
        expect(frame.get_by_role("heading", name="Sent")).to_be_visible(timeout=SOON)
        assert complaints.heard == []


def test_a_large_file_goes_up_before_the_form(browser: Browser, company: Product) -> None:
    agent = Agent(company)
    form = a_form(agent, "Large files")
    fields = agent.get(f"/api/channels/{form}/form")["fields"]
    plan = {"key": "plan", "kind": "file", "label": {"en": "Plan", "es": "Plano"}, "required": True}
    agent.ask("PUT", f"/api/channels/{form}/form", {"version": 1, "fields": [*fields, plan]})
    large: FilePayload = {
        "name": "plan.bin",
        "mimeType": "application/octet-stream",
        "buffer": bytes(6_000_000),
    }
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{company.url}/forms/{form}")
        page.get_by_label("Email").fill("eva@nowhere")
        page.get_by_label("Message").fill("See the plan")
        page.get_by_label("Plan").set_input_files([large])
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Uploaded: plan.bin")).to_be_visible(timeout=SOON)
        page.get_by_label("Email").fill("eva@example.com")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="Sent")).to_be_visible(timeout=SOON)

    rows = [*agent.conversations(), *agent.conversations("spam")]  # a test may be faster than people are
    row = next(one for one in rows if one["subject"] == "Large files")
    (file,) = agent.entries(row["id"])[0]["attachments"]
    assert (file["name"], file["size"]) == ("plan.bin", 6_000_000)


def test_a_plain_form_of_another_site_is_corrected_on_our_page_and_nothing_is_lost(
    browser: Browser, company: Product
) -> None:
    agent = Agent(company)
    form = a_form(agent, "Applications")
    address = f"{company.url}/forms/{form}"
    site = (
        f'<form method="post" action="{address}" enctype="multipart/form-data">'
        '<input name="your-email" aria-label="Mail"><textarea name="Nachricht" aria-label="Words"></textarea>'
        '<input name="post" value="Baker" aria-label="Post"><input type="file" name="cv" aria-label="CV">'
        "<button>Go</button></form>"
    )
    large: FilePayload = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": bytes(3_500_000)}
    small: FilePayload = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    with another_site(site) as shop, somebody(browser) as context:
        page = context.new_page()
        page.goto(shop)
        page.get_by_label("Mail").fill("eva@nowhere")
        page.get_by_label("Words").fill("Here I am")
        page.get_by_label("CV").set_input_files([small])
        page.get_by_role("button", name="Go").click()
        expect(page.get_by_label("Message")).to_have_value("Here I am", timeout=SOON)
        assert broken_rules(page) == []
        kept_picture(page, "form-of-ones-own-corrected")
        page.get_by_label("Email").fill("eva@example.com")
        page.get_by_label("cv").set_input_files([large])
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("This is too large to send.")).to_be_visible()
        page.get_by_label("cv").set_input_files([small])
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="Sent")).to_be_visible(timeout=SOON)

    rows = [*agent.conversations(), *agent.conversations("spam")]
    row = next(one for one in rows if one["subject"] == "Applications")
    first = agent.entries(row["id"])[0]
    assert first["parts"][0]["text"] == (
        "Email: eva@example.com\nMessage: Here I am\ncv: cv.pdf\npost: Baker"
    )
    assert [(file["name"], file["size"]) for file in first["attachments"]] == [("cv.pdf", 4)]
