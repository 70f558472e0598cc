"""Who uses a deployment: agents in a browser and on a socket, customers who write mail."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from websockets.sync.client import ClientConnection, connect

from chalicelib.domain.ids import AgentId, ChannelId, InboxId
from chalicelib.domain.workspace import Agent, AgentState, Channel, Inbox, Role
from tests.deployed.deployment import MAIL_DOMAIN, ORIGIN_SECRET, Deployed, announcement

TEAM = f"support@{MAIL_DOMAIN}"
PASSWORD = "correct horse battery"
CARLA = "carla@customer.example"
ANA = "ana@example.com"
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any


@dataclass(slots=True)
class Browser:
    """Calls the API as the site in front passes it on; keeps the cookie."""

    home: Deployed
    cookie: str = ""
    secret: str = ORIGIN_SECRET

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, body: dict[str, Any] | None = None) -> Answer:
        return self._ask("POST", path, body or {})

    def put(self, path: str, body: dict[str, Any]) -> Answer:
        return self._ask("PUT", path, body)

    def sign_in(self, email: str) -> Answer:
        answer = self.post("/session", {"email": email, "password": PASSWORD})
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        return answer

    @contextmanager
    def socket(self) -> Iterator[ClientConnection]:
        """A socket opened by a ticket, that watches the team's inbox."""
        ticket = self.post("/socket-ticket").body["ticket"]
        headers = {"Origin": self.home.endpoint, "X-Bandeja-Origin": self.secret}
        with connect(f"{self.home.socket}?ticket={ticket}", additional_headers=headers) as opened:
            yield opened

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> Answer:
        data = None if body is None else json.dumps(body)
        return self.send(method, path, data, {"Origin": self.home.endpoint, "Cookie": self.cookie})

    def send(self, method: str, path: str, body: str | None, sent: dict[str, str]) -> Answer:
        """A request as it is, as the site in front passes it on."""
        headers = {"X-Bandeja-Origin": self.secret, **sent}
        data = None if body is None else body.encode()
        if data is not None:
            headers.setdefault("Content-Type", "application/json")
        request = urllib.request.Request(self.home.api + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as found:
                return answer_of(found)
        except urllib.error.HTTPError as refused:
            return answer_of(refused)


def answer_of(found: Any) -> Answer:
    """What came back, also of a refusal."""
    raw = found.read()
    headers = {name.lower(): value for name, value in found.headers.items()}
    is_json = "json" in headers.get("content-type", "")
    return Answer(found.status, headers, (json.loads(raw) if is_json else raw.decode()) if raw else None)


def moved_in(home: Deployed, *emails: str) -> Channel:
    """A team of these people with one inbox, its address at the mail domain."""
    inbox = Inbox(InboxId(home.ports.new_id()), "Support")
    home.ports.workspace.put_inbox(inbox)
    channel = Channel(ChannelId(home.ports.new_id()), inbox.id, "email", "Support", TEAM)
    home.ports.workspace.put_channel(channel)
    for email in emails:
        agent_id = AgentId(home.ports.new_id())
        name = email.partition("@")[0].title()
        agent = Agent(agent_id, name, email, Role.ADMIN, AgentState.ACTIVE, home.ports.now())
        home.ports.workspace.add_agent(agent)
        home.ports.passwords.set(agent_id, PASSWORD)
    return channel


def mail(subject: str, text: str = "It flickers.", sender: str = CARLA, **headers: str) -> bytes:
    """A plain mail to the team. Its Message-ID is made of its subject."""
    lines = {
        "From": sender,
        "To": TEAM,
        "Subject": subject,
        "Message-ID": f"<{subject.replace(' ', '-')}@customer.example>",
        "Date": "Sun, 22 Nov 2026 12:00:00 +0000",
        **headers,
    }
    return (
        "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode() + f"\r\n{text}\r\n".encode()
    )


def arrive(
    home: Deployed, name: str, raw: bytes, *, times: int = 1, recipient: str = TEAM, **when: str
) -> None:
    """What SES does with a mail: the object first, then the announcement, at least once; `at` says when."""
    bucket = home.outputs["DataBucketName"]
    home.client("s3").put_object(Bucket=bucket, Key=f"incoming/{name}", Body=raw)
    told = announcement(name, bucket, sender=CARLA, recipient=recipient, **when)
    for _ in range(times):
        home.client("sns").publish(TopicArn=home.outputs["MailTopicArn"], Message=told)


def sent_mails(home: Deployed) -> list[dict[str, Any]]:
    """What the emulator's SES took, oldest first."""
    with urllib.request.urlopen(f"{home.endpoint}/_ministack/ses/messages", timeout=SECONDS) as found:
        answered: dict[str, Any] = json.loads(found.read())
    return [message for account in answered["messages"].values() for message in account]


def conversations(browser: Browser, inbox_id: str) -> list[dict[str, Any]]:
    """The rows of the inbox's open list."""
    rows: list[dict[str, Any]] = browser.get(f"/conversations?inbox={inbox_id}&limit=100").body["items"]
    return rows


def titled(browser: Browser, inbox_id: str, subject: str) -> dict[str, Any] | None:
    """The row with this subject, if it is there yet."""
    return next((row for row in conversations(browser, inbox_id) if row["subject"] == subject), None)


def entries(browser: Browser, conversation: str) -> list[dict[str, Any]]:
    """The log of a conversation."""
    found: list[dict[str, Any]] = browser.get(f"/conversations/{conversation}/entries").body["items"]
    return found
