"""The main journey where people are: a mail program on one side, a real browser on the other."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.browsing import SOON, Complaints, somebody
from tests.e2e.pages import HELD, WORDS, SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, plain_text, received, recipients_of, send
from tests.journeys.product import SUPPORT, Product


def test_a_mail_appears_is_answered_and_the_customers_answer_appears_without_a_reload(
    browser: Browser, product: Product, agent: Agent
) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(product.url)
        inbox = SignInScreen(page).sign_in()
        loaded = page.evaluate("performance.timeOrigin")

        mail = a_mail("The lamp flickers.\n\nWhat can I do?", "My lamp flickers")
        send(product, mail)
        expect(inbox.row("My lamp flickers")).to_be_visible(timeout=SOON)
        expect(page).to_have_title(re.compile(r"\(1\)"))

        thread = inbox.open("My lamp flickers")
        expect(thread.says("The lamp flickers.")).to_be_visible(timeout=SOON)
        thread.reply("We send you a new one.")
        expect(thread.says("We send you a new one.")).to_be_visible(timeout=SOON)

        ours = received(product, "Re: My lamp flickers", seconds=HELD / 1000)
        thread.is_sent("We send you a new one.")
        assert ours["In-Reply-To"] == mail["Message-ID"]
        assert str(mail["Message-ID"]) in str(ours["References"])
        assert recipients_of(ours) == ["carla@customer.test"]
        assert "reply+" in str(ours["Reply-To"])
        assert plain_text(ours).startswith("We send you a new one.")

        send(product, a_mail("Thank you so much!", "Re: My lamp flickers", answers=ours))
        expect(thread.says("Thank you so much!")).to_be_visible(timeout=SOON)
        # she answered to an address with a token, which is nothing to read
        expect(page.get_by_role("article").last.get_by_text(f"To {SUPPORT}")).to_be_visible()
        expect(page.get_by_text("reply+")).to_have_count(0)

        assert page.evaluate("performance.timeOrigin") == loaded, "the page was loaded again"
        assert complaints.heard == []
    found = [one for one in agent.conversations() if "My lamp flickers" in one["subject"]]
    assert len(found) == 1


def test_what_was_being_written_is_there_after_a_kill_and_goes_out_once(
    browser: Browser, product: Product
) -> None:
    """The process dies under an agent who is about to answer; the page says so, waits, and sends."""
    send(product, a_mail("Are you there?", "Cut in the middle"))
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(product.url)
        thread = SignInScreen(page).sign_in().open("Cut in the middle")
        thread.reply_box.click()
        page.keyboard.type("Yes, we are.")
        product.kill()
        page.get_by_role("button", name=WORDS.send).click()
        product.start()

        thread.is_sent("Yes, we are.", within=3 * HELD)

    ours = received(product, "Re: Cut in the middle")
    assert plain_text(ours).startswith("Yes, we are.")
    copies = [path for path in product.outbox.glob("*.eml") if b"Cut in the middle" in path.read_bytes()]
    assert len(copies) == 1


def test_a_message_about_something_else_is_parted_with_one_click_and_its_thread_stays_whole(
    browser: Browser, product: Product, agent: Agent
) -> None:
    first = a_mail("The old lamp flickers.", "An old lamp")
    send(product, first)
    agent.about("An old lamp")
    other = a_mail("Please send me the bill.", "A bill")
    other["In-Reply-To"] = str(first["Message-ID"])
    send(product, other)
    with somebody(browser) as context:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(product.url)
        inbox = SignInScreen(page).sign_in()
        thread = inbox.open("An old lamp")
        expect(thread.says("Please send me the bill.")).to_be_visible(timeout=SOON)

        part = page.get_by_role("button", name="Make it a conversation of its own")
        before = len(agent.conversations())
        part.click()
        toasts = page.get_by_role("region", name="Messages")
        toasts.get_by_role("button", name="Undo").click()
        expect(part).to_be_visible()
        assert len(agent.conversations()) == before
        part.click()
        toasts.get_by_role("button", name="Show").click(timeout=HELD)

        expect(thread.head("A bill")).to_be_visible(timeout=SOON)
        expect(thread.says("Please send me the bill.")).to_be_visible(timeout=SOON)
        thread = inbox.open("An old lamp")
        expect(thread.says("The old lamp flickers.")).to_be_visible(timeout=SOON)
        expect(thread.says("This message began a conversation of its own")).to_be_visible(timeout=SOON)
        assert complaints.heard == []
