"""The guides that the settings link to: pages with pictures, that lead on to each other, in every look."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browsing import LOOKS, PLAIN, SOON, Complaints, Look, somebody
from tests.e2e.looking import broken_rules, kept_picture, over_the_edge

WIZARD = "#/settings/inboxes/in_support/instagram"
GUIDES = ("messenger", "instagram", "whatsapp", "chat", "form", "custom", "webhooks", "api-tokens")
# pictures and links are loaded when they come near
LOOKED_AT = """async () => {
    for (const one of document.images) { one.loading = "eager"; await one.decode(); }
    return [...document.images].map((one) => one.naturalWidth);
}"""


def test_from_the_wizard_to_the_steps_of_another_platform_and_their_pictures(
    browser: Browser, url: str
) -> None:
    with somebody(browser, PLAIN) as context:
        page = context.new_page()
        page.goto(f"{url}/{WIZARD}")
        with context.expect_page() as opened:
            page.get_by_role("link", name="All steps, one by one").click(timeout=SOON)
        guide = opened.value
        expect(guide.get_by_role("heading", name="Instagram", level=1)).to_be_visible(timeout=SOON)

        guide.get_by_role("main").get_by_role("link", name="Messenger").last.click()

        expect(guide.get_by_role("heading", name="Messenger", level=1)).to_be_attached(timeout=SOON)
        expect(guide.get_by_role("heading", name="4. Tell Meta where to call")).to_be_in_viewport(
            timeout=SOON
        )
        widths = guide.evaluate(LOOKED_AT)
        assert len(widths) == 4 and all(widths)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_guide_can_be_read_in_every_look(browser: Browser, url: str, look: Look) -> None:
    wrong: list[str] = []
    with somebody(browser, look) as context:
        page = context.new_page()
        complaints = Complaints(page)
        for name in GUIDES:
            page.goto(f"{url}/guides/{name}.html")
            expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SOON)
            page.evaluate("document.fonts.ready")
            kept_picture(page, f"guide-{name}-{look.name}")
            wrong += [f"{name}: {one}" for one in [*broken_rules(page), *over_the_edge(page)]]
        wrong += complaints.heard
    assert not wrong, "\n".join(wrong)
