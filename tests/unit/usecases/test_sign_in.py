"""Sessions begin with the right password, and a guesser comes to a pause."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.domain import session_token
from chalicelib.domain.errors import NotSignedIn, TooManyTries, WrongPassword
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.check_session import check_session
from chalicelib.usecases.sign_in import sign_in
from tests.unit.usecases.company import ANA, BO

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _passwords(ports: Ports) -> None:
    ports.passwords.set(ANA.id, PASSWORD)


def test_the_store_never_holds_what_the_cookie_holds(ports: Ports) -> None:
    signed_in = sign_in(ports, ANA.email, PASSWORD, source="here")

    session = check_session(ports, signed_in.token).session
    assert session.id not in signed_in.token
    assert signed_in.token.partition(".")[0] not in session.id
    assert ports.live.session(session.id, ports.now()) == session


def test_each_sign_in_is_a_session_of_its_own(ports: Ports) -> None:
    tokens = {sign_in(ports, ANA.email, PASSWORD, source="here").token for _ in range(3)}

    assert len(tokens) == 3


def test_a_token_signed_with_another_key_is_nobodys(ports: Ports) -> None:
    token = sign_in(ports, ANA.email, PASSWORD, source="here").token
    secret = token.partition(".")[0]

    for forged in (secret, f"{secret}.", f"{secret}.{'A' * 43}", session_token.issued(b"x" * 32, b"y" * 32)):
        with pytest.raises(NotSignedIn):
            check_session(ports, forged)


def test_many_guesses_at_once_do_not_slip_through(ports: Ports) -> None:
    def guess(number: int) -> str:
        try:
            sign_in(ports, ANA.email, f"guess {number}", source=f"source {number}")
        except (WrongPassword, TooManyTries) as refused:
            return refused.code
        return "in"

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(guess, range(16)))

    assert told.count("WrongPassword") == 5
    assert told.count("TooManyTries") == 11


def test_the_right_password_forgets_the_wrong_ones(ports: Ports) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(WrongPassword):
                sign_in(ports, ANA.email, "wrong", source="here")
        sign_in(ports, ANA.email, PASSWORD, source="here")


def test_guessing_one_address_does_not_lock_out_another(ports: Ports) -> None:
    ports.passwords.set(BO.id, PASSWORD)
    for _ in range(6):
        with pytest.raises((WrongPassword, TooManyTries)):
            sign_in(ports, ANA.email, "wrong", source="elsewhere")

    assert sign_in(ports, BO.email, PASSWORD, source="here").agent == BO
