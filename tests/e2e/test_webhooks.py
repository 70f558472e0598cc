"""An admin sets up a webhook by keys, sees what it was told, tells it again, and deletes it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browsing import LOOKS, SOON, Complaints, Look, somebody
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import SignInScreen, either
from tests.journeys.agent import Agent
from tests.journeys.product import Product, until
from tests.receiver import receiver

NEW = either("New webhook", "Webhook nuevo")
NAME = either("Name", "Nombre")
ADDRESS = either("Address", "Dirección")
CLOSED = either("A conversation is closed", "Se cierra una conversación")
MAKE = either("Make webhook", "Crear el webhook")
STORED = either("I have stored it", "Ya lo he guardado")
TEST = either("Send a test", "Enviar una prueba")
DELIVERIES = either("Deliveries", "Entregas")
REPLAY = either("Replay", "Repetir")
DELETE = either("Delete", "Eliminar")
REFRESH = either("Refresh", "Actualizar")


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_webhook_is_told_what_happens_and_can_be_told_again(
    browser: Browser, company: Product, look: Look
) -> None:
    agent = Agent(company)
    name = f"Orders {look.name}"
    found: list[str] = []
    with somebody(browser, look) as context, receiver() as there:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(company.url)
        SignInScreen(page).sign_in()
        page.goto(f"{company.url}/#/settings/webhooks")
        page.get_by_role("button", name=NEW).press("Enter")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label(NAME).fill(name)
        dialog.get_by_label(ADDRESS).fill(there.url)
        dialog.get_by_role("checkbox", name=CLOSED).press("Space")
        dialog.get_by_role("button", name=MAKE).press("Enter")
        page.get_by_role("button", name=STORED).press("Enter")
        page.get_by_role("link", name=re.compile(f"^{name}")).press("Enter")
        page.get_by_role("button", name=TEST).press("Enter")
        expect(page.get_by_role("main").get_by_text(re.compile(r"\(HTTP 200\)"))).to_be_visible(timeout=SOON)

        conversation = agent.get("/api/conversations?view=open")["items"][0]["id"]
        assert agent.ask("POST", f"/api/conversations/{conversation}/close", {}).status == 200

        def closings() -> list[str]:
            return [post["id"] for post in there.posts if post["type"] == "conversation.closed"]

        until(closings, 60, "a closing")
        page.get_by_role("button", name=REFRESH).press("Enter")
        rows = page.get_by_role("region", name=DELIVERIES).get_by_role("listitem")
        expect(rows).to_have_count(2, timeout=SOON)
        rows.first.get_by_role("button", name=REPLAY).press("Enter")
        until(lambda: len(closings()) == 2, 60, "the closing again")
        assert len(set(closings())) == 1, "the receiver can tell that it is the same event"
        found += [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
        kept_picture(page, f"webhook-told-{look.name}")
        agent.ask("POST", f"/api/conversations/{conversation}/reopen", {})

        page.get_by_role("main").get_by_role("button", name=DELETE).press("Enter")
        page.get_by_role("dialog").get_by_role("button", name=DELETE).press("Enter")
        expect(page.get_by_role("link", name=re.compile(f"^{name}"))).to_have_count(0, timeout=SOON)
    assert not [*found, *complaints.heard]
