"""Accounts on Meta's platforms as an admin connects them."""

from __future__ import annotations

import json
from typing import Any

from tests.running_graph import APP_SECRET, RunningGraph
from tests.unit.handlers.house import Browser, Reply
from tests.unit.usecases.company import SUPPORT_INBOX

FIELDS = {
    "messenger": ("page_id", "page_token"),
    "instagram": ("account_id", "page_token"),
    "whatsapp": ("phone_number_id", "access_token"),
}


def a_page(graph: RunningGraph, **changed: Any) -> dict[str, Any]:
    """What an admin types in to connect the page."""
    account = graph.account("messenger")
    return {
        "kind": "messenger",
        "inbox": SUPPORT_INBOX.id,
        "page_id": account.id,
        "app_id": account.app_id,
        "app_secret": APP_SECRET,
        "page_token": account.token,
        "verify_token": "a verify token",
        **changed,
    }


def put(browser: Browser, channel: str, **changed: Any) -> Reply:
    return browser.send("PUT", f"/channels/{channel}/platform", raw=json.dumps(changed).encode())


def an_account(graph: RunningGraph, kind: str, **changed: Any) -> dict[str, Any]:
    """What is typed in to connect the account of that kind, in the fields that are its own."""
    account, (id_field, token_field) = graph.account(kind), FIELDS[kind]
    body = a_page(graph, kind=kind, business_id=account.business_id)
    del body["page_id"], body["page_token"]
    return {**body, id_field: account.id, token_field: account.token, **changed}


class Day:
    """What the daily schedule sends."""

    def to_dict(self) -> dict[str, Any]:
        return {"id": "day"}
