"""An agent begins two-step sign-in: a secret for their app, which holds once they have shown a code of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from chalicelib.domain.totp import setup_uri
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports
from chalicelib.ports.own_account import prove

SETUP = timedelta(minutes=5)  # as long as Cognito's access token, by which it goes on
ISSUER = "Bandeja"


@dataclass(frozen=True, slots=True)
class Setup:
    """`uri` is the secret as a QR code says it."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


def begin_second_factor(ports: Ports, agent: Agent, password: str) -> Setup:
    """Raises `WrongPassword` for the field `password`, `TooManyTries`, `AlreadyThere` when it is on."""
    prove(ports, agent.id, password)
    begun = ports.second_factor.begin(agent.id, password)
    ends = ports.now() + SETUP
    ports.live.put_ticket(f"second-factor#{agent.id}", f"{ends.isoformat()} {begun.ticket}", ends)
    return Setup(begun.secret, setup_uri(begun.secret, ISSUER, agent.email))
