"""Somebody with a form before them, and those who get it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from chalicelib.domain.entry import Message
from tests.unit.handlers.house import SITE, Browser, House, Reply
from tests.unit.usecases.company import SUPPORT_INBOX

NEW = {"kind": "form", "inbox": SUPPORT_INBOX.id, "name": " Contact us "}
URLENCODED = "application/x-www-form-urlencoded"
EVA = {"name": "Eva", "email": "Eva@Example.com", "message": "Do you ship?"}
SHOP = "https://shop.example"
FILE_FIELD = {"key": "plan", "kind": "file", "label": {"en": "Plan", "es": ""}, "accepts": [".txt"]}


def put(admin: Browser, form: str, **changed: Any) -> Reply:
    version = admin.get(f"/channels/{form}/form").json()["version"]
    raw = json.dumps({"version": version, **changed}).encode()
    return admin.send("PUT", f"/channels/{form}/form", raw=raw)


class Page:
    """A browser without scripts on the hosted page."""

    def __init__(self, house: House, form: str, **query: str) -> None:
        self.house, self.form = house, form
        self.answer = house.browser().get(f"/forms/{form}", query)

    @property
    def hidden(self) -> dict[str, str]:
        html = self.answer.body.decode()
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))

    def send(self, values: Mapping[str, str], **headers: str) -> Reply:
        raw = urlencode({**self.hidden, **values}).encode()
        return posted(self.house, self.form, raw, URLENCODED, origin=SITE, **headers)


def posted(house: House, form: str, raw: bytes, kind: str, **headers: str) -> Reply:
    return house.browser().send("POST", f"/forms/{form}", raw=raw, headers={"content_type": kind, **headers})


def as_json(house: House, form: str, values: Mapping[str, Any], **headers: str) -> Reply:
    return posted(house, form, json.dumps(values).encode(), "application/json", **headers)


def conversations(agent: Browser, status: str = "open") -> list[Any]:
    found: list[Any] = agent.get("/conversations", {"inbox": SUPPORT_INBOX.id, "view": status}).json()[
        "items"
    ]
    return found


def first_message(house: House, row: Any) -> Message:
    content = house.ports.conversations.entry(row["id"], 1).content
    assert isinstance(content, Message)
    return content


def multipart(values: Mapping[str, str], *files: tuple[str, str, bytes]) -> tuple[bytes, str]:
    """A body as browsers write it, and its media type."""
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values.items()
    ]
    for key, name, content in files:
        head = f'--edge\r\nContent-Disposition: form-data; name="{key}"; filename="{name}"\r\n'
        parts.append(f"{head}Content-Type: text/plain\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + b"--edge--\r\n", "multipart/form-data; boundary=edge"
