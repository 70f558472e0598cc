"""Two-step sign-in as a browser sees it: on, asked for, recovered, and off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from chalicelib.domain import totp
from chalicelib.domain.recovery_code import recovery_hash
from chalicelib.domain.sending_errors import SendDelayed
from tests.unit.handlers.house import ADA, PASSWORD, Browser, House, Reply
from tests.unit.handlers.test_account import NEW, Letters
from tests.unit.handlers.test_account import letters as letters
from tests.unit.usecases.company import ANA
from tests.unit.usecases.conftest import Clock

ROUTE = "/me/second-factor"


@dataclass
class App:
    """The app on Ana's phone, which has scanned the code, and the paper beside it."""

    clock: Clock
    secret: str = ""
    paper: list[str] = field(default_factory=list)

    def code(self, later: int = 0) -> str:
        return totp.code_at(self.secret, totp.step_at(self.clock()) + later)

    def wrong(self) -> str:
        """Six digits that are not those of any near step."""
        near = {self.code(later) for later in range(-2, 3)}
        return next(code for code in ("000000", "111111", "222222", "333333", "444444") if code not in near)


@pytest.fixture
def app(agent: Browser, clock: Clock) -> App:
    """Ana switches it on; the code that she shows is used by that."""
    app = App(clock, agent.post(ROUTE, {"password": PASSWORD}).json()["secret"])
    app.paper = agent.post(f"{ROUTE}/confirm", {"code": app.code()}).json()["recovery_codes"]
    clock.ahead(seconds=totp.STEP_SECONDS)
    return app


Tried = Callable[..., Reply]


@pytest.fixture
def tried(nobody: Browser) -> Tried:
    def sign_in(code: str | None = None, password: str = PASSWORD) -> Reply:
        body = {"email": ANA.email, "password": password} | ({} if code is None else {"code": code})
        return nobody.post("/session", body)

    return sign_in


def cookie_of(answer: Reply) -> str:
    return answer.headers["set-cookie"].removeprefix("bandeja=").partition(";")[0]


def test_it_begins_with_the_password_and_a_secret_for_the_app(agent: Browser) -> None:
    answer = agent.post(ROUTE, {"password": PASSWORD})

    told = answer.json()
    assert told["uri"] == f"otpauth://totp/Bandeja:ana@bandeja.test?secret={told['secret']}&issuer=Bandeja"
    assert answer.headers["cache-control"] == "no-store"
    assert agent.get("/me").json()["second_factor"] is False


def test_it_is_on_once_a_code_was_shown(agent: Browser, app: App) -> None:
    assert agent.get("/me").json()["second_factor"] is True
    assert agent.post("/me", {"language": "es"}).json()["second_factor"] is True
    assert len(set(app.paper)) == 8


def test_a_secret_that_was_not_confirmed_is_asked_for_by_nobody(agent: Browser, tried: Tried) -> None:
    agent.post(ROUTE, {"password": PASSWORD})

    assert tried().status == 200


def test_without_the_password_it_does_not_begin(agent: Browser) -> None:
    told = [agent.post(ROUTE, {"password": "wrong"}) for _ in range(6)]

    assert told[0].problem == (422, "WrongPassword", "password")
    assert told[5].problem[1] == "TooManyTries"
    assert agent.get("/me").status == 200


def test_a_wrong_first_code_may_be_tried_again_for_five_minutes(agent: Browser, clock: Clock) -> None:
    app = App(clock, agent.post(ROUTE, {"password": PASSWORD}).json()["secret"])

    assert agent.post(f"{ROUTE}/confirm", {"code": app.wrong()}).problem == (422, "WrongCode", "code")
    clock.ahead(minutes=4)
    code = app.code()
    assert agent.post(f"{ROUTE}/confirm", {"code": f" {code[:3]} {code[3:]} "}).status == 200


def test_after_five_minutes_one_begins_again(agent: Browser, clock: Clock) -> None:
    app = App(clock, agent.post(ROUTE, {"password": PASSWORD}).json()["secret"])
    clock.ahead(minutes=2)
    agent.post(f"{ROUTE}/confirm", {"code": app.wrong()})
    clock.ahead(minutes=3, seconds=1)

    answer = agent.post(f"{ROUTE}/confirm", {"code": app.code()})

    assert answer.problem[:2] == (409, "SecondFactorNotBegun")
    assert agent.get("/me").json()["second_factor"] is False


def test_it_cannot_be_begun_over_one_that_is_on(agent: Browser, app: App) -> None:
    assert agent.post(ROUTE, {"password": PASSWORD}).problem[:2] == (409, "AlreadyThere")


