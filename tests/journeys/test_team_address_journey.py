"""A team connects its own address: forwarding asked for, proven by a mail that comes back, then used."""

from __future__ import annotations

import json
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, received, send
from tests.journeys.product import SUPPORT, Product, until

TEAM = "help@example.com"
ASKS = "(#48120773) Gmail Forwarding Confirmation"


def a_request() -> EmailMessage:
    """What a provider sends to the hosted address, in our own words."""
    link = "https://mail-settings.google.com/mail/vf-abc"
    text = f"{TEAM} wants to send its mail on.\nConfirmation code: 48120773\nTo allow it, open:\n{link}"
    return a_mail(text, ASKS, sender="Gmail Team <forwarding-noreply@google.com>")


def forwarded(product: Product, mail: EmailMessage) -> None:
    """As a mail server forwards: another envelope, the mail as it was, with what it notes on top."""
    raw = b"X-Forwarded-For: " + f"{TEAM} {SUPPORT}\r\n".encode() + mail.as_bytes()
    send(product, raw, to=[SUPPORT], sender=f"help+caf_=support=bandeja.test@{TEAM.partition('@')[2]}")


def test_a_team_address_is_connected_and_answers_for_it(product: Product, agent: Agent) -> None:
    inbox = agent.get("/api/inboxes")["items"][0]["id"]
    path = f"/api/inboxes/{inbox}/email"

    def order(what: str, **body: Any) -> Any:
        answer = agent.ask("POST", f"{path}{what}", body)
        assert answer.status == 200, answer
        return answer.json

    order("", company="Lamps Ltd", signature="{agent}\nSupport, {company}")
    order("/team-address", address=TEAM)
    order("/step", step="added")

    send(product, a_request())
    asked = until(lambda: agent.get(path)["forwarding"]["asked"], 30, "the code of the provider is found")
    assert (asked["code"], asked["link"]) == ("48120773", "https://mail-settings.google.com/mail/vf-abc")
    assert ASKS not in [one["subject"] for one in agent.conversations()]
    assert ASKS in [one["subject"] for one in agent.conversations("closed")]
    order("/step", step="confirmed")

    assert order("/test")["forwarding"]["test"] == "awaited"
    test_mail = received(product, f"Test of the forwarding of {TEAM}")
    assert str(test_mail["To"]) == TEAM
    forwarded(product, test_mail)
    until(lambda: agent.get(path)["forwarding"]["verified"], 30, "the test mail came back")
    assert agent.get(path)["from_address"] == SUPPORT, "its domain is not verified yet"

    records = order("/domain-check")["domain"]["records"]
    names: dict[str, dict[str, list[str]]] = {}
    for one in records:
        names.setdefault(one["name"], {})[one["type"]] = [one["value"]]
    (product.folder / "dns.json").write_text(json.dumps(names))
    checked = order("/domain-check")
    assert {one["state"] for one in checked["domain"]["records"]} == {"found"}
    assert checked["from_address"] == TEAM

    forwarded(product, a_mail("It flickers.", "My lamp by forwarding", to=TEAM))
    conversation = agent.about("My lamp by forwarding")
    assert conversation["contact"]["email"] == "carla@customer.test"
    agent.reply(conversation["id"], "We send a new one.", last_seq=1)
    ours = received(product, "Re: My lamp by forwarding")
    assert parseaddr(str(ours["From"])) == ("Alex Rivera from Lamps Ltd", TEAM)
    assert str(ours["Reply-To"]).rpartition("@")[2].rstrip(">") == "bandeja.test"
    body = ours.get_body(("plain",))
    assert body is not None
    assert "Alex Rivera\nSupport, Lamps Ltd" in body.get_content().replace("\r\n", "\n")

    (product.folder / "dns.json").unlink()
    assert order("/domain-check")["from_address"] == SUPPORT
    send(product, a_mail("And another thing", "My other lamp"))
    other = agent.about("My other lamp")
    agent.reply(other["id"], "Of course.", last_seq=1)
    assert parseaddr(str(received(product, "Re: My other lamp")["From"]))[1] == SUPPORT
