"""Our mail comes back: seen on the message, on the person and in the composer, until they write again."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

from playwright.sync_api import Browser, expect

from tests.e2e.browsing import somebody
from tests.e2e.pages import SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, received, send
from tests.journeys.product import SUPPORT, Product, until

DORA = "dora@customer.test"


def a_report(of: EmailMessage, action: str, status: str, reason: str) -> bytes:
    """What a mail system writes back (RFC 3464) about `of`."""
    return f"""\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.customer.test>
To: {SUPPORT}
Subject: Delivery Status Notification ({action})
Message-ID: <{action}.{str(of["Message-ID"]).strip("<>").partition("@")[0]}@mx.customer.test>
Date: Tue, 5 Jan 2021 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mx.customer.test.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.test

Final-Recipient: rfc822; {DORA}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {reason}

--b
Content-Type: text/rfc822-headers

Message-ID: {of["Message-ID"]}
Subject: {of["Subject"]}

--b--
""".encode()


def test_mail_that_comes_back_is_seen_where_it_matters_until_the_person_writes_again(
    product: Product, agent: Agent, browser: Browser
) -> None:
    send(product, a_mail("Hello", "My key", sender=f"Dora Diaz <{DORA}>"))
    conversation = agent.about("My key")
    answer = agent.reply(conversation["id"], "We look for it.", last_seq=1)
    ours = received(product, "Re: My key")
    until(lambda: fate(agent, conversation["id"], answer.json["seq"]) == "sent", 30, "it says sent")

    send(product, a_report(ours, "delayed", "4.4.1", "connect timed out"))
    until(lambda: fate(agent, conversation["id"], answer.json["seq"]) == "delayed", 30, "it says delayed")
    assert gone(agent, conversation) == []

    send(product, a_report(ours, "failed", "5.1.1", "550 5.1.1 no such user"))
    until(lambda: fate(agent, conversation["id"], answer.json["seq"]) == "bounced", 30, "it says bounced")
    assert gone(agent, conversation) == [(DORA, "5.1.1", "unknown address")]

    with somebody(browser) as profile:
        page = profile.new_page()
        page.goto(product.url)
        SignInScreen(page).sign_in().open("My key")
        composer = page.get_by_role("region", name="Reply or note")
        expect(composer.get_by_text(f"Mail to {DORA} bounced on")).to_be_visible()
        expect(page.get_by_text(f"Mail to {DORA} bounced on")).to_have_count(2)  # the details say it, too

        page.get_by_role("link", name="New mail").first.click()
        new = page.get_by_role("region", name="New mail")
        for row in ("To", "Cc", "Bcc"):
            if row != "To":
                new.get_by_role("button", name=f"Show {row}").click()
            new.get_by_label(f"Add to {row}").fill(DORA)
            new.get_by_label(f"Add to {row}").press("Enter")
            expect(new.get_by_text(f"Mail to {DORA} bounced on")).to_be_visible()
            new.get_by_role("button", name=f"Remove {DORA}").click()
            expect(new.get_by_text("bounced on")).to_have_count(0)
        page.go_back()

        send(product, a_mail("I am back", "Re: My key", sender=f"Dora Diaz <{DORA}>", answers=ours))

        expect(composer.get_by_text("bounced on")).to_have_count(0)
    assert gone(agent, conversation) == []


def fate(agent: Agent, conversation: str, seq: int) -> str:
    """What became of the message, by the last thing said about it."""
    entries = agent.entries(conversation)
    said = [entry["delivery"] for entry in entries if entry.get("of") == seq]
    return str(said[-1]) if said else ""


def gone(agent: Agent, conversation: dict[str, Any]) -> list[tuple[str, str, str]]:
    person = agent.get(f"/api/contacts/{conversation['contact']['id']}")
    return [(one["address"], one["status"], one["kind"]) for one in person["unreachable"]]