def test_switching_it_on_ends_all_other_sessions(house: House, agent: Browser, clock: Clock) -> None:
    other = house.browser(ANA)
    _, mine = house.connect(agent.post("/socket-ticket").json()["ticket"])
    _, others = house.connect(other.post("/socket-ticket").json()["ticket"])
    app = App(clock, agent.post(ROUTE, {"password": PASSWORD}).json()["secret"])

    agent.post(f"{ROUTE}/confirm", {"code": app.code()})

    assert other.get("/me").problem[1] == "NotSignedIn"
    assert agent.get("/me").status == 200
    assert (mine.is_open, others.is_open) == (True, False)


def test_the_password_alone_asks_for_the_code_and_with_it_opens_a_session(app: App, tried: Tried) -> None:
    needed, opened = tried(), tried(app.code())

    assert needed.problem == (401, "SecondFactorNeeded", "")
    assert "set-cookie" not in needed.headers
    assert opened.status == 200
    assert opened.json()["agent"]["second_factor"] is True


def test_a_code_that_nobody_asked_for_is_not_looked_at(house: House, tried: Tried) -> None:
    assert tried("000000").status == 200
    assert tried("000000", "wrong").problem[1] == "WrongPassword"


def test_the_code_alone_tells_nothing_about_the_password(app: App, tried: Tried) -> None:
    assert tried(app.code(), "wrong").problem[1] == "WrongPassword"
    assert tried(app.code()).status == 200


def test_a_code_signs_in_once(app: App, tried: Tried) -> None:
    code = app.code()

    assert [tried(code).status, tried(code).problem[1]] == [200, "WrongCode"]
    assert tried(app.code(-1)).problem[1] == "WrongCode"
    assert tried(app.code(1)).status == 200


def test_the_code_that_switched_it_on_does_not_sign_in(agent: Browser, clock: Clock, tried: Tried) -> None:
    app = App(clock, agent.post(ROUTE, {"password": PASSWORD}).json()["secret"])
    agent.post(f"{ROUTE}/confirm", {"code": app.code()})

    assert tried(app.code()).problem[1] == "WrongCode"


def test_guessing_codes_comes_to_a_pause_also_between_right_passwords(app: App, tried: Tried) -> None:
    told = [tried(app.wrong()), tried(), tried(app.wrong()), tried(), tried(app.wrong()), tried(app.code())]

    assert [answer.problem[1] for answer in told] == [
        "WrongCode",
        "SecondFactorNeeded",
        "WrongCode",
        "SecondFactorNeeded",
        "WrongCode",
        "TooManyTries",
    ]
    assert [told[place].json()["tries_left"] for place in (0, 2, 4)] == [4, 2, 0]
    assert told[0].status == 401
    assert told[0].json()["detail"] == (
        "This code is not right, or was used before. 4 more tries, then a pause of 5 minutes."
    )
    assert told[4].json()["retry_after"] == 300


def test_a_recovery_code_signs_in_once_and_leaves_the_others(app: App, tried: Tried) -> None:
    first, second, *_ = app.paper

    assert tried(first).status == 200
    assert tried(first).problem[1] == "WrongCode"
    assert tried(second.upper().replace("-", " ")).status == 200
    assert tried(app.code()).status == 200


def test_recovery_codes_are_stored_as_hashes(house: House, app: App) -> None:
    database: Any = house.ports.recovery_codes
    with database._database.reading() as read:
        rows = [row["item"] for row in read.execute("SELECT item FROM workspace").fetchall()]

    assert any('"hashes"' in row for row in rows)
    assert not any(code in row or code.replace("-", "") in row for code in app.paper for row in rows)


def test_somebody_elses_recovery_code_opens_nothing(house: House, app: App) -> None:
    ada = house.browser(ADA)
    secret = ada.post(ROUTE, {"password": PASSWORD}).json()["secret"]
    code = totp.code_at(secret, totp.step_at(app.clock()))
    ada.post(f"{ROUTE}/confirm", {"code": code})

    answer = house.browser().post(
        "/session", {"email": ADA.email, "password": PASSWORD, "code": app.paper[0]}
    )

    assert answer.problem[1] == "WrongCode"


def test_a_password_link_sets_the_password_and_still_asks_for_the_code(
    agent: Browser, app: App, nobody: Browser, letters: Letters, tried: Tried
) -> None:
    nobody.post("/password-reset", {"email": ANA.email})

    used = nobody.post("/password-reset", {"token": letters.token(), "password": NEW})

    assert used.problem[:2] == (401, "SecondFactorNeeded")
    assert "set-cookie" not in used.headers
    assert agent.get("/me").problem[1] == "NotSignedIn"
    assert tried(password=PASSWORD).problem[1] == "WrongPassword"
    assert tried(app.code(), NEW).status == 200


