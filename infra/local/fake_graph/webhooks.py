"""Tells the product what happens, as Meta does: signed with the app's secret, in batches, by POST."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from infra.local.fake_graph.journal import LOST, Journal
from infra.local.fake_graph.state import INSTAGRAM, WHATSAPP, FakeAccount, FakeMessage

log = logging.getLogger(__name__)

SIGNATURE = "X-Hub-Signature-256"
SECONDS = 20.0
OBJECTS = {WHATSAPP: "whatsapp_business_account", INSTAGRAM: "instagram", "messenger": "page"}


def signed(body: bytes, app_secret: str) -> str:
    """The value of the signature's header."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def post_webhook(account: FakeAccount, event: Mapping[str, Any], *, signature: str | None = None) -> int:
    """Tell it once; the status that the product answered with."""
    body = json.dumps(event).encode()
    headers = {"Content-Type": "application/json", SIGNATURE: signature or signed(body, account.app_secret)}
    return _asked("POST", account.callback, body, headers)[0]


def verify(account: FakeAccount) -> bool:
    """The handshake when a callback is entered at Meta: whether the product gave the challenge back."""
    challenge = secrets.token_hex(8)
    asked = {
        "hub.mode": "subscribe",
        "hub.challenge": challenge,
        "hub.verify_token": account.verify_token,
    }
    status, body = _asked("GET", f"{account.callback}?{urlencode(asked)}", b"", {})
    return status == 200 and body == challenge.encode()


def _asked(method: str, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=SECONDS)
    try:
        line.request(
            method, f"{parts.path}?{parts.query}" if parts.query else parts.path, body, dict(headers)
        )
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


@dataclass(slots=True)
class Webhooks:
    """With `tells` every message that is sent has its echo, is delivered and read: a webhook for each."""

    tells: bool = False
    journal: Journal = field(default_factory=Journal)

    def after(self, account: FakeAccount, message: FakeMessage) -> None:
        """What follows from a message of the product's, beside the answer to its call."""
        if not self.tells or not account.callback:
            return
        threading.Thread(target=self._tell, args=(account, message), daemon=True).start()

    def _tell(self, account: FakeAccount, message: FakeMessage) -> None:
        for event in follow_ups(account, message):
            more = {"person_id": message.person_id, "message_id": message.id}
            line = self.journal.told(message.at, account.id, kind_of(event), **more)
            try:
                status = post_webhook(account, event)
            except OSError as error:
                log.warning("nobody takes the webhook: %s", error)
                line.statuses.append(LOST)
                return
            line.statuses.append(status)
            if status != 200:
                log.warning("a webhook was answered with %s", status)


def kind_of(event: Mapping[str, Any]) -> str:
    """What a follow-up tells: `echo`, `sent`, `delivered` or `read`."""
    entry = event["entry"][0]
    if "changes" in entry:
        return str(entry["changes"][0]["value"]["statuses"][0]["status"])
    told = entry["messaging"][0]
    return "echo" if "message" in told else "delivered" if "delivery" in told else "read"


def follow_ups(account: FakeAccount, message: FakeMessage) -> list[dict[str, Any]]:
    """Echo, delivered and read; WhatsApp tells three states instead."""
    if account.kind == WHATSAPP:
        return [_status(account, message, state) for state in ("sent", "delivered", "read")]
    us, them, at = {"id": account.id}, {"id": message.person_id}, milliseconds(message.at)
    content = {key: value for key, value in message.content["message"].items() if key != "quick_replies"}
    echo = {**content, "mid": message.id, "is_echo": True, "app_id": int(account.app_id)}
    events: list[dict[str, Any]] = [{"sender": us, "recipient": them, "message": echo}]
    if account.kind == INSTAGRAM:
        events.append({"sender": them, "recipient": us, "read": {"mid": message.id}})
    else:
        delivered = {"mids": [message.id], "watermark": at}
        events.append({"sender": them, "recipient": us, "delivery": delivered})
        events.append({"sender": them, "recipient": us, "read": {"watermark": at}})
    return [messaging(account, {**event, "timestamp": at}) for event in events]


def said(account: FakeAccount, person: Mapping[str, str], content: Mapping[str, Any], at: datetime) -> Any:
    """The webhook of a message that a person wrote; `content` is as the platform tells it, with its id."""
    if account.kind == WHATSAPP:
        message = {"from": person["id"], "timestamp": str(int(at.timestamp())), **content}
        contacts = [{"wa_id": person["id"], "profile": {"name": person["name"]}}]
        return _change(account, {"contacts": contacts, "messages": [message]})
    event = {"sender": {"id": person["id"]}, "recipient": {"id": account.id}, "timestamp": milliseconds(at)}
    return messaging(account, {**event, "message": dict(content)})


def messaging(account: FakeAccount, *events: Mapping[str, Any]) -> dict[str, Any]:
    """Events of a page or an Instagram account as one webhook."""
    entry = {"id": account.id, "time": events[0].get("timestamp", 0), "messaging": list(events)}
    return {"object": OBJECTS[account.kind], "entry": [entry]}


def _status(account: FakeAccount, message: FakeMessage, state: str) -> dict[str, Any]:
    status = {
        "id": message.id,
        "status": state,
        "timestamp": str(int(message.at.timestamp())),
        "recipient_id": message.person_id,
    }
    if beside := message.content.get("biz_opaque_callback_data"):
        status["biz_opaque_callback_data"] = beside
    return _change(account, {"statuses": [status]})


def _change(account: FakeAccount, value: Mapping[str, Any]) -> dict[str, Any]:
    metadata = {"display_phone_number": "34600000000", "phone_number_id": account.id}
    whole = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    changes = [{"field": "messages", "value": whole}]
    return {"object": OBJECTS[WHATSAPP], "entry": [{"id": account.business_id, "changes": changes}]}


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1_000)
