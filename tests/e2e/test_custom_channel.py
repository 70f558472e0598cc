"""Any other platform is connected in a browser, tried with the command shown, and answered."""

from __future__ import annotations

import re
import subprocess

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import LOOKS, SOON, Complaints, Look, somebody
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import HELD, SignInScreen, ThreadScreen, either
from tests.journeys.agent import Agent
from tests.journeys.product import Product, until
from tests.receiver import Receiver, receiver

NAME = either("Name", "Nombre")
OUTBOUND = either("Outbound address", "Dirección de salida")
CONNECT = either("Connect", "Conectar")
TRY_IT = either("Try it in a terminal", "Pruébalo en una terminal")
STORED = either("I have stored it", "Ya lo he guardado")
TEST = either("Send a test", "Enviar una prueba")
TAKEN = re.compile(r"\(HTTP 200\)")
REFUSED = re.compile(r"HTTP 500")
DELIVERIES = either("Deliveries", "Entregas")


def connect(page: Page, company: Product, inbox: str, name: str, outbound: str) -> str:
    """Connected; answers the command that the screen shows."""
    page.goto(f"{company.url}/#/settings/inboxes/{inbox}/custom")
    page.get_by_label(NAME).fill(name)
    page.get_by_label(OUTBOUND).fill(outbound)
    page.get_by_role("button", name=CONNECT).press("Enter")
    shown = page.get_by_role("dialog").get_by_role("group", name=TRY_IT).locator("code")
    expect(shown).to_be_visible(timeout=SOON)
    return shown.inner_text()


SOONER_THAN_THE_NEXT_LOOK = 12_000  # the list looks again every 15 seconds by itself


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_platform_is_connected_and_the_shown_command_writes_a_message(
    browser: Browser, company: Product, look: Look
) -> None:
    agent = Agent(company)
    inbox = agent.get("/api/inboxes")["items"][0]["id"]
    with somebody(browser, look) as context, receiver() as there:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(company.url)
        SignInScreen(page).sign_in()
        command = connect(page, company, inbox, f"Forum {look.name}", there.url)
        found = [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
        kept_picture(page, f"custom-made-{look.name}")
        page.get_by_role("button", name=STORED).press("Enter")
        expect(page.get_by_role("heading", name=f"Forum {look.name}")).to_be_visible(timeout=SOON)
        channel = page.url.split("/channels/")[1].split("/")[0]
        subprocess.run(["sh", "-c", f"set -e; {command}"], check=True, capture_output=True)

        listed = "/api/conversations?view=open"
        until(
            lambda: [one for one in agent.get(listed)["items"] if one["channel"] == channel],
            60,
            "a conversation",
        )
        sends_tests(page, there)
        found += [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
        kept_picture(page, f"custom-channel-{look.name}")
    assert not [*found, *complaints.heard]


def sends_tests(page: Page, there: Receiver) -> None:
    """A test is sent twice: it is taken, then refused, and the log tells of both."""
    page.get_by_role("button", name=TEST).press("Enter")
    expect(page.get_by_role("main").get_by_text(TAKEN)).to_be_visible(timeout=SOON)
    assert there.posts[-1]["type"] == "ping"
    there.answer = lambda event: 500
    page.get_by_role("button", name=TEST).press("Enter")
    expect(page.get_by_role("main").get_by_text(REFUSED).first).to_be_visible(timeout=SOON)
    rows = page.get_by_role("region", name=DELIVERIES).get_by_role("listitem")
    expect(rows).to_have_count(2, timeout=SOON)
    expect(rows.first).to_contain_text("HTTP 500")
    there.answer = lambda event: 200


def test_an_answer_that_was_refused_is_sent_again_from_the_channels_page(
    browser: Browser, company: Product
) -> None:
    agent = Agent(company)
    inbox = agent.get("/api/inboxes")["items"][0]["id"]
    with somebody(browser) as context, receiver() as there:
        page = context.new_page()
        page.goto(company.url)
        SignInScreen(page).sign_in()
        command = connect(page, company, inbox, "Refusing", there.url)
        page.get_by_role("button", name=STORED).press("Enter")
        expect(page.get_by_role("heading", name="Refusing")).to_be_visible(timeout=SOON)
        channel = page.url.split("/channels/")[1].split("/")[0]
        subprocess.run(["sh", "-c", f"set -e; {command}"], check=True, capture_output=True)
        listed = "/api/conversations?view=open"
        until(
            lambda: [one for one in agent.get(listed)["items"] if one["channel"] == channel],
            60,
            "a conversation",
        )
        (conversation,) = [one for one in agent.get(listed)["items"] if one["channel"] == channel]
        there.answer = lambda event: 422
        page.goto(f"{company.url}/#/inbox/all/open/{conversation['id']}")
        ThreadScreen(page).reply("It is on its way")
        until(
            lambda: [one for one in agent.entries(conversation["id"]) if one.get("delivery") == "failed"],
            60,
            "the refused answer",
        )
        assert [post for post in there.posts if post.get("text") == "It is on its way"]

        there.answer = lambda event: 200
        page.goto(f"{company.url}/#/settings/channels/{channel}/custom")
        row = page.get_by_role("region", name=DELIVERIES).get_by_role("listitem").first
        expect(row).to_contain_text("Failed", timeout=SOONER_THAN_THE_NEXT_LOOK)
        row.get_by_role("button", name="Send again").press("Enter")
        expect(row).to_contain_text("Taken", timeout=HELD)
        expect(page.get_by_role("button", name="Send again")).to_have_count(0)