def test_switching_it_off_takes_password_and_code(
    house: House, agent: Browser, app: App, tried: Tried
) -> None:
    assert agent.post(f"{ROUTE}/off", {"password": "wrong", "code": app.code()}).problem == (
        422,
        "WrongPassword",
        "password",
    )
    assert agent.post(f"{ROUTE}/off", {"password": PASSWORD, "code": app.wrong()}).problem == (
        422,
        "WrongCode",
        "code",
    )
    assert agent.get("/me").json()["second_factor"] is True
    other = Browser(house, cookie_of(tried(app.paper[0])))
    assert other.get("/me").status == 200

    assert agent.post(f"{ROUTE}/off", {"password": PASSWORD, "code": app.code()}).status == 204

    assert agent.get("/me").json()["second_factor"] is False
    assert other.get("/me").problem[1] == "NotSignedIn"
    assert tried().status == 200


def test_guessing_the_code_that_switches_it_off_comes_to_a_pause(agent: Browser, app: App) -> None:
    body = {"password": PASSWORD, "code": app.wrong()}

    assert [agent.post(f"{ROUTE}/off", body).problem[1] for _ in range(6)] == ["WrongCode"] * 5 + [
        "TooManyTries"
    ]


def test_a_recovery_code_switches_it_off_too(agent: Browser, app: App) -> None:
    assert agent.post(f"{ROUTE}/off", {"password": PASSWORD, "code": app.paper[0]}).status == 204


def test_old_recovery_codes_are_worth_nothing_after_it_was_off(
    agent: Browser, app: App, clock: Clock, tried: Tried
) -> None:
    agent.post(f"{ROUTE}/off", {"password": PASSWORD, "code": app.code()})
    again = App(clock, agent.post(ROUTE, {"password": PASSWORD}).json()["secret"])
    agent.post(f"{ROUTE}/confirm", {"code": again.code()})

    assert tried(app.paper[1]).problem[1] == "WrongCode"


def test_nothing_is_left_of_the_recovery_codes_of_what_is_off(
    house: House, agent: Browser, app: App, admin: Browser, clock: Clock
) -> None:
    codes = house.ports.recovery_codes
    agent.post(f"{ROUTE}/off", {"password": PASSWORD, "code": app.code()})
    assert not codes.use(ANA.id, recovery_hash(ANA.id, app.paper[0]))

    again = App(clock, agent.post(ROUTE, {"password": PASSWORD}).json()["secret"])
    again.paper = agent.post(f"{ROUTE}/confirm", {"code": again.code()}).json()["recovery_codes"]
    admin.post(f"/agents/{ANA.id}/second-factor/off")
    assert not codes.use(ANA.id, recovery_hash(ANA.id, again.paper[0]))


def test_off_already_is_fine(agent: Browser) -> None:
    assert agent.post(f"{ROUTE}/off", {"password": PASSWORD, "code": ""}).status == 204


def test_an_admin_takes_a_colleagues_off_who_is_told_by_mail(
    agent: Browser, app: App, admin: Browser, letters: Letters, tried: Tried
) -> None:
    answer = admin.post(f"/agents/{ANA.id}/second-factor/off")

    assert answer.json()["name"] == "Ana"
    (letter,) = letters.all
    assert letter == {
        "template": "second_factor_off",
        "values": {"name": "Ana", "admin": "Ada"},
        "language": "en",
    }
    assert agent.get("/me").problem[1] == "NotSignedIn"
    assert tried().status == 200


def test_nobody_is_told_of_what_did_not_happen(admin: Browser, agent: Browser, letters: Letters) -> None:
    assert admin.post(f"/agents/{ANA.id}/second-factor/off").status == 200
    assert letters.all == []
    assert agent.get("/me").status == 200


def test_it_is_not_taken_off_before_the_mail_is_on_its_way(
    house: House, admin: Browser, agent: Browser, app: App, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_line(*_: Any) -> None:
        raise SendDelayed("no line")

    monkeypatch.setattr(type(house.ports.notices), "send", no_line)

    assert admin.post(f"/agents/{ANA.id}/second-factor/off").status == 500
    assert agent.get("/me").json()["second_factor"] is True


def test_an_admin_takes_off_the_own_one_with_a_code_only(admin: Browser) -> None:
    assert admin.post(f"/agents/{ADA.id}/second-factor/off").problem[:2] == (403, "NotAllowed")


def test_an_agent_takes_off_nobodys(agent: Browser) -> None:
    assert agent.post(f"/agents/{ADA.id}/second-factor/off").problem[:2] == (403, "NotAllowed")


def test_nobody_has_no_second_factor(admin: Browser) -> None:
    assert admin.post(f"/agents/{'0' * 32}/second-factor/off").problem[1] == "NoSuchAgent"
