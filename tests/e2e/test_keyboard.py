"""A day's work without a mouse: walk, read, answer, note, close, find, and always see where one is."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import SOON, somebody
from tests.e2e.pages import HELD, InboxScreen, ThreadScreen
from tests.e2e.screens import HELD as STALE
from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, received, send
from tests.journeys.product import ADMIN, PASSWORD, Product, until

# The focused element shows it: by an outline, a ring or a bar, its own or that of what it stands in.
SHOWS_FOCUS = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return 'nothing has the focus';
  const ringed = (element) => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== 'none';
  };
  for (let element = one, up = 0; element && up < 4; element = element.parentElement, up += 1)
    if (ringed(element)) return '';
  if (getComputedStyle(one, '::after').backgroundColor !== 'rgba(0, 0, 0, 0)') return '';
  return one.outerHTML.slice(0, 160);
}
"""
PART = "document.activeElement.closest('nav, main, aside, [role=region]')?.ariaLabel ?? ''"


def signed_in(page: Page, company: Product) -> InboxScreen:
    """By keys alone: the focus begins in the first field."""
    page.goto(company.url)
    page.get_by_label("Email").focus()
    page.keyboard.type(ADMIN)
    page.get_by_label("Password", exact=True).focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    inbox = InboxScreen(page)
    expect(inbox.rows.first).to_be_visible(timeout=SOON)  # keys walk through what is there
    return inbox


def test_a_conversation_is_read_answered_noted_and_closed_by_keys(browser: Browser, company: Product) -> None:
    send(company, a_mail("Do you ship to Malta?", "Shipping to Malta"))
    with somebody(browser) as context:
        page = context.new_page()
        inbox = signed_in(page, company)
        expect(inbox.row("Shipping to Malta")).to_be_visible(timeout=SOON)
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        thread = ThreadScreen(page)
        expect(thread.head("Shipping to Malta")).to_be_visible(timeout=SOON)

        page.keyboard.press("r")
        expect(thread.reply_box).to_be_focused(timeout=SOON)
        page.keyboard.type("We do.")
        page.keyboard.press("Control+Enter")
        thread.is_sent("We do.", within=HELD)
        received(company, "Re: Shipping to Malta")

        page.keyboard.press("Escape")
        page.keyboard.press("n")
        expect(thread.note_box).to_be_focused(timeout=SOON)
        page.keyboard.type("Ask her about the plug")
        page.keyboard.press("Control+Enter")
        expect(thread.says("Ask her about the plug")).to_be_visible(timeout=SOON)

        page.keyboard.press("Escape")
        page.keyboard.press("e")
        expect(inbox.row("Shipping to Malta")).to_have_count(0, timeout=SOON)
        agent = Agent(company)
        closed = "Shipping to Malta"
        until(lambda: closed in [one["subject"] for one in agent.conversations("closed")], 15, "it is closed")


def test_tab_reaches_every_part_and_always_shows_where_it_is(browser: Browser, company: Product) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        signed_in(page, company)
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page.get_by_role("log")).to_be_visible(timeout=SOON)
        page.evaluate("document.activeElement.blur()")
        unseen: set[str] = set()
        parts: set[str] = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            unseen.add(str(page.evaluate(SHOWS_FOCUS)))
            parts.add(str(page.evaluate(PART)))

    assert unseen - {"", "nothing has the focus"} == set()
    assert len(parts) >= 3, parts


def test_the_palette_finds_by_keys_and_lets_go(browser: Browser, company: Product) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        signed_in(page, company)
        page.keyboard.press("Control+k")
        expect(page.get_by_role("dialog")).to_be_visible(timeout=SOON)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0, timeout=SOON)

        page.keyboard.press("Control+k")
        page.keyboard.type("Closed")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/closed$"), timeout=SOON)


def test_the_skip_link_is_the_first_stop(browser: Browser, company: Product) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        signed_in(page, company)
        page.reload()
        expect(InboxScreen(page).list_region).to_be_visible(timeout=SOON)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to conversation")).to_be_focused()


def test_a_held_mail_is_opened_read_dropped_and_taken_back_by_keys(
    browser: Browser, company: Product
) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        signed_in(page, company)
        page.goto(f"{company.url}/#/settings/health")
        row = page.get_by_role("button", name=STALE)
        expect(row).to_be_visible(timeout=SOON)
        row.focus()
        page.keyboard.press("Enter")
        pane = page.get_by_role("complementary", name="Nobody has this address")
        expect(pane.get_by_role("heading", name="Nobody has this address")).to_be_focused(timeout=SOON)
        pane.get_by_role("radio", name="Raw").focus()
        page.keyboard.press("ArrowRight")
        expect(pane.get_by_role("region", name="What could be read")).to_contain_text("Who am I writing to?")
        page.keyboard.press("Escape")
        expect(pane).to_have_count(0)
        expect(row).to_be_focused()

        page.keyboard.press("Enter")
        pane.get_by_role("button", name="Drop").focus()
        page.keyboard.press("Enter")
        note = page.get_by_role("textbox", name="Note")
        expect(note).to_be_focused(timeout=SOON)
        page.keyboard.press("Escape")
        expect(note).to_have_count(0)
        pane.get_by_role("button", name="Drop").press("Enter")
        page.get_by_role("dialog").get_by_role("button", name="Drop").press("Enter")
        expect(page.get_by_text("Say why")).to_be_visible(timeout=SOON)
        note.fill("A test of ours")
        page.get_by_role("dialog").get_by_role("button", name="Drop").press("Enter")
        dropped = page.get_by_role("table", name="Dropped")
        expect(dropped.get_by_text("A test of ours")).to_be_visible(timeout=SOON)
        expect(page.get_by_role("main", name="Health")).to_be_focused(timeout=SOON)

        page.keyboard.press("z")
        expect(page.get_by_role("table", name="Quarantine").get_by_role("button", name=STALE)).to_be_visible(
            timeout=SOON
        )
        expect(dropped).to_have_count(0, timeout=SOON)
