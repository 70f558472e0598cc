"""The way to a team address in a browser, step by step, readable at every one of them."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.browsing import LOOKS, PLAIN, SOON, Complaints, Look, somebody
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.customer import received, send
from tests.journeys.product import Product
from tests.journeys.test_team_address_journey import TEAM, a_request, forwarded


def wrong_with(page: Page, name: str, look: Look) -> list[str]:
    page.evaluate("document.fonts.ready")
    kept_picture(page, f"email-{name}-{look.name}")
    found = [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
    return [f"{name} {look.name}: {one}" for one in found]


def address_of(agent: Agent) -> str:
    inboxes = agent.get("/api/inboxes")["items"]
    return next(str(one["id"]) for one in inboxes if one["name"] == "Support")


def test_a_team_address_is_connected_step_by_step(browser: Browser, company: Product) -> None:
    inbox = address_of(Agent(company))
    with somebody(browser, PLAIN) as context:
        page = context.new_page()
        page.goto(company.url)
        SignInScreen(page).sign_in()
        page.goto(f"{company.url}/#/settings/inboxes/{inbox}/email")
        page.get_by_role("textbox", name="Team address").fill("help@bandeja.test")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Mail to this domain comes here already")).to_be_visible(timeout=SOON)
        wrong = wrong_with(page, "refused", PLAIN)
        complaints = Complaints(page)  # from here on: the console calls that refusal an error
        page.get_by_role("textbox", name="Team address").fill(TEAM)
        page.keyboard.press("Enter")
        page.get_by_role("radio", name="Microsoft 365").click()
        expect(page.get_by_text("Exchange admin center")).to_be_visible(timeout=SOON)
        wrong += wrong_with(page, "forwarding", PLAIN)
        page.get_by_role("button", name="I added the forwarding").click()
        expect(page.get_by_text("Waiting for a mail from your provider")).to_be_visible(timeout=SOON)

        send(company, a_request())
        expect(page.get_by_text("481 207 73")).to_be_visible(timeout=SOON)
        wrong += wrong_with(page, "code", PLAIN)
        page.reload()
        page.get_by_role("button", name="I entered the code").click()
        page.get_by_role("button", name="Send the test mail").click()
        expect(page.get_by_text(re.compile("Waiting for it to come back"))).to_be_visible(timeout=SOON)
        wrong += wrong_with(page, "waiting", PLAIN)
        forwarded(company, received(company, f"Test of the forwarding of {TEAM}"))
        expect(page.get_by_text("The forwarding works")).to_be_visible(timeout=SOON)

        page.get_by_role("textbox", name="Company").fill("Company S")
        page.get_by_role("textbox", name="Signature").fill("{agent}\nSupport, {company}")
        expect(page.get_by_text("from Company S")).to_be_visible(timeout=SOON)
        expect(page.get_by_text("All changes saved")).to_be_visible(timeout=SOON)
        page.reload()
        expect(page.get_by_role("textbox", name="Signature")).to_have_value(
            "{agent}\nSupport, {company}", timeout=SOON
        )
        wrong += wrong_with(page, "proven", PLAIN)
        # the browser says so too when an address is refused, as it was above
        wrong += [one for one in complaints.heard if "422" not in one]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_page_can_be_read_and_used_in_every_look(browser: Browser, company: Product, look: Look) -> None:
    agent = Agent(company)
    inbox = address_of(agent)
    path = f"/api/inboxes/{inbox}/email"
    agent.ask("POST", f"{path}/team-address", {"address": TEAM})
    agent.ask("POST", f"{path}/step", {"step": "added"})
    agent.ask("POST", f"{path}/step", {"step": "confirmed", "done": False})
    send(company, a_request())
    records = agent.ask("POST", f"{path}/domain-check", {}).json["domain"]["records"]
    names = {one["name"]: {one["type"]: [one["value"]]} for one in records[:2]}
    names[records[2]["name"]] = {"CNAME": [records[1]["value"]]}
    (company.folder / "dns.json").write_text(json.dumps(names))
    agent.ask("POST", f"{path}/domain-check", {})
    with somebody(browser, look) as context:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(company.url)
        page.get_by_role("heading").first.wait_for()
        SignInScreen(page).sign_in()
        page.goto(f"{company.url}/#/settings/inboxes/{inbox}/email")
        expect(page.get_by_text("481 207 73")).to_be_visible(timeout=SOON)
        wrong = wrong_with(page, "page", look)
        page.get_by_role("table").scroll_into_view_if_needed()
        wrong += wrong_with(page, "domain", look) + complaints.heard
    assert not wrong, "\n".join(wrong)


def test_a_first_look_at_the_domain_that_fails_is_not_repeated_by_itself(
    browser: Browser, company: Product
) -> None:
    agent = Agent(company)
    inbox = address_of(agent)
    agent.ask("POST", f"/api/inboxes/{inbox}/email/team-address", {"address": "help@unchecked.example"})
    asked: list[str] = []

    def fails(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=503, content_type="application/problem+json", body='{"code": "Throttled"}')

    with somebody(browser, PLAIN) as context:
        page = context.new_page()
        page.route("**/email/domain-check", fails)
        page.goto(company.url)
        SignInScreen(page).sign_in()
        with page.expect_response("**/email/domain-check"):
            page.goto(f"{company.url}/#/settings/inboxes/{inbox}/email")
        with page.expect_response("**/email/domain-check"):
            page.get_by_role("button", name="Check now").click()
        expect(page.get_by_role("button", name="Check now")).to_be_enabled(timeout=SOON)
    assert len(asked) == 2


def test_a_domain_that_is_not_sent_from_is_said_and_has_no_records(
    browser: Browser, company: Product
) -> None:
    """As a deployment answers for an address beside its own domain; at home every domain is sent from."""
    agent = Agent(company)
    inbox = address_of(agent)
    agent.ask("POST", f"/api/inboxes/{inbox}/email/team-address", {"address": TEAM})
    settings = agent.ask("POST", f"/api/inboxes/{inbox}/email/domain-check", {}).json
    settings["domain"] |= {"records": [], "verified": False}
    with somebody(browser, PLAIN) as context:
        page = context.new_page()
        page.route(f"**/inboxes/{inbox}/email", lambda route: route.fulfill(json=settings))
        page.goto(company.url)
        SignInScreen(page).sign_in()
        page.goto(f"{company.url}/#/settings/inboxes/{inbox}/email")
        expect(page.get_by_text("This installation does not send from example.com")).to_be_visible(
            timeout=SOON
        )
        expect(page.get_by_role("table")).to_have_count(0)
        wrong = wrong_with(page, "elsewhere", PLAIN)
    assert not wrong, "\n".join(wrong)
