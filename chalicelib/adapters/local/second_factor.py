"""The second factor of the local home: secrets in the same SQLite file as the passwords."""

from __future__ import annotations

import secrets
from pathlib import Path

from chalicelib.adapters.local.passwords import MIGRATIONS
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.domain import totp
from chalicelib.domain.errors import AlreadyThere
from chalicelib.domain.ids import AgentId
from chalicelib.domain.reason import Reason
from chalicelib.ports.outside import Clock
from chalicelib.ports.second_factor import Begun


class LocalSecondFactor:
    """`SecondFactor` of the local home. Its ticket is the secret: nothing is stored before it is on."""

    def __init__(self, path: Path | None, clock: Clock) -> None:
        self._file = Database(path, MIGRATIONS)
        self._clock = clock

    def is_on(self, agent_id: AgentId) -> bool:
        return self._secret_of(agent_id) is not None

    def begin(self, agent_id: AgentId, password: str) -> Begun:
        del password  # this home looks its secrets up by itself
        if self.is_on(agent_id):
            raise AlreadyThere("Two-step sign-in is on already", reason=Reason("second_factor_on"))
        secret = totp.secret_of(secrets.token_bytes(totp.SECRET_BYTES))
        return Begun(secret, ticket=secret)

    def confirm(self, agent_id: AgentId, ticket: str, code: str) -> bool:
        step = totp.step_of(ticket, code, self._clock())
        if step is None:
            return False
        with self._file.writing() as database:
            question = "INSERT OR REPLACE INTO second_factors (agent_id, secret, last_step) VALUES (?, ?, ?)"
            database.execute(question, (agent_id, ticket, step))
        return True

    def matches(self, agent_id: AgentId, password: str, code: str) -> bool:
        """One write says whether the step, or a later one, was used: of two at once one gets in."""
        del password
        secret = self._secret_of(agent_id)
        step = None if secret is None else totp.step_of(secret, code, self._clock())
        if step is None:
            return False
        with self._file.writing() as database:
            used = database.execute(
                "UPDATE second_factors SET last_step = ? WHERE agent_id = ? AND secret = ? AND last_step < ?",
                (step, agent_id, secret, step),
            )
            return used.rowcount == 1

    def switch_off(self, agent_id: AgentId) -> None:
        with self._file.writing() as database:
            database.execute("DELETE FROM second_factors WHERE agent_id = ?", (agent_id,))

    def close(self) -> None:
        self._file.close()

    def _secret_of(self, agent_id: AgentId) -> str | None:
        with self._file.reading() as database:
            question = "SELECT secret FROM second_factors WHERE agent_id = ?"
            row = database.execute(question, (agent_id,)).fetchone()
        return None if row is None else str(row["secret"])
