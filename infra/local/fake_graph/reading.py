"""What the stand-in tells of accounts, tokens, people, files and templates."""

from __future__ import annotations

import hashlib
from typing import Any

from infra.local.fake_graph.refusals import Refusal
from infra.local.fake_graph.state import INSTAGRAM, PICTURE, WHATSAPP, FakeAccount, FakeState


def token_facts(state: FakeState, token: str) -> dict[str, Any]:
    """`debug_token`."""
    account = next((one for one in state.accounts.values() if one.token == token), None)
    if account is None or not account.is_valid:
        return {"data": {"is_valid": False, "scopes": [], "error": {"code": 190, "message": "Malformed"}}}
    return {
        "data": {
            "app_id": account.app_id,
            "type": "PAGE",
            "is_valid": True,
            "expires_at": account.expires_at,
            "data_access_expires_at": 0,
            "scopes": list(account.scopes),
            "profile_id": account.speaks_as,
        }
    }


def account_fields(account: FakeAccount, here: str) -> dict[str, Any]:
    """`me`, or the phone number."""
    if account.kind == WHATSAPP:
        return {"id": account.id, "verified_name": account.name, "display_phone_number": "+34 600 000 000"}
    told: dict[str, Any] = {"id": account.speaks_as, "name": account.name}
    told["picture"] = {"data": {"url": PICTURE.format(here=here, id=account.speaks_as)}}
    if account.kind == INSTAGRAM:
        told["instagram_business_account"] = {
            "id": account.id,
            "name": account.name,
            "username": account.name.lower(),
            "profile_picture_url": PICTURE.format(here=here, id=account.id),
        }
    return told


def known_of(state: FakeState, account: FakeAccount, node: str, here: str) -> dict[str, Any]:
    """A person, or a file of WhatsApp. Raises `Refusal`."""
    if account.kind == WHATSAPP:
        media = state.media.get(node)
        if media is None:
            raise Refusal(100, 33, text="Object does not exist")
        return {
            "id": node,
            "messaging_product": "whatsapp",
            "url": f"{here}/lookaside/{node}",
            "mime_type": media.content_type,
            "file_size": len(media.content),
            "sha256": hashlib.sha256(media.content).hexdigest(),
        }
    person = state.people.get(node)
    if person is None:
        raise Refusal(100, 33, text="Object does not exist")
    told = {"id": node, "name": person.name}
    if person.picture:
        told["profile_pic"] = person.picture.format(here=here, id=node)
    if account.kind == INSTAGRAM:
        return {**told, "username": person.username}
    return {**told, "first_name": person.first_name, "last_name": person.last_name}


def whole_page(templates: list[dict[str, Any]], values: dict[str, Any]) -> dict[str, Any]:
    """One page of them; the cursor is the number of those before it."""
    first, most = int(values.get("after") or 0), min(int(values.get("limit") or 25), 100)
    paging: dict[str, Any] = {"cursors": {"before": str(first), "after": str(first + most)}}
    if first + most < len(templates):
        paging["next"] = "https://graph.facebook.com/made-up"
    return {"data": templates[first : first + most], "paging": paging}
