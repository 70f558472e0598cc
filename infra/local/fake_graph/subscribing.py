"""`subscribed_apps` of the stand-in: which webhook fields the app is told of a page, or whether it is at all.

Sources, below developers.facebook.com/docs: `graph-api/reference/page/subscribed_apps`,
`graph-api/reference/whats-app-business-account/subscribed_apps`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infra.local.fake_graph.refusals import Refusal
from infra.local.fake_graph.state import WHATSAPP, FakeAccount


def subscribe(account: FakeAccount, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields take the place of those there were. Raises `Refusal`."""
    fields = tuple(filter(None, str(values.get("subscribed_fields", "")).split(",")))
    if account.kind != WHATSAPP and not fields:
        raise Refusal(100, text="The parameter subscribed_fields is required")
    for index, field in enumerate(fields):
        if field not in account.takes_fields:
            known = ", ".join(account.takes_fields)
            raise Refusal(100, text=f"Param subscribed_fields[{index}] must be one of {{{known}}}")
    account.subscribed = fields
    return {"success": True}


def subscriptions(account: FakeAccount) -> dict[str, Any]:
    """The apps that are told, which is only the one that asks."""
    if account.subscribed is None:
        return {"data": []}
    if account.kind == WHATSAPP:
        return {"data": [{"whatsapp_business_api_data": {"id": account.app_id, "name": "Made up"}}]}
    return {"data": [{"id": account.app_id, "subscribed_fields": list(account.subscribed)}]}
