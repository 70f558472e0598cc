"""One thread out of two, by keys alone: merged, found by its old link, taken back; and moved elsewhere."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import SOON, somebody
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import InboxScreen, ThreadScreen
from tests.e2e.test_keyboard import signed_in
from tests.journeys.customer import a_mail, send
from tests.journeys.product import Product


def by_palette(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Command")).to_be_focused(timeout=SOON)
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def faults(page: Page, name: str) -> list[str]:
    kept_picture(page, name)
    return [*broken_rules(page), *cut_words(page), *over_the_edge(page)]


def test_two_conversations_become_one_thread_and_two_again(browser: Browser, company: Product) -> None:
    send(company, a_mail("The frame is bent.", "Bent frame"))
    send(company, a_mail("A wheel is missing, too.", "Missing wheel"))
    with somebody(browser) as context:
        page = context.new_page()
        inbox = signed_in(page, company)
        expect(inbox.row("Bent frame")).to_be_visible(timeout=SOON)
        thread = inbox.open("Missing wheel")
        old_link = page.url

        by_palette(page, "Merge")
        field = page.get_by_role("combobox", name="Find a conversation")
        expect(field).to_be_focused(timeout=SOON)
        page.keyboard.type("bent frame")
        expect(page.get_by_role("option")).to_have_count(1, timeout=SOON)
        assert faults(page, "merge-dialog") == []
        page.keyboard.press("Enter")

        expect(thread.head("Bent frame")).to_be_visible(timeout=SOON)
        expect(thread.says("The frame is bent.")).to_be_visible(timeout=SOON)
        expect(thread.says("A wheel is missing, too.")).to_be_visible(timeout=SOON)
        expect(thread.log.get_by_text(re.compile(r"^From \d+$"))).to_be_visible()
        expect(thread.log).to_contain_text("was merged into this conversation by you")
        expect(inbox.row("Missing wheel")).to_have_count(0, timeout=SOON)
        assert faults(page, "merged-thread") == []

        page.goto(old_link)
        expect(thread.head("Bent frame")).to_be_visible(timeout=SOON)
        expect(page.get_by_text("which you opened, was merged into this conversation")).to_be_visible()

        thread.log.get_by_role("button", name="Undo the merge").press("Enter")
        expect(thread.head("Missing wheel")).to_be_visible(timeout=SOON)
        expect(thread.says("The frame is bent.")).to_have_count(0, timeout=SOON)
        expect(inbox.row("Missing wheel")).to_be_visible(timeout=SOON)


def test_a_conversation_goes_to_another_inbox_and_z_takes_it_back(browser: Browser, company: Product) -> None:
    send(company, a_mail("What does a hundred cost?", "A hundred lamps"))
    with somebody(browser) as context:
        page = context.new_page()
        inbox = signed_in(page, company)
        expect(inbox.row("A hundred lamps")).to_be_visible(timeout=SOON)
        inbox.open("A hundred lamps")

        by_palette(page, "Move to inbox")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("answers still arrive", timeout=SOON)
        taken_by = dialog.get_by_role("option", selected=True)
        expect(taken_by).to_be_visible()
        page.keyboard.press("Enter")

        expect(page.get_by_text(re.compile("^Moved to")).first).to_be_visible(timeout=SOON)
        log = ThreadScreen(page).log
        expect(log).to_contain_text(re.compile("Moved from .+ to .+ by you"), timeout=SOON)
        page.keyboard.press("z")
        expect(log).to_contain_text(
            re.compile(r"Moved from .+ to .+ by you.*Moved from", re.DOTALL), timeout=SOON
        )
        expect(InboxScreen(page).row("A hundred lamps")).to_be_visible()
