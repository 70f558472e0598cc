"""An admin makes an API token by keys, is shown it once, and revokes it; wide and on a phone."""

from __future__ import annotations

import json
import re
import urllib.request
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import LOOKS, PLAIN, SOON, Complaints, Look, somebody
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import SignInScreen, either
from tests.journeys.product import Product

NEW = either("New token", "Token nuevo")
NOBODY = either("No program has a token yet", "Ningún programa tiene un token todavía")
NAME = re.compile("^(Name|Nombre)")
WORDLESS = re.compile("Write a name|Escribe un nombre")
MAKE = either("Make token", "Crear el token")
ANSWER = either("Answer", "Responder")
KEPT = either("I have copied it", "Ya lo he copiado")
REVOKE = re.compile("^(Revoke|Revocar)")
REVOKED = either("Revoked", "Revocado")
TOKEN = re.compile(r"^bnd_\w{82}$")


def status(url: str, token: str) -> int:
    """What a program with the token is answered."""
    asked = urllib.request.Request(f"{url}/api/inboxes", headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return len(json.load(answer)["items"])
    except HTTPError as refused:
        return refused.code


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_token_is_made_shown_once_and_revoked(browser: Browser, company: Product, look: Look) -> None:
    wrong: list[str] = []

    def looked_at(page: Page, name: str) -> None:
        page.evaluate("document.fonts.ready")
        kept_picture(page, f"tokens-{name}-{look.name}")
        found = [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
        wrong.extend(f"{name} {look.name}: {one}" for one in found)

    with somebody(browser, look) as context:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(company.url)
        SignInScreen(page).sign_in()
        page.goto(f"{company.url}/#/settings/tokens")
        if look is PLAIN:
            expect(page.get_by_role("heading", name=NOBODY)).to_be_visible(timeout=SOON)
            looked_at(page, "none")

        page.get_by_role("button", name=NEW).press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_label(NAME)).to_be_focused()
        page.keyboard.press("Enter")
        expect(dialog.get_by_text(WORDLESS)).to_be_visible()
        page.keyboard.type(f"Orders {look.name}")
        dialog.get_by_role("radio", name=ANSWER).click()
        dialog.get_by_role("group").last.get_by_role("checkbox").first.press("Space")
        expect(dialog.get_by_role("checkbox", checked=True)).to_have_count(6)  # five permissions, one inbox
        looked_at(page, "new")
        dialog.get_by_role("button", name=MAKE).press("Enter")

        token = page.get_by_text(TOKEN)
        expect(token).to_be_visible(timeout=SOON)
        secret = token.inner_text()
        looked_at(page, "made")
        assert status(company.url, secret) == 1
        page.get_by_role("button", name=KEPT).press("Enter")
        expect(page.get_by_role("button", name=NEW)).to_be_focused()
        row = page.get_by_role("listitem").filter(has_text=f"Orders {look.name}")
        expect(row).to_be_visible()
        assert secret not in page.content()
        looked_at(page, "list")

        row.get_by_role("button", name=REVOKE).press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        looked_at(page, "revoke")
        page.get_by_role("dialog").get_by_role("button", name=REVOKE).press("Enter")
        expect(row.get_by_text(REVOKED)).to_be_visible(timeout=SOON)
        expect(page.get_by_role("button", name=NEW)).to_be_focused()
        assert status(company.url, secret) == 401
    assert not [*wrong, *complaints.heard]
