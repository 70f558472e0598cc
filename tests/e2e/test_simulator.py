"""The simulator beside the inbox: a person on the phone and an agent write to each other, and see it."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from infra.local.fake_graph.company import NUMBER_ID
from tests.e2e.browsing import Complaints, Look, somebody
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.messenger import number_to_connect
from tests.journeys.product import Product

QUESTION, ANSWER = "Is the wide bowl heavy?", "Which one do you mean?"
LOOKS = (Look("light", "en", 1440), Look("dark", "es", 390))


def connect(agent: Agent) -> None:
    """The made-up company's number, unless the first start has connected it already."""
    inbox = agent.get("/api/inboxes")["items"][0]["id"]
    assert agent.ask("POST", "/api/channels", number_to_connect(inbox)).status in (201, 409)


def plays(page: Page, name: str) -> None:
    """Somebody nobody knows yet writes from WhatsApp."""
    account = page.get_by_role("combobox", name="Account")
    expect(account).to_be_visible()
    account.select_option(NUMBER_ID)
    page.get_by_role("combobox", name="Person").select_option("+")
    page.get_by_role("dialog").get_by_label("Name").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Person").locator("option:checked")).to_have_text(name)


def writes(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Message", exact=True).fill(text)
    page.keyboard.press("Enter")


def answers(inbox: Page, text: str, *choices: str) -> None:
    """With what the person may press instead of writing."""
    inbox.get_by_role("textbox", name="Reply").click()
    inbox.keyboard.type(text)
    inbox.get_by_role("button", name="Add a quick reply").click()
    for choice in choices:
        inbox.get_by_role("textbox", name="Quick reply").fill(choice)
        inbox.keyboard.press("Enter")
    inbox.get_by_role("button", name="Close", exact=True).last.click()
    inbox.get_by_role("button", name=re.compile("^Send")).first.click()


def test_a_person_on_the_phone_and_an_agent_see_what_the_other_does(
    browser: Browser, company: Product
) -> None:
    connect(Agent(company))
    with somebody(browser, LOOKS[0]) as context:
        phone, inbox = context.new_page(), context.new_page()
        complaints = [Complaints(phone), Complaints(inbox)]
        inbox.goto(company.url)
        SignInScreen(inbox).sign_in()
        phone.goto(f"{company.url}/simulator")
        plays(phone, "Eva Sol")
        phone.get_by_role("combobox", name=re.compile("^How the network")).last.select_option("twice")
        writes(phone, QUESTION)
        row = phone.get_by_role("row").filter(has_text=QUESTION)
        expect(row).to_contain_text("200 × 2, kept once")

        inbox.goto(f"{company.url}{row.get_by_role('link').get_attribute('href')}")
        expect(inbox.get_by_role("log").get_by_text(QUESTION)).to_have_count(1)
        expect(phone.get_by_role("log").get_by_text("Seen")).to_be_visible()
        answers(inbox, ANSWER, "The blue one", "The red one")
        phone.get_by_role("group", name="Offered answers").get_by_role("button", name="The red one").click()

        offered = inbox.get_by_role("log").get_by_role("list", name="To choose from")
        pressed = offered.get_by_role("listitem").filter(has_text="Pressed a button")
        expect(pressed).to_have_count(1)
        expect(pressed).to_contain_text("The red one")
        kept_picture(phone, "simulator-phone")
        wrong = [*broken_rules(phone), *cut_words(phone), *over_the_edge(phone)]
        assert not [*wrong, *(one for each in complaints for one in each.heard)]


def test_more_answers_than_buttons_open_from_a_list(browser: Browser, company: Product) -> None:
    connect(Agent(company))
    times = ("Monday morning", "Tuesday", "Thursday", "Saturday from 10 to 12")
    with somebody(browser, LOOKS[0]) as context:
        phone, inbox = context.new_page(), context.new_page()
        complaints = [Complaints(phone), Complaints(inbox)]
        inbox.goto(company.url)
        SignInScreen(inbox).sign_in()
        phone.goto(f"{company.url}/simulator")
        plays(phone, "Noa Gil")
        writes(phone, "When do you come?")
        link = phone.get_by_role("row").filter(has_text="When do you come?").get_by_role("link")
        inbox.goto(f"{company.url}{link.get_attribute('href')}")
        answers(inbox, "When suits you?", *times)

        opens = phone.get_by_role("log").get_by_role("button", name="Choose", exact=True)
        opens.press("Enter")
        rows = phone.get_by_role("menu", name="Choose").get_by_role("menuitem")
        expect(rows).to_have_text(list(times))
        kept_picture(phone, "simulator-list")
        wrong = [*broken_rules(phone), *cut_words(phone), *over_the_edge(phone)]
        rows.last.press("Enter")

        offered = inbox.get_by_role("log").get_by_role("list", name="To choose from")
        chosen = offered.get_by_role("listitem").filter(has_text="Pressed a button")
        expect(chosen).to_contain_text("Saturday from 10 to 12")
        kept_picture(inbox, "chosen-from-a-list")
        wrong += [*broken_rules(inbox), *cut_words(inbox), *over_the_edge(inbox)]
        assert not [*wrong, *(one for each in complaints for one in each.heard)]


def test_what_goes_wrong_is_ordered_and_seen(browser: Browser, company: Product) -> None:
    connect(Agent(company))
    with somebody(browser, LOOKS[1]) as context:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(f"{company.url}/simulator")
        page.get_by_role("tab", name="Teléfono").click()
        page.get_by_role("combobox", name="Cuenta").select_option(NUMBER_ID)
        log = page.get_by_role("log")
        box, network = page.get_by_role("textbox", name="Mensaje"), page.get_by_role("combobox")
        for how in ("forged", "held"):
            network.filter(has=page.locator(f"option[value={how}]")).select_option(how)
            box.fill(f"{how} words")
            box.press("Enter")
            expect(log.get_by_text(f"{how} words")).to_be_visible()
        expect(log.get_by_text("No entregado")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="1 webhook retenido")).to_be_visible()
        page.get_by_role("button", name="Soltar").click()
        expect(log.get_by_text("Entregado", exact=True)).to_be_visible()

        page.get_by_role("button", name="Qué puede fallar").press("Enter")
        page.get_by_role("button", name="Dejar pasar 24 horas para esta persona").press("Enter")
        expect(page.get_by_role("row").filter(has_text="Horas pasadas para esta persona: 24")).to_be_visible()
        wrong = [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
        page.keyboard.press("Escape")
        kept_picture(page, "simulator-wrong")
        wrong += [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
    assert not [*wrong, *complaints.heard]
