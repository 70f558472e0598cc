from __future__ import annotations

from tests.unit.domain.test_identity_token import a_token
from tests.unit.handlers.house import Browser, House
from tests.unit.handlers.website import CHAT, Visitor
from tests.unit.usecases.company import SUPPORT
from tests.unit.usecases.conftest import Clock

PATH = f"/channels/{CHAT.id}/chat/identity"


def test_the_key_that_an_admin_copies_is_the_one_that_counts_until_it_is_renewed(
    site: House, visitor: Visitor, admin: Browser, clock: Clock
) -> None:
    visitor.session()
    shown = admin.get(PATH).json()
    token = a_token(shown["key"], exp=int(clock().timestamp()) + 60)

    assert visitor.browser.post("/chat/identify", {"token": token}).status == 200
    renewed = admin.post(f"{PATH}/renew", {"generation": shown["generation"]}).json()

    assert renewed["key"] != shown["key"]
    assert visitor.browser.post("/chat/identify", {"token": token}).problem[:2] == (422, "Invalid")
    assert admin.get(PATH).json() == renewed
    assert admin.post(f"{PATH}/renew", {"generation": shown["generation"]}).json() == renewed
    stale = admin.post(f"{PATH}/renew", {"generation": 9})
    assert stale.problem[:2] == (409, "ChangedMeanwhile")


def test_the_key_is_shown_to_admins_only_and_of_chats_only(
    site: House, admin: Browser, agent: Browser, nobody: Browser
) -> None:
    assert agent.get(PATH).problem[:2] == (403, "NotAllowed")
    assert nobody.get(PATH).problem[:2] == (401, "NotSignedIn")
    assert admin.get(f"/channels/{SUPPORT.id}/chat/identity").problem[:2] == (404, "NoSuchChannel")
