"""A request came with an API token: say whose it is and what it may, fresh from the stores, and count it."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain import limits
from chalicelib.domain.api_token import ApiToken, ShownToken, taken_apart
from chalicelib.domain.errors import NoSuchAgent, TooManyTries
from chalicelib.domain.token_errors import (
    NoSuchToken,
    TokenRefused,
    TokenWithoutOwner,
    TooManyRequests,
    UnknownToken,
)
from chalicelib.domain.workspace import Agent, AgentState
from chalicelib.ports.bundle import Ports

MINUTE = 60
WRONG_WITHIN_SECONDS = 300


@dataclass(frozen=True, slots=True)
class CheckedToken:
    """A token that is good now, and in whose name it acts. `left`: requests until `resets_in` seconds are
    over."""

    agent: Agent
    token: ApiToken
    left: int
    resets_in: int


def check_token(ports: Ports, given: str, *, source: str) -> CheckedToken:
    """Raises a `TokenRefused` for what is no good token, `TooManyRequests` beyond 600 in a minute.

    Refused ones are counted by the address they came from, `source`, and beyond 20 in five minutes it gets
    `TooManyTries` for more of them. It can still send a good one: many machines may share an address, and
    what is held off here is the noise of a broken one, not the guessing of 256 bits.
    """
    try:
        token, agent = _found(ports, given)
    except TokenRefused as refused:
        wrong = ports.live.count_try(f"token#source#{source}", ports.now(), WRONG_WITHIN_SECONDS)
        if wrong > limits.WRONG_TOKENS:
            raise TooManyTries(retry_after=WRONG_WITHIN_SECONDS) from refused
        raise
    checked = _counted(ports, token, agent)
    if token.use_is_news(ports.now()):
        _note_use(ports, token)
    return checked


def _found(ports: Ports, given: str) -> tuple[ApiToken, Agent]:
    shown: ShownToken = taken_apart(given)
    token = ports.workspace.token(shown.id)
    if token is None:
        raise UnknownToken
    token.check(shown.secret, ports.now())
    try:
        agent = ports.workspace.agent(token.owner)
    except NoSuchAgent as gone:
        raise TokenWithoutOwner from gone
    if agent.state is not AgentState.ACTIVE:
        raise TokenWithoutOwner
    return token, agent


def _counted(ports: Ports, token: ApiToken, agent: Agent) -> CheckedToken:
    """Every minute of the clock has a budget of its own, so that its end is known without another read."""
    now = ports.now()
    minute, second = divmod(int(now.timestamp()), MINUTE)
    resets_in = MINUTE - second
    asked = ports.live.count_try(f"token#{token.id}#{minute}", now, MINUTE)
    if asked > limits.TOKEN_REQUESTS:
        raise TooManyRequests(limit=limits.TOKEN_REQUESTS, retry_after=resets_in)
    return CheckedToken(agent, token, limits.TOKEN_REQUESTS - asked, resets_in)


def _note_use(ports: Ports, token: ApiToken) -> None:
    try:
        ports.workspace.note_token_use(token.id, ports.now())
    except NoSuchToken as gone:  # between the two it was forgotten
        raise UnknownToken from gone
