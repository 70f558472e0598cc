"""Whether what was deployed works: the site's own health, a mail to itself, and a socket there and back."""

from __future__ import annotations

import json
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from chalicelib import wiring
from chalicelib.channels.email.notification import INCOMING, notification_of
from chalicelib.domain import self_test, session_token
from chalicelib.ports.stores import LiveStore
from infra.deploy.doors import Doors
from infra.deploy.failures import refusal

MAIL_SECONDS = 90
HTTP_SECONDS = 30
PAUSE_SECONDS = 0.5
LOGS = "look into the logs of {function} in CloudWatch"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain; `said` is what was seen, and the next step where it is broken."""

    name: str
    holds: bool
    said: str


@dataclass(frozen=True, slots=True)
class Mailbag:
    """How the mail of a test goes. `key` signs its address.

    `sender` is empty while the domain or its MX is not ready: then the mail is put where SES puts it, and
    told as SES tells it.
    """

    client: Callable[[str], Any]
    bucket: str
    topic: str
    domain: str
    key: bytes
    sender: str = ""


def try_site(doors: Doors) -> Link:
    """The health of the product, asked as a browser does."""
    request = urllib.request.Request(f"{doors.api}/health", headers=dict(doors.headers))
    try:
        with urllib.request.urlopen(request, timeout=HTTP_SECONDS) as answer:
            health = json.load(answer)
    except urllib.error.HTTPError as error:
        step = LOGS.format(function="APIHandler")
        return Link("site", False, f"{request.full_url} answers {error.code}: {step}")
    except (OSError, ValueError) as error:
        step = "a new name may take some minutes, and one of your own needs its CNAME: make status in a while"
        return Link("site", False, f"{request.full_url} does not answer ({error}): {step}")
    waiting = "" if health["status"] == "ok" else ", and something waits for a person (Settings, Health)"
    return Link("site", True, f"answers with version {health['version']}{waiting}")


def try_socket(doors: Doors, live: LiveStore) -> Link:
    """A socket is opened with a ticket made here; its one frame is answered, and so it ends."""
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import connect
    from websockets.typing import Origin

    ticket = f"{self_test.TICKET}{secrets.token_urlsafe(32)}"
    note = self_test.socket_note(session_token.digest(ticket))
    live.put_ticket(note, "socket", wiring.now() + self_test.NOTED)
    address = f"{doors.socket}?ticket={ticket}"
    try:
        with connect(
            address,
            origin=Origin(doors.site),
            additional_headers=dict(doors.headers),
            open_timeout=HTTP_SECONDS,
        ) as socket:
            socket.send('{"type": "ping"}')
            answer = json.loads(socket.recv(HTTP_SECONDS))
    except (OSError, WebSocketException, ValueError) as error:
        live.use_ticket(note, wiring.now())
        step = LOGS.format(function="WebsocketConnect and WebsocketMessage")
        return Link("sockets", False, f"{doors.socket} does not answer ({error}): {step}")
    if answer.get("code") != "NotSignedIn":
        return Link("sockets", False, f"{doors.socket} answers {answer}: it should know nobody here")
    return Link("sockets", True, "a frame went there and back")


def try_mail(bag: Mailbag, live: LiveStore, pauses: Callable[[float], None] = time.sleep) -> Link:
    """A mail to the deployment itself; no agent ever sees it."""
    nonce = secrets.token_hex(self_test.NONCE_BYTES)
    to = f"{self_test.local_part(bag.key, nonce)}@{bag.domain}"
    note = self_test.mail_note(nonce)
    try:
        (_send if bag.sender else _put)(bag, f"self-test-{nonce}", to)
    except ClientError as error:
        return Link("mail in", False, refusal(error))
    for _ in _looks(pauses):
        if live.use_ticket(note, wiring.now()):
            way = "SES" if bag.sender else "bucket, topic"
            return Link("mail in", True, f"a mail went through {way}, queue and function")
    bag.client("s3").delete_object(Bucket=bag.bucket, Key=f"{INCOMING}self-test-{nonce}")
    step = f"{LOGS.format(function='OnMail')} and into the dead letters of the queue"
    return Link("mail in", False, f"a mail to itself was not taken in: {step}")


def _send(bag: Mailbag, name: str, to: str) -> None:
    """All the way: out of SES and in again."""
    del name  # SES gives it one
    text = {"Subject": {"Data": "Self-test"}, "Body": {"Text": {"Data": "It works."}}}
    bag.client("sesv2").send_email(
        FromEmailAddress=bag.sender, Destination={"ToAddresses": [to]}, Content={"Simple": text}
    )


def _put(bag: Mailbag, name: str, to: str) -> None:
    """As SES would: an object, and a notification."""
    raw = f"From: Bandeja <{to}>\r\nTo: {to}\r\nSubject: Self-test\r\n\r\nIt works.\r\n"
    bag.client("s3").put_object(Bucket=bag.bucket, Key=f"{INCOMING}{name}", Body=raw.encode())
    told = json.dumps(notification_of(name, (to,), to, wiring.now()))
    bag.client("sns").publish(TopicArn=bag.topic, Message=told)


def _looks(pauses: Callable[[float], None]) -> Iterator[None]:
    """Moments at which to look, until it has taken too long."""
    ends = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < ends:
        yield
        pauses(PAUSE_SECONDS)
