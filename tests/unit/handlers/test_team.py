"""The team and its inboxes, as a browser sees them."""

from __future__ import annotations

import pytest

from tests.unit.handlers.house import Browser, House
from tests.unit.usecases.company import ANA, SUPPORT_INBOX


def test_everybody_of_the_team_is_listed_by_name(agent: Browser) -> None:
    told = agent.get("/agents").json()

    assert [(one["name"], one["role"], one["state"]) for one in told["items"]] == [
        ("Ada", "admin", "active"),
        ("Ana", "agent", "active"),
        ("Bo", "agent", "active"),
        ("Gil", "agent", "deactivated"),
    ]
    assert told["next"] is None


def test_an_inbox_shows_how_many_conversations_each_view_holds(house: House, agent: Browser) -> None:
    for _ in range(3):
        house.began()
    mine = house.began()
    agent.post(f"/conversations/{mine.id}/assign", {"owner": ANA.id})
    agent.post(f"/conversations/{mine.id}/opened", {})
    agent.post(f"/conversations/{house.began().id}/close")
    agent.post(f"/conversations/{house.began().id}/spam")

    sales, support = agent.get("/inboxes").json()["items"]

    assert (sales["name"], support["id"], support["address"]) == (
        "Sales",
        SUPPORT_INBOX.id,
        "support@bandeja.test",
    )
    assert support["counts"] == {
        "open": 4,
        "mine": 1,
        "unassigned": 3,
        "closed": 1,
        "spam": 1,
        "unread": 3,
        "limit": 1000,
    }
    assert sales["counts"]["open"] == 0


@pytest.mark.parametrize("email", ["no address", "a@", "@b.test", "a b@c.test", "a@b..test", "x" * 300])
def test_an_invitation_needs_a_real_address(email: str, admin: Browser) -> None:
    assert admin.post("/agents", {"email": email, "name": "Eva"}).problem == (422, "Invalid", "email")


def test_an_invitation_needs_a_name(admin: Browser) -> None:
    answer = admin.post("/agents", {"email": "eva@bandeja.test", "name": "  "})

    assert answer.problem == (422, "Invalid", "name")
