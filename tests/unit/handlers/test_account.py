"""Signing in and out, one's own account, links by mail: as a browser sees them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.local.notices import OutboxNotices
from chalicelib.adapters.local.outbox import Outbox
from chalicelib.config import Settings
from chalicelib.ports.bundle import Ports
from tests.unit.handlers.house import ADA, PASSWORD, Browser, House, moment
from tests.unit.usecases.company import ANA, NOON
from tests.unit.usecases.conftest import Clock

NEW = "another long password"


class Letters:
    """The product's own mail: what each notice was made from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def all(self) -> list[dict[str, Any]]:
        files = sorted(self.folder.glob("*.eml")) if self.folder.is_dir() else []
        return [json.loads(file.read_bytes().partition(b"\r\n")[2]) for file in files]

    def token(self) -> str:
        """The token of the link in the only letter."""
        (letter,) = self.all
        match = re.search(r"token=([\w-]+)&email=", letter["values"]["link"])
        assert match
        return match[1]


@pytest.fixture
def letters(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Letters:
    def rendered(notice: Any) -> bytes:
        told = {"template": notice.template, "values": dict(notice.values), "language": notice.language}
        return json.dumps(told).encode()

    folder = tmp_path / "letters"
    ports: Ports = house.ports
    notices = OutboxNotices(Outbox(folder), rendered, clock=ports.clock, new_id=ports.new_id)
    house.ports = replace(ports, notices=notices)
    monkeypatch.setattr(wiring, "ports", lambda: house.ports)
    return Letters(folder)


def tried(browser: Browser, password: str = "wrong", email: str = "ana@bandeja.test") -> Any:
    return browser.post("/session", {"email": email, "password": password})


def test_signing_in_opens_a_session(nobody: Browser) -> None:
    answer = tried(nobody, PASSWORD, " Ana@Bandeja.test ")

    assert answer.status == 200
    told = answer.json()
    assert told["agent"]["name"] == "Ana"
    assert "reply" in told["agent"]["permissions"]
    assert "invite" not in told["agent"]["permissions"]
    assert (moment(told["expires_at"]) - NOON).days == 7


def test_the_cookie_on_this_machine_is_plain_and_out_of_reach_of_scripts(nobody: Browser) -> None:
    cookie = tried(nobody, PASSWORD).headers["set-cookie"]

    assert cookie.startswith("bandeja=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800")


def test_the_cookie_on_the_web_is_bound_to_its_host(nobody: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "settings", lambda: Settings("https://inbox.example"))

    cookie = tried(nobody, PASSWORD).headers["set-cookie"]

    assert cookie.startswith("__Host-bandeja=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure")


def test_each_wrong_password_tells_how_many_tries_are_left(nobody: Browser) -> None:
    told = [tried(nobody) for _ in range(6)]

    assert [answer.problem[:2] for answer in told] == [(401, "WrongPassword")] * 5 + [(429, "TooManyTries")]
    assert [answer.json().get("tries_left") for answer in told] == [4, 3, 2, 1, 0, None]
    assert told[0].json()["detail"] == (
        "Email or password is not right. 4 more tries, then a pause of 5 minutes."
    )
    assert told[4].json()["retry_after"] == 300
    assert told[5].headers["retry-after"] == "300"


def test_during_the_pause_the_right_password_does_not_help_either(nobody: Browser, clock: Clock) -> None:
    for _ in range(5):
        tried(nobody)

    assert tried(nobody, PASSWORD).problem[1] == "TooManyTries"
    clock.ahead(seconds=301)
    assert tried(nobody, PASSWORD).status == 200


def test_an_address_nobody_has_is_answered_like_a_wrong_password(nobody: Browser) -> None:
    known, unknown = tried(nobody), tried(nobody, email="nobody@bandeja.test")

    assert known.body == unknown.body


def test_one_source_cannot_try_one_password_on_everybody(nobody: Browser) -> None:
    told = [tried(nobody, email=f"agent{number}@bandeja.test") for number in range(21)]

    assert told[19].problem[1] == "WrongPassword"
    assert told[20].problem[1] == "TooManyTries"


@pytest.fixture
def behind_a_site(nobody: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Somebody who comes by CloudFront: one address of the edge for all."""
    monkeypatch.setattr(wiring, "origin_secret", lambda: "between us")
    nobody.headers["x-bandeja-origin"] = "between us"
    return nobody


def test_behind_a_site_people_are_counted_apart(behind_a_site: Browser) -> None:
    for number in range(21):
        behind_a_site.headers["x-forwarded-for"] = f"198.51.100.{number}, 203.0.113.7"
        told = tried(behind_a_site, email=f"agent{number}@bandeja.test")

    assert told.problem[1] == "WrongPassword"


def test_behind_a_site_nobody_can_make_up_where_they_come_from(behind_a_site: Browser) -> None:
    for number in range(21):
        behind_a_site.headers["x-forwarded-for"] = f"10.0.0.{number}, 198.51.100.1, 203.0.113.7"
        told = tried(behind_a_site, email=f"agent{number}@bandeja.test")

    assert told.problem[1] == "TooManyTries"


def test_without_a_site_in_front_only_the_line_itself_counts(nobody: Browser) -> None:
    for number in range(21):
        nobody.headers["x-forwarded-for"] = f"198.51.100.{number}, 203.0.113.7"
        told = tried(nobody, email=f"agent{number}@bandeja.test")

    assert told.problem[1] == "TooManyTries"


def test_a_deactivated_agent_cannot_sign_in(house: House, nobody: Browser) -> None:
    gone = next(agent for agent in house.ports.workspace.agents() if agent.name == "Gil")
    house.ports.passwords.set(gone.id, PASSWORD)

    assert tried(nobody, PASSWORD, gone.email).problem[1] == "WrongPassword"


def test_signing_out_ends_this_session_and_its_socket(house: House, agent: Browser) -> None:
    other = house.browser(ANA)
    _, socket = house.connect(agent.post("/socket-ticket").json()["ticket"])
    _, others = house.connect(other.post("/socket-ticket").json()["ticket"])

    answer = agent.send("DELETE", "/session", raw=b"{}")

    assert answer.status == 204
    assert "bandeja=;" in answer.headers["set-cookie"]
    assert agent.get("/me").problem[1] == "NotSignedIn"
    assert other.get("/me").status == 200
    assert (socket.is_open, others.is_open) == (False, True)


def test_a_new_password_ends_all_other_sessions(house: House, agent: Browser) -> None:
    other = house.browser(ANA)

    answer = agent.post("/me/password", {"current": PASSWORD, "new": NEW})

    assert answer.status == 204
    assert agent.get("/me").status == 200
    assert other.get("/me").problem[1] == "NotSignedIn"
    assert tried(house.browser(), NEW).status == 200


def test_the_wrong_current_password_is_a_mistake_in_a_field_and_ends_no_session(agent: Browser) -> None:
    answer = agent.post("/me/password", {"current": "wrong", "new": NEW})

    assert answer.problem == (422, "WrongPassword", "current")
    assert agent.get("/me").status == 200


def test_guessing_the_current_password_comes_to_a_pause(agent: Browser) -> None:
    told = [agent.post("/me/password", {"current": "wrong", "new": NEW}) for _ in range(6)]

    assert told[5].problem[1] == "TooManyTries"


def test_own_name_and_language_can_be_changed_one_by_one(agent: Browser) -> None:
    agent.post("/me", {"language": "es"})

    answer = agent.post("/me", {"name": "Ana Ruiz"})

    assert (answer.json()["name"], answer.json()["language"]) == ("Ana Ruiz", "es")
    assert agent.get("/me").json() == answer.json()


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(
    house: House, nobody: Browser, letters: Letters
) -> None:
    old = house.browser(ANA)
    asked = nobody.post("/password-reset", {"email": "ana@bandeja.test"})

    used = nobody.post("/password-reset", {"token": letters.token(), "password": NEW})
    again = nobody.post("/password-reset", {"token": letters.token(), "password": NEW})

    assert (asked.status, asked.body) == (202, b"")
    assert used.status == 200
    assert used.json()["agent"]["name"] == "Ana"
    assert used.headers["set-cookie"].startswith("bandeja=")
    assert old.get("/me").problem[1] == "NotSignedIn"
    assert again.problem == (403, "LinkHasEnded", "")
    assert tried(nobody, NEW).status == 200


def test_asking_for_a_link_never_tells_who_works_here(nobody: Browser, letters: Letters) -> None:
    known = nobody.post("/password-reset", {"email": "ana@bandeja.test"})
    unknown = nobody.post("/password-reset", {"email": "nobody@bandeja.test"})
    gone = nobody.post("/password-reset", {"email": "gil@bandeja.test"})

    assert (known.status, known.body) == (unknown.status, unknown.body) == (gone.status, gone.body)
    assert len(letters.all) == 1


def test_asking_again_and_again_does_not_fill_a_mailbox(nobody: Browser, letters: Letters) -> None:
    for _ in range(6):
        assert nobody.post("/password-reset", {"email": "ana@bandeja.test"}).status == 202

    assert len(letters.all) == 3


def test_a_link_ends_after_an_hour(nobody: Browser, letters: Letters, clock: Clock) -> None:
    nobody.post("/password-reset", {"email": "ana@bandeja.test"})
    clock.ahead(minutes=61)

    answer = nobody.post("/password-reset", {"token": letters.token(), "password": NEW})

    assert answer.problem[1] == "LinkHasEnded"


def test_a_short_password_does_not_use_up_the_link(nobody: Browser, letters: Letters) -> None:
    nobody.post("/password-reset", {"email": "ana@bandeja.test"})

    short = nobody.post("/password-reset", {"token": letters.token(), "password": "too short"})

    assert short.problem == (422, "Invalid", "password")
    assert nobody.post("/password-reset", {"token": letters.token(), "password": NEW}).status == 200


def test_an_invited_colleague_joins_by_the_link(admin: Browser, nobody: Browser, letters: Letters) -> None:
    invited = admin.post("/agents", {"email": "Eva@bandeja.test", "name": "Eva", "role": "agent"})

    joined = nobody.post("/password-reset", {"token": letters.token(), "password": NEW, "name": "Eva Vidal"})

    assert (invited.status, invited.json()["state"]) == (201, "invited")
    assert joined.json()["agent"] | {"permissions": []} == {
        "id": invited.json()["id"],
        "name": "Eva Vidal",
        "email": "eva@bandeja.test",
        "role": "agent",
        "language": None,
        "permissions": [],
        "second_factor": False,
        "public_name": "",
        "avatar": "",
        "meeting_url": "",
        "meeting_text": "",
        "available": True,
    }
    assert tried(nobody, NEW, "eva@bandeja.test").status == 200


def test_inviting_twice_makes_one_agent_and_sends_one_mail(
    admin: Browser, letters: Letters, clock: Clock
) -> None:
    body = {"email": "eva@bandeja.test", "name": "Eva"}
    first, again = admin.post("/agents", body), admin.post("/agents", body)

    assert first.json() == again.json()
    assert len(letters.all) == 1
    clock.ahead(minutes=6)
    admin.post("/agents", body)
    assert len(letters.all) == 2


def test_somebody_who_has_joined_cannot_be_invited(admin: Browser, letters: Letters) -> None:
    answer = admin.post("/agents", {"email": "ana@bandeja.test", "name": "Ana"})

    assert answer.problem == (409, "AlreadyThere", "email")
    assert letters.all == []


def test_the_invitation_comes_in_the_language_of_whoever_invites(admin: Browser, letters: Letters) -> None:
    admin.post("/me", {"language": "es"})
    admin.post("/agents", {"email": "eva@bandeja.test", "name": "Eva"})

    (letter,) = letters.all
    assert (letter["template"], letter["language"]) == ("invitation", "es")
    assert letter["values"]["inviter"] == ADA.name
    assert letter["values"]["link"].startswith("http://127.0.0.1:8000/#/join?token=")
