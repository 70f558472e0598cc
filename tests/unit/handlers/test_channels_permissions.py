"""What a program may connect is what its token was given for."""

from __future__ import annotations

import pytest

from tests.unit.handlers.house import Browser, House
from tests.unit.handlers.programs import with_token

KINDS = {
    "chat": "set_up_chat",
    "form": "set_up_forms",
    "custom": "set_up_platforms",
    "messenger": "set_up_platforms",
    "instagram": "set_up_platforms",
    "whatsapp": "set_up_platforms",
}
OTHERS = {"set_up_email", *KINDS.values()}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_channel_needs_its_permission_and_no_other(
    kind: str, house: House, admin: Browser
) -> None:
    order = {"kind": kind, "inbox": "nowhere", "name": "Forum"}

    allowed = with_token(house, admin, KINDS[kind]).post("/channels", order)
    refused = with_token(house, admin, *(OTHERS - {KINDS[kind]})).post("/channels", order)

    assert allowed.status in (404, 422)  # there is no such inbox, and an account has more to it
    assert refused.problem == (403, "NotAllowed", "")


def test_a_token_without_any_of_them_is_told_all_that_would_do(house: House, admin: Browser) -> None:
    """Before the order is read nobody knows of which kind it is."""
    refused = with_token(house, admin, "reply").post("/channels", {"kind": "form"})

    assert refused.status == 403
    assert "(set_up_chat or set_up_forms or set_up_platforms)" in refused.json()["detail"]
