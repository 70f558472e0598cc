"""Programs with an API token, at the edge of the house."""

from __future__ import annotations

from typing import Any

from tests.unit.handlers.house import Browser, House

READ = "see_conversations"


def made(admin: Browser, *permissions: str, **wanted: Any) -> Any:
    """What `POST /tokens` answers."""
    body = {"name": "Orders", "permissions": list(permissions or (READ,)), **wanted}
    reply = admin.post("/tokens", body)
    assert reply.status == 201, reply.body
    return reply.json()


def program(house: House, token: str, cookie: str = "") -> Browser:
    """Something that sends the token with every request, and no `Origin`."""
    return Browser(house, cookie, headers={"authorization": f"Bearer {token}"})


def with_token(house: House, admin: Browser, *permissions: str, **wanted: Any) -> Browser:
    """A program with a new token."""
    return program(house, made(admin, *permissions, **wanted)["token"])
